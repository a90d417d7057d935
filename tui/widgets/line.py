"""One line of the screen, drawn in one go: parts at the left, parts at the right."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cut
from tui.cells import safe
from tui.cells import width
from tui.preferences.keymap import key_label
from tui.theming import Ground
from tui.theming import Palette
from tui.theming import palette_of

Part = tuple[str, Style]
"""A text and how it looks."""

EDGE = 1
"""The free columns left and right of every line (look.md, Frame)."""
GAP = 2
"""The least that separates what is at the left from what is at the right."""


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


class Line(Drawn):
    """A widget of one line; a subclass says what stands at its two ends."""

    DEFAULT_CSS = """
    Line {
        width: 1fr;
        height: 1;
    }
    """

    GROUND: ClassVar[Ground] = Ground.SCREEN
    EDGE: ClassVar[int] = EDGE
    """The free columns at either side."""

    @property
    def palette(self) -> Palette:
        """The styles of the theme in use, on the ground of this line."""
        return palette_for(self, self.GROUND)

    def render_line(self, y: int) -> Strip:
        """Draw the line; nothing else than the first one exists."""
        if y:
            return Strip.blank(self.size.width, self.palette.ground)
        cells, palette, edge = self.size.width, self.palette, self.EDGE
        left, right = self.parts(palette, cells - 2 * edge)
        return spread(left, right, cells, palette.ground, edge)

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Say what stands at the left and at the right within *cells*."""
        raise NotImplementedError


def palette_for(widget: Widget, ground: Ground) -> Palette:
    """Tell the styles of the theme in use, on *ground*."""
    variables = widget.app.theme_variables  # pyright: ignore[reportUnknownMemberType]
    return palette_of(variables, ground)


def spread(
    left: Sequence[Part],
    right: Sequence[Part],
    cells: int,
    ground: Style,
    edge: int = EDGE,
) -> Strip:
    """Draw both ends of a line; the right one stays whole and the left one is cut."""
    right_cells = cells_of(right)
    room = cells - 2 * edge - right_cells - (GAP if right_cells else 0)
    kept = cropped(left, max(room, 0))
    blank = cells - 2 * edge - cells_of(kept) - right_cells
    parts = [(" " * edge, ground), *kept, (" " * blank, ground), *right]
    segments = [Segment(text, style) for text, style in parts if text]
    return Strip(merged(segments)).adjust_cell_length(cells, ground)


def merged(segments: Sequence[Segment]) -> list[Segment]:
    """Let blanks share the style of what stands before them: fewer bytes to send."""
    kept: list[Segment] = []
    for segment in segments:
        last = kept[-1] if kept else None
        if last is not None and _looks_alike(last, segment):
            kept[-1] = Segment(last.text + segment.text, last.style)
        elif last is not None and last.text.isspace() and _looks_alike(segment, last):
            kept[-1] = Segment(last.text + segment.text, segment.style)
        else:
            kept.append(segment)
    return kept


def _looks_alike(told: Segment, blank: Segment) -> bool:
    """Say whether *blank* looks no different in the style of *told*."""
    first, second = told.style, blank.style
    if first is second:
        return True
    if first is None or second is None or not blank.text.isspace():
        return False
    marked = first.reverse or first.underline or second.reverse or second.underline
    return not marked and first.bgcolor == second.bgcolor


def cropped(parts: Sequence[Part], cells: int) -> list[Part]:
    """Keep what fits of *parts*; the one that does not ends with the ellipsis."""
    kept: list[Part] = []
    for text, style in parts:
        size = width(text)
        if size > cells:
            kept.append((cut(text, cells), style))
            break
        kept.append((text, style))
        cells -= size
    return kept


def flowed(
    parts: Sequence[Part], between: Part, cells: int, most: int = 0
) -> list[list[Part]]:
    """Set *parts* in lines of at most *cells*; of more than *most* the last is cut."""
    from tui.wrapping import wrapped as broken  # noqa: PLC0415

    lines: list[list[Part]] = [[]]
    for text, style in parts:
        glue = [between] if lines[-1] else []
        room = cells - cells_of([*lines[-1], *glue])
        if width(text) <= room:
            lines[-1] += [*glue, (text, style)]
            continue
        first = _beginning(text, room) if width(text) > cells else ""
        if first:
            lines[-1] += [*glue, (first, style)]
        rest = text[len(first) :].strip()
        lines += [[(row, style)] for row in broken(rest, cells)]
    lines = [line for line in lines if line] or [[]]
    if not most or len(lines) <= most:
        return lines
    left = [part for line in lines[most - 1 :] for part in ((" ", line[0][1]), *line)]
    return [*lines[: most - 1], cropped(left[1:], cells)]


def _beginning(text: str, room: int) -> str:
    """Return the words of a long text that still fit on a line begun by others."""
    words = text.split(" ")
    while words and width(" ".join(words)) > room:
        words.pop()
    return " ".join(words)


def cells_of(parts: Sequence[Part]) -> int:
    """Count the cells that *parts* take together."""
    return sum(width(text) for text, _style in parts)


def with_keys(sentence: str, text: Style, key: Style) -> list[Part]:
    """Part a sentence of ours at its backticks: what stands in them is a key."""
    pieces = safe(sentence).split("`")
    return [
        (key_label(piece), key) if index % 2 else (piece, text)
        for index, piece in enumerate(pieces)
        if piece
    ]


def wrapped(sentence: str, cells: int) -> list[str]:
    """Break a sentence between words into rows of at most *cells*."""
    rows: list[str] = []
    for word in safe(sentence).split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer) <= cells:
            rows[-1] = longer
        else:
            rows.append(cut(word, cells))
    return rows
