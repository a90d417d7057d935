"""The marks of the screen by meaning, with their ASCII stand-ins (look.md, Glyphs)."""

from collections.abc import Mapping
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of marks; each is one cell wide but ``ellipsis``, two in ASCII."""

    # A dataclass of so many fields takes 2 ms of every start to make.

    overdue: str = "!"
    today: str = "●"
    none: str = "○"
    later: str = "△"
    todo: str = "○"
    current: str = "●"
    done: str = "✓"
    attempt: str = "×"
    milestone: str = "◆"
    note: str = "“"
    mail: str = "@"
    created: str = "+"
    changed: str = "·"
    cursor: str = "▌"
    marked: str = "✓"
    moved: str = "→"
    others: str = "*"
    idle: str = "~"
    arrow: str = "→"
    ellipsis: str = "…"
    separator: str = "·"
    thin_space: str = "\u202f"
    """What French figures have between thousands and before a unit."""
    absent: str = "–"
    previous: str = "‹"
    next: str = "›"
    sort_down: str = "▾"
    sort_up: str = "▴"
    breadcrumb: str = "▸"
    day_done: str = "■"
    day_todo: str = "□"
    bar: str = "█"
    bar_left_half: str = "▌"
    bar_right_half: str = "▐"
    connector: str = "░"
    progress_done: str = "━"
    progress_rest: str = "─"
    line: str = "─"
    focus_line: str = "━"
    upright: str = "│"
    today_line: str = "│"
    grid: str = "┊"
    corner_top_left: str = "╭"
    corner_top_right: str = "╮"
    corner_bottom_left: str = "╰"
    corner_bottom_right: str = "╯"
    tee: str = "├"
    first: str = "◆"
    halves: bool = True
    """Whether a bar may end in half a cell; ASCII rounds it to a whole one."""


UNICODE = Glyphs()
ASCII = Glyphs(
    today="*",
    none="o",
    later="^",
    todo="o",
    current="*",
    done="x",
    attempt="/",
    milestone="+",
    note='"',
    changed="-",
    cursor=">",
    marked="x",
    moved=">",
    others="#",
    arrow=">",
    ellipsis="..",
    separator="-",
    thin_space=" ",
    absent="-",
    previous="<",
    next=">",
    sort_down="v",
    sort_up="^",
    breadcrumb=">",
    day_done="#",
    day_todo=".",
    bar="#",
    bar_left_half="#",
    bar_right_half="#",
    connector=":",
    progress_done="=",
    progress_rest="-",
    line="-",
    focus_line="=",
    upright="|",
    today_line="|",
    grid=":",
    corner_top_left="+",
    corner_top_right="+",
    corner_bottom_left="+",
    corner_bottom_right="+",
    tee="+",
    first="*",
    halves=False,
)

AMBIGUOUS_WIDTH = ("ja", "ko", "zh")
"""Languages whose terminals may draw box lines and symbols two cells wide."""
SET_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
YES = frozenset({"1", "true", "yes", "on"})


class _Drawn:
    def __init__(self) -> None:
        self.glyphs = UNICODE


_drawn = _Drawn()


def current() -> Glyphs:
    """Return the marks in use."""
    return _drawn.glyphs


def use(glyphs: Glyphs) -> None:
    """Draw with another set from the next frame on."""
    _drawn.glyphs = glyphs


def choose(environ: Mapping[str, str], ascii_setting: bool | None = None) -> Glyphs:  # noqa: FBT001 - a setting's value
    """Return the set for a terminal: ``RELANCE_ASCII``, the setting, then the locale.

    A setting of None leaves it to the locale.
    """
    told = environ.get("RELANCE_ASCII", "").lower()
    if told:
        return ASCII if told in YES else UNICODE
    if ascii_setting is not None:
        return ASCII if ascii_setting else UNICODE
    return UNICODE if _draws_unicode(environ) else ASCII


def _draws_unicode(environ: Mapping[str, str]) -> bool:
    locale = _locale(environ)
    language, _, encoding = locale.partition(".")
    if language.split("_")[0].lower() in AMBIGUOUS_WIDTH:
        return False
    charset = encoding.partition("@")[0].lower().replace("-", "")
    return not locale or charset == "utf8"


def _locale(environ: Mapping[str, str]) -> str:
    """Return the locale of characters, "" where nobody named one.

    Python itself sets ``LC_CTYPE`` to C.UTF-8 when it is started in the C locale, so
    that this value says nothing about the terminal.
    """
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if names[1] in SET_BY_PYTHON:
        names[1] = ""
    return next((name for name in names if name), "")
