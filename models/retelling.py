"""Compares each record with what the last event that tells of it says (rulings 15).

SQLite compares; only a record that seems to differ is looked at here. A thread that
checks a large database so leaves the others running.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

UNRECORDED = frozenset({"batch", "event", "import_batch", "import_row"})
UNTOLD = frozenset({"id", "version", "created_at", "created_by", "updated_at"})
"""Columns that no event tells of."""

DOCUMENTS = frozenset(
    {"columns", "conditions", "custom", "filters", "options", "tags", "values"}
)
"""Columns that hold JSON, which stands in an event as what it is, not as text."""

SWITCH = re.compile(r"(\w+) IN \(0, 1\)")
"""What the schema says of a column that holds yes or no."""

Values = Mapping[str, object]


class Mismatch(NamedTuple):
    """A record that the journal tells otherwise, and in which column."""

    code: str
    entity: str
    id: int
    column: str = ""


def mismatches(connection: sqlite3.Connection) -> Iterator[Mismatch]:
    """Yield every record that its last event does not tell as it is."""
    for entity in _tables(connection):
        yield from _of_one_table(connection, entity)


def _of_one_table(connection: sqlite3.Connection, entity: str) -> Iterator[Mismatch]:
    found = connection.execute(_suspects(connection, entity), (entity,)).fetchall()
    for record_id, after in found:
        row = _row(connection, entity, record_id)
        if row is None:
            if after is not None:
                yield Mismatch("record_missing", entity, record_id)
        elif after is None:
            yield Mismatch("record_not_removed", entity, record_id)
        else:
            for name in _differing(row, json.loads(after)):
                yield Mismatch("record_differs_from_journal", entity, record_id, name)
    untold = f"""SELECT id FROM "{entity}" AS record WHERE NOT EXISTS (
        SELECT 1 FROM event WHERE entity = ? AND entity_id = record.id)"""
    for (record_id,) in connection.execute(untold, (entity,)):
        yield Mismatch("record_without_event", entity, record_id)


def _suspects(connection: sqlite3.Connection, entity: str) -> str:
    """Return a query of the records that may differ, with what was told of them.

    A row as an object stays as it is when what was told is merged into it, or it
    differs; a merge takes out what is null, so that such a row is looked at again.
    """
    columns, switches = _columns(connection, entity)
    members = ", ".join(
        f"'{name}', {_value(name, switches)}" for name in columns if name not in UNTOLD
    )
    documents = [_has_more(name) for name in columns if name in DOCUMENTS]
    return f"""
        WITH told AS MATERIALIZED (
            SELECT entity_id, after, max(id) FROM event
            WHERE entity = ? GROUP BY entity_id),
        compared AS MATERIALIZED (
            SELECT told.entity_id, told.after, record.id AS stands,
                json_object({members}) AS record,
                {" OR ".join(documents) or "0"} AS more
            FROM told LEFT JOIN "{entity}" AS record ON record.id = told.entity_id)
        SELECT entity_id, after FROM compared
        WHERE (after IS NULL) = (stands IS NOT NULL)
        OR more OR json_patch(record, after) <> record
        ORDER BY entity_id
    """


def _value(name: str, switches: frozenset[str]) -> str:
    """Return a column's value as JSON has it."""
    column = f'record."{name}"'
    if name in DOCUMENTS:
        return f"json({column})"
    if name in switches:
        return f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    return column


def _has_more(name: str) -> str:
    """Return whether a document may hold more than was told, which no merge shows."""
    return f"""(record."{name}" <> '{{}}'
        AND json_type(told.after, '$.{name}') IS NOT NULL
        AND json_extract(told.after, '$.{name}') IS NOT json(record."{name}"))"""


def _columns(
    connection: sqlite3.Connection, entity: str
) -> tuple[Sequence[str], frozenset[str]]:
    info = connection.execute("SELECT name FROM pragma_table_info(?)", (entity,))
    names = [name for (name,) in info]
    query = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?"
    (declared,) = connection.execute(query, (entity,)).fetchone()
    return names, frozenset(SWITCH.findall(declared))


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = """
        SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'
        AND name NOT LIKE 'people_line%'
        AND name NOT IN ('follow_up_value', 'booking_held')
        AND name <> 'alembic_version' ORDER BY name
    """
    return [name for (name,) in connection.execute(query) if name not in UNRECORDED]


def _row(connection: sqlite3.Connection, entity: str, record_id: int) -> Values | None:
    cursor = connection.execute(f'SELECT * FROM "{entity}" WHERE id = ?', (record_id,))
    row = cursor.fetchone()
    if row is None:
        return None
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _differing(row: Values, after: Values) -> Iterator[str]:
    for name, value in after.items():
        if not _same(row.get(name), value):
            yield name


def _same(stored: object, told: object) -> bool:
    if isinstance(told, dict | list):
        return isinstance(stored, str) and json.loads(stored) == told
    if isinstance(told, bool):
        return stored == int(told)
    return stored == told
