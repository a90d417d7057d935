"""The lines of a list of people as far as they were looked at, by windows."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Final

from models.rules.people import Start
from models.views.people_lists import PeopleLine
from tui.widgets.cells_row import Row
from tui.widgets.long_rows import LazyRows

WINDOW: Final = 64
"""How many lines are read at once."""
KEPT: Final = 24
"""How many windows are remembered; a longer way back reads them again."""

Read = Callable[[Start, int], Sequence[PeopleLine]]
Make = Callable[[PeopleLine], Row[int]]


class PeopleWindows(LazyRows[int]):
    """Reads a window from the key of a line beside it, else from the nearer end."""

    def __init__(self, count: int, read: Read, make: Make) -> None:
        self._count = count
        self._read = read
        self._make = make
        self._windows: dict[int, Sequence[PeopleLine]] = {}

    def __len__(self) -> int:
        return self._count

    def row(self, place: int) -> Row[int]:
        """Return a row that was read; a blank one where none was."""
        line = self.line(place)
        return Row() if line is None else self._make(line)

    def line(self, place: int) -> PeopleLine | None:
        """Return a line that was read."""
        window = self._windows.get(place // WINDOW, ())
        at = place % WINDOW
        return window[at] if 0 <= place < self._count and at < len(window) else None

    def lines(self) -> Sequence[PeopleLine]:
        """Return every line that was read and is remembered."""
        return [line for window in self._windows.values() for line in window]

    def place(self, value: int) -> int | None:
        """Return where a line stands among those that were read."""
        for number, window in self._windows.items():
            for at, line in enumerate(window):
                if line.id == value:
                    return number * WINDOW + at
        return None

    def ensure(self, rows: range) -> None:
        """Read the windows of these rows that are not known."""
        last = min(rows.stop, self._count)
        for number in range(max(rows.start, 0) // WINDOW, -(-last // WINDOW)):
            if number not in self._windows:
                self._keep(number, self._fetched(number))

    def _keep(self, number: int, lines: Sequence[PeopleLine]) -> None:
        self._windows[number] = lines
        for old in list(self._windows)[:-KEPT]:
            del self._windows[old]

    def _fetched(self, number: int) -> Sequence[PeopleLine]:
        first = number * WINDOW
        size = min(WINDOW, self._count - first)
        before, after = self._windows.get(number - 1), self._windows.get(number + 1)
        if before:
            return self._read(Start(before[-1].key), size)
        if after:
            return self._read(Start(after[0].key, backwards=True), size)
        left = self._count - first - size
        if left < first:
            return self._read(Start(backwards=True, skip=left), size)
        return self._read(Start(skip=first), size)
