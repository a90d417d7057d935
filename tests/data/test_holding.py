"""Which bookings held, and for whom, is derived by every act (C.9, C.16)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from models.clock import Clock
from models.history import Writer
from models.operations import activities
from models.operations import bookings
from models.operations import following
from models.operations import outcomes
from models.operations import slots
from models.operations import undoing
from models.store import Store
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person
from models.views.configuring import ActivityFields
from models.views.drafts import LogOutcome
from models.views.drafts import SlotDraft
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import Outcome
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.acts import NEXT_WEEK
from tests.data.acts import reason
from tests.data.derived import anew
from tests.data.derived import kept
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import stored_slot

HOUR = timedelta(hours=1)


def held(store: Store) -> list[Mapping[str, object]]:
    """Return what is kept, once it is what the records say."""
    assert kept(store.path) == anew(store)
    return many(store.path, "SELECT * FROM booking_held ORDER BY id")


def after(store: Store, time: timedelta) -> Store:
    """Let time pass."""
    store.clock = Clock(store.now() + time, ticking=False)
    return store


@pytest.fixture
def slot(store: Store) -> int:
    """A slot that begins in an hour."""
    return a_slot(store, an_activity(store), store.now() + HOUR)


def booked(
    store: Store, slot: int, status: BookingStatus = BookingStatus.BOOKED
) -> int:
    """Return a follow-up of somebody, with a place in the slot."""
    follow_up = a_follow_up(store, person=a_person(store))
    a_booking(store, slot, follow_up, status)
    return follow_up


def given(store: Store, follow_up: int, user: int) -> None:
    store.write(following.reassign_follow_up, follow_up, user)


def test_a_booking_stays_with_whose_it_was_as_its_slot_began(
    store: Store, slot: int
) -> None:
    """C.9: it moves along until then, and through undo and redo not after."""
    marc, lea = (a_user(store, name, Role.SELLER) for name in ("marc", "lea"))
    follow_up = booked(store, slot)
    given(store, follow_up, marc)
    assert held(store)[0]["rep"] == marc
    given(after(store, 2 * HOUR), follow_up, lea)
    assert held(store)[0]["rep"] == marc
    after(store, HOUR).write(undoing.undo)
    assert held(store)[0]["rep"] == marc
    after(store, HOUR).write(undoing.redo)
    assert held(store)[0]["rep"] == marc


def test_what_was_given_by_mistake_was_never_theirs(store: Store, slot: int) -> None:
    """C.9, rulings 8: given before the slot began, and taken back after."""
    marc, lea = (a_user(store, name, Role.SELLER) for name in ("marc", "lea"))
    follow_up = booked(store, slot)
    given(store, follow_up, marc)
    given(store, follow_up, lea)
    after(store, 2 * HOUR).write(undoing.undo)
    assert held(store)[0]["rep"] == marc


@pytest.mark.parametrize("status", [BookingStatus.BOOKED, BookingStatus.ATTENDED])
def test_a_slot_that_moves_takes_its_bookings_along(
    store: Store, slot: int, status: BookingStatus
) -> None:
    """R-12: also who was told to have come before it began."""
    booked(store, slot, status)
    later = store.now() + 3 * HOUR
    of = stored_slot(store, slot).activity_id
    store.write(slots.edit_slot, slot, SlotDraft(of, later, later + HOUR))
    assert held(store)[0]["starts_at"] == int(later.timestamp())
    store.write(undoing.undo)
    assert held(store)[0]["starts_at"] == int((later - 2 * HOUR).timestamp())


@pytest.mark.parametrize("large", [0, undoing.LARGE])
def test_a_place_given_back_in_time_is_not_held(
    store: Store, slot: int, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """C.16: and one that is cancelled once the slot has begun is."""
    monkeypatch.setattr(undoing, "LARGE", large)
    follow_up = booked(store, slot)
    store.write(bookings.give_back, follow_up)
    assert held(store) == []
    store.write(undoing.undo)
    assert len(held(store)) == 1
    store.write(undoing.redo)
    assert held(store) == []
    store.write(undoing.undo)
    after(store, 2 * HOUR).write(bookings.give_back, follow_up)
    assert [row["attended"] for row in held(store)] == [0]


def test_who_came_is_told_by_the_outcome(store: Store, slot: int) -> None:
    """C.9: the outcome that says so, its undo, and a no-show."""
    follow_up = booked(store, slot)
    after(store, 2 * HOUR)
    draft = LogOutcome(follow_up, Outcome.NOT_INTERESTED, reason_id=reason(store))
    store.write(outcomes.log_outcome, draft)
    assert [row["attended"] for row in held(store)] == [1]
    store.write(undoing.undo)
    missed = LogOutcome(follow_up, Outcome.RESCHEDULE, "no show", NEXT_WEEK)
    store.write(outcomes.log_outcome, missed)
    assert [row["attended"] for row in held(store)] == [0]
    (booking,) = many(store.path, "SELECT id FROM booking")
    mark = bookings.mark
    store.write(mark, int(str(booking["id"])), BookingStatus.ATTENDED)
    assert [row["attended"] for row in held(store)] == [1]


def test_an_activity_is_a_trial_again_once_a_colleague_made_its_slot(
    store: Store, as_user: AsUser
) -> None:
    """C.9: the change of its kind is taken back when it has a booking already."""
    a_user(store, "claire", Role.MANAGER)
    trials = an_activity(store, "Class", ActionKind.TRIAL)
    was = ActivityFields("Class", ActionKind.TRIAL)
    now = ActivityFields("Class", ActionKind.APPOINTMENT)
    store.write(activities.edit_activity, trials, was, now)
    claire = as_user(store, "claire")
    slot = a_slot(claire, trials, store.now() + HOUR)
    a_booking(claire, slot, a_follow_up(claire, person=a_person(claire)))
    assert [row["trial"] for row in held(store)] == [0]
    store.write(undoing.undo)
    (stored,) = many(store.path, "SELECT kind FROM activity WHERE name = 'Class'")
    assert stored["kind"] == ActionKind.TRIAL.value
    assert [row["trial"] for row in held(store)] == [1]


@pytest.mark.parametrize("table", [Person, Deal, FollowUp])
def test_what_hangs_on_something_in_the_bin_is_not_held(
    store: Store, slot: int, table: type[Person] | type[Deal] | type[FollowUp]
) -> None:
    """C.0: and is again once it is taken out of the bin."""
    person = a_person(store)
    deal = a_deal(store, person=person)
    follow_up = a_follow_up(store, deal=deal, person=person)
    a_booking(store, slot, follow_up)
    which = {Person: person, Deal: deal, FollowUp: follow_up}[table]

    def throw(writer: Writer, *, away: bool) -> None:
        record = writer.session.get_one(table, which)
        record.deleted_at = writer.now if away else None
        writer.save(record, "record.thrown_away")

    store.write(throw, away=True)
    assert held(store) == []
    store.write(throw, away=False)
    assert len(held(store)) == 1
