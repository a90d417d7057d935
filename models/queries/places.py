"""The places that follow-ups have and had in slots (R-27)."""

from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.tables import Activity
from models.tables import Booking
from models.tables import Slot
from models.tables import User
from models.views.bookings import BookingLine

Places = dict[int, tuple[BookingLine, ...]]
"""By the follow-up, the latest place last."""


def bookings_of(reader: Reader, follow_up_ids: list[int]) -> Places:
    """Return the visible bookings of some follow-ups, those given back too."""
    host = func.coalesce(col(User.name), "")
    query = (
        select(Booking, Slot, col(Activity.name), host)
        .join(Slot, col(Slot.id) == col(Booking.slot_id))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .outerjoin(User, col(User.id) == col(Slot.host_id))
        .where(
            col(Booking.follow_up_id).in_(follow_up_ids),
            visible(reader.actor, Booking),
        )
        .order_by(col(Booking.id))
    )
    found: Places = {}
    for booking, slot, activity, name in reader.session.exec(query):
        line = BookingLine(
            id=booking.pk,
            activity=activity,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=slot.place,
            host=str(name),
            status=booking.status,
        )
        before = found.get(booking.follow_up_id, ())
        found[booking.follow_up_id] = (*before, line)
    return found
