"""Follow-ups that came due: in time, late or missed, and whose they were then (C.16).

What was cancelled before it was due never came due.
"""

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import chosen
from models.queries.first_terms import whole
from models.reports.at_the_time import assignee_at
from models.reports.counted import Ids
from models.reports.counted import When
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.days import local_day_number
from models.reports.followed import follow_ups_of
from models.reports.report import Asked
from models.tables import FollowUp

CONTACT = type_coerce(FollowUp.contact_made, Integer)


def came_due(
    reader: Reader, asked: Asked, due: When, *, whose: bool, named: str = "due"
) -> CTE:
    """Return one row a follow-up whose due moment lies in the period and has passed.

    Columns: id, rep (assigned at that moment, where ``whose`` asks for it), type_id,
    on_time and missed.
    """
    done, cancelled = col(FollowUp.done_at), col(FollowUp.cancelled_at)
    rep = _rep(assignee_at(due), reader, asked, whose=whose)
    on_time = case((done <= due, 1), else_=0)
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            rep.label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            on_time.label("on_time"),
            case((done.is_(None), 1), else_=0).label("missed"),
        )
        .where(
            within(asked.period, due),
            due < reader.now,
            or_(cancelled.is_(None), cancelled >= due),
            follow_ups_of(reader, asked, rep),
        )
        .cte(named)
    )


def done_ones(reader: Reader, asked: Asked) -> CTE:
    """Return one row a follow-up that was done in the period, by who did it.

    Columns: id, rep, type_id, contact, late, and by how many days it was late.
    """
    done, due = col(FollowUp.done_at), col(FollowUp.planned_at)
    zone, now = reader.house.zone, reader.now
    days = local_day_number(done, zone, now) - local_day_number(due, zone, now)
    late = done > due
    by: Ids = col(FollowUp.done_by)
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            whole(by).label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            case((CONTACT == 1, 1), else_=0).label("contact"),
            case((late, 1), else_=0).label("late"),
            case((late, func.max(days, 0))).label("days"),
        )
        .where(
            done.is_not(None),
            within(asked.period, done),
            follow_ups_of(reader, asked, by),
        )
        .cte("done")
    )


def _rep(
    then: ColumnElement[int], reader: Reader, asked: Asked, *, whose: bool
) -> ColumnElement[int]:
    """Leave out the search for whose it was where nobody asks."""
    if whose or not everything(reader, asked):
        return then
    return whole(col(FollowUp.assignee_id))
