"""The one sentence of a window in which nothing fits (look.md, States)."""

from typing import Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.i18n import _
from tui.theming import Ground
from tui.widgets.line import palette_for
from tui.widgets.line import wrapped

LEAST: Final = Size(40, 10)


class TooSmall(Widget):
    """Stands where the screen would be."""

    DEFAULT_CSS = """
    TooSmall {
        width: 1fr;
        height: 1fr;
    }
    """

    def render_line(self, y: int) -> Strip:
        """Say the needed size, broken between words."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        sentence = _("Relance needs a window of {width} by {height} characters.")
        told = sentence.format(width=LEAST.width, height=LEAST.height)
        rows = wrapped(told, max(cells, 1))
        row = rows[y] if y < len(rows) else ""
        return Strip([Segment(row, palette.text)]).adjust_cell_length(
            cells, palette.ground
        )


def too_small(size: Size) -> bool:
    """Tell whether a window is smaller than any screen can use."""
    return size.width < LEAST.width or size.height < LEAST.height
