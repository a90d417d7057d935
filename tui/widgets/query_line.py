"""Where a search is typed: a sign, then a well over the whole line."""

from typing import Self

from textual import events
from textual import on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from tui.cells import width
from tui.theming import Ground
from tui.widgets.line import Drawn
from tui.widgets.line import palette_for
from tui.widgets.line import spread
from tui.widgets.text_field import Well

LONGEST = 100


class QueryLine(Drawn):
    """Every letter is told at once, in the frame in which it is drawn."""

    DEFAULT_CSS = """
    QueryLine {
        width: 1fr;
        height: 1;
    }
    """

    text: reactive[str] = reactive("")
    """What stands in the well."""

    def __init__(
        self,
        sign: str,
        *,
        ground: Ground = Ground.SCREEN,
        edge: int = 2,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._sign = sign
        self._ground = ground
        self._edge = edge
        self._well = Well(LONGEST)

    def compose(self) -> ComposeResult:
        yield self._well

    def on_mount(self) -> None:
        self._well.styles.offset = (self._edge + width(self._sign) + 1, 0)
        self.watch(self._well, "value", self._typed, init=False)

    def on_resize(self, event: events.Resize) -> None:
        taken = 2 * self._edge + width(self._sign) + 1
        self._well.styles.width = max(event.size.width - taken, 1)

    @on(Input.Changed)
    def keep_to_ourselves(self, event: Input.Changed) -> None:
        """Let nothing go up: the screen watches the text itself."""
        event.stop()

    def render_line(self, y: int) -> Strip:
        """Draw the sign; the well draws itself."""
        palette, cells = palette_for(self, self._ground), self.size.width
        if y:
            return Strip.blank(cells, palette.ground)
        sign = [(f"{self._sign} ", palette.key)]
        return spread(sign, [], cells, palette.ground, self._edge)

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002 - Textual's signature
        """Send the keys into the well."""
        self._well.focus(scroll_visible)
        return self

    def type(self, text: str) -> None:
        """Put a text into the well, as if it had been typed."""
        self._well.value = text

    def _typed(self, text: str) -> None:
        self.text = text
