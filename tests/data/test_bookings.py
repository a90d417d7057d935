"""Booking places for follow-ups: who gets one, and what becomes of it (R-12, R-17)."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import Clock
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations import bookings
from models.operations import closing
from models.operations import editing
from models.operations import following
from models.operations import outcomes
from models.operations.forms import deal_fields
from models.operations.undoing import redo
from models.operations.undoing import undo
from models.queries import deal as deals
from models.store import Store
from models.store import open_store
from models.tables import Booking
from models.tables import Deal
from models.tables import FollowUpType
from models.views.drafts import Due
from models.views.drafts import EditDeal
from models.views.drafts import LogOutcome
from models.views.drafts import LoseDeal
from models.views.drafts import PlanFollowUp
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.data.acts import reason
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import type_id
from tests.screens.day import after
from tests.screens.day import follow_up as stored
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states

TEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""Tuesday at ten in Paris."""
HOUR = timedelta(hours=1)
BOOKED = [BookingStatus.BOOKED]
FREE = [BookingStatus.CANCELLED]


@pytest.fixture
def visit(store: Store) -> int:
    return an_activity(store, "Visit")


@pytest.fixture
def slot(store: Store, visit: int) -> int:
    return a_slot(store, visit, TEN, capacity=2)


@pytest.fixture
def meeting(store: Store) -> int:
    """A follow-up that asks for a slot, of a deal with a person."""
    person = a_person(store, "Julie Martin")
    return a_follow_up(store, deal=a_deal(store, person=person), type="Meeting")


def at(store: Store, now: datetime) -> Store:
    """Return a session at another moment."""
    return open_store(store.path, "boss", Clock(start=now, ticking=False))


def booking(store: Store, follow_up: int) -> Booking:
    def query(reader: Reader) -> Booking:
        of = select(Booking).where(col(Booking.follow_up_id) == follow_up)
        return reader.session.scalars(of).one()

    return store.read(query)


def test_a_follow_up_is_planned_with_a_place(store: Store, slot: int) -> None:
    """R-03, R-12: the slot says when, and the booking stands with the follow-up."""
    person = a_person(store, "Julie Martin")
    deal = a_deal(store, person=person)
    first = a_follow_up(store, deal=deal, type="Call")
    draft = LogOutcome(
        first,
        Outcome.NEXT_STEP,
        due=Due(date(2026, 12, 24)),
        next_type_id=type_id(store, "Meeting"),
        slot_id=slot,
    )
    done = store.write(outcomes.log_outcome, draft)
    planned = after(store, first)
    assert planned is not None
    assert (planned.planned_at, planned.all_day) == (TEN, False)
    made = booking(store, planned.pk)
    assert (made.slot_id, made.person_id, made.deal_id) == (slot, person, deal)
    assert (done.values["slot"], done.values["left"]) == ("Visit", 1)
    assert done.values["next_moment"] == TEN
    assert store.read(_next_at, deal) == TEN


def _next_at(reader: Reader, deal_id: int) -> datetime | None:
    return reader.session.get_one(Deal, deal_id).next_at


def test_a_first_follow_up_may_have_a_place_too(store: Store) -> None:
    """R-03: the slot is asked when the follow-up is created, whichever comes first."""
    visit = an_activity(store, "Visit", ActionKind.APPOINTMENT, "Meeting")
    slot = a_slot(store, visit, TEN)

    def allow(writer: Writer) -> None:
        kind = writer.session.get_one(FollowUpType, meeting_type)
        kind.is_first = True
        writer.save(kind, "follow_up_type.updated")

    meeting_type = type_id(store, "Meeting")
    store.write(allow)
    deal = a_deal(store)
    draft = PlanFollowUp(deal_id=deal, type_id=meeting_type, slot_id=slot)
    done = store.write(following.plan_follow_up, draft)
    assert (done.values["slot"], done.values["left"]) == ("Visit", 0)
    assert stored(store, done.id).planned_at == TEN
    store.write(undo)
    assert states(store, slot) == []


