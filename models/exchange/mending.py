"""Saves the rows of a database whose indexes are damaged, into a new file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from models import door
from models import engine
from models import indexing
from models import upgrade
from models.copying import broken_rules
from models.errors import BadData
from models.tables import metadata


def mend(source: Path, target: Path) -> None:
    """Make a database at ``target`` of the rows of a damaged one of our schema.

    Raises ``BadData`` where a row cannot be read, or is not what the journal tells.
    """
    upgrade.create(target)
    with closing(door.connect(target)) as connection:
        try:
            _fill(connection, source)
        except sqlite3.Error as unreadable:
            raise BadData("database_damaged", path=str(source)) from unreadable
    writing = engine.writing(target)
    with engine.session(writing, target) as session:
        indexing.rebuild(session)
        session.commit()
    writing.dispose()
    if broken_rules(target):
        raise BadData("database_damaged", path=str(source))


def _fill(connection: sqlite3.Connection, source: Path) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(
        "ATTACH ? AS damaged", (f"{source.absolute().as_uri()}?mode=ro",)
    )
    connection.execute("BEGIN IMMEDIATE")
    for table in metadata.sorted_tables:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        connection.execute(
            f'INSERT INTO main."{table.name}" ({names}) '
            f'SELECT {names} FROM damaged."{table.name}" NOT INDEXED ORDER BY rowid'
        )
    connection.execute("DELETE FROM sqlite_sequence")
    connection.execute(
        "INSERT INTO sqlite_sequence SELECT name, seq FROM damaged.sqlite_sequence"
    )
    connection.execute("COMMIT")
