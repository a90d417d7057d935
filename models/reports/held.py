"""Appointments and trials that took place, and whose they were then (C.9, C.16)."""

from datetime import datetime

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import or_
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.at_the_time import assignee_at
from models.reports.counted import within
from models.reports.followed import in_scope
from models.reports.followed import living
from models.reports.report import Asked
from models.reports.report import Period
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Slot
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus


def bookings(reader: Reader, asked: Asked) -> CTE:
    """Return one row a booking whose slot lies in the period and has begun.

    Columns: id (of its follow-up), rep (assigned when the slot began), type_id,
    attended; those cancelled before the slot are left out. What nobody asks of a slot
    is not looked up.
    """
    came = text(col(Booking.status)) == BookingStatus.ATTENDED.value
    here = case((came, 1), else_=0).label("attended")
    return _of_follow_ups(reader, asked, here, _kept()).cte("bookings")


def attended(reader: Reader, asked: Asked) -> CTE:
    """Return one row for each of them that was attended.

    Columns: id (of its follow-up), rep, type_id, trial (1, of an appointment 0).
    """
    trials = (
        select(whole(col(Slot.id)))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .where(text(col(Activity.kind)) == ActionKind.TRIAL.value)
    )
    trial = case((unindexed(whole(col(Booking.slot_id))).in_(trials), 1), else_=0)
    came = text(col(Booking.status)) == BookingStatus.ATTENDED.value
    return _of_follow_ups(reader, asked, trial.label("trial"), came).cte("attended")


def _of_follow_ups(
    reader: Reader, asked: Asked, column: SQLColumnExpression[object], some: Test
) -> Statement:
    """Select what the follow-ups of some bookings say, and one column more."""
    rep = assignee_at(_starts())
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            rep.label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            column,
        )
        .select_from(Booking)
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(
            some,
            col(Booking.deleted_at).is_(None),
            _in_begun(reader, asked.period),
            living(reader),
            in_scope(reader, asked, rep),
        )
    )


def _starts() -> ColumnElement[datetime]:
    """Return the SQL of when the slot of a booking begins."""
    return (
        select(col(Slot.starts_at))
        .where(col(Slot.id) == col(Booking.slot_id))
        .correlate(Booking)
        .scalar_subquery()
    )


def _in_begun(reader: Reader, period: Period) -> Test:
    """Keep bookings whose slot lies in the period and has begun.

    Of all time the few slots to come are looked for, not the many that were.
    """
    slot, starts = unindexed(whole(col(Booking.slot_id))), col(Slot.starts_at)
    begun = and_(within(period, starts), starts <= reader.now)
    if period.start is None:
        return slot.not_in(select(col(Slot.id)).where(~begun))
    return slot.in_(select(col(Slot.id)).where(begun))


def _kept() -> Test:
    """Leave out what was cancelled before its slot began."""
    cancelled = text(col(Booking.status)) == BookingStatus.CANCELLED.value
    late = col(Booking.updated_at) >= _starts()
    return or_(~cancelled, and_(cancelled, late))
