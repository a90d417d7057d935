"""The pen: writes cells with as few bytes as a terminal can be told them in."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tui.cells import ONE_CELL_EACH
from tui.cells import width
from tui.terminal.looks import ON_BLANKS
from tui.terminal.looks import PLAIN
from tui.terminal.looks import Look
from tui.terminal.looks import blank_on
from tui.terminal.looks import change

WORTH_ERASING: Final = 11
"""The spaces from which erasing them and stepping over them is shorter."""

LONG_BLANKS: Final = re.compile(f"( {{{WORTH_ERASING},}})")

FIRST_PICTURE: Final = 0x1F000
"""The first of the characters whose width depends on the age of the terminal."""

ERASES_IN_COLOUR: Final = (
    *("xterm", "tmux", "alacritty", "foot", "kitty", "wezterm", "ghostty"),
    *("linux", "rxvt", "st-", "putty", "konsole", "vte", "iterm", "mintty"),
)
"""How the names of terminals begin that erase in the colour in use."""


def erases_in_colour(environ: Mapping[str, str]) -> bool:
    """Tell whether erased cells take the colour in use, as not within GNU screen."""
    named = environ.get("TERM", "")
    return named.startswith(ERASES_IN_COLOUR) and "STY" not in environ


@lru_cache(4096)
def unsure(grapheme: str) -> bool:
    """Tell whether terminals differ on how many cells they give to it."""
    if len(grapheme) > 1:
        return True
    agreed = 2 if unicodedata.east_asian_width(grapheme) in {"W", "F"} else 1
    return ord(grapheme) >= FIRST_PICTURE or width(grapheme) != agreed


class Pen:
    """Writes on a screen of so many columns, and knows where it stands.

    It starts anywhere and plain, and is to be put down plain.
    """

    def __init__(self, columns: int, *, erases: bool) -> None:
        self._columns = columns
        self._erases = erases
        self._told: list[str] = []
        self._x = self._y = -1
        """Where the pen stands; -1 where that is not known."""
        self._look = PLAIN

    def put_down(self) -> str:
        """Return everything that was written, and be plain again."""
        self._wear(PLAIN)
        return "".join(self._told)

    def clear(self, look: Look) -> bool:
        """Empty the screen in one go, where the terminal can in that look."""
        if not self._fills(look):
            return False
        self._wear(look)
        self._told.append("\x1b[2J")
        return True

    def write(self, x: int, y: int, texts: list[str], look: Look) -> None:
        """Write cells of one look; a cell that a wide one covers is empty."""
        text = "".join(texts)
        if len(text) == len(texts) and ONE_CELL_EACH.fullmatch(text):
            self._plain(x, y, text, look)
            return
        for cell, grapheme in enumerate(texts, x):
            if not grapheme:
                continue
            self._go(cell, y)
            self._wear(look if grapheme != " " else blank_on(self._look, look))
            if ONE_CELL_EACH.fullmatch(grapheme) or not unsure(grapheme):
                self._add(grapheme, width(grapheme))
            else:
                self._dubious(cell, y, grapheme)

    def _plain(self, x: int, y: int, text: str, look: Look) -> None:
        """Write text of one cell each, long blanks as blanks."""
        parts = LONG_BLANKS.split(text) if self._fills(look) else [text]
        for part in parts:
            if not part:
                continue
            self._go(x, y)
            blank = part.isspace()
            self._wear(blank_on(self._look, look) if blank else look)
            x += len(part)
            if blank and len(part) >= WORTH_ERASING and self._fills(self._look):
                at_end = x == self._columns
                self._told.append("\x1b[K" if at_end else f"\x1b[{len(part)}X")
            else:
                self._add(part, len(part))

    def _dubious(self, x: int, y: int, grapheme: str) -> None:
        """Write what may come out narrower or wider than it is counted."""
        self._add(" " * width(grapheme), width(grapheme))
        self._go(x, y)
        self._told.append(grapheme)
        self._x = -1

    def _fills(self, look: Look) -> bool:
        plain = look.paper == PLAIN.paper
        return (self._erases or plain) and not look.marks & ON_BLANKS

    def _add(self, text: str, cells: int) -> None:
        self._told.append(text)
        self._x += cells
        if self._x >= self._columns:
            # What comes after the last column depends on the terminal.
            self._x = -1

    def _wear(self, look: Look) -> None:
        if look is not self._look:
            self._told.append(change(self._look, look))
            self._look = look

    def _go(self, x: int, y: int) -> None:
        if (x, y) == (self._x, self._y):
            return
        self._told.append(self._way(x, y))
        self._x, self._y = x, y

    def _way(self, x: int, y: int) -> str:
        """Return the shortest way to a cell."""
        straight = f"\x1b[{y + 1};{x + 1}H"
        right = x - self._x
        if self._x < 0 or y - self._y not in {0, 1}:
            return straight
        down = "\x1b[B" if y > self._y else ""
        if right > 0:
            across = f"\x1b[{right}C" if right > 1 else "\x1b[C"
        else:
            across = "\b" * -right
        return min(straight, down + across, key=len)
