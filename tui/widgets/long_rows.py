"""A list of hundreds of thousands of rows, of which only windows are known (R-23)."""

from collections.abc import Iterator
from collections.abc import Sequence
from typing import Generic
from typing import TypeVar
from typing import overload

from tui.widgets.cells_row import Row
from tui.widgets.rows import BAR
from tui.widgets.rows import Build
from tui.widgets.rows import Rows

Value = TypeVar("Value")


class LazyRows(Sequence[Row[Value]], Generic[Value]):
    """Rows of which each stands for something, read when they come into sight."""

    def row(self, place: int) -> Row[Value]:
        """Return a row that was read; a blank one where none was."""
        raise NotImplementedError

    def ensure(self, rows: range) -> None:
        """Read what is not known of these rows."""
        raise NotImplementedError

    def place(self, value: Value) -> int | None:
        """Return where a value stands among the rows that were read."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[Row[Value]]:
        """Go through all rows, reading them."""
        for place in range(len(self)):
            self.ensure(range(place, place + 1))
            yield self.row(place)

    @overload
    def __getitem__(self, place: int) -> Row[Value]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row[Value]]: ...

    def __getitem__(self, place: int | slice) -> Row[Value] | Sequence[Row[Value]]:
        if isinstance(place, slice):
            return [self.row(one) for one in range(*place.indices(len(self)))]
        return self.row(place)


class LongRows(Rows[Value]):
    """Rows whose number does not matter: a key reads what it brings into sight."""

    DEFAULT_CSS = """
    LongRows {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lazy: LazyRows[Value] | None = None

    def show_at(self, rows: LazyRows[Value], at: int) -> None:
        """Show other rows with the cursor on one, in the line where it stands now."""
        line = self._at - self._top
        self._lazy = rows
        self._build = lambda _cells: rows
        self._make(self._build)
        self._at = max(min(at, len(rows) - 1), 0)
        self._top = max(self._at - max(line, 0), 0)
        self._keep_in_sight()
        self._read_sight()
        self.refresh()

    def page(self, pages: int) -> None:
        """Move the cursor by the height of the list."""
        self._go(self._at + pages * max(self.size.height - 1, 1))

    @property
    def at(self) -> int:
        """The place of the cursor."""
        return self._at

    @property
    def value(self) -> Value | None:
        """What the row under the cursor stands for."""
        if not self._rows:
            return None
        self._ensure(range(self._at, self._at + 1))
        return self._rows[self._at].value

    def _make(self, build: Build[Value]) -> None:
        cells = self.size.width
        self._built_for = cells
        self._rows = build(max(cells - BAR - 2, 0)) if cells else ()
        self._stops = range(len(self._rows))

    def _place_of(self, value: Value | None, otherwise: int) -> int:
        found = None
        if value is not None and self._lazy is not None:
            found = self._lazy.place(value)
        most = max(len(self._stops) - 1, 0)
        return max(min(otherwise if found is None else found, most), 0)

    def _pointed(self, line: int) -> int | None:
        return line if 0 <= line < len(self._rows) else None

    def _belongs_to_cursor(self, place: int) -> bool:
        """Point at no words that stand where there are no rows."""
        return self._lazy is not None and super()._belongs_to_cursor(place)

    def _head_of(self, start: int) -> int:
        return start

    def _span(self, at: int) -> tuple[int, int]:
        return at, at + 1

    def _show_from(self, top: int) -> bool:
        moved = super()._show_from(top)
        self._read_sight()
        return moved

    def _read_sight(self) -> None:
        self._ensure(range(self._top, self._top + self.size.height))

    def _ensure(self, rows: range) -> None:
        if self._lazy is not None:
            self._lazy.ensure(rows)
