"""Rows and their events as they come about, in the form in which SQLite keeps them.

A large sample is millions of rows: what is finished is written and let go, and events
wait in a temporary table until they can be put in the order of time.
"""

import json
import sqlite3
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from functools import lru_cache

from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from models.clock import to_text
from models.history import UNTOLD
from models.history import Writer
from models.history import plain
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.tables.base import Record
from models.tables.base import Versioned

WAITING = 20_000
"""Events that are held before they go to the temporary table."""

Values = dict[str, object]
Kept = dict[str, JsonValue]

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_text = lru_cache(maxsize=4096)(to_text)

EVENT = ("batch_id", "at", "actor_id", "entity", "entity_id", "verb", "before", "after")
SUBJECTS = ("deal_id", "person_id", "organization_id")
TOLD = (*EVENT, *SUBJECTS)


@dataclass(slots=True)
class Line:
    """One row that is still changing; ``kept`` is how it will be stored."""

    table: type[Record]
    id: int
    values: Values
    kept: Kept

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


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a row of a table has where nothing is said: as values, kept, and told."""

    name: str
    versioned: bool
    values: Mapping[str, object]
    kept: Mapping[str, JsonValue]
    told: Mapping[str, JsonValue]
    subjects: tuple[str, ...]
    """The columns that hold the deal, the person and the company of a row."""


@dataclass(slots=True)
class Lines:
    """All rows of the sample; each change is one event of its own moment."""

    writer: Writer
    batch: int
    told: int = 0
    _rows: dict[type[Record], list[Line]] = field(
        default_factory=dict[type[Record], list[Line]]
    )
    _events: list[tuple[JsonValue, ...]] = field(
        default_factory=list[tuple[JsonValue, ...]]
    )
    _next: dict[type[Record], int] = field(default_factory=dict[type[Record], int])
    _known: dict[type[Record], Fresh] = field(default_factory=dict[type[Record], Fresh])

    def begin(self) -> None:
        """Let rows come in any order, and events wait for those before them."""
        connection = self._connection()
        connection.execute("PRAGMA defer_foreign_keys = ON")
        columns = ", ".join(TOLD)
        connection.execute(f"CREATE TEMP TABLE told (place INTEGER, {columns})")

    def add(self, table: type[Record], act: Act, **values: object) -> Line:
        """Make a row; columns that are not named have the table's defaults."""
        fresh = self._fresh(table)
        said = {name: _plain(value) for name, value in values.items()}
        new_id = self._new_id(table)
        line = Line(table, new_id, {**fresh.values, **values}, {**fresh.kept, **said})
        line.kept["id"] = new_id
        if fresh.versioned:
            at = _text(act.at)
            line.values["created_at"] = act.at
            line.kept.update(created_at=at, updated_at=at, created_by=act.by)
        self._rows.setdefault(table, []).append(line)
        after: JsonObject = dict(fresh.told)
        for name, value in said.items():
            if value is not None and name not in UNTOLD:
                after[name] = value
        self._tell(line, fresh, act, None, after)
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
        before: JsonObject = {name: line.kept.get(name) for name in new}
        after: JsonObject = {name: _plain(value) for name, value in new.items()}
        line.values.update(new)
        line.kept.update(after)
        fresh = self._fresh(line.table)
        if fresh.versioned:
            version = line.kept["version"]
            line.kept["version"] = version + 1 if isinstance(version, int) else 1
            line.kept["updated_at"] = _text(act.at)
        self._tell(line, fresh, act, before, after)

    def let_go(self, tables: Iterable[type[Record]]) -> None:
        """Write the rows of these tables, which change no more."""
        connection = self._connection()
        for table in tables:
            lines = self._rows.pop(table, [])
            if lines:
                names = sorted(lines[0].kept)
                rows = [[line.kept[name] for name in names] for line in lines]
                connection.executemany(_insert(self._fresh(table).name, names), rows)
        self._wait()

    def finish(self) -> None:
        """Write the events in the order of time."""
        self._wait()
        connection = self._connection()
        columns = ", ".join(TOLD)
        connection.execute(
            f"INSERT INTO event ({columns}) SELECT {columns} FROM told"
            " ORDER BY at, place"
        )
        connection.execute("DROP TABLE told")
        self.writer.captured.events += self.told

    def _connection(self) -> sqlite3.Connection:
        found = self.writer.session.connection().connection.driver_connection
        if not isinstance(found, sqlite3.Connection):
            raise TypeError(found)
        return found

    def _wait(self) -> None:
        columns = ("place", *TOLD)
        self._connection().executemany(_insert("told", columns), self._events)
        self._events.clear()

    def _fresh(self, table: type[Record]) -> Fresh:
        if table not in self._known:
            self._known[table] = _fresh_of(table)
        return self._known[table]

    def _new_id(self, table: type[Record]) -> int:
        if table not in self._next:
            newest = self.writer.session.exec(select(func.max(col(table.id)))).one()
            self._next[table] = (newest or 0) + 1
        found = self._next[table]
        self._next[table] = found + 1
        return found

    def _tell(
        self,
        line: Line,
        fresh: Fresh,
        act: Act,
        before: JsonObject | None,
        after: JsonObject,
    ) -> None:
        kept = line.kept
        self._events.append(
            (
                self.told,
                self.batch,
                _text(act.at),
                act.by,
                fresh.name,
                line.id,
                act.verb,
                None if before is None else _json(before),
                _json(after),
                *[kept.get(subject) for subject in fresh.subjects],
            )
        )
        self.told += 1
        if len(self._events) >= WAITING:
            self._wait()


def _insert(name: str, columns: Iterable[str]) -> str:
    chosen = [f'"{column}"' for column in columns]
    marks = ", ".join("?" * len(chosen))
    return f'INSERT INTO "{name}" ({", ".join(chosen)}) VALUES ({marks})'


def _fresh_of(table: type[Record]) -> Fresh:
    values = {
        name: info.get_default(call_default_factory=True)
        for name, info in table.model_fields.items()
        if not info.is_required()
    }
    said = {name: plain(value) for name, value in values.items()}
    return Fresh(
        name=str(table.__tablename__),
        versioned=issubclass(table, Versioned),
        values=values,
        kept={
            name: _json(value) if isinstance(value, dict | list) else value
            for name, value in said.items()
        },
        told={
            name: value
            for name, value in said.items()
            if value is not None and name not in UNTOLD
        },
        subjects=tuple(
            "id" if subject == f"{table.__tablename__}_id" else subject
            for subject in SUBJECTS
        ),
    )


def _plain(value: object) -> JsonValue:
    """Return how a value is kept; moments come in groups of the same one."""
    return _text(value) if isinstance(value, datetime) else plain(value)
