"""Which theme a terminal gets, and what a theme leaves unsaid."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.style import Style
from textual.app import App
from textual.app import ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Button
from textual.widgets import Checkbox
from textual.widgets import DataTable
from textual.widgets import Input
from textual.widgets import OptionList
from textual.widgets import Static
from textual.widgets import Tabs
from textual.widgets import TextArea
from textual.widgets import Tree

from models.vocabulary import DueBucket
from models.vocabulary import Temperature
from tui import theming
from tui.preferences import theme_compiler
from tui.terminal import filters
from tui.theme_variables import plain
from tui.theming import PLAIN

NAMES = (
    theming.DARK,
    theming.LIGHT,
    theming.CONTRAST,
    theming.SIXTEEN,
    PLAIN,
)
TRUECOLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


class Sampler(App[None]):
    """Stock widgets and every variable of ours, in one theme."""

    CSS = "\n".join(
        f".role-{role} {{ color: ${role}; background: ${role}; }}"
        for role in theming.ROLES
    )

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.register_theme(theming.shipped(theme))
        self.theme = theme

    def get_line_filters(self) -> Sequence[LineFilter]:
        return filters.guarded(
            super().get_line_filters(), colourless=self.theme == PLAIN
        )

    def compose(self) -> ComposeResult:
        yield OptionList("call", "trial")
        yield Input("tomorrow 18", select_on_focus=True)
        yield Button("Save", variant="primary")
        yield Checkbox("hot")
        yield DataTable[str]()
        yield Tabs("Timeline", "People")
        yield TextArea("note")
        yield Tree[None]("root")
        for role in theming.ROLES:
            yield Static(Content(role), classes=f"role-{role}")


@pytest.mark.parametrize("name", NAMES)
async def test_every_variable_resolves_in_a_running_app(name: str) -> None:
    app = Sampler(name)
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("tab", "tab")
        assert app.current_theme.name == name
        assert set(theming.ROLES) <= set(app.theme_variables)


async def test_no_colour_is_sent_where_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Sampler(PLAIN)
    async with app.run_test(size=(80, 60)):
        no_colours, no_controls = app.get_line_filters()[-2:]
        segments = [
            segment
            for widget in app.screen.query("*")
            for segment in widget.render_line(0)
            .apply_filter(no_colours, Color(0, 0, 0))
            .apply_filter(no_controls, Color(0, 0, 0))
        ]
    colours = {
        colour
        for segment in segments
        if segment.style
        for colour in (segment.style.color, segment.style.bgcolor)
        if colour is not None
    }
    assert segments
    assert all(colour.is_default for colour in colours)


@pytest.mark.parametrize("name", NAMES)
def test_a_palette_is_made_once_for_a_theme_and_a_ground(name: str) -> None:
    theme = theming.shipped(name)
    known = {**theme.to_color_system().generate(), **theme.variables}
    for ground in theming.Ground:
        palette = theming.palette_of(known, ground)
        assert theming.palette_of(dict(known), ground) is palette


def test_the_palette_of_the_dark_theme_has_its_colours() -> None:
    theme = theming.shipped(theming.DARK)
    known = {**theme.to_color_system().generate(), **theme.variables}
    palette = theming.palette_of(known, theming.Ground.BAND)
    assert palette.overdue == Style.parse("#f57f80 on #1a1e27")
    assert palette.at_cursor == Style.parse("bold #f6f8fc on #1a1e27")
    assert palette.due(DueBucket.NONE) == palette.none
    assert palette.value(Temperature.COLD) == palette.cold
    assert not palette.flat


def test_without_colour_the_cursor_and_the_accent_are_reversed() -> None:
    theme = plain()
    known = {**theme.to_color_system().generate(), **theme.variables}
    palette = theming.palette_of(known)
    for style in palette:
        if isinstance(style, Style):
            assert style.color is None
            assert style.bgcolor is None
    assert palette.at_cursor.reverse
    assert palette.on_accent.reverse
    assert palette.well.underline


@pytest.mark.parametrize(
    ("settings", "environ", "light", "expected"),
    [
        ("auto", TRUECOLOUR, None, theming.DARK),
        ("", TRUECOLOUR, False, theming.DARK),
        ("auto", TRUECOLOUR, True, theming.LIGHT),
        (theming.CONTRAST, TRUECOLOUR, True, theming.CONTRAST),
        ("slate", TRUECOLOUR, True, "slate"),
        ("auto", {"TERM": "linux"}, None, theming.SIXTEEN),
        (theming.DARK, {"TERM": "linux"}, None, theming.SIXTEEN),
        ("slate", {"TERM": "linux"}, None, "slate"),
        ("auto", {"TERM": "xterm-kitty"}, None, theming.DARK),
        ("auto", {"TERM": "screen-256color"}, None, theming.DARK),
        ("auto", {"TERM": "linux", "COLORTERM": "24bit"}, None, theming.DARK),
        ("auto", {"TEXTUAL_COLOR_SYSTEM": "256"}, None, theming.DARK),
        ("auto", {"TEXTUAL_COLOR_SYSTEM": "standard"}, None, theming.SIXTEEN),
        ("slate", {**TRUECOLOUR, "NO_COLOR": "1"}, True, PLAIN),
        ("auto", {**TRUECOLOUR, "NO_COLOR": ""}, None, theming.DARK),
    ],
)
def test_the_terminal_and_the_settings_choose_the_theme(
    settings: str, environ: dict[str, str], light: bool | None, expected: str
) -> None:
    assert theming.choose(settings, environ, light) == expected


def test_the_four_shipped_themes_load_without_a_problem() -> None:
    loaded = theming.load([theming.builtin_themes()])
    assert loaded.problems == ()
    assert {theme.name for theme in loaded.themes} == set(NAMES)


def test_a_theme_of_one_colour_is_completed(tmp_path: Path) -> None:
    tmp_path.joinpath("slate.toml").write_text('name = "slate"\nprimary = "#8FB2FF"\n')
    loaded = theming.load([tmp_path])
    theme = loaded.themes[0]
    known = {**theme.to_color_system().generate(), **theme.variables}
    assert loaded.problems == ()
    assert theme.variables["rl-won"] == known["success"]
    assert theming.palette_of(known).text.color is not None


def test_an_ansi_theme_of_one_colour_is_completed(tmp_path: Path) -> None:
    tmp_path.joinpath("own.toml").write_text(
        'name = "own"\nansi = true\nprimary = "ansi_cyan"\n'
    )
    theme = theming.load([tmp_path]).themes[0]
    known = {**theme.to_color_system().generate(), **theme.variables}
    assert theming.palette_of(known).flat


def test_the_compiled_themes_are_the_shipped_ones() -> None:
    file = Path(theming.__file__).with_name(theming.COMPILED)
    assert file.read_text(encoding="utf-8") == theme_compiler.whole_file(), (
        "run make generate"
    )
