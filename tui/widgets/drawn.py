"""Widgets that draw every cell of their lines: nothing is left for Textual to add."""

from collections.abc import Sequence

from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class DrawnLines(StylesCache):
    """Keeps lines as they are sent, and takes them as the widget draws them.

    Textual would look at the border, the padding, the tint and the opacity of each
    line, which is most of what painting one costs.
    """

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return the lines of a region, those drawn again that changed."""
        cells = widget.size.width
        if cells != self._width:
            self.clear()
            self._width = cells
        known, dirty = self._cache, self._dirty_lines
        lines = crop.line_range
        self._draw(widget, [y for y in lines if y in dirty or y not in known])
        dirty.difference_update(lines)
        whole = crop.column_span == (0, cells)
        start, end = crop.column_span
        return [known[y] if whole else known[y].crop(start, end) for y in lines]

    def _draw(self, widget: Widget, lines: Sequence[int]) -> None:
        if not lines:
            return
        filters, ground = widget.get_line_filters(), widget.background_colors[1]
        for y in lines:
            line = widget.render_line(y)
            segments = list(line)
            for each in filters:
                segments = each.apply(segments, ground)
            self._cache[y] = Strip(segments, line.cell_length)


class Drawn(Widget):
    """A widget without border and padding, whose lines fill its width."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._styles_cache = DrawnLines()
