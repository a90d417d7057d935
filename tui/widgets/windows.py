"""Rows of a long list that were read, window by window (R-23)."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Final
from typing import Generic
from typing import TypeVar

from tui.widgets.cells_row import Row
from tui.widgets.long_rows import LazyRows

WINDOW: Final = 64
"""How many lines are read at once."""
KEPT: Final = 24
"""How many windows are remembered; a longer way back reads them again."""

Line = TypeVar("Line")
Value = TypeVar("Value")


class Windows(LazyRows[Value], Generic[Line, Value]):
    """Lines of which a subclass reads a window when one comes into sight."""

    def __init__(self, count: int, make: Callable[[Line], Row[Value]]) -> None:
        self._count = count
        self._make = make
        self.windows: dict[int, Sequence[Line | None]] = {}
        """What was read, by the number of the window; nothing where a line is gone."""

    def __len__(self) -> int:
        return self._count

    def fetched(self, rows: range) -> Sequence[Line | None]:
        """Read the lines of a window."""
        raise NotImplementedError

    def row(self, place: int) -> Row[Value]:
        """Return a row that was read; a blank one where none was."""
        line = self.line(place)
        return Row() if line is None else self._make(line)

    def line(self, place: int) -> Line | None:
        """Return a line that was read."""
        window = self.windows.get(place // WINDOW, ())
        at = place % WINDOW
        return window[at] if 0 <= place < self._count and at < len(window) else None

    def ensure(self, rows: range) -> None:
        """Read the windows of these rows that are not known."""
        last = min(rows.stop, self._count)
        for number in range(max(rows.start, 0) // WINDOW, -(-last // WINDOW)):
            if number not in self.windows:
                first = number * WINDOW
                within = range(first, min(first + WINDOW, self._count))
                self._keep(number, self.fetched(within))

    def _keep(self, number: int, lines: Sequence[Line | None]) -> None:
        self.windows[number] = lines
        for old in list(self.windows)[:-KEPT]:
            del self.windows[old]