def test_slots_are_those_of_the_activities_that_the_type_names(
    store: Store, meeting: int, slot: int
) -> None:
    """R-12: slots of the named activities only."""
    other = a_slot(store, an_activity(store, "Class"), TEN)
    call = a_follow_up(store, deal=a_deal(store, "Call"), type="Call")
    with pytest.raises(RuleBroken, match="slot_of_other_type"):
        store.write(bookings.book, call, slot)
    assert store.write(bookings.book, meeting, other).values["slot"] == "Class"


def test_a_full_a_past_and_an_unknown_slot_are_refused(
    store: Store, visit: int, meeting: int
) -> None:
    """R-12: a full or past slot is refused, and nothing is written."""
    full = a_slot(store, visit, TEN)
    a_booking(store, full, a_follow_up(store, deal=a_deal(store, "First")))
    with pytest.raises(RuleBroken, match="slot_full") as refused:
        store.write(bookings.book, meeting, full)
    assert refused.value.values["activity"] == "Visit"
    with pytest.raises(RuleBroken, match="slot_past"):
        store.write(bookings.book, meeting, a_slot(store, visit, NOW))
    with pytest.raises(NotFound):
        store.write(bookings.book, meeting, 99)
    draft = LogOutcome(meeting, Outcome.RESCHEDULE, slot_id=full)
    with pytest.raises(RuleBroken, match="slot_full"):
        store.write(outcomes.log_outcome, draft)
    assert stored(store, meeting).status is FollowUpStatus.PLANNED
    assert states(store, full) == BOOKED


def test_another_slot_gives_the_first_place_back(
    store: Store, visit: int, meeting: int, slot: int
) -> None:
    later = a_slot(store, visit, TEN + 3 * HOUR)
    store.write(bookings.book, meeting, slot)
    store.write(bookings.book, meeting, later)
    assert (states(store, slot), states(store, later)) == (FREE, BOOKED)
    assert stored(store, meeting).planned_at == TEN + 3 * HOUR
    store.write(undo)
    assert (states(store, slot), states(store, later)) == (BOOKED, [])
    assert stored(store, meeting).planned_at == TEN


def test_a_booking_says_what_else_the_host_has(
    store: Store, visit: int, meeting: int
) -> None:
    """R-13: the answer of a booking carries the clash of its host."""
    talk = an_activity(store, "Talk")
    a_slot(store, talk, TEN + HOUR / 2, host="boss")
    slot = a_slot(store, visit, TEN, host="boss")
    assert store.write(bookings.book, meeting, slot).values["clash"] == "Talk"


def test_a_place_may_be_given_back_alone(store: Store, meeting: int, slot: int) -> None:
    store.write(bookings.book, meeting, slot)
    store.write(bookings.give_back, meeting)
    assert states(store, slot) == FREE
    assert stored(store, meeting).planned_at == TEN
    with pytest.raises(RuleBroken, match="followup_not_booked"):
        store.write(bookings.give_back, meeting)


OUTCOMES = [
    (LogOutcome(0, Outcome.RESCHEDULE, no_contact=NoContact.NO_SHOW), "no_show"),
    (LogOutcome(0, Outcome.RESCHEDULE, no_contact=NoContact.NO_CONTACT), "no_show"),
    (LogOutcome(0, Outcome.NEXT_STEP), "attended"),
    (LogOutcome(0, Outcome.ENROLLED), "attended"),
    (LogOutcome(0, Outcome.NOT_INTERESTED), "attended"),
]


