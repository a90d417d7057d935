"""The lines that stay above the tabs of a person or a company."""

from collections.abc import Sequence

from textual.strip import Strip

from tui.cells import safe
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.cells_row import Cell
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import palette_for
from tui.widgets.line import spread

EDGE = 2

Ends = tuple[Sequence[Cell], Sequence[Cell]]
"""What stands at the left and at the right of a line."""


class RecordHead(Drawn):
    """Two lines: who it is and their value, then where they belong and what is next."""

    DEFAULT_CSS = """
    RecordHead {
        width: 1fr;
        height: 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: Sequence[Ends] = ()

    def show(self, lines: Sequence[Ends]) -> None:
        """Show other lines."""
        self._lines = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the lines."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        if y >= len(self._lines):
            return Strip.blank(cells, palette.ground)
        left, right = (_parts(end, palette) for end in self._lines[y])
        return spread(left, right, cells, palette.ground, EDGE)


def _parts(cells: Sequence[Cell], palette: Palette) -> list[Part]:
    return [(safe(cell.text), cell.ink.of(palette)) for cell in cells]
