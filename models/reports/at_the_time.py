"""Whose a record was when it counted: the journal walked back from now (C.0).

What was undone, and the undoing, never happened (rulings 8).
"""

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text as written
from sqlalchemy import true
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import of_index
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.counted import Ids
from models.reports.counted import When
from models.reports.days import date_number
from models.reports.days import local_day_number
from models.reports.report import Period
from models.tables import Batch
from models.tables import Event
from models.tables import FollowUp
from models.tables import Person
from models.tables.journal import HANDED_PERSON
from models.tables.journal import REASSIGNED
from models.tables.journal import TAKEN_BACK

NOBODY = 0
"""Stands for no user where SQL must tell nobody from no change."""
FOLLOW_UP = "follow_up"
PERSON = "person"


def recorded(event: type[Event]) -> Test:
    """Keep events of batches that stand."""
    taken_back = select(col(Batch.id)).where(written(TAKEN_BACK))
    return col(event.batch_id).not_in(taken_back)


def changes(event: type[Event], key: str) -> Test:
    """Keep events that changed a column, not those that name it inside another.

    Most are told apart without reading what they say.
    """
    before = text(col(event.before))
    named = func.instr(before, f'"{key}"') > 0
    return and_(named, func.json_type(before, f"$.{key}").is_not(None))


def assignee_at(moment: When) -> ColumnElement[int]:
    """Return the SQL of who a follow-up was assigned to at a moment (C.9)."""
    change = aliased(Event)
    first = _first(
        change, "assignee_id", FOLLOW_UP, col(FollowUp.id), col(change.at) >= moment
    )
    present = whole(col(FollowUp.assignee_id))
    return case(
        (col(FollowUp.id).in_(reassigned()), func.coalesce(first, present)),
        else_=present,
    )


def reassigned() -> Select[int]:
    """Select the follow-ups that ever went to somebody else."""
    return select(col(Event.entity_id)).where(written(REASSIGNED))


def rep_at_conversion(reader: Reader, period: Period) -> ColumnElement[int]:
    """Return the SQL of whose a person was on becoming a customer (C.9).

    Just after the act that was recorded that day; where that was told later, at the
    end of the day.
    """
    zone, now = reader.house.zone, reader.now
    since = col(Person.customer_since)
    act, change = aliased(Event), aliased(Event)
    became = (
        select(func.max(col(act.id)))
        .where(
            col(act.entity) == PERSON,
            col(act.entity_id) == col(Person.id),
            func.json_extract(text(col(act.after)), "$.customer_since") == text(since),
            local_day_number(col(act.at), zone, now) == date_number(since),
            recorded(act),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    later = local_day_number(col(change.at), zone, now) > date_number(since)
    after = or_(
        and_(became.is_not(None), col(change.id) > became),
        and_(became.is_(None), later),
    )
    first = _first(change, "owner_id", PERSON, col(Person.id), after)
    return _walked(owner_changed(period), first)


def rep_at_first() -> ColumnElement[int]:
    """Return the SQL of whose a person was on coming, before any other had them."""
    change = aliased(Event)
    every = col(change.id) > 0
    first = _first(change, "owner_id", PERSON, col(Person.id), every)
    return _walked(owner_changed(Period("")), first)


def owner_changed(period: Period) -> Select[int]:
    """Select the people who went to somebody else from a period on."""
    changed = (of_index(HANDED_PERSON), _since(period))
    return select(col(Event.entity_id)).where(*changed)


def _since(period: Period) -> Test:
    """Keep the events from the beginning of a period on."""
    start = period.start
    return true() if start is None else col(Event.at) >= start


def _walked(changed: Select[int], first: ColumnElement[object]) -> ColumnElement[int]:
    present = whole(col(Person.owner_id))
    was = func.nullif(func.coalesce(first, present), NOBODY)
    return case((col(Person.id).in_(changed), was), else_=present)


def _first(
    change: type[Event],
    key: str,
    entity: str,
    entity_id: Ids,
    since: Test,
    nothing: int | str = NOBODY,
) -> ColumnElement[object]:
    """Select what a column was before the first change since; one value is nothing."""
    was = func.json_extract(text(col(change.before)), f"$.{key}")
    return (
        select(func.coalesce(was, nothing))
        .where(
            col(change.entity) == entity,
            col(change.entity_id) == entity_id,
            changes(change, key),
            since,
            recorded(change),
        )
        .order_by(col(change.id))
        .limit(1)
        .correlate(FollowUp, Person)
        .scalar_subquery()
    )
