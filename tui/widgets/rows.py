"""A list of rows that scrolls under a cursor: one widget, only what shows is drawn."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.cells_row import Row
from tui.widgets.cells_row import row_parts
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

Value = TypeVar("Value")

Build = Callable[[int], Sequence[Row[Value]]]
"""Makes the rows for so many cells; asked again when the width or language changes."""

BAR = 1
"""The column of the cursor's bar; the text begins in the next one."""


class Rows(Drawn, Generic[Value]):
    """Rows under a cursor; its screen moves it, so that the focus stays where it is."""

    DEFAULT_CSS = """
    Rows {
        width: 1fr;
        height: 1fr;
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor rests on another row."""

        rows: Widget

        @property
        def control(self) -> Widget:
            """The list, for ``@on(Rows.Moved, "#results")``."""
            return self.rows

    @dataclass
    class Opened(Message):
        """The person pointed twice at a row."""

        rows: Widget

    def __init__(
        self,
        *,
        ground: Ground = Ground.SCREEN,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._ground = ground
        self._build: Build[Value] | None = None
        self._rows: Sequence[Row[Value]] = ()
        self._stops: Sequence[int] = []
        self._at = 0
        """The place of the cursor among the stops."""
        self._top = 0
        self._built_for = -1

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._built_for:
            self.rebuild()
        else:
            self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the person points; pointing twice opens."""
        at = self._pointed(self._top + event.y)
        if at is not None:
            self._go(at)
            if event.chain > 1:
                self.post_message(self.Opened(self))

    def render_line(self, y: int) -> Strip:
        """Draw one row in sight; nothing below the last one."""
        palette, cells = palette_for(self, self._ground), self.size.width
        place = self._top + y
        if place >= len(self._rows):
            return Strip.blank(cells, palette.ground)
        here = self._belongs_to_cursor(place)
        parts = self._parts(place, palette, cells, here=here)
        ground = self._ground_of(palette, here=here)
        segments = [Segment(text, style) for text, style in parts if text]
        return Strip(segments).adjust_cell_length(cells, ground)

    def show(self, build: Build[Value], *, keep: bool = False) -> None:
        """Show other rows, from the top, or the cursor on the same value as before."""
        before, at = self.value, self._at
        self._build = build
        self._make(build)
        self._at = self._place_of(before, at) if keep else 0
        if not keep:
            self._top = 0
        self._keep_in_sight()
        self.refresh()

    def rebuild(self) -> None:
        """Make the same rows again for another width or in another language."""
        if self._build is not None:
            self.show(self._build, keep=True)

    def move(self, step: int) -> None:
        """Move the cursor by rows; where it cannot rest anywhere, scroll by lines."""
        if 0 <= self._at + step < len(self._stops):
            self._go(self._at + step)
        else:
            self._shift(step)

    def page(self, pages: int) -> None:
        """Move the cursor by the height of the list."""
        lines = pages * max(self.size.height - 1, 1)
        if not self._stops:
            self._shift(lines)
            return
        aim = self._stops[self._at] + lines
        nearest = min(self._stops, key=lambda stop: abs(stop - aim))
        step = 1 if pages > 0 else -1
        at = self._stops.index(nearest)
        self._go(at if at != self._at else self._at + step)

    def first(self) -> None:
        """Move to the first row."""
        self._go(0) if self._stops else self._shift(-len(self._rows))

    def last(self) -> None:
        """Move to the last row."""
        self._go(len(self._stops) - 1) if self._stops else self._shift(len(self._rows))

    def rest_on(self, value: Value) -> None:
        """Put the cursor on the row of a value, if there is one."""
        self._go(self._place_of(value, self._at))

    @property
    def value(self) -> Value | None:
        """What the row under the cursor stands for."""
        if not self._stops:
            return None
        return self._rows[self._stops[self._at]].value

    @property
    def values(self) -> list[Value]:
        """What the rows stand for on which the cursor may rest, from top to bottom."""
        return [row.value for row in self._rows if row.value is not None]

    @property
    def texts(self) -> list[str]:
        """Every row as plain text, in sight or not."""
        palette = palette_for(self, self._ground)
        room = max(self.size.width - BAR - 2, 0)
        return [
            "".join(text for text, _ in row_parts(row.cells, room, palette)).rstrip()
            for row in self._rows
        ]

    def _make(self, build: Build[Value]) -> None:
        cells = self.size.width
        self._built_for = cells
        self._rows = build(max(cells - BAR - 2, 0)) if cells else ()
        self._stops = [
            place for place, row in enumerate(self._rows) if row.value is not None
        ]

    def _place_of(self, value: Value | None, otherwise: int) -> int:
        for at, stop in enumerate(self._stops):
            if value is not None and self._rows[stop].value == value:
                return at
        return max(min(otherwise, len(self._stops) - 1), 0)

    def _go(self, at: int) -> None:
        at = max(min(at, len(self._stops) - 1), 0)
        if at == self._at:
            self._keep_in_sight()
            return
        before, self._at = self._at, at
        if not self._keep_in_sight():
            self.refresh(*self._lines_of(before), *self._lines_of(at))
        self.post_message(self.Moved(self))

    def _pointed(self, line: int) -> int | None:
        """Return the item to which a line of the list belongs."""
        for at in range(len(self._stops)):
            start, stop = self._span(at)
            if start <= line < stop:
                return at
        return None

    def _lines_of(self, at: int) -> list[Region]:
        start, stop = self._span(at)
        cells = self.size.width
        return [Region(0, start - self._top, cells, stop - start)]

    def _span(self, at: int) -> tuple[int, int]:
        """Return the lines of an item: its first one and what continues it."""
        start = self._stops[at]
        stop = start + 1
        while stop < len(self._rows) and self._rows[stop].continues:
            stop += 1
        return start, stop

    def _keep_in_sight(self) -> bool:
        """Scroll as little as shows the cursor, with what heads it; say if it moved."""
        height = self.size.height
        top = max(min(self._top, len(self._rows) - height), 0)
        if self._stops and height:
            start, stop = self._span(self._at)
            top = max(top, min(stop - height, start))
            top = min(top, self._head_of(start))
        return self._show_from(top)

    def _head_of(self, start: int) -> int:
        """Return the line of the heading that stands right above an item."""
        above = start
        while above > 0 and self._rows[above - 1].value is None:
            if self._rows[above - 1].continues or start - above > 1:
                break
            above -= 1
        return above if start - above < self.size.height else start

    def _shift(self, lines: int) -> None:
        most = max(len(self._rows) - self.size.height, 0)
        self._show_from(max(min(self._top + lines, most), 0))

    def _show_from(self, top: int) -> bool:
        moved = top != self._top
        self._top = top
        if moved:
            self.refresh()
        return moved

    def _belongs_to_cursor(self, place: int) -> bool:
        if not self._stops:
            return False
        start, stop = self._span(self._at)
        return start <= place < stop

    def _parts(
        self, place: int, palette: Palette, cells: int, *, here: bool
    ) -> list[Part]:
        room = cells - BAR - 2
        row = self._rows[place]
        drawn = row_parts(row.cells, room, palette)
        if here:
            drawn = [
                part
                for (text, style), cell in zip(drawn, row.cells, strict=True)
                for part in self._chosen(text, style, palette, name=cell.name)
            ]
        bar = glyphs.current().cursor if here else " "
        margin = (" " * BAR, self._ground_of(palette, here=False))
        if row.from_bar:
            return [margin, *cropped(drawn, room + 1)]
        return [margin, (bar, self._bar(palette, here=here)), *cropped(drawn, room)]

    def _chosen(
        self, text: str, style: Style, palette: Palette, *, name: bool
    ) -> list[Part]:
        """Draw a cell of the line at the cursor; what fills it up stays quiet."""
        words = text.rstrip(" ")
        quiet = self._at_cursor(style, palette, name=False)
        shown = self._at_cursor(style, palette, name=name)
        return [(words, shown), (text[len(words) :], quiet)]

    def _bar(self, palette: Palette, *, here: bool) -> Style:
        return (
            self._at_cursor(palette.accent, palette, name=False)
            if here
            else (palette.ground)
        )

    def _at_cursor(self, style: Style, palette: Palette, *, name: bool) -> Style:
        """Let the name stand out; in a dialog the whole line has its own ground."""
        if self._ground is Ground.SCREEN:
            return palette.at_cursor if name else style
        if name:
            return palette.chosen
        ground = palette.chosen.bgcolor
        return Style(color=style.color, bgcolor=ground, bold=style.bold)

    def _ground_of(self, palette: Palette, *, here: bool) -> Style:
        if here and self._ground is not Ground.SCREEN:
            return Style(bgcolor=palette.chosen.bgcolor)
        return palette.ground
