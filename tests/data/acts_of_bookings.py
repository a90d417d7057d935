"""Acts on slots and bookings that can be undone, with what stands before them."""

from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

from models.history import Writer
from models.operations import bookings
from models.operations import following
from models.operations import outcomes
from models.operations import slots
from models.store import Store
from models.views.done import Done
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import SlotDraft
from models.vocabulary import BookingStatus
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import type_id
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity

Act = Callable[[Writer], Done]

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
YESTERDAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_draft(activity: int) -> SlotDraft:
    """Return an hour of an activity on Tuesday."""
    return SlotDraft(activity, TUESDAY, TUESDAY + HOUR, 4, place="Studio 2")


def a_meeting(store: Store) -> int:
    """Plan a meeting with the person of a deal."""
    deal = a_deal(store, person=a_person(store))
    return a_follow_up(store, deal=deal, type="Meeting")


def a_booked(store: Store, starts: datetime = TUESDAY) -> tuple[int, int, int]:
    """Book a meeting; return the follow-up, the slot and the booking."""
    slot = a_slot(store, an_activity(store), starts, capacity=2)
    follow_up = a_meeting(store)
    return follow_up, slot, a_booking(store, slot, follow_up)


def make_slot(store: Store) -> Act:
    draft = a_draft(an_activity(store))
    return lambda writer: slots.make_slot(writer, draft)


def edit_slot(store: Store) -> Act:
    activity = an_activity(store)
    slot = a_slot(store, activity, TUESDAY + HOUR, capacity=2)
    store.write(bookings.book, a_meeting(store), slot)
    draft = a_draft(activity)
    return lambda writer: slots.edit_slot(writer, slot, draft)


def cancel_slot(store: Store) -> Act:
    _, slot, _ = a_booked(store)
    return lambda writer: slots.cancel_slot(writer, slot)


def book(store: Store) -> Act:
    follow_up, _, _ = a_booked(store)
    later = a_slot(store, an_activity(store, "Talk"), TUESDAY + HOUR)
    return lambda writer: bookings.book(writer, follow_up, later)


def give_back(store: Store) -> Act:
    follow_up, _, _ = a_booked(store)
    return lambda writer: bookings.give_back(writer, follow_up)


def mark_attended(store: Store) -> Act:
    _, _, booking = a_booked(store, YESTERDAY)
    return lambda writer: bookings.mark(writer, booking, BookingStatus.ATTENDED)


def no_show_booked_anew(store: Store) -> Act:
    follow_up, _, _ = a_booked(store, YESTERDAY)
    later = a_slot(store, an_activity(store, "Talk"), TUESDAY)
    draft = LogOutcome(
        follow_up,
        Outcome.RESCHEDULE,
        no_contact=NoContact.NO_SHOW,
        slot_id=later,
    )
    return lambda writer: outcomes.log_outcome(writer, draft)


def next_step_booked(store: Store) -> Act:
    follow_up = a_follow_up(store, deal=a_deal(store), type="Call")
    slot = a_slot(store, an_activity(store), TUESDAY)
    meeting = type_id(store, "Meeting")
    draft = LogOutcome(follow_up, Outcome.NEXT_STEP, next_type_id=meeting, slot_id=slot)
    return lambda writer: outcomes.log_outcome(writer, draft)


def snooze_out_of_the_slot(store: Store) -> Act:
    follow_up, _, _ = a_booked(store)
    due = Due(date(2026, 12, 1))
    return lambda writer: following.snooze(writer, follow_up, due)


ACTS: tuple[Callable[[Store], Act], ...] = (
    make_slot,
    edit_slot,
    cancel_slot,
    book,
    give_back,
    mark_attended,
    no_show_booked_anew,
    next_step_booked,
    snooze_out_of_the_slot,
)
