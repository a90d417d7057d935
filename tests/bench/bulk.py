"""Rows written in bulk, each with its event, as sessions would have left them."""

import json
import sqlite3
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field

from models.history import UNTOLD
from models.history import plain
from models.retelling import DOCUMENTS
from models.retelling import SWITCH
from models.tables.base import Record
from models.tables.base import Versioned

AT_ONCE = 50_000
"""Rows that wait to be written together."""
WRITTEN = ("created_at", "created_by", "updated_at")
Row = tuple[object, ...]


@contextmanager
def without_indexes(
    connection: sqlite3.Connection, tables: str = "%"
) -> Generator[None]:
    """Let rows be written without their indexes, which are made once at the end."""
    query = """SELECT name, sql FROM sqlite_schema
               WHERE type = 'index' AND sql <> '' AND tbl_name LIKE ?"""
    indexes = connection.execute(query, (tables,)).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    connection.commit()
    yield
    for _name, sql in indexes:
        connection.execute(sql)
    connection.commit()


@dataclass(slots=True)
class Pile:
    """New rows of one table: some columns are given, the others are as by default."""

    connection: sqlite3.Connection
    table: type[Record]
    columns: tuple[str, ...]
    at: str = "created_at"
    by: str = "created_by"
    """The columns that say when a row was written, and by whom."""
    last: int = 0
    """The id of the newest row."""
    _first: int = 0
    _rows: list[Row] = field(default_factory=list[Row])
    _sql: str = ""
    _rest: Row = ()

    def __post_init__(self) -> None:
        """Go on after the rows that are there."""
        query = f'SELECT coalesce(max(id), 0) FROM "{self.name}"'
        (self.last,) = self.connection.execute(query).fetchone()
        self._first = self.last + 1
        given = self.columns
        if issubclass(self.table, Versioned):
            given = (*given, *WRITTEN)
        others = {
            name: _stored(info.get_default(call_default_factory=True))
            for name, info in self.table.model_fields.items()
            if name not in {*given, "id"} and not info.is_required()
        }
        names = ", ".join(f'"{name}"' for name in ("id", *given, *others))
        marks = ", ".join("?" * (1 + len(given) + len(others)))
        self._sql = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'
        self._rest = tuple(others.values())

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.__tablename__)

    def add(self, *values: object) -> int:
        """Take a row, whoever wrote it, and when, last; return its id."""
        self.last += 1
        self._rows.append((self.last, *values))
        return self.last

    def write(self, *, now: bool = False) -> None:
        """Write what waits, once it is much."""
        if now or len(self._rows) >= AT_ONCE:
            rest = self._rest
            self.connection.executemany(
                self._sql, ((*row, *rest) for row in self._rows)
            )
            self._rows.clear()

    def tell(self, verb: str) -> None:
        """Write the event of each new row: all that is not empty (rulings 37)."""
        query = f'SELECT name FROM pragma_table_info("{self.name}")'
        names = [name for (name,) in self.connection.execute(query)]
        after = json_of(self.connection, self.name, names)
        about = ", ".join(
            _subject(self.name, f"{whom}_id", names)
            for whom in ("deal", "person", "organization")
        )
        self.connection.execute(
            f"INSERT INTO told SELECT {self.at}, {self.by}, ?, id, ?, NULL, {after},"
            f' {about} FROM "{self.name}" WHERE id >= ?',
            (self.name, verb, self._first),
        )


def json_of(connection: sqlite3.Connection, table: str, names: Iterable[str]) -> str:
    """Return what makes an event's object of a row: no column that is empty."""
    query = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    (declared,) = connection.execute(query, (table,)).fetchone()
    flags = set(SWITCH.findall(declared))
    pairs = ", ".join(
        f"'{name}', {_member(name, flags)}" for name in names if name not in UNTOLD
    )
    return f"json_patch('{{}}', json_object({pairs}))"


def _subject(table: str, column: str, names: Iterable[str]) -> str:
    if column == f"{table}_id":
        return "id"
    return column if column in names else "NULL"


def _member(name: str, flags: set[str]) -> str:
    if name in DOCUMENTS:
        return f'json("{name}")'
    if name in flags:
        return f"json(CASE \"{name}\" WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    return f'"{name}"'


def _stored(value: object) -> object:
    told = plain(value)
    return json.dumps(told) if isinstance(told, Mapping) else told
