"""Every write becomes events in a batch; undo, timeline and refresh come from them."""

import json
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import event
from sqlalchemy import insert
from sqlalchemy import inspect
from sqlmodel import Session
from sqlmodel import SQLModel

from models import clock
from models.access import Reader
from models.tables import Batch
from models.tables import Event
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.tables.base import Record
from models.tables.base import Versioned
from models.views.done import Change
from models.views.done import Done
from models.vocabulary import BatchKind
from models.vocabulary import Origin

UNTOLD = frozenset({"id", "version", "created_at", "created_by", "updated_at"})
"""Columns that follow from the batch itself and are never part of a change."""

UNRECORDED = frozenset({"batch", "event", "import_batch", "import_row"})
"""Tables that are the journal, not what it tells of."""

LISTED = frozenset({"deal", "follow_up", "tunnel"})
"""Records that the lines of their person tell of."""
PERSON_LINE = "people_line"
"""Names in ``touched`` a person whose lines change though the record does not."""


@dataclass(slots=True)
class Captured:
    """What the session hook has seen in this batch so far."""

    events: int = 0
    verbs: dict[int, str] = field(default_factory=dict[int, str])
    touched: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    changes: dict[tuple[str, int], dict[str, Change]] = field(
        default_factory=dict[tuple[str, int], dict[str, Change]]
    )


@dataclass(frozen=True, slots=True)
class Writer(Reader):
    """What an operation gets: a reader whose session writes events of one batch."""

    batch: Batch
    origin: Origin
    captured: Captured

    def says(self, record: Record, verb: str) -> None:
        """Name the act that the next flush of this record is part of (D.4)."""
        self.captured.verbs[id(record)] = verb

    def save(self, record: Record, verb: str) -> None:
        """Add or update a record now, under a verb; one event follows."""
        self.says(record, verb)
        self.session.add(record)
        self.session.flush()

    def done(self, record: Record, verb: str, **values: object) -> Done:
        """Close the act: flush, name the batch, and answer what changed."""
        self.session.flush()
        self.batch.verb = verb
        changed = self.captured.changes.get((record.kept_in, record.pk), {})
        return Done(
            batch=self.batch.pk,
            entity=record.kept_in,
            id=record.pk,
            verb=verb,
            changed=changed,
            values=values,
        )


def begin(reader: Reader, origin: Origin, kind: BatchKind = BatchKind.ACT) -> Writer:
    """Open a batch on the reader's session; each flush from here on is recorded."""
    batch = Batch(at=reader.now, actor_id=reader.actor.id, origin=origin, kind=kind)
    reader.session.add(batch)
    reader.session.flush()
    writer = Writer(
        session=reader.session,
        actor=reader.actor,
        house=reader.house,
        now=reader.now,
        batch=batch,
        origin=origin,
        captured=Captured(),
    )
    _listen(writer)
    return writer


def plain(value: object) -> JsonValue:
    """Return the JSON form of a column value, as events and answers hold it."""
    match value:
        case StrEnum():
            return str(value)
        case datetime():
            return clock.to_text(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case bool() | int() | str() | None:
            return value
        case dict() | list():
            copied: JsonValue = json.loads(json.dumps(value))
            return copied
        case _:
            raise TypeError(type(value))


def subjects(entity: str, values: Mapping[str, object]) -> dict[str, int | None]:
    """Return the deal, person and company on whose timelines an event stands."""
    found: dict[str, int | None] = {}
    for name in ("deal", "person", "organization"):
        key = "id" if entity == name else f"{name}_id"
        value = values.get(key)
        found[f"{name}_id"] = value if isinstance(value, int) else None
    return found


def event_row(
    writer: Writer,
    entity: str,
    values: Mapping[str, object],
    verb: str,
    before: JsonObject | None,
    after: JsonObject | None,
) -> dict[str, object]:
    """Return one row of the journal; bulk writers use it where no hook can see."""
    return {
        "batch_id": writer.batch.pk,
        "at": writer.now,
        "actor_id": writer.actor.id,
        "entity": entity,
        "entity_id": values["id"],
        "verb": verb,
        "before": before,
        "after": after,
        **subjects(entity, values),
    }


def columns(record: SQLModel) -> dict[str, object]:
    """Return the column values of a row by name."""
    return {
        attribute.key: getattr(record, attribute.key)
        for attribute in inspect(record).mapper.column_attrs
    }


def _listen(writer: Writer) -> None:
    def stamp(session: Session, _context: object, _instances: object) -> None:
        for record in session.new:
            if isinstance(record, Versioned):
                record.created_at = record.updated_at = writer.now
                record.created_by = writer.actor.id
        for record in session.dirty:
            if isinstance(record, Versioned) and session.is_modified(record):
                record.updated_at = writer.now

    def capture(session: Session, _context: object) -> None:
        rows = list(_events(writer, session))
        if rows:
            session.connection().execute(insert(Event), rows)

    event.listen(writer.session, "before_flush", stamp)
    event.listen(writer.session, "after_flush", capture)


def _events(writer: Writer, session: Session) -> Iterator[dict[str, object]]:
    for record in session.new:
        yield from _event(writer, record, "created")
    for record in session.dirty:
        yield from _event(writer, record, "updated")
    for record in session.deleted:
        yield from _event(writer, record, "removed")


def _event(writer: Writer, record: object, how: str) -> Iterator[dict[str, object]]:
    if not isinstance(record, Record):
        return
    entity = record.kept_in
    if entity in UNRECORDED:
        return
    values = columns(record)
    before, after = _difference(record, values, how)
    if how == "updated" and not after:
        return
    verb = writer.captured.verbs.pop(id(record), f"{entity}.{how}")
    writer.captured.events += 1
    writer.captured.touched |= findable(entity, values)
    writer.captured.touched |= listed_with(entity, before or {})
    told = writer.captured.changes.setdefault((entity, record.pk), {})
    for name in {**(before or {}), **(after or {})}:
        first = told[name][0] if name in told else (before or {}).get(name)
        told[name] = (first, (after or {}).get(name))
    yield event_row(writer, entity, values, verb, before, after)


def findable(entity: str, values: Mapping[str, object]) -> set[tuple[str, int]]:
    """Return the record that the search index and the lists must write anew."""
    name, key = ("person", "person_id") if entity == "contact_point" else (entity, "id")
    found = values.get(key)
    own = {(name, found)} if isinstance(found, int) else set[tuple[str, int]]()
    return own | listed_with(entity, values)


def listed_with(entity: str, values: Mapping[str, object]) -> set[tuple[str, int]]:
    """Return the person whose lines in the lists tell of this record."""
    found = values.get("person_id")
    told = entity in LISTED and isinstance(found, int)
    return {(PERSON_LINE, found)} if told and isinstance(found, int) else set()


def _difference(
    record: Record, values: Mapping[str, object], how: str
) -> tuple[JsonObject | None, JsonObject | None]:
    if how != "updated":
        whole = {
            name: plain(value)
            for name, value in values.items()
            if name not in UNTOLD and value is not None
        }
        return (None, whole) if how == "created" else (whole, None)
    before: JsonObject = {}
    after: JsonObject = {}
    for attribute in inspect(record).attrs:
        name = attribute.key
        past = attribute.history
        if name in UNTOLD or not past.has_changes():
            continue
        before[name] = plain(past.deleted[0]) if past.deleted else None
        after[name] = plain(values[name])
    return before, after
