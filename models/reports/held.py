"""Appointments and trials that took place, and whose they were then (C.9, C.16)."""

from sqlalchemy import CTE
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import assignee_at
from models.reports.counted import within
from models.reports.followed import follow_ups_of
from models.reports.report import Asked
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Slot
from models.vocabulary import BookingStatus


def bookings(reader: Reader, asked: Asked) -> CTE:
    """Return one row a booking whose slot lies in the period and has begun.

    Columns: id (of its follow-up), kind, rep (assigned when the slot began), type_id,
    attended; those cancelled before the slot are left out.
    """
    starts = col(Slot.starts_at)
    rep = assignee_at(starts)
    status = text(col(Booking.status))
    attended = status == BookingStatus.ATTENDED.value
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            text(col(Activity.kind)).label("kind"),
            rep.label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            case((attended, 1), else_=0).label("attended"),
        )
        .select_from(Booking)
        .join(Slot, col(Slot.id) == col(Booking.slot_id))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(
            within(asked.period, starts),
            starts <= reader.now,
            col(Booking.deleted_at).is_(None),
            _kept(),
            follow_ups_of(reader, asked, rep),
        )
        .cte("bookings")
    )


def _kept() -> Test:
    """Leave out what was cancelled before its slot began."""
    late = col(Booking.updated_at) >= col(Slot.starts_at)
    cancelled = text(col(Booking.status)) == BookingStatus.CANCELLED.value
    return or_(~cancelled, and_(cancelled, late))
