"""Tabs: words with counts, the one that shows bold over a line (look.md, Deal)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import glyphs
from tui.cells import width
from tui.i18n import _
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

EDGE = 2
"""The free columns before the first word; the line begins one column earlier."""
WIDE_FROM = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """A word that is translated when it is drawn, and how many are behind it."""

    word: str
    count: int = 0

    @property
    def text(self) -> str:
        """The word and, where there are some, the count."""
        return f"{_(self.word)} {self.count}" if self.count else _(self.word)


class TabLine(Drawn):
    """Two lines; its screen says which tab is current."""

    DEFAULT_CSS = """
    TabLine {
        width: 1fr;
        height: 2;
    }
    """

    tabs: reactive[tuple[Tab, ...]] = reactive(())
    at: reactive[int] = reactive(0)

    @dataclass
    class Clicked(Message):
        """The person pointed at a tab."""

        at: int

    def on_click(self, event: events.Click) -> None:
        for place, (start, stop) in enumerate(self._spans()):
            if start <= event.x < stop:
                self.post_message(self.Clicked(place))

    def render_line(self, y: int) -> Strip:
        """Draw the words, then the line under them."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        parts = self._words(palette) if y == 0 else self._line(palette, cells)
        segments = [Segment(*part) for part in cropped(parts, cells - 1)]
        return Strip(segments).adjust_cell_length(cells, palette.ground)

    def _words(self, palette: Palette) -> list[Part]:
        parts: list[Part] = [(" " * EDGE, palette.ground)]
        for place, tab in enumerate(self.tabs):
            if place:
                parts.append((" " * self._between, palette.ground))
            here = place == self.at
            parts.append((tab.text, palette.strong if here else palette.muted))
        return parts

    def _line(self, palette: Palette, cells: int) -> list[Part]:
        marks = glyphs.current()
        spans = self._spans()
        start, stop = spans[self.at] if spans else (EDGE, EDGE)
        room = cells - 2
        return [
            (" ", palette.ground),
            (marks.line * (start - 2), palette.rule),
            (marks.focus_line * min(stop - start + 2, room), palette.accent),
            (marks.line * max(room - stop, 0), palette.rule),
        ]

    @property
    def _between(self) -> int:
        return 4 if self.size.width >= WIDE_FROM else 3

    def _spans(self) -> Sequence[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        start = EDGE
        for tab in self.tabs:
            spans.append((start, start + width(tab.text)))
            start = spans[-1][1] + self._between
        return spans
