"""The thin line between two panes, with free columns at its right."""

from rich.segment import Segment
from textual.strip import Strip

from tui import glyphs
from tui.theming import Ground
from tui.widgets.line import Drawn
from tui.widgets.line import palette_for


class Upright(Drawn):
    """One line from top to bottom (look.md, Frame)."""

    DEFAULT_CSS = """
    Upright {
        width: 1;
        height: 1fr;
    }
    """

    def render_line(self, y: int) -> Strip:
        """Draw one cell of the line."""
        del y
        rule = palette_for(self, Ground.SCREEN).rule
        return Strip([Segment(glyphs.current().upright, rule)], 1)
