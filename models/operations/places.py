"""Places in slots: taken, kept or given back as part of what a follow-up does (R-12).

Writing sessions wait for each other, so that what is counted here is still true when
it is saved: the last place goes to one of two who want it (D.3 no 12).
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.errors import RuleBroken
from models.history import Writer
from models.slots_to_come import named
from models.slots_to_come import slot_to_come
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.views.bookings import Clash
from models.views.drafts import Due
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus
from models.vocabulary import NoContact
from models.vocabulary import Outcome

VERBS = {
    BookingStatus.BOOKED: "booking.made",
    BookingStatus.ATTENDED: "booking.attended",
    BookingStatus.NO_SHOW: "booking.no_show",
    BookingStatus.CANCELLED: "booking.cancelled",
}
"""The verb of each turn that a booking takes (D.4)."""


def due_in(slot: Slot, zone: str) -> Due:
    """Return when a follow-up is due that has a place in the slot: as it begins."""
    return Due(local_day(slot.starts_at, zone), slot.starts_at)


def due_of(reader: Reader, slot_id: int | None) -> Due | None:
    """Return when a follow-up in that slot is due, nothing where none was chosen."""
    if slot_id is None:
        return None
    return due_in(slot_to_come(reader, slot_id), reader.zone)


def taken(reader: Reader, slot_id: int) -> int:
    """Count the places of a slot that are not free, whoever has them."""
    query = (
        select(func.count())
        .select_from(Booking)
        .where(
            col(Booking.slot_id) == slot_id,
            col(Booking.status) != BookingStatus.CANCELLED,
        )
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one()


def booking_of(reader: Reader, follow_up_id: int) -> Booking | None:
    """Return the place that a follow-up has, unless it was given back."""
    query = select(Booking).where(
        col(Booking.follow_up_id) == follow_up_id,
        col(Booking.status) != BookingStatus.CANCELLED,
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def booked_in(reader: Reader, slot_id: int) -> Sequence[Booking]:
    """Return the places of a slot that wait for whoever booked them."""
    query = (
        select(Booking)
        .where(
            col(Booking.slot_id) == slot_id,
            col(Booking.status) == BookingStatus.BOOKED,
        )
        .order_by(col(Booking.id))
    )
    return reader.session.scalars(query).all()


def take(writer: Writer, follow_up: FollowUp, slot_id: int | None) -> Slot | None:
    """Take a place for a saved follow-up; full, past and foreign slots are refused."""
    if slot_id is None:
        return None
    slot = slot_to_come(writer, slot_id)
    _refuse_foreign(writer, follow_up, slot)
    if taken(writer, slot.pk) >= slot.capacity:
        raise RuleBroken("slot_full", capacity=slot.capacity, **named(writer, slot))
    booking = Booking(
        slot_id=slot.pk,
        follow_up_id=follow_up.pk,
        person_id=follow_up.person_id,
        deal_id=follow_up.deal_id,
    )
    writer.save(booking, VERBS[BookingStatus.BOOKED])
    return slot


def release(writer: Writer, follow_up: FollowUp) -> Slot | None:
    """Give the place of a follow-up back, where it waits for one; return the slot."""
    booking = booking_of(writer, follow_up.pk)
    if booking is None or booking.status is not BookingStatus.BOOKED:
        return None
    turn(writer, booking, BookingStatus.CANCELLED)
    return writer.session.get_one(Slot, booking.slot_id)


def move_place(writer: Writer, follow_up: FollowUp) -> None:
    """Give the place of a follow-up to whom it is about now."""
    booking = booking_of(writer, follow_up.pk)
    if booking is not None and booking.person_id != follow_up.person_id:
        booking.person_id = follow_up.person_id
        writer.save(booking, "booking.updated")


def turn(writer: Writer, booking: Booking, status: BookingStatus) -> None:
    """Say what became of a place."""
    booking.status = status
    writer.save(booking, VERBS[status])


def settle_place(writer: Writer, follow_up: FollowUp) -> None:
    """Say what the outcome of a follow-up made of its place (R-17, D.3 no 11).

    Nobody came to what is to come on another day: such a place is free again, unless
    it is said that they did not show up.
    """
    booking = booking_of(writer, follow_up.pk)
    if booking is None or booking.status is not BookingStatus.BOOKED:
        return
    slot = writer.session.get_one(Slot, booking.slot_id)
    today = local_day(writer.now, writer.zone)
    came = local_day(slot.starts_at, writer.zone) <= today
    if follow_up.no_contact_kind is NoContact.NO_SHOW:
        turn(writer, booking, BookingStatus.NO_SHOW)
    elif not came:
        turn(writer, booking, BookingStatus.CANCELLED)
    elif follow_up.outcome is Outcome.RESCHEDULE:
        turn(writer, booking, BookingStatus.NO_SHOW)
    else:
        turn(writer, booking, BookingStatus.ATTENDED)


def told_slot(reader: Reader, slot_id: int | None) -> dict[str, object]:
    """Return what the sentence about a booked follow-up adds, nothing without one."""
    if slot_id is None:
        return {}
    slot = reader.session.get_one(Slot, slot_id)
    left = slot.capacity - taken(reader, slot.pk)
    clash = clash_of(reader, slot, but=slot.pk)
    return {
        "slot": named(reader, slot)["activity"],
        "left": left,
        "capacity": slot.capacity,
        "clash": clash.what if clash is not None else "",
    }


def clash_of(reader: Reader, slot: Slot, but: int | None) -> Clash | None:
    """Return what else its host has while a slot lasts, nothing where there is none.

    That somebody is taken is told of colleagues too, by the name of the activity or
    of the type of follow-up alone: never with whom.
    """
    if slot.host_id is None:
        return None
    found = _other_slot(reader, slot, but) or _own_moment(reader, slot)
    return Clash(*found) if found is not None else None


def refuse_overfull(writer: Writer, slot_ids: Iterable[int]) -> None:
    """Refuse what leaves more bookings than places, or bookings of no slot."""
    for slot_id in sorted(set(slot_ids)):
        slot = writer.session.get(Slot, slot_id, populate_existing=True)
        if slot is None:
            continue
        if taken(writer, slot_id) > slot.capacity:
            raise RuleBroken("slot_full", capacity=slot.capacity, **named(writer, slot))
        if slot.deleted_at is not None and booked_in(writer, slot_id):
            raise RuleBroken("slot_cancelled", **named(writer, slot))


def slots_of(rows: Iterable[tuple[str, Mapping[str, object]]]) -> Iterator[int]:
    """Yield the slots whose places some rows, by table and values, have to do with."""
    for entity, values in rows:
        key = {"slot": "id", "booking": "slot_id"}.get(entity, "")
        found = values.get(key)
        if isinstance(found, int):
            yield found


def _refuse_foreign(reader: Reader, follow_up: FollowUp, slot: Slot) -> None:
    """Refuse a slot of an activity that the type of follow-up does not name."""
    query = select(FollowUpTypeActivity).where(
        col(FollowUpTypeActivity.type_id) == follow_up.type_id,
        col(FollowUpTypeActivity.activity_id) == slot.activity_id,
    )
    kind = reader.session.get_one(FollowUpType, follow_up.type_id)
    offered = reader.session.scalars(query).first() is not None
    if kind.action_kind is ActionKind.NONE or not offered:
        raise RuleBroken("slot_of_other_type", type=kind.name, **named(reader, slot))


def _other_slot(
    reader: Reader, slot: Slot, but: int | None
) -> tuple[str, datetime] | None:
    query = (
        select(col(Activity.name), col(Slot.starts_at))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .where(
            col(Slot.host_id) == slot.host_id,
            col(Slot.id) != (but or 0),
            col(Slot.starts_at) < slot.ends_at,
            col(Slot.ends_at) > slot.starts_at,
            col(Slot.deleted_at).is_(None),
        )
        .order_by(col(Slot.starts_at), col(Slot.id))
    )
    with reader.session.no_autoflush:
        row = reader.session.connection().execute(query.limit(1)).first()
    return (row[0], row[1]) if row is not None else None


def _own_moment(reader: Reader, slot: Slot) -> tuple[str, datetime] | None:
    """Return the host's own appointment at that time that has no slot."""
    booked = select(col(Booking.id)).where(
        col(Booking.follow_up_id) == col(FollowUp.id),
        col(Booking.status) != BookingStatus.CANCELLED,
    )
    query = (
        select(col(FollowUpType.name), col(FollowUp.planned_at))
        .join(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .where(
            col(FollowUp.assignee_id) == slot.host_id,
            col(FollowUp.status) == FollowUpStatus.PLANNED,
            col(FollowUp.all_day).is_(False),
            col(FollowUp.planned_at) >= slot.starts_at,
            col(FollowUp.planned_at) < slot.ends_at,
            col(FollowUpType.action_kind) != ActionKind.NONE,
            ~booked.exists(),
        )
        .order_by(col(FollowUp.planned_at), col(FollowUp.id))
    )
    with reader.session.no_autoflush:
        row = reader.session.connection().execute(query.limit(1)).first()
    return (row[0], row[1]) if row is not None else None
