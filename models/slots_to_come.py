"""Which slot may still be booked or changed, and by whom (R-12, D.5)."""

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.tables import Activity
from models.tables import Booking
from models.tables import Slot
from models.vocabulary import BookingStatus
from models.vocabulary import Role


def slot_to_come(reader: Reader, slot_id: int) -> Slot:
    """Return a slot that has not begun; refuse one that has, or that is off."""
    slot = reader.session.get(Slot, slot_id)
    if slot is None:
        raise NotFound("record_unknown", entity="Slot", id=slot_id)
    if slot.deleted_at is not None:
        raise RuleBroken("slot_cancelled", **named(reader, slot))
    if slot.starts_at <= reader.now:
        raise RuleBroken("slot_past", **named(reader, slot))
    return slot


def slot_to_change(reader: Reader, slot_id: int) -> Slot:
    """Return a slot to come that is the actor's to change; refuse another.

    A seller has the own slots, in which nobody hidden is booked.
    """
    slot = slot_to_come(reader, slot_id)
    if reader.actor.role is not Role.SELLER:
        return slot
    if reader.actor.id not in (slot.host_id, slot.created_by):
        raise Denied("not_allowed", role=reader.actor.role)
    hidden = select(col(Booking.id)).where(
        col(Booking.slot_id) == slot.pk,
        col(Booking.status) == BookingStatus.BOOKED,
        ~visible(reader.actor, Booking),
    )
    if reader.session.scalars(hidden).first() is not None:
        raise RuleBroken("slot_of_colleagues", **named(reader, slot))
    return slot


def named(reader: Reader, slot: Slot) -> dict[str, object]:
    """Return the names that a sentence about a slot needs."""
    activity = reader.session.get_one(Activity, slot.activity_id)
    return {"activity": activity.name, "starts": slot.starts_at}
