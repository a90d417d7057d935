"""Header, message line and hint line at the four widths, in both languages."""

from collections.abc import Iterator

import pytest

from models.errors import RuleBroken
from models.vocabulary import Language
from tests.screens.stage import Stage
from tests.screens.stage import drawn
from tui import commands
from tui import glyphs
from tui import i18n
from tui.preferences.keymap import checked_keymap
from tui.widgets.header_line import HeaderLine
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import HintLine
from tui.widgets.hint_line import hints
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.message_line import MessageLine

BOARD = Heading(
    place="Board",
    pipeline="Sales",
    scope="mine",
    view="hot deals",
    order="by value",
    overdue=3,
    today=6,
    next_days=7,
    user="Alice",
    date="Mon 23 Nov",
    clock="09:14",
)
USUAL = (
    commands.DEAL_NEW,
    commands.FOLLOWUP_PLAN,
    commands.FOLLOWUP_DONE,
    commands.DEAL_MOVE_BACK,
    commands.DEAL_MOVE_ON,
    commands.PERSON_VALUE,
    commands.DEAL_WIN,
    commands.DEAL_LOSE,
    commands.FOLLOWUP_SNOOZE,
    commands.MARK,
    commands.SEARCH,
    commands.OWNER_SCOPE,
    commands.GO_TODAY,
)


@pytest.fixture(autouse=True)
def plain_words() -> Iterator[None]:
    glyphs.use(glyphs.UNICODE)
    i18n.set_language(Language.EN)
    yield
    i18n.set_language(Language.EN)


async def header(heading: Heading, cells: int) -> str:
    line = HeaderLine()
    async with Stage(line).run_test(size=(cells, 10)):
        line.heading = heading
        return drawn(line)


@pytest.mark.parametrize(
    ("cells", "left", "right"),
    [
        (80, "Board  Sales · mine", "! 3  ● 6  △ 7   09:14"),
        (
            120,
            "Relance ▸ Board  Sales · mine",
            "! 3 overdue  ● 6 today  △ 7 next 7 days   09:14",
        ),
        (
            160,
            "Relance ▸ Board  Sales · mine · hot deals",
            "! 3 overdue  ● 6 today  △ 7 next 7 days   Alice · Mon 23 Nov 09:14",
        ),
        (
            200,
            "Relance ▸ Board  Sales · mine · hot deals · by value",
            "! 3 overdue  ● 6 today  △ 7 next 7 days   Alice · Mon 23 Nov 09:14",
        ),
    ],
)
async def test_the_header_says_more_on_a_wider_screen(
    cells: int, left: str, right: str
) -> None:
    line = await header(BOARD, cells)
    assert len(line) == cells
    assert line.startswith(f" {left}  ")
    assert line.endswith(f"  {right} ")


async def test_a_long_scope_goes_before_the_words_of_the_counts() -> None:
    long = BOARD._replace(
        scope="everything that the whole of the northern team and its guests own"
    )
    line = await header(long, 120)
    assert line.startswith(" Board  Sales  ")
    assert "3 overdue" in line


async def test_the_place_and_the_counts_are_never_cut() -> None:
    line = await header(BOARD._replace(overdue=1200), 40)
    assert line.startswith(" Board ")
    assert line.endswith("! 1200  ● 6  △ 7   09:14 ")


async def test_a_count_of_zero_is_not_shown() -> None:
    line = await header(BOARD._replace(overdue=0, next_days=0), 80)
    assert line.endswith("  ● 6   09:14 ")
    assert "!" not in line


async def test_the_clock_of_stale_data_is_marked() -> None:
    assert (await header(BOARD._replace(stale=True), 80)).endswith(" ~09:14 ")


async def test_a_name_that_looks_like_markup_is_shown_as_it_is() -> None:
    line = await header(BOARD._replace(pipeline="[red]x[/] \x1b]0;t\x07"), 80)
    assert "[red]x[/] ]0;t" in line


async def test_the_header_falls_back_to_ascii() -> None:
    glyphs.use(glyphs.ASCII)
    try:
        line = await header(BOARD, 120)
    finally:
        glyphs.use(glyphs.UNICODE)
    assert line.isascii()
    assert "Relance > Board" in line