@pytest.mark.parametrize(("draft", "status"), OUTCOMES)
def test_the_outcome_says_what_became_of_the_place(
    store: Store, meeting: int, slot: int, draft: LogOutcome, status: str
) -> None:
    """R-17, R-19: no-show, or attended; one undo takes all of it back."""
    store.write(bookings.book, meeting, slot)
    tuesday = at(store, TEN + HOUR)
    logged = LogOutcome(
        meeting,
        draft.outcome,
        no_contact=draft.no_contact,
        reason_id=reason(store),
    )
    tuesday.write(outcomes.log_outcome, logged)
    assert states(store, slot) == [BookingStatus(status)]
    tuesday.write(undo)
    assert states(store, slot) == BOOKED
    assert stored(store, meeting).status is FollowUpStatus.PLANNED
    tuesday.write(redo)
    assert states(store, slot) == [BookingStatus(status)]
    tuesday.close()


def test_a_no_show_that_is_said_holds_on_whichever_day(
    store: Store, meeting: int, slot: int
) -> None:
    """R-17: who said beforehand that they will not come has not shown up."""
    store.write(bookings.book, meeting, slot)
    said = LogOutcome(meeting, Outcome.RESCHEDULE, no_contact=NoContact.NO_SHOW)
    store.write(outcomes.log_outcome, said)
    assert states(store, slot) == [BookingStatus.NO_SHOW]


@pytest.mark.parametrize(("draft", "_status"), OUTCOMES[1:])
def test_nobody_came_to_what_is_on_another_day(
    store: Store, meeting: int, slot: int, draft: LogOutcome, _status: str
) -> None:
    """R-12: a place that was never used is free for the next one."""
    store.write(bookings.book, meeting, slot)
    logged = LogOutcome(
        meeting,
        draft.outcome,
        no_contact=draft.no_contact,
        reason_id=reason(store),
    )
    store.write(outcomes.log_outcome, logged)
    assert states(store, slot) == FREE


def test_a_missed_trial_is_booked_anew(
    store: Store, visit: int, meeting: int, slot: int
) -> None:
    """R-17: the booking becomes a no-show, the next attempt has its own place."""
    store.write(bookings.book, meeting, slot)
    again = a_slot(store, visit, TEN + 48 * HOUR)
    tuesday = at(store, TEN + HOUR)
    draft = LogOutcome(meeting, Outcome.RESCHEDULE, slot_id=again)
    tuesday.write(outcomes.log_outcome, draft)
    assert states(store, slot) == [BookingStatus.NO_SHOW]
    assert states(store, again) == BOOKED
    following_up = after(store, meeting)
    assert following_up is not None
    assert (following_up.attempt_no, following_up.planned_at) == (2, TEN + 48 * HOUR)
    tuesday.close()


def test_what_ends_a_follow_up_frees_its_place(store: Store, visit: int) -> None:
    """D.3 no 11: a lost deal, a lost value and a win leave nobody booked."""
    slot = a_slot(store, visit, TEN, capacity=3)
    made: list[tuple[int, int]] = []
    for title in ("Lost deal", "Lost value", "Won"):
        person = a_person(store, f"P {title}")
        deal = a_deal(store, title, person=person)
        made.append((deal, a_follow_up(store, deal=deal, type="Meeting")))
        store.write(bookings.book, made[-1][1], slot)
    store.write(closing.lose_deal, LoseDeal(made[0][0], reason(store)))
    store.write(editing.set_value, deal_id=made[1][0], temperature=Temperature.LOST)
    store.write(closing.win_deals, [made[2][0]])
    assert states(store, slot) == FREE * 3
    for _ in made:
        store.write(undo)
    assert states(store, slot) == BOOKED * 3


def test_putting_off_gives_the_place_back_unless_it_stays_in_the_slot(
    store: Store, meeting: int, slot: int
) -> None:
    """R-12, B1.5: a booked follow-up that leaves its slot says so."""
    store.write(bookings.book, meeting, slot)
    within = Due(date(2026, 11, 24), TEN + HOUR / 2)
    assert "released" not in store.write(following.snooze, meeting, within).values
    assert states(store, slot) == BOOKED
    away = Due(date(2026, 11, 26))
    done = store.write(following.snooze, meeting, away)
    assert done.values["released"] == "Visit"
    assert states(store, slot) == FREE
    store.write(undo)
    assert states(store, slot) == BOOKED


