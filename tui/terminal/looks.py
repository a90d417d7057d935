"""Looks of cells: what a style comes to in a terminal's own codes."""

from functools import cache
from functools import lru_cache
from typing import Final

from rich.color import Color
from rich.color import ColorSystem
from rich.style import Style

BOLD: Final = 1 << 0
DIM: Final = 1 << 1

PLAIN_INK: Final = "39"
PLAIN_PAPER: Final = "49"

MARKS: Final = (
    ("bold", "1", "22"),
    ("dim", "2", "22"),
    ("italic", "3", "23"),
    ("underline", "4", "24"),
    ("blink", "5", "25"),
    ("blink2", "6", "25"),
    ("reverse", "7", "27"),
    ("conceal", "8", "28"),
    ("strike", "9", "29"),
    ("underline2", "21", "24"),
    ("frame", "51", "54"),
    ("encircle", "52", "54"),
    ("overline", "53", "55"),
)
"""The attributes of a style, how each is switched on, and what switches it off."""

ON_BLANKS: Final = sum(
    1 << bit
    for bit, (name, _on, _off) in enumerate(MARKS)
    if name not in {"bold", "dim", "italic", "blink", "blink2", "conceal"}
)
"""The attributes that show where nothing is written."""


class Look:
    """How a cell looks; equal looks are the same object."""

    __slots__ = ("blank", "ink", "marks", "paper")

    def __init__(self, ink: str, paper: str, marks: int) -> None:
        self.ink = ink
        self.paper = paper
        self.marks = marks
        bare = ink == PLAIN_INK and not marks
        self.blank: Look = (
            self if bare or marks & ON_BLANKS else look(PLAIN_INK, paper, 0)
        )
        """The look of a space: what cannot be seen of it is left out."""


@cache
def look(ink: str, paper: str, marks: int) -> Look:
    """Return the look of that ink on that paper."""
    return Look(ink, paper, marks)


PLAIN: Final = look(PLAIN_INK, PLAIN_PAPER, 0)
"""How a terminal writes when it was told nothing."""


@lru_cache(4096)
def look_of(style: Style | None, system: ColorSystem) -> Look:
    """Return the look of a style in so many colours."""
    if style is None:
        return PLAIN
    marks = sum(1 << bit for bit, mark in enumerate(MARKS) if getattr(style, mark[0]))
    return look(_ink(style.color, system), _paper(style.bgcolor, system), marks)


@lru_cache(4096)
def change(worn: Look, wanted: Look) -> str:
    """Return the shortest sequence from one look to another."""
    if worn is wanted:
        return ""
    codes = min(";".join(_step(worn, wanted)), ";".join(_anew(wanted)), key=len)
    return f"\x1b[{codes}m"


def blank_on(worn: Look, wanted: Look) -> Look:
    """Return the look nearest to the one worn in which a space looks as wanted."""
    if worn.blank is wanted.blank:
        return worn
    if (worn.marks | wanted.marks) & ON_BLANKS:
        return wanted.blank
    return look(worn.ink, wanted.paper, worn.marks)


def _step(worn: Look, wanted: Look) -> list[str]:
    gone = worn.marks & ~wanted.marks
    new = wanted.marks & ~worn.marks
    if gone & (BOLD | DIM):
        new |= wanted.marks & (BOLD | DIM)
    codes = [off for bit, (_name, _on, off) in enumerate(MARKS) if gone & 1 << bit]
    codes += [on for bit, (_name, on, _off) in enumerate(MARKS) if new & 1 << bit]
    codes += [wanted.ink] if wanted.ink != worn.ink else []
    codes += [wanted.paper] if wanted.paper != worn.paper else []
    return list(dict.fromkeys(codes))


def _anew(wanted: Look) -> list[str]:
    codes = [""]
    codes += [on for bit, (_n, on, _off) in enumerate(MARKS) if wanted.marks & 1 << bit]
    codes += [wanted.ink] if wanted.ink != PLAIN_INK else []
    codes += [wanted.paper] if wanted.paper != PLAIN_PAPER else []
    return codes


def _ink(colour: Color | None, system: ColorSystem) -> str:
    if colour is None:
        return PLAIN_INK
    return ";".join(colour.downgrade(system).get_ansi_codes())


def _paper(colour: Color | None, system: ColorSystem) -> str:
    if colour is None:
        return PLAIN_PAPER
    return ";".join(colour.downgrade(system).get_ansi_codes(foreground=False))
