"""The lines of a list of people as far as they were looked at, by windows."""

from collections.abc import Callable
from collections.abc import Sequence

from models.rules.people import Start
from models.views.people_lists import PeopleLine
from tui.widgets.cells_row import Row
from tui.widgets.windows import WINDOW
from tui.widgets.windows import Windows

Read = Callable[[Start, int], Sequence[PeopleLine]]
Make = Callable[[PeopleLine], Row[int]]


class PeopleWindows(Windows[PeopleLine, int]):
    """Reads a window from the key of a line beside it, else from the nearer end."""

    def __init__(self, count: int, read: Read, make: Make) -> None:
        super().__init__(count, make)
        self._read = read

    def place(self, value: int) -> int | None:
        """Return where a line stands among those that were read."""
        for number, window in self.windows.items():
            for at, line in enumerate(window):
                if line is not None and line.id == value:
                    return number * WINDOW + at
        return None

    def fetched(self, rows: range) -> Sequence[PeopleLine]:
        """Read the lines of a window."""
        number, size = rows.start // WINDOW, len(rows)
        before, after = self._beside(number - 1), self._beside(number + 1)
        if before:
            return self._read(Start(before[-1].key), size)
        if after:
            return self._read(Start(after[0].key, backwards=True), size)
        left = len(self) - rows.stop
        if left < rows.start:
            return self._read(Start(backwards=True, skip=left), size)
        return self._read(Start(skip=rows.start), size)

    def _beside(self, number: int) -> Sequence[PeopleLine]:
        return [line for line in self.windows.get(number, ()) if line is not None]
