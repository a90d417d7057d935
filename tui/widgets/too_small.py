"""The one sentence of a window in which nothing fits (look.md, States)."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.i18n import _
from tui.theming import Ground
from tui.widgets.line import palette_for
from tui.widgets.line import wrapped


class TooSmall(Widget):
    """Stands where the screen would be."""

    DEFAULT_CSS = """
    TooSmall {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(self, least: Size) -> None:
        super().__init__()
        self._least = least

    def render_line(self, y: int) -> Strip:
        """Say the needed size, broken between words."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        sentence = _("Relance needs a window of {width} by {height} characters.")
        told = sentence.format(width=self._least.width, height=self._least.height)
        rows = wrapped(told, max(cells, 1))
        row = rows[y] if y < len(rows) else ""
        return Strip([Segment(row, palette.text)]).adjust_cell_length(
            cells, palette.ground
        )
