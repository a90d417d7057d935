"""Themes: which one a terminal gets, where they come from, what they leave unsaid."""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple
from typing import assert_never

from rich.color import Color as RichColour
from rich.style import Style
from textual.color import Color
from textual.color import ColorParseError
from textual.theme import Theme

from models.vocabulary import DueBucket
from models.vocabulary import Temperature

if TYPE_CHECKING:
    from tui.preferences.theme_files import ThemeProblem

DARK = "relance-dark"
LIGHT = "relance-light"
CONTRAST = "relance-contrast"
SIXTEEN = "relance-16"
AUTOMATIC = "auto"
TRUECOLOUR_THEMES = frozenset({DARK, LIGHT, CONTRAST})
PLAIN = "relance-plain"
"""Without any colour, for NO_COLOR; no file declares it."""
COMPILED = "themes.jsonl"
"""The shipped themes, complete, one a line (tui/preferences/theme_compiler.py)."""

DEFAULT_COLOUR = -1
"""How Textual numbers the colour that a terminal uses when told none."""
ROLES: tuple[str, ...] = (
    "background",
    "surface",
    "panel",
    "rl-well",
    "block-cursor-background",
    "foreground",
    "rl-strong",
    "text-muted",
    "rl-faint",
    "border-blurred",
    "accent",
    "footer-key-foreground",
    "rl-on-accent",
    "rl-overdue",
    "rl-today",
    "rl-none",
    "rl-later",
    "rl-hot",
    "rl-warm",
    "rl-cold",
    "rl-won",
    "rl-lost",
    "rl-green",
    "rl-amber",
    "rl-red",
    "rl-stage",
    "rl-stage-dim",
)
"""The variables that a palette is made of."""


class Ground(StrEnum):
    """What a text stands on, as the variable of its colour."""

    SCREEN = "background"
    BAND = "surface"
    PANEL = "panel"
    WELL = "rl-well"
    CHOSEN = "block-cursor-background"


class Palette(NamedTuple):
    """A style for every role of look.md, on one ground, for widgets that draw lines."""

    # A dataclass of so many fields takes 2 ms of every start to make.

    flat: bool
    """Only the terminal's own grounds: wells are underlined, connectors are marks."""
    ground: Style
    text: Style
    strong: Style
    """Headings and where I am; bold."""
    at_cursor: Style
    """The name at the cursor: strong, reversed where there is no other ground."""
    muted: Style
    faint: Style
    rule: Style
    accent: Style
    key: Style
    """A key of the hint line; bold."""
    on_accent: Style
    well: Style
    chosen: Style
    """The chosen line of a dialog; bold."""
    overdue: Style
    today: Style
    none: Style
    later: Style
    hot: Style
    warm: Style
    cold: Style
    won: Style
    lost: Style
    green: Style
    amber: Style
    red: Style
    stage: Style
    connector: Style
    """The ground between two stages of the funnel."""
    stale: Style
    """The clock of data that could not be read again; amber, bold."""
    lowest: Style
    """The lowest rate of the funnel, on a connector; amber, bold."""

    def due(self, bucket: DueBucket) -> Style:
        """Return the style of a mark and its when."""
        match bucket:
            case DueBucket.OVERDUE:
                return self.overdue
            case DueBucket.TODAY:
                return self.today
            case DueBucket.NONE:
                return self.none
            case DueBucket.LATER:
                return self.later
            case _:
                assert_never(bucket)

    def value(self, temperature: Temperature) -> Style:
        """Return the style of the letter and word of a prospect's value."""
        match temperature:
            case Temperature.HOT:
                return self.hot
            case Temperature.WARM:
                return self.warm
            case Temperature.COLD:
                return self.cold
            case Temperature.LOST:
                return self.lost
            case _:
                assert_never(temperature)


class Loaded(NamedTuple):
    """The themes that can be used, and the files that cannot, with their reasons."""

    themes: tuple[Theme, ...]
    problems: "tuple[ThemeProblem, ...]"


def builtin_themes() -> Path:
    """Return the shipped themes: packed in a wheel, beside us in a checkout."""
    package = Path(__file__).parent
    packed = package / "themes"
    return packed if packed.is_dir() else package.parent / "themes"


def load(folders: Sequence[Path]) -> Loaded:
    """Return every theme of the folders; a bad or taken one is told, never fatal."""
    # A start wears a shipped theme: what reads the others costs it 4 ms.
    from tui.preferences.theme_files import ThemeFault  # noqa: PLC0415
    from tui.preferences.theme_files import ThemeProblem  # noqa: PLC0415
    from tui.preferences.theme_files import ThemeRefusedError  # noqa: PLC0415
    from tui.preferences.theme_files import read_theme  # noqa: PLC0415
    from tui.theme_variables import completed  # noqa: PLC0415
    from tui.theme_variables import plain  # noqa: PLC0415

    themes: dict[str, Theme] = {}
    problems: list[ThemeProblem] = []
    for file in (file for folder in folders for file in _files(folder)):
        try:
            theme = read_theme(file)
        except ThemeRefusedError as refusal:
            problems.append(refusal.problem)
            continue
        if theme.name in themes or theme.name == PLAIN:
            problems.append(ThemeProblem(file, 0, ThemeFault.TAKEN, theme.name))
            continue
        themes[theme.name] = completed(theme)
    return Loaded(themes=(*themes.values(), plain()), problems=tuple(problems))


