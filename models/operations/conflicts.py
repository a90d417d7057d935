"""Which records changed since a batch, so that it cannot be undone (D.3 no 20)."""

from collections.abc import Iterator
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.errors import RuleBroken
from models.tables import Batch
from models.tables import Deal
from models.tables import Event
from models.tables import Organization
from models.tables import Person
from models.tables import User
from models.views.changed import ChangedSince
from models.vocabulary import BatchKind

SHOWN = 20
"""The most records that a refusal names (rulings 8)."""

READ_BY_OTHERS = "notification"
"""What others mark as read; an act that told them of it is undone all the same."""

NEUTRAL = (BatchKind.UNDO, BatchKind.REDO, BatchKind.REVERT)
"""Batches that only take back or bring back another one, which counts itself."""


def refuse_if_changed(reader: Reader, batch: Batch) -> None:
    """Raise ``RuleBroken`` if others wrote on what the batch wrote, or below it."""
    later = _later(reader, batch)
    if later:
        raise refusal(reader, later)


def refusal(reader: Reader, events: Sequence[Event]) -> RuleBroken:
    """Return the refusal that names the records of these events, the last one first.

    Records that the actor does not see are counted, never named (K-03).
    """
    named: dict[tuple[str, int], ChangedSince | None] = {}
    for event in events:
        entity, record_id = _subject(event)
        if (entity, record_id) not in named:
            named[entity, record_id] = _changed(reader, event, entity, record_id)
    shown = [one for one in named.values() if one is not None]
    return RuleBroken("undo_changed_since", changed=shown[:SHOWN], count=len(named))


def last_event(reader: Reader, entity: str, record_id: int) -> list[Event]:
    """Return the last event of a row, if it has one."""
    query = (
        select(Event)
        .where(col(Event.entity) == entity, col(Event.entity_id) == record_id)
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    return list(reader.session.exec(query))


def _later(reader: Reader, batch: Batch) -> Sequence[Event]:
    session = reader.session
    last = session.exec(
        select(func.max(col(Event.id))).where(col(Event.batch_id) == batch.pk)
    ).one()
    query = (
        select(Event)
        .join(Batch, col(Batch.id) == col(Event.batch_id))
        .where(
            col(Event.id) > (last or 0),
            col(Event.batch_id) != batch.pk,
            col(Batch.kind).not_in(NEUTRAL),
            col(Batch.undone_by_id).is_(None),
            col(Event.entity) != READ_BY_OTHERS,
            or_(*_touching(batch)),
        )
        .order_by(col(Event.id).desc())
        .limit(SHOWN * SHOWN)
    )
    return session.exec(query).all()


def _touching(batch: Batch) -> Iterator[ColumnElement[bool]]:
    """Yield the tests for an event on a row of the batch, or below one it made."""
    ours = aliased(Event)
    yield exists().where(
        col(ours.batch_id) == batch.pk,
        col(ours.entity) == col(Event.entity),
        col(ours.entity_id) == col(Event.entity_id),
    )
    parents = {
        "deal": col(Event.deal_id),
        "person": col(Event.person_id),
        "organization": col(Event.organization_id),
    }
    for entity, parent in parents.items():
        made = aliased(Event)
        yield exists().where(
            col(made.batch_id) == batch.pk,
            col(made.entity) == entity,
            col(made.before).is_(None),
            col(made.entity_id) == parent,
        )


def _subject(event: Event) -> tuple[str, int]:
    """Return the record that a person knows an event by."""
    if event.deal_id is not None:
        return "deal", event.deal_id
    if event.person_id is not None:
        return "person", event.person_id
    if event.organization_id is not None:
        return "organization", event.organization_id
    return event.entity, event.entity_id


def _changed(
    reader: Reader, event: Event, entity: str, record_id: int
) -> ChangedSince | None:
    name = name_of(reader, entity, record_id)
    if name is None:
        return None
    doer = reader.session.get(User, event.actor_id) if event.actor_id else None
    who = doer.name if doer else ""
    return ChangedSince(entity, record_id, name, who, event.at)


def name_of(reader: Reader, entity: str, record_id: int) -> str | None:
    """Return the name of a record, empty where it has none, nothing where hidden."""
    session = reader.session
    match entity:
        case "deal":
            seen = visible(reader.actor, Deal)
            titles = select(Deal.title).where(col(Deal.id) == record_id, seen)
            return session.exec(titles).one_or_none()
        case "person":
            seen = visible(reader.actor, Person)
            people = select(Person).where(col(Person.id) == record_id, seen)
            person = session.exec(people).one_or_none()
            return person.name if person else None
        case "organization":
            seen = visible(reader.actor, Organization)
            names = select(Organization.name).where(
                col(Organization.id) == record_id, seen
            )
            return session.exec(names).one_or_none()
        case _:
            return ""