def test_an_undo_never_overbooks(
    store: Store, as_user: AsUser, visit: int, meeting: int
) -> None:
    """D.3 no 12, no 20: the place was given to somebody else meanwhile."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    slot = a_slot(store, visit, TEN)
    store.write(bookings.book, meeting, slot)
    store.write(bookings.give_back, meeting)
    theirs = a_follow_up(ana, deal=a_deal(ana, "Faster", owner="ana"), type="Meeting")
    ana.write(bookings.book, theirs, slot)
    with pytest.raises(RuleBroken, match="slot_full"):
        store.write(undo)
    assert states(store, slot) == [BookingStatus.CANCELLED, BookingStatus.BOOKED]


def test_a_place_is_marked_by_hand(
    store: Store, visit: int, meeting: int, slot: int
) -> None:
    store.write(bookings.book, meeting, slot)
    place = booking(store, meeting).pk
    with pytest.raises(RuleBroken, match="slot_to_come"):
        store.write(bookings.mark, place, BookingStatus.ATTENDED)
    tuesday = at(store, TEN + HOUR)
    done = tuesday.write(bookings.mark, place, BookingStatus.ATTENDED)
    assert done.verb == "booking.attended"
    assert states(store, slot) == [BookingStatus.ATTENDED]
    with pytest.raises(RuleBroken, match="slot_past"):
        tuesday.write(bookings.mark, place, BookingStatus.BOOKED)
    tuesday.close()
    store.write(bookings.mark, place, BookingStatus.CANCELLED)
    store.write(bookings.mark, place, BookingStatus.BOOKED)
    assert states(store, slot) == BOOKED


def test_a_colleagues_follow_up_is_not_booked(
    store: Store, as_user: AsUser, meeting: int, slot: int
) -> None:
    """R-37, D.3 no 18: who does not see it cannot book it, nor mark its place."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    with pytest.raises(NotFound):
        ana.write(bookings.book, meeting, slot)
    store.write(bookings.book, meeting, slot)
    place = booking(store, meeting).pk
    with pytest.raises(NotFound):
        ana.write(bookings.mark, place, BookingStatus.CANCELLED)


def test_the_chain_of_a_deal_has_its_places(
    store: Store, visit: int, meeting: int, slot: int
) -> None:
    """R-27: booking by booking, the latest last."""
    store.write(bookings.book, meeting, slot)
    later = a_slot(store, visit, TEN + HOUR, host="boss", place="Hall")
    store.write(bookings.book, meeting, later)
    deal_id = stored(store, meeting).deal_id
    assert deal_id is not None
    shown = store.read(deals.load_deal, deal_id)
    (line,) = shown.followups
    assert [place.status for place in line.bookings] == [*FREE, *BOOKED]
    last = line.bookings[-1]
    assert (last.activity, last.place, last.host) == ("Visit", "Hall", "Béatrice Ossot")
    verbs = [entry.verb for entry in shown.timeline if entry.entity == "booking"]
    assert verbs == ["booking.made", "booking.cancelled", "booking.made"]


def test_the_place_goes_along_to_the_person_that_the_deal_gets(
    store: Store, meeting: int, slot: int
) -> None:
    store.write(bookings.book, meeting, slot)
    other = a_person(store, "Marc Petit")
    deal = stored(store, meeting).deal_id
    assert deal is not None
    was = store.read(lambda reader: deal_fields(reader.session.get_one(Deal, deal)))
    now = replace(was, person_id=other)
    store.write(editing.edit_deal, EditDeal(deal, was, now))
    assert booking(store, meeting).person_id == other
    store.write(undo)
    assert booking(store, meeting).person_id == was.person_id
