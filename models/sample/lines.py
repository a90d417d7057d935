"""Rows and their events as they come about, written together at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from models.history import UNTOLD
from models.history import Writer
from models.history import plain
from models.history import subjects
from models.tables import Event
from models.tables.base import JsonObject
from models.tables.base import Record
from models.tables.base import Versioned

CHUNK = 5_000
Values = dict[str, object]


@dataclass(slots=True)
class Line:
    """One row that is still changing."""

    table: type[Record]
    values: Values

    @property
    def id(self) -> int:
        """The id that the row will have."""
        found = self.values["id"]
        if not isinstance(found, int):
            raise TypeError(found)
        return found

    def moment(self, name: str) -> datetime:
        """Return a moment that is known to be set."""
        found = self.values[name]
        if not isinstance(found, datetime):
            raise TypeError(found)
        return found


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, when, and what it is called (D.4)."""

    at: datetime
    by: int
    verb: str


@dataclass(slots=True)
class Lines:
    """All rows of the sample; each change is one event of its own moment."""

    writer: Writer
    rows: dict[type[Record], list[Line]] = field(default_factory=dict)
    events: list[tuple[datetime, int, Values]] = field(default_factory=list)
    _next: dict[type[Record], int] = field(default_factory=dict)

    def add(self, table: type[Record], act: Act, **values: object) -> Line:
        """Make a row; columns that are not named have the table's defaults."""
        line = Line(table, {**_defaults(table), **values, "id": self._new_id(table)})
        if issubclass(table, Versioned):
            line.values |= {
                "created_at": act.at,
                "updated_at": act.at,
                "created_by": act.by,
            }
        self.rows.setdefault(table, []).append(line)
        after: JsonObject = {
            name: plain(value)
            for name, value in line.values.items()
            if value is not None and name not in UNTOLD
        }
        self._tell(line, act, None, after)
        return line

    def change(self, line: Line, act: Act, **values: object) -> None:
        """Change a row; what stays equal is not told."""
        new = {
            name: value
            for name, value in values.items()
            if line.values.get(name) != value
        }
        if not new:
            return
        before: JsonObject = {name: plain(line.values.get(name)) for name in new}
        after: JsonObject = {name: plain(value) for name, value in new.items()}
        line.values |= new
        if issubclass(line.table, Versioned):
            version = line.values["version"]
            line.values["version"] = version + 1 if isinstance(version, int) else 1
            line.values["updated_at"] = act.at
        self._tell(line, act, before, after)

    def write(self, order: tuple[type[Record], ...]) -> None:
        """Write all rows, parents first, and the events in the order of time."""
        connection = self.writer.session.connection()
        for table in order:
            rows = [line.values for line in self.rows.get(table, [])]
            for start in range(0, len(rows), CHUNK):
                connection.execute(insert(table), rows[start : start + CHUNK])
        told = [row for _at, _place, row in sorted(self.events, key=lambda e: e[:2])]
        for start in range(0, len(told), CHUNK):
            connection.execute(insert(Event), told[start : start + CHUNK])

    def _new_id(self, table: type[Record]) -> int:
        if table not in self._next:
            newest = self.writer.session.exec(select(func.max(col(table.id)))).one()
            self._next[table] = (newest or 0) + 1
        found = self._next[table]
        self._next[table] = found + 1
        return found

    def _tell(
        self, line: Line, act: Act, before: JsonObject | None, after: JsonObject
    ) -> None:
        entity = str(line.table.__tablename__)
        row: Values = {
            "batch_id": self.writer.batch.pk,
            "at": act.at,
            "actor_id": act.by,
            "entity": entity,
            "entity_id": line.id,
            "verb": act.verb,
            "before": before,
            "after": after,
            **subjects(entity, line.values),
        }
        self.events.append((act.at, len(self.events), row))


def _defaults(table: type[Record]) -> Mapping[str, object]:
    """Return what a row has where nothing is said."""
    return {
        name: info.get_default(call_default_factory=True)
        for name, info in table.model_fields.items()
        if not info.is_required()
    }
