"""What is sent by cells shows the same as what Textual would send."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.geometry import Size
from textual.strip import Strip

from models.money import Money
from models.store import Store
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.screens.emulator import Emulator
from tests.screens.places import TRUECOLOUR
from tests.screens.places import CountingApp
from tui.cells import ONE_CELL_EACH
from tui.cells import width
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.terminal.celldiff import ShownCells
from tui.terminal.frames import ThriftyUpdate
from tui.terminal.pen import erases_in_colour
from tui.terminal.pen import unsure

COLUMNS, LINES = 24, 4

LETTERS = st.sampled_from(["a", "Z", "#", "é", "─", "e\u0301", "会", "社", "🎾", "   "])
STYLES = st.builds(
    Style,
    color=st.sampled_from([None, "red", "#102030"]),
    bgcolor=st.sampled_from([None, "blue", "#405060"]),
    bold=st.booleans(),
    underline=st.booleans(),
    reverse=st.booleans(),
)
LINES_OF_TEXT = st.lists(
    st.tuples(st.lists(LETTERS, max_size=9).map("".join), STYLES), max_size=4
)
SCREENS = st.lists(LINES_OF_TEXT, min_size=LINES, max_size=LINES)

TITLES = (
    "日本語の会社",
    "Cafe\u0301 Olé",
    "🎾 Tennis Club",
    "Kiné Plus",
    "Mairie de Lens — sports",
)
UNSURE_TITLES = ("👨‍👩‍👧 Famille", "⚠️ Attention", "मराठी शाळा", "🇫🇷 Équipe")

KEYS = (
    *("down", "up", "right", "left", "pagedown", "pageup", "end", "home"),
    *("space", "escape", "s", "d", "f", "n", "m", "escape", "t", "b", "slash", "o"),
)


def frame(lines: Iterable[list[tuple[str, Style]]]) -> LayoutUpdate:
    strips = [
        Strip([Segment(text, style) for text, style in line]).adjust_cell_length(
            COLUMNS, Style(bgcolor="#405060")
        )
        for line in lines
    ]
    whole = Region(0, 0, COLUMNS, LINES)
    return LayoutUpdate([[strip] for strip in strips], whole)


def painted(update: LayoutUpdate, columns: int, lines: int) -> Emulator:
    """Show a frame as Textual sends it."""
    plain = Emulator(columns, lines)
    plain.feed(update.render_segments(TRUECOLOUR))
    return plain


@settings(max_examples=150, deadline=None)
@given(screens=st.lists(SCREENS, min_size=1, max_size=4), erases=st.booleans())
def test_frames_sent_by_cells_show_what_whole_frames_show(
    screens: list[list[list[tuple[str, Style]]]], erases: bool
) -> None:
    shown = ShownCells(erases=erases)
    thrifty = Emulator(COLUMNS, LINES)
    for screen in screens:
        update = frame(screen)
        thrifty.feed(ThriftyUpdate(update, shown).render_segments(TRUECOLOUR))
        assert thrifty.cells() == painted(update, COLUMNS, LINES).cells()


@settings(max_examples=50, deadline=None)
@given(screen=SCREENS, erases=st.booleans())
def test_a_frame_that_is_shown_already_sends_nothing(
    screen: list[list[tuple[str, Style]]], erases: bool
) -> None:
    shown = ShownCells(erases=erases)
    shown.layout(frame(screen), TRUECOLOUR)
    assert shown.layout(frame(screen), TRUECOLOUR) == ""


def whole_frame(app: CountingApp) -> LayoutUpdate:
    compositor = app.screen._compositor  # pyright: ignore[reportPrivateUsage]
    return compositor.render_full_update()


async def played(app: CountingApp, seed: int, size: tuple[int, int]) -> None:
    """Press keys at random, and compare the screens after each."""
    thrifty = Emulator(*size)
    chance = random.Random(seed)
    async with app.run_test(size=size) as pilot:
        for _ in range(16):
            await pilot.pause()
            for sent in app.frames:
                thrifty.feed(sent)
            app.frames.clear()
            update = whole_frame(app)
            assert thrifty.cells() == painted(update, *size).cells()
            await pilot.press(chance.choice(KEYS))


@pytest.mark.parametrize("start", list(StartScreen))
@pytest.mark.parametrize("seed", range(2))
async def test_after_any_keys_the_screen_is_what_textual_would_show(
    store: Store, start: StartScreen, seed: int
) -> None:
    for title in TITLES * 4:
        deal = a_deal(store, title, stage="Offer", amount=Money(100_000, "EUR"))
        a_follow_up(store, deal=deal)
    app = CountingApp(store, Settings(start_screen=start))
    await played(app, seed, (100, 30) if seed else (160, 45))


async def test_characters_of_doubtful_width_move_nothing_that_follows(
    store: Store,
) -> None:
    for title in UNSURE_TITLES:
        deal = a_deal(store, title, stage="Offer", amount=Money(100_000, "EUR"))
        a_follow_up(store, deal=deal)
    app = CountingApp(store, Settings(start_screen=StartScreen.BOARD))
    size = (120, 30)
    thrifty = Emulator(*size)
    async with app.run_test(size=size) as pilot:
        for key in ("down", "down", "up", "space", "down"):
            await pilot.press(key)
            await pilot.pause()
        for sent in app.frames:
            thrifty.feed(sent)
        update = whole_frame(app)
        anew = Emulator(*size)
        anew.feed(ShownCells(erases=True).layout(update, TRUECOLOUR))
        assert thrifty.cells() == anew.cells()


def test_a_doubtful_character_is_followed_by_an_absolute_position() -> None:
    line = [("👨‍👩‍👧 Famille|", Style())]
    sent = ShownCells(erases=True).layout(frame([line, [], [], []]), TRUECOLOUR)
    assert "👨‍👩‍👧\x1b[1;3H" in sent


def test_after_another_size_or_a_loan_of_the_terminal_everything_is_sent() -> None:
    shown = ShownCells(erases=True)
    screen = frame([[("Relance", Style(bold=True))], [], [], []])
    first = shown.layout(screen, TRUECOLOUR)
    shown.resized(Size(COLUMNS, LINES))
    assert shown.layout(screen, TRUECOLOUR) == ""
    shown.forget()
    assert shown.layout(screen, TRUECOLOUR) == first
    shown.resized(Size(COLUMNS + 1, LINES))
    assert shown.layout(screen, TRUECOLOUR) == first


def test_only_terminals_that_colour_what_they_erase_are_told_to_erase() -> None:
    assert erases_in_colour({"TERM": "xterm-256color"})
    assert not erases_in_colour({"TERM": "screen-256color"})
    assert not erases_in_colour({"TERM": "xterm-256color", "STY": "1.pts"})
    assert not erases_in_colour({})


def test_every_character_sent_without_a_look_at_its_width_has_one_cell() -> None:
    plain = [chr(code) for code in range(0x20, 0x3000)]
    single = [letter for letter in plain if ONE_CELL_EACH.fullmatch(letter)]
    assert {width(letter) for letter in single} == {1}
    assert not [letter for letter in single if unsure(letter)]


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "⚠️", "🇫🇷", "🎾", "e\u0301"])
def test_joined_and_pictured_characters_are_doubtful(whole: str) -> None:
    assert unsure(whole)
    assert not unsure("会")
