"""Follow-ups that came due: in time, late or missed, and whose they were then (C.16).

What was cancelled before it was due never came due.
"""

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import Reader
from models.clock import to_text
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import assignee_at
from models.reports.counted import When
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.days import days_passed
from models.reports.followed import follow_ups_of
from models.reports.instants import DONE
from models.reports.instants import DUE
from models.reports.instants import Instant
from models.reports.report import Asked
from models.tables import FollowUp

CONTACT: Test = type_coerce(FollowUp.contact_made, Integer) == 1
LATE: Test = DONE.number > DUE.number
MISSED: Test = DONE.number.is_(None)


def came_due(
    reader: Reader, asked: Asked, due: Instant, *, whose: bool, named: str = "due"
) -> CTE:
    """Return one row a follow-up whose due moment lies in the period and has passed.

    Columns: id, rep (assigned at that moment, where ``whose`` asks for it), type_id,
    on_time and missed.
    """
    rep = _rep(assignee_at(due.stored), reader, asked, whose=whose)
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            rep.label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            case((on_time(due), 1), else_=0).label("on_time"),
            case((MISSED, 1), else_=0).label("missed"),
        )
        .where(fell_due(reader, asked, due), follow_ups_of(reader, asked, rep))
        .cte(named)
    )


def fell_due(reader: Reader, asked: Asked, due: Instant) -> Test:
    """Keep what came due in the period, and was not cancelled before."""
    end = asked.period.end
    past = end is not None and end <= reader.now
    passed = () if past else (due.number < reader.now,)
    return and_(within(asked.period, due.number), *passed)


def on_time(due: Instant) -> Test:
    """Tell whether a follow-up was done by its due moment."""
    return DONE.number <= due.number


def was_done(asked: Asked, done: When = DONE.stored) -> Test:
    """Keep what was done in the period."""
    return and_(done.is_not(None), within(asked.period, done))


def was_done_through(asked: Asked) -> Test:
    """Keep the same in a form that no index of moments is taken for."""
    start, end = asked.period.start, asked.period.end
    done = func.coalesce(text(col(FollowUp.done_at)), "")
    since = done > "" if start is None else done >= to_text(start)
    return since if end is None else and_(since, done < to_text(end))


def days_late(reader: Reader) -> ColumnElement[int]:
    """Return the SQL of by how many days a late one was late."""
    days = days_passed(DUE.number, DONE.number, reader.house.zone, reader.now)
    return case((LATE, days))


def done_ones(reader: Reader, asked: Asked) -> CTE:
    """Return one row a follow-up that was done in the period, by who did it.

    Columns: id, rep, type_id, contact, late, and by how many days it was late.
    """
    by = col(FollowUp.done_by)
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            whole(by).label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            case((CONTACT, 1), else_=0).label("contact"),
            case((LATE, 1), else_=0).label("late"),
            days_late(reader).label("days"),
        )
        .where(was_done(asked), follow_ups_of(reader, asked, by))
        .cte("done")
    )


def _rep(
    then: ColumnElement[int], reader: Reader, asked: Asked, *, whose: bool
) -> ColumnElement[int]:
    """Leave out the search for whose it was where nobody asks."""
    if whose or not everything(reader, asked):
        return then
    return whole(col(FollowUp.assignee_id))
