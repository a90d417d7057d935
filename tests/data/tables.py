"""What stands in a file: every row of every table, without what only counts writes."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

JOURNAL = {"batch", "event", "import_batch", "import_row", "alembic_version"}
ROWLESS = {"people_line", "people_line_seen"}
"""Tables without row ids, whose rows come in the order of their keys."""
COUNTING = {"version", "updated_at"}

Rows = Mapping[str, list[Mapping[str, object]]]


def rows_of(path: Path, *, counting: bool = False) -> Rows:
    """Return the rows by table, with the words of the search index."""
    found: dict[str, list[Mapping[str, object]]] = {}
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'"
        ).fetchall()
        for (name,) in names:
            if name in JOURNAL:
                continue
            place = "" if name in ROWLESS else "rowid AS place, "
            rows = connection.execute(f'SELECT {place}* FROM "{name}"')
            found[name] = [_told(row, counting=counting) for row in rows]
    connection.close()
    return found


def one(path: Path, sql: str, *values: object) -> Mapping[str, object]:
    """Return the one row that a select finds."""
    (row,) = many(path, sql, *values)
    return row


def many(path: Path, sql: str, *values: object) -> list[Mapping[str, object]]:
    """Return the rows that a select finds."""
    connection = sqlite3.connect(path)
    try:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()


def _told(row: sqlite3.Row, *, counting: bool) -> Mapping[str, object]:
    names = [name for name in row.keys() if counting or name not in COUNTING]  # noqa: SIM118
    return {name: row[name] for name in names}
