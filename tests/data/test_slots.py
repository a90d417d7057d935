"""Slots: what may be made, changed and called off (R-12, R-13)."""

from dataclasses import replace
from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from models import integrity
from models.door import connect
from models.errors import BadValue
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations import bookings
from models.operations import slots
from models.operations.undoing import undo
from models.queries.slot_form import slot_form
from models.queries.slot_form import slot_to_change
from models.queries.slots import slots as list_slots
from models.store import Store
from models.tables import Activity
from models.tables import FollowUp
from models.views.bookings import Clash
from models.views.drafts import SlotDraft
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import Role
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user
from tests.factories import type_id
from tests.screens.day import follow_up as stored
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states
from tests.slots import stored_slot

TEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""Tuesday at ten in Paris."""
HOUR = timedelta(hours=1)


@pytest.fixture
def visit(store: Store) -> int:
    return an_activity(store, "Visit")


def draft(activity: int, **changes: object) -> SlotDraft:
    plain = SlotDraft(activity, TEN, TEN + HOUR, 3, place="Studio 2")
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_a_slot_says_when_where_and_how_many(store: Store, visit: int) -> None:
    done = store.write(slots.make_slot, draft(visit, host_id=1))
    slot = stored_slot(store, done.id)
    assert (slot.starts_at, slot.ends_at) == (TEN, TEN + HOUR)
    assert (slot.capacity, slot.place, slot.host_id) == (3, "Studio 2", 1)
    assert (done.verb, done.values["activity"]) == ("slot.created", "Visit")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": NOW}, "slot_in_past"),
        ({"ends_at": TEN}, "slot_ends_early"),
        ({"ends_at": TEN + 24 * HOUR + timedelta(minutes=1)}, "slot_too_long"),
        ({"capacity": 0}, "slot_capacity"),
        ({"capacity": 10_001}, "slot_capacity"),
    ],
)
def test_a_slot_that_cannot_take_place_is_refused(
    store: Store, visit: int, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(BadValue, match=code):
        store.write(slots.make_slot, draft(visit, **changes))


def test_only_an_activity_in_use_has_new_slots(store: Store, visit: int) -> None:
    def retire(writer: Writer) -> None:
        activity = writer.session.get_one(Activity, visit)
        activity.active = False
        writer.save(activity, "activity.updated")

    store.write(retire)
    with pytest.raises(RuleBroken, match="activity_inactive"):
        store.write(slots.make_slot, draft(visit))
    with pytest.raises(NotFound):
        store.write(slots.make_slot, draft(visit + 5))
    assert store.read(slot_form, type_id(store, "Meeting")).activities == ()


def test_what_the_host_has_beside_it_is_accepted_in_so_many_words(
    store: Store, visit: int
) -> None:
    """R-13: a clash of the host is warned, not silently accepted."""
    a_slot(store, visit, TEN, host="boss")
    again = draft(visit, host_id=1, starts_at=TEN + HOUR / 2, ends_at=TEN + 2 * HOUR)
    with pytest.raises(RuleBroken, match="slot_clash") as refused:
        store.write(slots.make_slot, again)
    assert refused.value.values["what"] == "Visit"
    done = store.write(slots.make_slot, replace(again, despite=True))
    assert done.values["clash"] == "Visit"
    after = draft(visit, host_id=1, starts_at=TEN + 2 * HOUR, ends_at=TEN + 3 * HOUR)
    assert store.write(slots.make_slot, after).values["clash"] == ""


def test_an_own_appointment_of_the_host_clashes_too(store: Store, visit: int) -> None:
    """R-13: what the host planned without a slot is in the way as well."""
    deal = a_deal(store)
    a_follow_up(store, deal=deal, due=TEN + HOUR / 2, type="Meeting")
    with pytest.raises(RuleBroken, match="slot_clash") as refused:
        store.write(slots.make_slot, draft(visit, host_id=1))
    assert refused.value.values["what"] == "Meeting"


def test_a_call_at_that_time_is_no_clash(store: Store, visit: int) -> None:
    a_follow_up(store, deal=a_deal(store), due=TEN + HOUR / 2, type="Call")
    assert store.write(slots.make_slot, draft(visit, host_id=1)).values["clash"] == ""


def test_the_list_has_the_slots_to_come_of_the_activities_of_a_type(
    store: Store, visit: int
) -> None:
    """R-12: slots of the named activities only, with their free places."""
    demo = an_activity(store, "Product demo", ActionKind.APPOINTMENT, "Demo")
    a_slot(store, demo, TEN)
    a_slot(store, visit, NOW - HOUR)
    late = a_slot(store, visit, TEN + HOUR, capacity=12, host="boss", place="Studio 2")
    first = a_slot(store, visit, TEN, host="boss", minutes=90)
    a_booking(store, late, a_follow_up(store, deal=a_deal(store)))
    found = list_slots(store, type_id(store, "Meeting"))
    assert [line.id for line in found] == [first, late]
    line = found[1]
    assert (line.activity, line.place, line.host) == (
        "Visit",
        "Studio 2",
        "Béatrice Ossot",
    )
    assert (line.capacity, line.taken, line.free) == (12, 1, 11)
    assert line.clash == Clash("Visit", TEN)
    assert list_slots(store, type_id(store, "Call")) == ()


def test_a_changed_slot_brings_its_follow_ups_along(store: Store, visit: int) -> None:
    slot = store.write(slots.make_slot, draft(visit)).id
    deal = a_deal(store)
    follow_up = a_follow_up(store, deal=deal, type="Meeting")
    store.write(bookings.book, follow_up, slot)
    later = draft(visit, starts_at=TEN + 3 * HOUR, ends_at=TEN + 4 * HOUR)
    store.write(slots.edit_slot, slot, later)
    moved = stored(store, follow_up)
    assert (moved.planned_at, moved.snoozes) == (TEN + 3 * HOUR, 0)
    store.write(undo)
    assert stored(store, follow_up).planned_at == TEN
    assert stored_slot(store, slot).starts_at == TEN


def test_a_slot_is_never_smaller_than_its_bookings(store: Store, visit: int) -> None:
    """D.3 no 12: the capacity stays above what is booked."""
    slot = a_slot(store, visit, TEN, capacity=3)
    other = an_activity(store, "Talk")
    for number in range(2):
        a_booking(store, slot, a_follow_up(store, deal=a_deal(store, f"D{number}")))
    with pytest.raises(BadValue, match="slot_too_small") as refused:
        store.write(slots.edit_slot, slot, draft(visit, capacity=1))
    assert refused.value.values["taken"] == 2
    with pytest.raises(RuleBroken, match="slot_booked"):
        store.write(slots.edit_slot, slot, draft(other))
    store.write(slots.edit_slot, slot, draft(visit, capacity=2))
    assert stored_slot(store, slot).capacity == 2


def test_a_slot_that_is_called_off_frees_its_follow_ups(
    store: Store, visit: int
) -> None:
    slot = a_slot(store, visit, TEN)
    follow_up = a_follow_up(store, deal=a_deal(store), type="Meeting")
    store.write(bookings.book, follow_up, slot)
    done = store.write(slots.cancel_slot, slot)
    assert done.values["booked"] == 1
    assert states(store, slot) == [BookingStatus.CANCELLED]
    assert stored(store, follow_up).planned_at == TEN
    assert list_slots(store, type_id(store, "Meeting")) == ()
    with pytest.raises(RuleBroken, match="slot_cancelled"):
        store.write(bookings.book, follow_up, slot)
    store.write(undo)
    assert states(store, slot) == [BookingStatus.BOOKED]


def test_a_slot_that_has_begun_is_not_changed_any_more(
    store: Store, visit: int
) -> None:
    slot = a_slot(store, visit, NOW - HOUR)
    with pytest.raises(RuleBroken, match="slot_past"):
        store.write(slots.edit_slot, slot, draft(visit))
    with pytest.raises(RuleBroken, match="slot_past"):
        store.write(slots.cancel_slot, slot)


def test_a_seller_changes_own_slots_in_which_no_one_hidden_is_booked(
    store: Store, as_user: AsUser, visit: int
) -> None:
    """D.5, R-37: others' slots are a manager's."""
    a_user(store, "ana")
    a_user(store, "mia", Role.MANAGER)
    ana = as_user(store, "ana")
    theirs = a_slot(store, visit, TEN)
    with pytest.raises(Denied):
        ana.write(slots.cancel_slot, theirs)
    own = ana.write(slots.make_slot, draft(visit)).id
    ana.write(slots.edit_slot, own, draft(visit, capacity=5))
    a_booking(store, own, a_follow_up(store, deal=a_deal(store)))
    with pytest.raises(RuleBroken, match="slot_of_colleagues"):
        ana.write(slots.cancel_slot, own)
    as_user(store, "mia").write(slots.cancel_slot, theirs)
    with pytest.raises(RuleBroken, match="slot_of_colleagues"):
        ana.read(slot_to_change, own)


def test_the_form_of_a_slot_is_refused_where_saving_it_would_be(
    store: Store, as_user: AsUser, visit: int
) -> None:
    a_user(store, "ana")
    past, off = a_slot(store, visit, NOW - HOUR), a_slot(store, visit, TEN)
    theirs = a_slot(store, visit, TEN + HOUR)
    store.write(slots.cancel_slot, off)
    with pytest.raises(RuleBroken, match="slot_past"):
        store.read(slot_to_change, past)
    with pytest.raises(RuleBroken, match="slot_cancelled"):
        store.read(slot_to_change, off)
    with pytest.raises(Denied):
        as_user(store, "ana").read(slot_to_change, theirs)


def test_a_new_slot_is_proposed_like_the_latest_of_its_activity(
    store: Store, visit: int
) -> None:
    trial = an_activity(store, "Yoga", ActionKind.TRIAL)
    a_slot(store, visit, TEN, minutes=45, capacity=4, place="Hall")
    form = store.read(slot_form, type_id(store, "Meeting"))
    known = {line.id: line for line in form.activities}
    of_visit, of_trial = known[visit], known[trial]
    assert (of_visit.minutes, of_visit.capacity, of_visit.place) == (45, 4, "Hall")
    assert (of_trial.minutes, of_trial.capacity, of_trial.place) == (60, 10, "")
    assert form.host_id == store.actor.id


def test_doctor_finds_a_slot_with_more_bookings_than_places(
    store: Store, visit: int
) -> None:
    """D.3 no 12: what a hand wrote into the file is found."""
    slot = a_slot(store, visit, TEN, capacity=2)
    for number in range(2):
        a_booking(store, slot, a_follow_up(store, deal=a_deal(store, f"D{number}")))

    def shrink(writer: Writer) -> None:
        record = writer.session.get_one(type(stored_slot(store, slot)), slot)
        record.capacity = 1
        writer.save(record, "slot.updated")

    store.write(shrink)
    assert f"slot_overfull slot {slot}" in _problems(store)


def test_doctor_finds_a_place_of_a_follow_up_that_is_over(
    store: Store, visit: int
) -> None:
    slot = a_slot(store, visit, TEN)
    follow_up = a_follow_up(store, deal=a_deal(store))
    booking = a_booking(store, slot, follow_up)

    def end(writer: Writer) -> None:
        change = update(FollowUp).where(col(FollowUp.id) == follow_up)
        values = {"status": "cancelled", "cancel_reason": "deal_lost"}
        writer.session.connection().execute(change.values(values))
        writer.save(Activity(name="x", kind=ActionKind.TRIAL), "activity.created")

    store.write(end)
    assert f"booked_for_no_one booking {booking}" in _problems(store)


def _problems(store: Store) -> list[str]:
    connection = connect(store.path, writable=False)
    try:
        return integrity.problems(connection)
    finally:
        connection.close()
