"""What is derived from the records: as it is kept, and as it would be made now."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Table
from sqlalchemy import text

from models import indexing
from models.history import Writer
from models.store import Store
from models.tables.booking_held import booking_held
from models.tables.follow_up_value import follow_up_value
from models.tables.people_line import people_line
from models.tables.people_line import people_line_seen
from tests.data.tables import many

DERIVED: Final[tuple[Table, ...]] = (
    people_line,
    people_line_seen,
    follow_up_value,
    booking_held,
)
Rows = Mapping[str, list[Mapping[str, object]]]


def query_of(table: Table) -> str:
    """Return the select of all rows in the order of their key."""
    keys = ", ".join(column.name for column in table.primary_key.columns)
    return f"SELECT * FROM {table.name} ORDER BY {keys}"


def kept(path: Path) -> Rows:
    """Return the rows of each derived table."""
    return {table.name: many(path, query_of(table)) for table in DERIVED}


def anew(store: Store) -> Rows:
    """Return what they would be if they were written from the records now."""

    def write(writer: Writer) -> Rows:
        indexing.rebuild(writer.session)
        connection = writer.session.connection()
        found: dict[str, list[Mapping[str, object]]] = {}
        for table in DERIVED:
            rows = connection.execute(text(query_of(table))).mappings()
            found[table.name] = [
                {str(name): value for name, value in row.items()} for row in rows
            ]
        writer.session.rollback()
        return found

    return store.write(write)
