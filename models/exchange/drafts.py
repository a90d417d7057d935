"""What a row says of one record: its cells found, read, and every reason against."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from models.errors import BadData
from models.errors import BadValue
from models.exchange.entity_fields import FIELDS
from models.exchange.entity_fields import Kind
from models.exchange.mapping import Column
from models.exchange.mapping import Constant
from models.exchange.mapping import Entity
from models.exchange.mapping import Hint
from models.exchange.mapping import InputMap
from models.exchange.mapping import RecordMap
from models.exchange.mapping import Reference
from models.exchange.mapping import Template
from models.exchange.mapping import Value
from models.exchange.mapping import VisitMap
from models.exchange.reading import Table
from models.exchange.reports import Problem
from models.rules.matching import nearest

ROW = "row"
"""The identity of a row by its file and line, and the number of that line."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A record that nobody knows and that this row's field may bring in."""

    entity: Entity
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a record and where its text is found."""

    name: str
    kind: Kind
    value: Value
    places: Mapping[str, int]
    column: str
    """The column to blame, none for a constant."""

    @property
    def of_same_row(self) -> bool:
        """Whether it names the record that the row itself becomes."""
        return isinstance(self.value, Reference) and not self.value.column


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A stay that the file tells of, its columns found."""

    stage: str
    entered: Cell
    exited: Cell | None


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """One record of a row, its columns found in the file's headers."""

    record: RecordMap
    cells: tuple[Cell, ...]
    custom: tuple[Cell, ...]
    visits: tuple[VisitPlan, ...]


@dataclass(slots=True)
class Draft:
    """What a row says about one record, and why it cannot be taken."""

    table: Table
    line: int
    plan: RecordPlan
    fields: dict[str, object] = field(default_factory=dict[str, object])
    custom: dict[str, str] = field(default_factory=dict[str, str])
    visits: list[tuple[str, object, object]] = field(
        default_factory=list[tuple[str, object, object]]
    )
    texts: dict[str, tuple[str, str]] = field(
        default_factory=dict[str, tuple[str, str]]
    )
    hints: dict[str, Mapping[Hint, str]] = field(
        default_factory=dict[str, Mapping[Hint, str]]
    )
    problems: list[Problem] = field(default_factory=list[Problem])
    pending: bool = False
    """It names a record that an earlier one of the same row makes."""

    def text(self, name: str) -> str:
        """Return a text field, empty where it is blank."""
        found = self.fields.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int | None:
        """Return an integer field or a reference."""
        found = self.fields.get(name)
        return found if isinstance(found, int) else None

    def refuse(self, name: str, code: str, **told: object) -> None:
        """Say why the row cannot be taken, by one of its fields."""
        column, text = self.texts.get(name, ("", ""))
        self.problems.append(
            Problem(self.table.name, self.line, column, text, code, told)
        )

    def refuse_as(self, name: str, error: BadValue) -> None:
        """Say why, as a rule said it."""
        told = {key: value for key, value in error.values.items() if key != "text"}
        self.refuse(name, error.code, **told)


@dataclass(slots=True)
class SameRow:
    """What a row becomes, for the records further down in it that mean those above."""

    promised: list[tuple[Entity, str]] = field(default_factory=list[tuple[Entity, str]])
    """Names of records that come with the row."""
    became: dict[Entity, int] = field(default_factory=dict[Entity, int])


def plans(table: Table, source: InputMap) -> tuple[RecordPlan, ...]:
    """Find every column that the mapping names; a missing one refuses the file.

    ``row``, the number of the line, stands behind the last cell where the file has no
    column of that name.
    """
    places = {header: place for place, header in enumerate(table.headers)}
    places.setdefault(ROW, len(places))
    return tuple(_plan(table, record, places) for record in source.records)


def _plan(table: Table, record: RecordMap, places: Mapping[str, int]) -> RecordPlan:
    def cell(name: str, kind: Kind, value: Value) -> Cell:
        for column in _columns(value):
            if column not in places:
                raise BadData(
                    "column_missing",
                    path=str(table.path),
                    column=column,
                    nearest=nearest(column, places),
                )
        return Cell(name, kind, value, places, (*_columns(value), "")[0])

    def visit(one: VisitMap) -> VisitPlan:
        exited = cell("exited", Kind.MOMENT, one.exited) if one.exited else None
        return VisitPlan(one.stage, cell("entered", Kind.MOMENT, one.entered), exited)

    kinds = FIELDS[record.entity]
    return RecordPlan(
        record,
        tuple(cell(name, kinds[name], value) for name, value in record.fields.items()),
        tuple(cell(name, Kind.NOTE, value) for name, value in record.custom.items()),
        tuple(visit(one) for one in record.visits),
    )


def _columns(value: Value) -> tuple[str, ...]:
    match value:
        case Column(column=column):
            return (column,)
        case Reference():
            return (value.column, *value.hints.values()) if value.column else ()
        case Template():
            return value.columns
        case Constant():
            return ()
