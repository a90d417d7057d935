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
from models.vocabulary import BookingStatus


def bookings(reader: Reader, asked: Asked) -> CTE:
    """Return one row a booking whose slot lies in the period and has begun.

    Columns: id (of its follow-up), rep (assigned when the slot began), type_id,
    attended; those cancelled before the slot are left out. What nobody asks of a slot
    is not looked up.
    """
    came = text(col(Booking.status)) == BookingStatus.ATTENDED.value
    return (
        _of_follow_ups(reader, asked, case((came, 1), else_=0).label("attended"))
        .select_from(Booking)
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(_in_begun(reader, asked.period), _kept())
        .cte("bookings")
    )


def attended(reader: Reader, asked: Asked) -> CTE:
    """Return one row for each of them that was attended, with its kind.

    Columns: id (of its follow-up), rep, type_id, kind.
    """
    return (
        _of_follow_ups(reader, asked, text(col(Activity.kind)).label("kind"))
        .select_from(Booking)
        .join(Slot, col(Slot.id) == col(Booking.slot_id))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(
            text(col(Booking.status)) == BookingStatus.ATTENDED.value,
            _begun(reader, asked.period),
        )
        .cte("attended")
    )


def _of_follow_ups(
    reader: Reader, asked: Asked, column: SQLColumnExpression[object]
) -> Statement:
    """Select what the follow-ups of bookings say, and one column more."""
    rep = assignee_at(_starts())
    return chosen(
        whole(col(FollowUp.id)).label("id"),
        rep.label("rep"),
        whole(col(FollowUp.type_id)).label("type_id"),
        column,
    ).where(
        col(Booking.deleted_at).is_(None),
        living(reader),
        in_scope(reader, asked, rep),
    )


def _starts() -> ColumnElement[datetime]:
    """Return the SQL of when the slot of a booking begins."""
    return (
        select(col(Slot.starts_at))
        .where(col(Slot.id) == col(Booking.slot_id))
        .correlate(Booking)
        .scalar_subquery()
    )


def _begun(reader: Reader, period: Period) -> Test:
    """Keep slots that lie in the period and have begun."""
    starts = col(Slot.starts_at)
    return and_(within(period, starts), starts <= reader.now)


def _in_begun(reader: Reader, period: Period) -> Test:
    """Keep bookings of such slots.

    Of all time the few slots to come are looked for, not the many that were.
    """
    slot, begun = unindexed(whole(col(Booking.slot_id))), _begun(reader, period)
    if period.start is None:
        return slot.not_in(select(col(Slot.id)).where(~begun))
    return slot.in_(select(col(Slot.id)).where(begun))


def _kept() -> Test:
    """Leave out what was cancelled before its slot began."""
    cancelled = text(col(Booking.status)) == BookingStatus.CANCELLED.value
    late = col(Booking.updated_at) >= _starts()
    return or_(~cancelled, and_(cancelled, late))
