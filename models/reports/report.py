"""What a report is: named columns, rows, a total and notes (metrics.md C.0)."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from enum import StrEnum

from models.clock import start_of_day
from models.errors import BadValue
from models.money import Money
from models.vocabulary import Scope

Cell = str | int | float | Money | None
Row = Mapping[str, Cell]


class Kind(StrEnum):
    """What a column holds, which decides how it is written."""

    CODE = "code"
    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    DAYS = "days"
    NUMBER = "number"
    PACE = "pace"
    """A small number whose second decimal matters."""
    TEXT = "text"
    """The code of a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """One key of every row."""

    key: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of the figures must know."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])
    groups: tuple[Cell, ...] = ()
    """The groups that it is about."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days ``[first, after)`` of the workspace's zone; an open end is empty."""

    zone: str
    first: date | None = None
    after: date | None = None

    @property
    def bounded(self) -> bool:
        """Whether any end is set."""
        return self.first is not None or self.after is not None

    @property
    def start(self) -> datetime | None:
        """The first UTC moment in the period."""
        return None if self.first is None else start_of_day(self.first, self.zone)

    @property
    def end(self) -> datetime | None:
        """The first UTC moment after the period."""
        return None if self.after is None else start_of_day(self.after, self.zone)

    def holds(self, moment: datetime | None) -> bool:
        """Tell whether a moment lies in the period; an unknown one only in all time."""
        if moment is None:
            return not self.bounded
        started = self.start is None or moment >= self.start
        return started and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a report."""

    period: Period
    scope: Scope | None = None
    """Empty: everything that the actor may see."""
    by: str = ""
    basis: str = ""
    pipeline_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The answer; every row has every key, money is in the report's currency."""

    name: str
    period: Period
    scope: Scope
    currency: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    notes: tuple[Note, ...] = ()


def chosen(value: str, default: str, allowed: Sequence[str], field_name: str) -> str:
    """Return a choice of the command line; ``_`` and ``-`` are the same in codes."""
    wanted = value or default
    for one in allowed:
        if wanted.replace("-", "_") == one.replace("-", "_"):
            return one
    raise BadValue("choice_unknown", field_name, text=value, choices=list(allowed))
