"""The inverse of a batch: its events row by row, the newest first (B1.9).

It is written without the unit of work, so that a large import is taken back at the
speed of the database; the journal rows are written here instead.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from sqlalchemy import BindParameter
from sqlalchemy import Connection
from sqlalchemy import Table
from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col
from sqlmodel import select

from models.assigning import asked_for
from models.errors import RuleBroken
from models.history import UNTOLD
from models.history import Writer
from models.history import event_row
from models.history import findable
from models.history import plain
from models.operations import conflicts
from models.tables import Batch
from models.tables import Event
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.tables.base import Rate
from models.tables.base import metadata

Key = tuple[str, int]
Row = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Step:
    """One row to write: its values before and after, either of them possibly none."""

    entity: str
    id: int
    before: JsonObject | None
    after: JsonObject | None
    whole: Row
    """The row with every column, as it is where it goes or as it becomes."""

    @property
    def shape(self) -> tuple[str, bool, bool, tuple[str, ...]]:
        """What one statement can write many rows of."""
        names = tuple(sorted(self.after)) if self.before and self.after else ()
        return self.entity, self.before is None, self.after is None, names


def invert(writer: Writer, batch: Batch, how: str) -> list[Step]:
    """Take back every row of a batch and tell of it; return what was written.

    Raises ``RuleBroken`` where a row is not as the batch left it.
    """
    steps = list(_steps(writer, batch))
    connection = writer.session.connection()
    try:
        for shape, run in groupby(steps, key=attrgetter("shape")):
            _write(writer, connection, metadata.tables[shape[0]], list(run))
    except IntegrityError as error:
        raise RuleBroken("undo_blocked") from error
    _spare_rules(writer, steps)
    rows = [
        event_row(
            writer,
            step.entity,
            step.whole,
            f"{step.entity}.{how}",
            step.before,
            step.after,
        )
        for step in steps
    ]
    if rows:
        connection.execute(insert(Event), rows)
    writer.captured.events += len(rows)
    for step in steps:
        writer.captured.touched |= findable(step.entity, step.whole)
    return steps


def _spare_rules(writer: Writer, steps: list[Step]) -> None:
    """Refuse to take a source or team away that a rule asks for: no key holds it."""
    gone = {(step.entity, step.id) for step in steps if step.after is None}
    sources = {key for entity, key in gone if entity == "source"}
    teams = {key for entity, key in gone if entity == "team"}
    if (sources and sources & asked_for(writer, "source_id")) or (
        teams and teams & asked_for(writer, "team_id")
    ):
        raise RuleBroken("undo_blocked")


def _steps(writer: Writer, batch: Batch) -> Iterator[Step]:
    query = (
        select(Event)
        .where(col(Event.batch_id) == batch.pk)
        .order_by(col(Event.id).desc())
    )
    events = writer.session.exec(query).all()
    present = _present(writer, batch, {event.entity for event in events})
    for event in events:
        key = event.entity, event.entity_id
        row = present.get(key)
        if _stale(event, row):
            last = conflicts.last_event(writer, *key)
            raise conflicts.refusal(writer, last)
        step = _step(event, row)
        present[key] = None if step.after is None else step.whole
        yield step


def _present(writer: Writer, batch: Batch, entities: set[str]) -> dict[Key, Row | None]:
    """Return the rows that a batch touched as they stand now."""
    connection = writer.session.connection()
    found: dict[Key, Row | None] = {}
    for entity in entities:
        table = metadata.tables[entity]
        ids = select(Event.entity_id).where(
            col(Event.batch_id) == batch.pk, col(Event.entity) == entity
        )
        query = table.select().where(table.c.id.in_(ids))
        for row in connection.execute(query).mappings():
            values = {name: plain(value) for name, value in row.items()}
            found[entity, row["id"]] = values
    return found


def _stale(event: Event, row: Row | None) -> bool:
    """Tell whether a row is not as the event left it."""
    if event.after is None:
        return row is not None
    if row is None:
        return True
    return any(row.get(name) != value for name, value in event.after.items())


def _step(event: Event, row: Row | None) -> Step:
    key = {"id": event.entity_id}
    if row is None:
        restored = event.before or {}
        return Step(event.entity, event.entity_id, None, restored, {**restored, **key})
    if event.before is None:
        gone: JsonObject = {
            name: value
            for name, value in row.items()
            if name not in UNTOLD and value is not None
        }
        return Step(event.entity, event.entity_id, gone, None, row)
    return Step(
        event.entity,
        event.entity_id,
        event.after,
        event.before,
        {**row, **event.before},
    )


def _write(
    writer: Writer, connection: Connection, table: Table, run: list[Step]
) -> None:
    """Write steps of one shape in one statement."""
    first = run[0]
    if first.after is None:
        gone = delete(table).where(table.c.id == bindparam("row"))
        connection.execute(gone, [{"row": step.id} for step in run])
    elif first.before is None:
        rows = [_restored(writer, table, step) for step in run]
        connection.execute(insert(table), rows)
    else:
        names: dict[str, BindParameter[object]] = {
            name: bindparam(f"new_{name}") for name in first.after
        }
        change = update(table).where(table.c.id == bindparam("row")).values(names)
        if "version" in table.c:
            change = change.values(version=table.c.version + 1, updated_at=writer.now)
        values = [
            {"row": step.id}
            | {f"new_{name}": _bound(table, name, step.whole[name]) for name in names}
            for step in run
        ]
        connection.execute(change, values)


def _restored(writer: Writer, table: Table, step: Step) -> dict[str, object]:
    """Return a removed row as it was, by whom and when it was first written.

    Its version goes on from what it had: one for each event it ever got.
    """
    row: dict[str, object] = {
        column.name: _bound(table, column.name, step.whole.get(column.name))
        for column in table.columns
    }
    if "version" in table.c:
        of = (col(Event.entity) == step.entity, col(Event.entity_id) == step.id)
        session = writer.session
        events = session.exec(select(func.count()).select_from(Event).where(*of)).one()
        first = session.exec(
            select(Event).where(*of).order_by(col(Event.id)).limit(1)
        ).one()
        row |= {
            "version": events + 1,
            "created_at": first.at,
            "created_by": first.actor_id,
            "updated_at": writer.now,
        }
    return row


def _bound(table: Table, name: str, value: JsonValue) -> object:
    """Return the value that a column takes for the JSON form of one."""
    if isinstance(table.c[name].type, Rate) and isinstance(value, str):
        return Decimal(value)
    return value
