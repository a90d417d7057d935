"""The filters of a list, each told on the page, and the key that takes one away."""

from typing import ClassVar

from textual.reactive import reactive

from tui import glyphs
from tui.cells import safe
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.widgets.line import cropped
from tui.widgets.line import with_keys


class FilterLine(Line):
    """One line: what the list is kept to at the left, the key at the right (R-24)."""

    GROUND: ClassVar[Ground] = Ground.SCREEN
    EDGE: ClassVar[int] = 2

    filters: reactive[tuple[str, ...]] = reactive(())
    """The words of each filter."""
    hint: reactive[str] = reactive("")
    """What a key does; keys stand in backticks."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Keep the hint whole where there is room for both."""
        left: list[Part] = []
        for words in self.filters:
            if left:
                left.append((f" {glyphs.current().separator} ", palette.faint))
            left.append((safe(words), palette.accent))
        right = with_keys(self.hint, palette.muted, palette.key)
        if cells_of(left) + GAP + cells_of(right) > cells and left:
            right = []
        return cropped(left, cells), right
