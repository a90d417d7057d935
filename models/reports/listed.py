"""The records behind a cell: every number opens the list it counts (C.0)."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from sqlalchemy import SQLColumnExpression

from models.errors import BadValue
from models.queries.first_terms import Test
from models.reports.report import Cell
from models.views.people import integer
from models.views.people import maybe_integer

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell of a report: the value in its row's first column, and its own column.

    An empty row that is not the total is the group without a name.
    """

    row: Cell
    column: str
    total: bool = False
    stage: str | None = None
    """The second column, where rows are known by two."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record counted; its value in minor units or days, if it has one.

    A record that is counted twice, such as a deal that left a stage twice, is here
    twice.
    """

    id: int
    value: int | Fraction | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a cell counts, in the order of the ids."""

    entity: str
    items: tuple[Item, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The records, each once."""
        return tuple(dict.fromkeys(item.id for item in self.items))


def listed(rows: Iterable[Sequence[object]], entity: str = "deal") -> Listed:
    """Return the list of rows that hold an id and perhaps a value."""
    items = [Item(integer(row[0]), _value(row)) for row in rows]
    return Listed(entity, tuple(sorted(items, key=lambda item: item.id)))


def of_row(
    cell: CellAt, key: SQLColumnExpression[object], named: Mapping[K, object]
) -> Test:
    """Keep to the group of a cell's row, which may have another name than its key."""
    if cell.row is None:
        return key.is_(None)
    keys: dict[object, object] = {name: one for one, name in named.items()}
    return key == keys.get(cell.row, cell.row)


def uncounted(cell: CellAt, *columns: str) -> BadValue:
    """Return the error for a column that opens no list, with those that do."""
    return BadValue("cell_unlisted", "column", text=cell.column, choices=list(columns))


def _value(row: Sequence[object]) -> int | None:
    return maybe_integer(row[1]) if len(row) > 1 else None