async def message(said: LineMessage | None, standing: LineMessage | None = None) -> str:
    line = MessageLine()
    async with Stage(line).run_test(size=(80, 10)):
        line.standing = standing
        if said:
            line.say(said)
        return drawn(line)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            LineMessage(
                MessageKind.REFUSAL,
                "Not moved: Signature needs an amount.",
                "`e` enters it, then `>` again.",
            ),
            "! Not moved: Signature needs an amount. e enters it, then > again.",
        ),
        (
            LineMessage(MessageKind.UNDONE, "Undone: 2 moves", "`ctrl+r` redoes"),
            "Undone: 2 moves   ctrl+r redoes",
        ),
        (
            LineMessage(MessageKind.ADVICE, "Push Negotiate.", "`enter` shows them"),
            "Advice  Push Negotiate. Enter shows them",
        ),
        (
            LineMessage(MessageKind.STALE, "Busy since 09:12.", "Trying again."),
            "~ Busy since 09:12. Trying again.",
        ),
        (LineMessage(MessageKind.NOTICE, "`x` is data"), "`x` is data"),
    ],
)
async def test_a_message_says_what_and_then_what_helps(
    said: LineMessage, line: str
) -> None:
    assert (await message(said)).strip() == line


async def test_what_is_marked_stays_at_the_right_of_a_message() -> None:
    marked = LineMessage(MessageKind.HINT, "", aside="2 marked")
    line = await message(LineMessage(MessageKind.NOTICE, "Saved"), marked)
    assert line.startswith(" Saved  ")
    assert line.endswith("  2 marked ")
    assert (await message(None, marked)).strip() == "2 marked"


async def test_a_long_message_is_cut_before_its_right_part() -> None:
    said = LineMessage(MessageKind.NOTICE, "word " * 40, aside="2 marked")
    line = await message(said)
    assert len(line) == 80
    assert line.endswith("…  2 marked ")


async def test_a_refusal_keeps_the_keys_that_help_where_a_name_is_long() -> None:
    """D.6: what can be pressed is read at 80 columns too, in either language."""
    why = "Chase signature is planned already with Coastal Printing — training."
    then = "`d` says how it went, `z` puts it off."
    line = await message(LineMessage(MessageKind.REFUSAL, why, then))
    assert line.startswith(" ! Chase signature is planned already")
    assert line.rstrip().endswith("… d says how it went, z puts it off.")
    alone = await message(LineMessage(MessageKind.REFUSAL, why * 2, "word " * 40))
    assert alone.startswith(" ! Chase signature is planned alr…")


@pytest.mark.parametrize("cells", [80, 120])
async def test_a_refusal_shortens_its_names_to_the_line(cells: int) -> None:
    """D.6: the reason and what to do are read, whatever the activity is called."""
    name = "Société Générale d’Équipement et de Distribution du Nord-Ouest, cours"
    line = MessageLine()
    async with Stage(line).run_test(size=(cells, 10)):
        line.refuse(RuleBroken("activity_inactive", activity=name), "Europe/Paris")
        shown = drawn(line).rstrip()
    assert shown.endswith("… is not offered any more. Choose another activity.")
    assert len(shown) == cells - 1


async def hint_line(cells: int) -> str:
    line = HintLine()
    async with Stage(line).run_test(size=(cells, 10)):
        line.hints = hints(USUAL)
        return drawn(line)


@pytest.mark.parametrize(
    ("cells", "last", "dropped"),
    [
        (80, "x lost", "z snooze"),
        (120, "/ search", "T Today"),
        (160, "T Today", ""),
        (200, "T Today", ""),
    ],
)
async def test_hints_are_dropped_whole_and_help_stays(
    cells: int, last: str, dropped: str
) -> None:
    line = await hint_line(cells)
    assert len(line) == cells
    assert line.startswith(" n new   f follow-up   d done   < > move   v value")
    assert last in line
    assert not dropped or dropped not in line
    assert line.endswith("  ? help ")


async def test_hints_show_the_keys_of_a_persons_own_map() -> None:
    keymap = checked_keymap({"deal.move_on": "ctrl+right"})
    shown = hints((commands.DEAL_MOVE_BACK, commands.DEAL_MOVE_ON), keymap)
    assert [hint.key for hint in shown] == ["< ctrl+right"]


async def test_a_line_draws_nothing_when_nothing_changed() -> None:
    line = HeaderLine()
    stage = Stage(line)
    async with stage.run_test(size=(80, 10)) as pilot:
        line.heading = BOARD
        await pilot.pause()
        painted = stage.frames
        line.heading = Heading(*BOARD)
        await pilot.pause()
        assert stage.frames == painted


@pytest.mark.parametrize("cells", [80, 120, 160, 200])
async def test_the_lines_hold_in_french(cells: int) -> None:
    i18n.set_language(Language.FR)
    french = BOARD._replace(place="Tableau", pipeline="Ventes", scope="les miennes")
    line = await header(french, cells)
    assert len(line) == cells
    assert " Tableau  Ventes · les miennes" in line
    assert ("! 3 en retard" in line) == (cells >= 120)
    keys = await hint_line(cells)
    assert len(keys) == cells
    assert keys.startswith(" n nouvelle ")
    assert keys.endswith("  ? aide ")