def shipped(name: str) -> Theme:
    """Return one shipped theme: what the first frame needs."""
    if name == PLAIN:
        from tui.theme_variables import plain  # noqa: PLC0415

        return plain()
    text = (Path(__file__).parent / COMPILED).read_text(encoding="utf-8")
    begun = f'{{"name": "{name}"'
    line = next(line for line in text.splitlines() if line.startswith(begun))
    return Theme(**json.loads(line))


def choose(
    settings_theme: str,
    environ: Mapping[str, str],
    background_is_light: bool | None = None,  # noqa: FBT001 - what the terminal said
) -> str:
    """Return the name of the theme to start with; a theme of one's own is kept."""
    if environ.get("NO_COLOR"):
        return PLAIN
    wanted = "" if settings_theme == AUTOMATIC else settings_theme
    if sixteen_colours(environ) and (not wanted or wanted in TRUECOLOUR_THEMES):
        return SIXTEEN
    if wanted:
        return wanted
    return LIGHT if background_is_light else DARK


def sixteen_colours(environ: Mapping[str, str]) -> bool:
    """Tell whether Rich will send 16 colours to this terminal, by the same signs."""
    told = environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if told != "auto":
        return told == "standard"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    colours = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return colours not in ("256color", "kitty")


def palette_of(variables: Mapping[str, str], ground: Ground = Ground.SCREEN) -> Palette:
    """Return the styles of ``app.theme_variables``; made once for each theme."""
    return _palette(tuple(map(variables.__getitem__, ROLES)), ground)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    except OSError:
        return []


class _Inks(NamedTuple):
    """The colours of a theme on one ground."""

    colours: Mapping[str, Color | None]
    under: Color | None
    flat: bool

    def style(self, role: str, *, bold: bool = False) -> Style:
        """Return the style of a role on the ground."""
        return self.on(role, self.under, bold=bold)

    def on(self, role: str, ground: Color | None, *, bold: bool = False) -> Style:
        """Return the style of a role on another colour."""
        return Style(
            color=_sent(self.colours[role], flat=self.flat),
            bgcolor=_sent(ground, flat=self.flat),
            bold=bold or None,
        )


@lru_cache(maxsize=16)
def _palette(values: tuple[str, ...], ground: Ground) -> Palette:
    parsed = map(_colour, values)
    colours: dict[str, Color | None] = dict(zip(ROLES, parsed, strict=True))
    flat = _is_terminals_own(colours["background"])
    return _drawn(_Inks(colours, colours[ground.value], flat))


def _drawn(inks: _Inks) -> Palette:
    colours, flat, style = inks.colours, inks.flat, inks.style
    dim = colours["rl-stage-dim"]
    accent_is_unseen = _sent(colours["accent"], flat=flat) is None
    return Palette(
        flat=flat,
        ground=Style(bgcolor=_sent(inks.under, flat=flat)),
        text=style("foreground"),
        strong=style("rl-strong", bold=True),
        at_cursor=style("rl-strong", bold=True) + Style(reverse=flat or None),
        muted=style("text-muted"),
        faint=style("rl-faint"),
        rule=style("border-blurred"),
        accent=style("accent"),
        key=style("footer-key-foreground", bold=True),
        on_accent=inks.on("rl-on-accent", colours["accent"])
        + Style(reverse=accent_is_unseen or None),
        well=inks.on("foreground", colours["rl-well"]) + Style(underline=flat or None),
        chosen=inks.on("rl-strong", colours["block-cursor-background"], bold=True),
        overdue=style("rl-overdue"),
        today=style("rl-today"),
        none=style("rl-none"),
        later=style("rl-later"),
        hot=style("rl-hot"),
        warm=style("rl-warm"),
        cold=style("rl-cold"),
        won=style("rl-won"),
        lost=style("rl-lost"),
        green=style("rl-green"),
        amber=style("rl-amber"),
        red=style("rl-red"),
        stage=style("rl-stage"),
        connector=style("rl-stage-dim") if flat else inks.on("rl-strong", dim),
        stale=style("rl-amber", bold=True),
        lowest=inks.on("rl-amber", None if flat else dim, bold=True),
    )


def _colour(value: str) -> Color | None:
    """Return a colour; None for what is no colour of its own, as ``transparent``."""
    try:
        return Color.parse(value)
    except ColorParseError:
        return None


def _is_terminals_own(colour: Color | None) -> bool:
    return colour is not None and colour.ansi is not None


def _sent(colour: Color | None, *, flat: bool) -> RichColour | None:
    """Return what the terminal is told; its own colour needs no telling."""
    if colour is None or colour.a == 0:
        return None
    if flat and colour.ansi == DEFAULT_COLOUR:
        return None
    return colour.rich_color
