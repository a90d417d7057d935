"""Thousands of rows written at once, with the events that no session hook sees."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Table
from sqlalchemy import bindparam
from sqlalchemy import insert
from sqlalchemy import text
from sqlalchemy import update

from models.history import UNTOLD
from models.history import Writer
from models.history import event_row
from models.history import plain
from models.tables import Event
from models.tables.base import JsonObject
from models.tables.base import Record

Row = dict[str, object]


class Change(NamedTuple):
    """What becomes of columns of one row, and whose timelines tell of it."""

    row: Row
    """The id, and the ids of the deal, person and company that it belongs to."""
    before: Row
    after: Row


def add(writer: Writer, model: type[Record], verb: str, rows: Sequence[Row]) -> None:
    """Write new rows of all the same columns; each gets its id here."""
    table = _table(model)
    query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    connection = writer.session.connection()
    last = connection.execute(query, {"name": table.name}).scalar() or 0
    whole = [{**row, "id": number} for number, row in enumerate(rows, last + 1)]
    connection.execute(insert(table), whole)
    _tell(writer, table.name, verb, (Change(row, {}, row) for row in whole))


def change(
    writer: Writer, model: type[Record], verb: str, changes: Sequence[Change]
) -> None:
    """Change the same columns of many rows, each as two people may edit it (D.2)."""
    table = _table(model)
    columns = table.columns
    values: Row = {name: bindparam(f"new_{name}") for name in changes[0].after}
    values["version"] = columns["version"] + 1
    values["updated_at"] = writer.now
    statement = update(table).where(columns["id"] == bindparam("record"))
    writer.session.connection().execute(
        statement.values(values),
        [
            {"record": one.row["id"]}
            | {f"new_{name}": value for name, value in one.after.items()}
            for one in changes
        ],
    )
    _tell(writer, table.name, verb, changes)


def _tell(writer: Writer, entity: str, verb: str, changes: Iterable[Change]) -> None:
    """Write the events; a column that stays as it was is no part of them."""
    rows: list[Row] = []
    for one in changes:
        differing = [
            name
            for name, now in one.after.items()
            if name not in UNTOLD and one.before.get(name) != now
        ]
        before = _told(one.before, differing) if one.before else None
        after = _told(one.after, differing)
        rows.append(event_row(writer, entity, one.row, verb, before, after))
    writer.session.connection().execute(insert(Event), rows)
    writer.captured.events += len(rows)


def _told(values: Row, names: Iterable[str]) -> JsonObject:
    return {name: plain(values[name]) for name in names}


def _table(model: type[Record]) -> Table:
    return model.metadata.tables[str(model.__tablename__)]
