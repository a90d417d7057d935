"""Theme files as written: every key known and every colour valid, or refused (84)."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from textual.color import Color
from textual.color import ColorParseError
from textual.theme import Theme

from tui.cells import cut
from tui.cells import safe
from tui.i18n import _
from tui.preferences.user_files import FileFault
from tui.preferences.user_files import UnusableFileError
from tui.preferences.user_files import line_of
from tui.preferences.user_files import parse_user_toml
from tui.preferences.user_files import read_user_text

BASE_COLOURS = (
    "primary",
    "secondary",
    "warning",
    "error",
    "success",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "boost",
)
PIPELINE_COLOURS = (
    "overdue",
    "today",
    "none",
    "later",
    "hot",
    "warm",
    "cold",
    "won",
    "lost",
    "green",
    "amber",
    "red",
    "stage",
    "stage-dim",
)
SWITCHES = ("dark", "ansi")
TABLES = ("pipeline", "variables")
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
TEXT_STYLES = frozenset(
    {"none", "not", "bold", "b", "dim", "italic", "i", "underline", "u", "reverse"}
)
SHARE = re.compile(r"(.+?)\s+(\d{1,3})%")
SHOWN = 40
"""How much of a wrong value a person is shown."""


class ThemeFault(StrEnum):
    """Why a theme file is left aside."""

    UNREADABLE = "unreadable"
    LINK = "link"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_TOML = "not_toml"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    BAD_NAME = "bad_name"
    BAD_SWITCH = "bad_switch"
    BAD_TABLE = "bad_table"
    BAD_COLOUR = "bad_colour"
    BAD_STYLE = "bad_style"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class ThemeProblem:
    """A theme file that was left aside, where in it (0: as a whole) and why."""

    file: Path
    line: int
    fault: ThemeFault
    found: str = ""


class ThemeRefusedError(Exception):
    """Carries the problem of the file being read."""

    def __init__(self, problem: ThemeProblem) -> None:
        super().__init__(problem.fault)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Declared:
    """The text of a theme file, so that a refusal can name its line."""

    file: Path
    text: str

    def refuse(
        self, fault: ThemeFault, key: str, table: str = "", found: str = ""
    ) -> ThemeRefusedError:
        line = line_of(self.text, key, table) or line_of(self.text, table)
        return ThemeRefusedError(
            ThemeProblem(self.file, line, fault, cut(safe(found or key), SHOWN))
        )


def read_theme(file: Path) -> Theme:
    """Return the theme that a file declares, before anything is derived."""
    text, tables = _read(file)
    declared = _Declared(file, text)
    for key in tables:
        if key not in ("name", *SWITCHES, *BASE_COLOURS, *TABLES):
            raise declared.refuse(ThemeFault.UNKNOWN_KEY, key)
    name = tables.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise declared.refuse(ThemeFault.BAD_NAME, "name", found=str(name or ""))
    colours = {
        key: _colour(declared, key, "", tables[key])
        for key in BASE_COLOURS
        if key in tables
    }
    if "primary" not in colours:
        raise declared.refuse(ThemeFault.MISSING_KEY, "primary")
    primary = colours.pop("primary")
    return Theme(
        name=name,
        primary=primary,
        dark=_switch(declared, tables, "dark", otherwise=True),
        ansi=_switch(declared, tables, "ansi", otherwise=False),
        variables={**_pipeline(declared, tables), **_variables(declared, tables)},
        secondary=colours.get("secondary"),
        warning=colours.get("warning"),
        error=colours.get("error"),
        success=colours.get("success"),
        accent=colours.get("accent"),
        foreground=colours.get("foreground"),
        background=colours.get("background"),
        surface=colours.get("surface"),
        panel=colours.get("panel"),
        boost=colours.get("boost"),
    )


def describe(problem: ThemeProblem) -> str:
    """Return the problem as one line, clean of whatever the file holds."""
    reason = _reason(problem)
    name = safe(str(problem.file))
    if not problem.line:
        return _("Theme {file} left aside: {reason}").format(file=name, reason=reason)
    return _("Theme {file} left aside, line {line}: {reason}").format(
        file=name, line=problem.line, reason=reason
    )


def _reason(problem: ThemeProblem) -> str:
    sentences = {
        ThemeFault.UNREADABLE: _("it cannot be read."),
        ThemeFault.LINK: _("it is a link or no plain file; copy the theme here."),
        ThemeFault.TOO_LARGE: _("it is larger than 64 KiB."),
        ThemeFault.NOT_TEXT: _("it is not UTF-8 text."),
        ThemeFault.NOT_TOML: _("it is not valid TOML."),
        ThemeFault.UNKNOWN_KEY: _("the key “{found}” is not known."),
        ThemeFault.MISSING_KEY: _("the key “{found}” is missing."),
        ThemeFault.BAD_NAME: _(
            "“{found}” is not a name; small letters, digits and hyphens are."
        ),
        ThemeFault.BAD_SWITCH: _("“{found}” is neither true nor false."),
        ThemeFault.BAD_TABLE: _("“{found}” is not a table."),
        ThemeFault.BAD_COLOUR: _("“{found}” is not a colour; #8FB2FF is."),
        ThemeFault.BAD_STYLE: _("“{found}” is not a style; bold or underline is."),
        ThemeFault.TAKEN: _("another theme is called “{found}”."),
    }
    return sentences[problem.fault].format(found=problem.found)


def _read(file: Path) -> tuple[str, Mapping[str, object]]:
    if file.is_symlink():
        raise ThemeRefusedError(ThemeProblem(file, 0, ThemeFault.LINK))
    try:
        text = read_user_text(file)
        return text, parse_user_toml(text)
    except UnusableFileError as error:
        fault = _fault_of(error.fault)
        raise ThemeRefusedError(ThemeProblem(file, error.line, fault)) from error
    except OSError as error:
        problem = ThemeProblem(file, 0, ThemeFault.UNREADABLE)
        raise ThemeRefusedError(problem) from error


def _fault_of(fault: FileFault) -> ThemeFault:
    if fault is FileFault.NOT_A_FILE:
        return ThemeFault.LINK
    return ThemeFault(fault.value)


def _switch(
    declared: _Declared, tables: Mapping[str, object], key: str, *, otherwise: bool
) -> bool:
    value = tables.get(key, otherwise)
    if not isinstance(value, bool):
        raise declared.refuse(ThemeFault.BAD_SWITCH, key, found=str(value))
    return value


def _pipeline(declared: _Declared, tables: Mapping[str, object]) -> dict[str, str]:
    colours: dict[str, str] = {}
    for key, value in _table(declared, tables, "pipeline"):
        if key not in PIPELINE_COLOURS:
            raise declared.refuse(ThemeFault.UNKNOWN_KEY, key, "pipeline")
        colours[f"rl-{key}"] = _colour(declared, key, "pipeline", value)
    return colours


def _variables(declared: _Declared, tables: Mapping[str, object]) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in _table(declared, tables, "variables"):
        if not NAME.fullmatch(key):
            raise declared.refuse(ThemeFault.BAD_NAME, key, "variables")
        if key.endswith("-style"):
            values[key] = _style(declared, key, value)
        else:
            values[key] = _shade(declared, key, value)
    return values


def _table(
    declared: _Declared, tables: Mapping[str, object], name: str
) -> Iterator[tuple[str, object]]:
    table = tables.get(name, {})
    if not isinstance(table, Mapping):
        raise declared.refuse(ThemeFault.BAD_TABLE, name)
    for key, value in table.items():  # pyright: ignore[reportUnknownVariableType]
        yield str(key), value  # pyright: ignore[reportUnknownArgumentType]


def _colour(declared: _Declared, key: str, table: str, value: object) -> str:
    if isinstance(value, str):
        try:
            Color.parse(value)
        except (ColorParseError, ValueError):
            pass
        else:
            return value
    raise declared.refuse(ThemeFault.BAD_COLOUR, key, table, str(value))


def _shade(declared: _Declared, key: str, value: object) -> str:
    share = SHARE.fullmatch(value) if isinstance(value, str) else None
    if share is None:
        return _colour(declared, key, "variables", value)
    return f"{_colour(declared, key, 'variables', share[1])} {share[2]}%"


def _style(declared: _Declared, key: str, value: object) -> str:
    if isinstance(value, str) and value and set(value.split()) <= TEXT_STYLES:
        return value
    raise declared.refuse(ThemeFault.BAD_STYLE, key, "variables", str(value))
