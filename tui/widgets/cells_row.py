"""One row of a list: cells of text, each with its place and its role of the palette."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from typing import Generic
from typing import TypeVar

from tui.cells import pad
from tui.cells import right
from tui.cells import safe
from tui.cells import width
from tui.ink import Ink
from tui.theming import Palette
from tui.widgets.line import Part

Value = TypeVar("Value")

FIT: Final = -1
"""A cell that is as wide as its text."""
FILL: Final = 0
"""A cell that takes what the others leave; it is cut where that is too little."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a column of so many cells."""

    text: str
    ink: Ink = Ink.TEXT
    cells: int = FIT
    at_right: bool = False
    gap: int = 0
    """The cells at its right that its text leaves free, however long it is."""
    name: bool = False
    """Whether this is the name, which stands out where the cursor is."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Value]):
    """A line of a list; the cursor rests on it if it stands for something."""

    cells: tuple[Cell, ...] = ()
    value: Value | None = None
    continues: bool = False
    """Whether it belongs to the line above, so that the cursor's bar goes on here."""
    from_bar: bool = False
    """Whether it begins where the bar stands, as the line under a head does."""


def row_parts(cells: Sequence[Cell], room: int, palette: Palette) -> list[Part]:
    """Draw the cells of a row into *room* cells, the filling one cut or filled."""
    texts = [safe(cell.text) for cell in cells]
    pairs = list(zip(cells, texts, strict=True))
    taken = sum(
        cell.cells if cell.cells > 0 else width(text)
        for cell, text in pairs
        if cell.cells != FILL
    )
    filling = max(room - taken, 0)
    return [
        (_placed(cell, text, filling), cell.ink.of(palette)) for cell, text in pairs
    ]


def _placed(cell: Cell, text: str, filling: int) -> str:
    if cell.cells == FIT:
        return text
    room = max((filling if cell.cells == FILL else cell.cells) - cell.gap, 0)
    placed = right(text, room) if cell.at_right else pad(text, room)
    return placed + " " * cell.gap
