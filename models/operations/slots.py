"""Making, changing and calling off slots (*créneaux*; R-12, R-13)."""

from dataclasses import replace
from datetime import timedelta

from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations import configuring
from models.operations.bookings import move_with
from models.operations.places import booked_in
from models.operations.places import clash_of
from models.operations.places import taken
from models.operations.places import turn
from models.slots_to_come import named
from models.slots_to_come import slot_to_change
from models.tables import Activity
from models.tables import Slot
from models.tables import User
from models.text import NAME
from models.text import clean
from models.views.done import Done
from models.views.drafts import SlotDraft
from models.vocabulary import BookingStatus

MOST_PLACES = 10_000
LONGEST = timedelta(days=1)
"""What takes longer than a day is no appointment, but a slip of the keys."""


def make_slot(writer: Writer, draft: SlotDraft) -> Done:
    """Make a slot to come; what its host has beside it must have been accepted."""
    slot = Slot(
        activity_id=_activity(writer, draft.activity_id).pk,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
    )
    _fill(writer, slot, draft)
    writer.save(slot, "slot.created")
    return writer.done(slot, "slot.created", **_told(writer, slot))


def edit_slot(
    writer: Writer, slot_id: int, draft: SlotDraft, was: SlotDraft | None = None
) -> Done:
    """Change a slot to come; follow-ups that are booked in it move along.

    It never has fewer places than bookings, and never passes to another activity
    while anyone is booked. *was* is what a form showed: what a colleague changed
    meanwhile stays, unless it is the same field (rulings 13).
    """
    slot = slot_to_change(writer, slot_id)
    if was is not None:
        draft = _merged(writer, slot, was, draft)
    held = taken(writer, slot_id)
    if draft.capacity < held:
        raise BadValue("slot_too_small", "capacity", taken=held)
    if held and draft.activity_id != slot.activity_id:
        raise RuleBroken("slot_booked", taken=held, **named(writer, slot))
    if draft.activity_id != slot.activity_id:
        slot.activity_id = _activity(writer, draft.activity_id).pk
    _fill(writer, slot, draft)
    writer.save(slot, "slot.updated")
    for booking in booked_in(writer, slot_id):
        move_with(writer, slot, booking)
    return writer.done(slot, "slot.updated", **_told(writer, slot))


def cancel_slot(writer: Writer, slot_id: int) -> Done:
    """Call a slot off; its bookings are cancelled, their follow-ups stay planned."""
    slot = slot_to_change(writer, slot_id)
    booked = booked_in(writer, slot_id)
    for booking in booked:
        turn(writer, booking, BookingStatus.CANCELLED)
    slot.deleted_at = writer.now
    writer.save(slot, "slot.cancelled")
    values = {**_told(writer, slot), "booked": len(booked)}
    return writer.done(slot, "slot.cancelled", **values)


def _merged(writer: Writer, slot: Slot, was: SlotDraft, mine: SlotDraft) -> SlotDraft:
    """Return the draft beside what others wrote since its form was filled."""
    theirs = SlotDraft(
        activity_id=slot.activity_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        host_id=slot.host_id,
        place=slot.place,
    )
    changed = configuring.merged(writer, slot, was, mine, theirs)
    return replace(theirs, **{name: getattr(mine, name) for name in changed})


def _activity(writer: Writer, activity_id: int) -> Activity:
    found = writer.session.get(Activity, activity_id)
    if found is None or found.deleted_at is not None:
        raise NotFound("record_unknown", entity="Activity", id=activity_id)
    if not found.active:
        raise RuleBroken("activity_inactive", activity=found.name)
    return found


def _fill(writer: Writer, slot: Slot, draft: SlotDraft) -> None:
    if draft.starts_at <= writer.now:
        raise BadValue("slot_in_past", "starts")
    if draft.ends_at <= draft.starts_at:
        raise BadValue("slot_ends_early", "minutes")
    if draft.ends_at - draft.starts_at > LONGEST:
        most = int(LONGEST.total_seconds()) // 60
        raise BadValue("slot_too_long", "minutes", most=most)
    if not 1 <= draft.capacity <= MOST_PLACES:
        raise BadValue("slot_capacity", "capacity", most=MOST_PLACES)
    slot.starts_at, slot.ends_at = draft.starts_at, draft.ends_at
    slot.capacity = draft.capacity
    if draft.host_id != slot.host_id:
        slot.host_id = _host(writer, draft.host_id)
    slot.place = clean(draft.place, NAME).strip()
    clash = None if draft.despite else clash_of(writer, slot, but=slot.id)
    if clash is not None:
        host = writer.session.get_one(User, slot.host_id).name
        raise RuleBroken("slot_clash", host=host, what=clash.what, at=clash.at)


def _host(writer: Writer, user_id: int | None) -> int | None:
    if user_id is None:
        return None
    found = writer.session.get(User, user_id)
    if found is None or not found.active:
        raise NotFound("record_unknown", entity="User", id=user_id)
    return user_id


def _told(writer: Writer, slot: Slot) -> dict[str, object]:
    clash = clash_of(writer, slot, but=slot.pk)
    return {
        **named(writer, slot),
        "capacity": slot.capacity,
        "clash": clash.what if clash is not None else "",
    }
