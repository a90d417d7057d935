"""The archive: the whole database as one JSON text that ``restore`` reads back.

Rows keep their ids, times and journal, so that an archive of what was restored is
equal to the byte (safety.md 3.4).
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from models import door
from models import engine
from models import indexing
from models import upgrade
from models.access import Reader
from models.access import require
from models.errors import BadData
from models.errors import Unsuitable
from models.tables import metadata
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.text import harmless_json

FORMAT = "relance-archive"
LARGEST = 1 << 30
Rows = list[JsonValue]


def write_archive(reader: Reader, out: TextIO) -> None:
    """Write the text of the archive, table by table; only an admin may have it all.

    All of it is one moment of the database, whatever others save meanwhile.
    """
    require(reader.actor)
    for piece in _pieces(reader):
        out.write(piece)


def _pieces(reader: Reader) -> Iterator[str]:
    connection = reader.session.connection()
    yield f'{{"format": "{FORMAT}", "schema": {door.SCHEMA}, "tables": {{'
    for place, name in enumerate(sorted(metadata.tables)):
        columns = _columns(name)
        chosen = ", ".join(f'"{column}"' for column in columns)
        yield f'{"," if place else ""}\n "{name}": ['
        found = connection.exec_driver_sql(f'SELECT {chosen} FROM "{name}" ORDER BY id')
        for count, row in enumerate(found):
            values = dict(zip(columns, row, strict=True))
            told = harmless_json(json.dumps(values, ensure_ascii=False))
            yield f"{',' if count else ''}\n  {told}"
        yield "]"
    sequences = connection.exec_driver_sql(
        "SELECT name, seq FROM sqlite_sequence ORDER BY name"
    )
    last = {name: number for name, number in sequences if name in metadata.tables}
    yield f'}},\n "sequences": {json.dumps(last)}}}\n'


def is_archive(path: Path) -> bool:
    """Tell by its content whether a file is an archive rather than a database."""
    with path.open("rb") as file:
        return file.read(1) == b"{"


def read_archive(source: Path, target: Path) -> None:
    """Make a database of an archive at ``target``, where no file may stand.

    Raises ``BadData`` for a broken archive and ``Unsuitable`` for a newer one.
    """
    stored = _parsed(source)
    upgrade.create(target)
    connection = door.connect(target)
    try:
        _fill(connection, source, stored)
    except (sqlite3.Error, TypeError, ValueError) as broken:
        raise BadData("archive_broken", path=str(source)) from broken
    finally:
        connection.close()
    writing = engine.writing(target)
    with engine.session(writing, target) as session:
        indexing.rebuild(session)
        session.commit()
    writing.dispose()


def _columns(name: str) -> list[str]:
    return sorted(column.name for column in metadata.tables[name].columns)


def _parsed(source: Path) -> JsonObject:
    broken = BadData("archive_broken", path=str(source))
    if source.stat().st_size > LARGEST:
        raise BadData("archive_too_large", path=str(source))
    try:
        stored: JsonValue = json.loads(source.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as unreadable:
        raise broken from unreadable
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise broken
    schema = stored.get("schema")
    if not isinstance(schema, int):
        raise broken
    if schema > door.SCHEMA:
        raise Unsuitable(
            "database_newer", path=str(source), schema=schema, ours=door.SCHEMA
        )
    return stored


def _fill(connection: sqlite3.Connection, source: Path, stored: JsonObject) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in _rows_of(stored):
        _insert(connection, name, rows)
    _sequences(connection, stored)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BadData("archive_broken", path=str(source))
    connection.execute("COMMIT")


def _rows_of(stored: JsonObject) -> Iterator[tuple[str, Rows]]:
    found = stored.get("tables")
    if not isinstance(found, dict) or set(found) != set(metadata.tables):
        raise TypeError(found)
    for name, rows in found.items():
        if not isinstance(rows, list):
            raise TypeError(name)
        yield name, rows


def _insert(connection: sqlite3.Connection, name: str, rows: Rows) -> None:
    known = _columns(name)
    marks = ", ".join(f":{column}" for column in known)
    chosen = ", ".join(f'"{column}"' for column in known)
    values = [row for row in rows if isinstance(row, dict)]
    if len(values) != len(rows):
        raise TypeError(name)
    connection.executemany(f'INSERT INTO "{name}" ({chosen}) VALUES ({marks})', values)


def _sequences(connection: sqlite3.Connection, stored: JsonObject) -> None:
    last = stored.get("sequences")
    if not isinstance(last, dict):
        raise TypeError(last)
    connection.execute("DELETE FROM sqlite_sequence")
    rows = [(name, number) for name, number in last.items() if name in metadata.tables]
    connection.executemany(
        "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", rows
    )
