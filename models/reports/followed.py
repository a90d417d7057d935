"""Which follow-ups and people the figures of follow-ups count (C.0, C.6–C.9)."""

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.queries.first_terms import Test
from models.queries.first_terms import text
from models.reports.counted import Ids
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.days import date_number
from models.reports.days import local_day_number
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.scope import attributed
from models.reports.seen import follow_up_seen
from models.reports.seen import passed_seen
from models.reports.seen import person_seen
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person


def live() -> Test:
    """Keep follow-ups that hang on nothing in the bin."""
    return and_(of_live_deal(), of_live_person(col(FollowUp.person_id)))


def living(reader: Reader) -> Test:
    """Keep the same where a statement goes through all follow-ups.

    The bin is looked into first: while it is empty, as it nearly always is, no row
    is looked up in it.
    """
    return live() if _bin_holds(reader) else col(FollowUp.deleted_at).is_(None)


def of_live_deal() -> Test:
    """Keep follow-ups that are not in the bin, nor is their deal."""
    binned = select(col(Deal.id)).where(col(Deal.deleted_at).is_not(None))
    deal_id = col(FollowUp.deal_id)
    kept = col(FollowUp.deleted_at).is_(None)
    return and_(kept, or_(deal_id.is_(None), deal_id.not_in(binned)))


def of_live_person(person_id: Ids) -> Test:
    """Keep what hangs on no person in the bin."""
    binned = select(col(Person.id)).where(col(Person.deleted_at).is_not(None))
    return or_(person_id.is_(None), person_id.not_in(binned))


def follow_ups_of(reader: Reader, asked: Asked, whose: Ids) -> Test:
    """Keep to live follow-ups of the scope; ``whose`` is whom the figure goes to."""
    return and_(in_scope(reader, asked, whose), living(reader))


def in_scope(reader: Reader, asked: Asked, whose: Ids) -> Test:
    """Keep to follow-ups of the scope, in the bin or not.

    Whose they are is asked first: it takes less, and leaves few to be looked at.
    """
    if everything(reader, asked):
        return true()
    seen = follow_up_seen(reader.actor)
    return and_(attributed(reader, asked.scope, whose), seen)


def people_of(reader: Reader, asked: Asked, whose: Ids) -> Test:
    """Keep to people of the scope who are not in the bin."""
    kept = col(Person.deleted_at).is_(None)
    if everything(reader, asked):
        return kept
    seen = person_seen(reader.actor, col(Person.id))
    return and_(kept, seen, attributed(reader, asked.scope, whose))


def people_passed(reader: Reader, asked: Asked, whose: Ids) -> Test:
    """Keep to the same where a statement reads all people that it may count anyway.

    Each is told by their rep, who stands in the same index: none is looked up by id.
    """
    kept = col(Person.deleted_at).is_(None)
    if everything(reader, asked):
        return kept
    attributed_to = attributed(reader, asked.scope, whose)
    return and_(kept, attributed_to, passed_seen(reader.actor))


def came_within(period: Period) -> Test:
    """Keep people who came in the period: their day, else that of being written."""
    told, written = col(Person.came_on), col(Person.created_at)
    tests: list[Test] = []
    if period.first is not None:
        tests.append(told >= period.first)
    if period.after is not None:
        tests.append(told < period.after)
    on_day = and_(told.is_not(None), *tests)
    return or_(on_day, and_(told.is_(None), within(period, written)))


def came_number(reader: Reader) -> ColumnElement[int]:
    """Return the SQL of the day that a person came, as a number."""
    told, written = col(Person.came_on), col(Person.created_at)
    return case(
        (told.is_not(None), date_number(told)),
        else_=local_day_number(written, reader.house.zone, reader.now),
    )


def customers_within(reader: Reader, period: Period) -> Test:
    """Keep people who became customers on a day of the period, none to come.

    In a form that no index of that day is taken for: looking each customer up, and
    their follow-ups in no order, takes longer than one pass over all who came.
    """
    since = func.coalesce(text(col(Person.customer_since)), "")
    today = local_day(reader.now, reader.house.zone)
    tests: list[Test] = [since > "", since <= today.isoformat()]
    if period.first is not None:
        tests.append(since >= period.first.isoformat())
    if period.after is not None:
        tests.append(since < period.after.isoformat())
    return and_(true(), *tests)


def _bin_holds(reader: Reader) -> bool:
    one: ColumnElement[int] = literal_column("1")
    tests = (
        exists(one).where(col(table.deleted_at).is_not(None))
        for table in (Deal, Person)
    )
    return any(bool(reader.session.scalar(select(test))) for test in tests)
