"""The head of a table: words over the columns, and one line under them (look.md)."""

from collections.abc import Callable
from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip

from tui import glyphs
from tui.cells import width
from tui.theming import Ground
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import row_parts
from tui.widgets.line import Drawn
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

EDGE = 2
"""The columns before the first word, as in the rows below."""

Heads = Callable[[int], Sequence[Cell]]
"""Makes the heads for so many cells."""


class TableHead(Drawn):
    """Two lines over the rows of a table."""

    DEFAULT_CSS = """
    TableHead {
        width: 1fr;
        height: 2;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._heads: Heads | None = None

    def show(self, heads: Heads | None) -> None:
        """Show other heads; without any there is no line either."""
        self._heads = heads
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the words, then the line as wide as the table."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        room = max(cells - EDGE - 1, 0)
        if self._heads is None:
            return Strip.blank(cells, palette.ground)
        parts = cropped(row_parts(self._heads(room), room, palette), room + 1)
        margin = (" " * EDGE, palette.ground)
        if y:
            wide = sum(width(text) for text, _style in parts)
            margin = (" ", palette.ground)
            parts = [(glyphs.current().line * min(wide + 1, room + 1), palette.rule)]
        segments = [Segment(text, style) for text, style in (margin, *parts)]
        return Strip(segments).adjust_cell_length(cells, palette.ground)
