"""The terminal's background: asked once, heard among the keys, never a key itself."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from models.store import Store
from tui import theming
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.terminal.background import BackgroundTold
from tui.terminal.background import Listener
from tui.terminal.background import is_light

WHITE = "\x1b]11;rgb:fbfb/fafa/f7f7\x1b\\"
BLACK = "\x1b]11;rgb:13/16/1d\x07"


def asked() -> Listener:
    listener = Listener()
    listener.ask()
    return listener


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        ("rgb:ffff/ffff/ffff", True),
        ("rgb:f/f/f", True),
        ("rgba:fbfb/fafa/f7f7/ffff", True),
        ("rgb:FDFD/F6F6/E3E3", True),
        ("rgb:0000/2b2b/3636", False),
        ("rgb:0000/0000/ffff", False),
        ("rgb:13/16/1d", False),
        ("#ffffff", None),
        ("", None),
    ],
)
def test_a_background_is_light_where_dark_text_reads_better(
    answer: str, light: bool | None
) -> None:
    assert is_light(answer) is light


@given(
    before=st.text("jkd é[", max_size=4),
    after=st.text("jkd é[", max_size=4),
    answer=st.sampled_from([WHITE, BLACK]),
    cuts=st.sets(st.integers(1, 40), max_size=6),
)
def test_an_answer_is_heard_in_any_pieces_and_every_key_around_it_is_kept(
    before: str, after: str, answer: str, cuts: set[int]
) -> None:
    whole = before + answer + after
    edges = [0, *sorted(cut for cut in cuts if cut < len(whole)), len(whole)]
    listener = asked()
    keys = "".join(listener.heard(whole[a:b]) for a, b in itertools.pairwise(edges))
    assert keys == before + after
    assert listener.told is not None
    assert listener.told.light is (answer == WHITE)
    assert not listener.waiting


def test_a_lone_escape_is_a_key_after_a_moment() -> None:
    listener = asked()
    assert listener.heard("\x1b") == ""
    assert listener.waiting
    assert listener.given_up() == "\x1b"
    assert listener.heard("\x1b[A") == "\x1b[A"


def test_half_an_answer_never_becomes_keys() -> None:
    listener = asked()
    assert listener.heard("\x1b]11;rgb:fb") == ""
    assert not listener.waiting
    assert listener.given_up() == ""
    assert listener.heard("fb/fafa/f7f7\x07j") == "j"


def test_who_was_not_asked_is_not_listened_to() -> None:
    assert Listener().heard(WHITE) == WHITE


@pytest.mark.parametrize(
    ("setting", "light", "worn"),
    [
        ("auto", True, theming.LIGHT),
        ("auto", False, theming.DARK),
        (theming.DARK, True, theming.DARK),
    ],
)
async def test_a_light_terminal_gets_the_light_theme_unless_the_settings_name_one(
    store: Store, setting: str, light: bool, worn: str
) -> None:
    app = RelanceApp(store, Settings(theme=setting))
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(BackgroundTold(light=light))
        await pilot.pause()
        assert app.theme == worn
        assert app.background_is_light is light


@pytest.mark.parametrize(
    ("environ", "asks"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
    ],
)
def test_only_a_terminal_that_could_show_the_light_theme_is_asked(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    asks: bool,
) -> None:
    for name in ("TERM", "COLORTERM", "NO_COLOR", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    app: App[None] = RelanceApp(store, Settings())
    assert isinstance(app, RelanceApp)
    assert app.asks_for_background is asks
