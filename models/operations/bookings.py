"""Booking a place for a follow-up, and saying what became of it (R-12, R-13)."""

from models.access import find
from models.errors import RuleBroken
from models.history import Writer
from models.operations.attempts import Subject
from models.operations.attempts import planned
from models.operations.attempts import set_due
from models.operations.attempts import settle
from models.operations.attempts import subject_of
from models.operations.attempts import told
from models.operations.attempts import user_of
from models.operations.places import VERBS
from models.operations.places import due_in
from models.operations.places import refuse_overfull
from models.operations.places import release
from models.operations.places import take
from models.operations.places import told_slot
from models.operations.places import turn
from models.slots_to_come import named
from models.slots_to_come import slot_to_come
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Slot
from models.views.done import Done
from models.vocabulary import BookingStatus


def book(writer: Writer, follow_up_id: int, slot_id: int) -> Done:
    """Take a place for a planned follow-up, which is then due as the slot begins.

    A place that it had in another slot is given back.
    """
    follow_up = planned(writer, follow_up_id)
    about = subject_of(writer, follow_up)
    slot = slot_to_come(writer, slot_id)
    release(writer, follow_up)
    take(writer, follow_up, slot_id)
    _move(writer, follow_up, slot, about)
    values = {**told(writer, follow_up, about), **told_slot(writer, slot_id)}
    return writer.done(follow_up, VERBS[BookingStatus.BOOKED], **values)


def give_back(writer: Writer, follow_up_id: int) -> Done:
    """Give the place of a planned follow-up back; its moment stays."""
    follow_up = planned(writer, follow_up_id)
    about = subject_of(writer, follow_up)
    slot = release(writer, follow_up)
    if slot is None:
        raise RuleBroken("followup_not_booked", about=about.name)
    values = {**told(writer, follow_up, about), "slot": named(writer, slot)["activity"]}
    return writer.done(follow_up, VERBS[BookingStatus.CANCELLED], **values)


def mark(writer: Writer, booking_id: int, status: BookingStatus) -> Done:
    """Say of a booking whether they came; one that waits has an open follow-up."""
    booking = find(writer, Booking, booking_id)
    follow_up = find(writer, FollowUp, booking.follow_up_id)
    about = subject_of(writer, follow_up)
    slot = writer.session.get_one(Slot, booking.slot_id)
    if status is BookingStatus.BOOKED:
        planned(writer, follow_up.pk)
        slot_to_come(writer, slot.pk)
    elif status is not BookingStatus.CANCELLED and slot.starts_at > writer.now:
        raise RuleBroken("slot_to_come", **named(writer, slot))
    if status is not booking.status:
        turn(writer, booking, status)
        refuse_overfull(writer, [slot.pk])
    values = {**told(writer, follow_up, about), "slot": named(writer, slot)["activity"]}
    return writer.done(booking, VERBS[status], **values)


def move_with(writer: Writer, slot: Slot, booking: Booking) -> None:
    """Bring the follow-up of a booking to where its slot begins now."""
    follow_up = writer.session.get_one(FollowUp, booking.follow_up_id)
    _move(writer, follow_up, slot, subject_of(writer, follow_up))


def _move(writer: Writer, follow_up: FollowUp, slot: Slot, about: Subject) -> None:
    if (follow_up.planned_at, follow_up.all_day) == (slot.starts_at, False):
        return
    assignee = user_of(writer, follow_up.assignee_id)
    set_due(writer, follow_up, due_in(slot, writer.zone), assignee)
    writer.save(follow_up, "followup.postponed")
    settle(writer, about.deal)
