"""Whose a record was when it counted: the journal walked back from now (C.0).

What was undone, and the undoing, never happened (rulings 8).
"""

from typing import Final
from typing import NamedTuple
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
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

T = TypeVar("T")
NOBODY = 0
"""Stands for no user where SQL must tell nobody from no change."""
PERSON = "person"


class Held(NamedTuple):
    """A column that names who has a record."""

    entity: str
    entity_id: Ids
    key: str
    column: Ids


ASSIGNEE: Final = Held(
    "follow_up", col(FollowUp.id), "assignee_id", col(FollowUp.assignee_id)
)
REP: Final = Held(PERSON, col(Person.id), "owner_id", col(Person.owner_id))


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
    since = col(change.at) >= moment
    return walked_back(ASSIGNEE, change, since, reassigned())


def reassigned() -> Select[int]:
    """Select the follow-ups that ever went to somebody else."""
    return select(col(Event.entity_id)).where(written(REASSIGNED))


def rep_at_conversion(reader: Reader, period: Period) -> ColumnElement[int]:
    """Return the SQL of whose a person was on becoming a customer (C.9).

    Just after the act that was recorded that day; where that was told later, at the
    end of the day. Whom nobody knew here that day, such as one whom a file brought in
    later, goes to whoever had them just after the act that told.
    """
    zone, now = reader.house.zone, reader.now
    since = col(Person.customer_since)
    act, change = aliased(Event), aliased(Event)
    began = aliased(Event)
    known_from = local_day_number(_first_of(began, col(began.at)), zone, now)
    unknown = known_from > date_number(since)
    that_day = local_day_number(col(act.at), zone, now) == date_number(since)
    became = (
        select(func.max(col(act.id)))
        .where(
            col(act.entity) == PERSON,
            col(act.entity_id) == col(Person.id),
            func.json_extract(text(col(act.after)), "$.customer_since") == text(since),
            or_(that_day, unknown),
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
    return walked_back(REP, change, after, owner_changed(period))


def rep_at_first() -> ColumnElement[int]:
    """Return the SQL of whose a person was on coming, before any other had them.

    That is just after the act that wrote the person: a rule that chose then, or the
    second file of an import, is no change of hands.
    """
    began, change = aliased(Event), aliased(Event)
    came = _first_of(began, col(began.batch_id))
    later = col(change.batch_id) > came
    return walked_back(REP, change, later, owner_changed(Period("")))


def _first_of(event: type[Event], value: SQLColumnExpression[T]) -> ColumnElement[T]:
    """Return the SQL of a value of the first event that tells of a person."""
    return (
        select(value)
        .where(col(event.entity) == PERSON, col(event.entity_id) == col(Person.id))
        .order_by(col(event.id))
        .limit(1)
        .correlate(Person)
        .scalar_subquery()
    )


def owner_changed(period: Period) -> Select[int]:
    """Select the people who went to somebody else from a period on."""
    changed = (of_index(HANDED_PERSON), _since(period))
    return select(col(Event.entity_id)).where(*changed)


def _since(period: Period) -> Test:
    """Keep the events from the beginning of a period on."""
    start = period.start
    return true() if start is None else col(Event.at) >= start


def walked_back(
    held: Held, change: type[Event], since: Test, changed: Select[int]
) -> ColumnElement[int]:
    """Return the SQL of what a column was before its first change since.

    ``since`` is about ``change``; ``changed`` selects the few that ever changed.
    """
    was = func.json_extract(text(col(change.before)), f"$.{held.key}")
    first = (
        select(func.coalesce(was, NOBODY))
        .where(
            col(change.entity) == held.entity,
            col(change.entity_id) == held.entity_id,
            changes(change, held.key),
            since,
            recorded(change),
        )
        .order_by(col(change.id))
        .limit(1)
        .correlate_except(change)
        .scalar_subquery()
    )
    present = whole(held.column)
    before = func.nullif(func.coalesce(first, present), NOBODY)
    return case((held.entity_id.in_(changed), before), else_=present)
