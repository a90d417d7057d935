"""The seam between Textual's frames and what is sent of them."""

from rich.console import Console
from rich.console import ConsoleOptions
from rich.console import RenderResult
from textual._compositor import ChopsUpdate
from textual._compositor import CompositorUpdate
from textual._compositor import LayoutUpdate

from tui.terminal.celldiff import ShownCells


class ThriftyUpdate(CompositorUpdate):
    """An update of Textual's, told through what is shown already."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, shown: ShownCells) -> None:
        self._update = update
        self._shown = shown

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> RenderResult:
        return self._update.__rich_console__(console, options)

    def render_segments(self, console: Console) -> str:
        """Return the bytes to send, at the moment at which they are sent."""
        update = self._update
        if isinstance(update, LayoutUpdate):
            return self._shown.layout(update, console)
        return self._shown.chops(update, console)
