"""Sends of each frame only what the terminal does not show yet."""

from collections.abc import Iterable

from rich.console import Console
from rich.console import ConsoleOptions
from rich.console import RenderResult
from textual._compositor import ChopsUpdate
from textual._compositor import CompositorUpdate
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

Piece = tuple[int, Strip]
"""A strip and the cell where it begins."""


class ShownLines:
    """Remembers the lines as they were last sent whole.

    Textual paints a screen several times while it opens; the repeats are the most of
    what a slow line has to carry. A line that was sent in parts is not remembered.
    """

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._lines: dict[int, str] = {}

    def forget(self) -> None:
        """Send everything again: the terminal was used by others."""
        self._lines.clear()

    def resized(self, size: Size) -> None:
        """Send everything again if the terminal has another size than before."""
        if size != self._size:
            self._size = size
            self.forget()

    def layout(self, update: LayoutUpdate, console: Console) -> str:
        """Return the lines of a whole frame that differ from what is shown."""
        lines = enumerate(update.strips, update.region.y)
        return "".join(self._whole(y, strips, console) for y, strips in lines)

    def chops(self, update: ChopsUpdate, console: Console) -> str:
        """Return the changed parts of lines, each cut to what changed."""
        told: list[str] = []
        for y, start, stop in update.spans:
            ends = update.chop_ends[y]
            pieces = [
                (x, end, strip)
                for end, (x, strip) in zip(ends, update.chops[y].items(), strict=False)
            ]
            strips = [strip for _x, _end, strip in pieces if strip is not None]
            if not start and stop >= ends[-1] and len(strips) == len(pieces):
                told.append(self._whole(y, strips, console))
                continue
            self._lines.pop(y, None)
            for x, end, strip in pieces:
                if strip is not None and x < stop and end > start:
                    cut = strip.crop(max(start - x, 0), min(end, stop) - x)
                    told.append(_at(max(start, x), y) + cut.render(console))
        return "".join(told)

    def _whole(self, y: int, strips: Iterable[Strip], console: Console) -> str:
        text = "".join(strip.render(console) for strip in strips)
        if self._lines.get(y) == text:
            return ""
        self._lines[y] = text
        return _at(0, y) + text


class ThriftyUpdate(CompositorUpdate):
    """An update of Textual's, told through what is shown already."""

    def __init__(self, update: LayoutUpdate | ChopsUpdate, shown: ShownLines) -> None:
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


def _at(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
