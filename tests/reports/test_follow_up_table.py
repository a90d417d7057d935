"""The follow-up table with its answers (metrics.md C.19), and what C.16 says beside."""

from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest

from models import operations
from models.clock import Clock
from models.clock import end_of_day
from models.history import Writer
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Row
from models.store import Store
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Person
from models.tables import Slot
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.reports.conftest import ZONE

MARCH = Period(ZONE, date(2025, 3, 1), date(2025, 3, 10))


def on(day: int) -> datetime:
    """Return the last second of a day of March in Paris: when all-day ones are due."""
    return end_of_day(date(2025, 3, day), ZONE)


DUE = (3, 4, 5, 6, 12, 7, 8, 11)
DONE = {1: 3, 2: 6, 3: 7, 7: 8}
"""The day on which each was done; the last of them reached nobody."""


@pytest.fixture
def table(then: Store) -> Store:
    """F1 to F8 of the oracle, each of a person, as of 10 March 00:00."""
    now = then.clock
    then.clock = Clock(start=end_of_day(date(2025, 2, 27), ZONE), ticking=False)
    for number, day in enumerate(DUE, 1):
        person = a_person(then, f"Person {number}")
        a_follow_up(then, person=person, due=date(2025, 3, day))
    then.clock = now
    then.write(_lived)
    return then


def _lived(writer: Writer) -> None:
    found = {number: writer.session.get_one(FollowUp, number) for number in range(1, 9)}
    found[2].planned_at, found[2].planned_on = on(6), date(2025, 3, 6)
    found[2].snoozes = 1
    found[6].status = FollowUpStatus.CANCELLED
    found[6].cancel_reason = CancelReason.TUNNEL_CLOSED
    found[6].cancelled_at = on(6)
    for number, day in DONE.items():
        done = found[number]
        done.status = FollowUpStatus.DONE
        reached = number != 7
        done.outcome = Outcome.ENROLLED if reached else Outcome.RESCHEDULE
        done.contact_made = reached
        done.done_at, done.done_by = on(day), writer.actor.id
        writer.save(done, "followup.done")
    for number in (2, 6):
        writer.save(found[number], "followup.updated")


def row(store: Store, name: str, *, by: str = "") -> Row:
    report = store.read(REPORTS[name], Asked(MARCH, by=by))
    assert report.total is not None
    return report.total


def ids(store: Store, name: str, column: str) -> Sequence[int]:
    cell = CellAt(None, column, total=True)
    return store.read(LISTS[name], Asked(MARCH), cell).ids


def test_on_time_is_by_the_original_date_first(table: Store) -> None:
    """C.16, C.19: by the original date F1 and F7 of five, by the present one F2 too."""
    found = row(table, "discipline")
    assert (found["due"], found["on_time_original"]) == (5, 0.4)
    assert (found["due_current"], found["on_time_current"]) == (5, 0.6)
    assert ids(table, "discipline", "due") == (1, 2, 3, 4, 7)
    assert ids(table, "discipline", "on_time_original") == (1, 7)
    assert ids(table, "discipline", "on_time_current") == (1, 2, 7)


def test_missed_is_what_was_never_done(table: Store) -> None:
    """C.9, C.19: F4 alone is missed; F6 was cancelled before it was due."""
    assert row(table, "discipline")["missed"] == 1
    assert row(table, "reps")["missed"] == 1
    assert ids(table, "discipline", "missed") == (4,)
    assert ids(table, "reps", "missed") == (4,)


def test_an_attempt_is_not_a_contact(table: Store) -> None:
    """C.16, C.19: F1, F2 and F3 of four done reached somebody; F3 alone was late."""
    found = row(table, "discipline")
    assert (found["done"], found["contact_rate"], found["late"]) == (4, 0.75, 1)
    assert ids(table, "discipline", "contacts") == (1, 2, 3)
    assert ids(table, "discipline", "late") == (3,)
    assert found["late_median_days"] == 2.0


def test_eight_were_created_and_one_is_overdue(table: Store) -> None:
    """C.6, C.19: attempts included; overdue now is F4 (R-28, R-33)."""
    everything = Asked(Period(ZONE))
    (lifetime,) = table.read(REPORTS["lifetime"], everything).rows
    assert lifetime["followups"] == 8
    statuses = {
        found["status"]: found["followups"]
        for found in table.read(REPORTS["followups"], everything).rows
    }
    assert statuses == {
        "planned": 2,
        "late": 1,
        "done_with_success": 3,
        "done_without": 1,
        "cancelled": 1,
    }
    late = table.read(LISTS["followups"], everything, CellAt("late", "followups"))
    assert late.ids == (4,)


@pytest.mark.parametrize("by", ["owner", "type"])
def test_the_rows_of_discipline_add_up(table: Store, by: str) -> None:
    """C.16: whatever the groups are, they hold what the total counts."""
    report = table.read(REPORTS["discipline"], Asked(MARCH, by=by))
    assert report.total is not None
    for key in ("due", "done", "late", "missed"):
        counts = [found[key] for found in report.rows]
        assert sum(one for one in counts if isinstance(one, int)) == report.total[key]


def test_outcomes_are_told_by_what_they_were_done_for(table: Store) -> None:
    """R-33: outcomes by attempt number, each opening its list."""
    report = table.read(REPORTS["outcomes"], Asked(MARCH, by="attempt"))
    (first,) = report.rows
    assert (first["group"], first["done"], first["enrolled"]) == (1, 4, 3)
    cell = CellAt(1, "reschedule")
    found = table.read(LISTS["outcomes"], Asked(MARCH, by="attempt"), cell)
    assert found.ids == (7,)


def test_held_is_what_was_attended(table: Store) -> None:
    """R-31, C.9, C.16: attended bookings of the rep who had the follow-up that day."""
    now, table.clock = table.clock, Clock(start=on(2), ticking=False)
    table.write(_booked)
    table.clock = now
    found = row(table, "reps")
    assert (found["appointments_held"], found["trials_held"]) == (1, 1)
    assert ids(table, "reps", "appointments_held") == (1,)
    shown = row(table, "discipline")
    assert (shown["bookings"], shown["attended"]) == (3, 2)
    assert shown["show_rate"] == 0.6667
    assert ids(table, "discipline", "attended") == (1, 2)


def _booked(writer: Writer) -> None:
    """Book four: attended twice, stayed away once, cancelled days before once."""
    kinds = (ActionKind.APPOINTMENT, ActionKind.TRIAL)
    activities = [Activity(name=kind.value, kind=kind) for kind in kinds]
    for activity in activities:
        writer.save(activity, "activity.created")
    states = {
        1: BookingStatus.ATTENDED,
        2: BookingStatus.ATTENDED,
        3: BookingStatus.NO_SHOW,
        4: BookingStatus.CANCELLED,
    }
    for follow_up, status in states.items():
        ahead = timedelta(days=5) if status is BookingStatus.CANCELLED else timedelta()
        slot = Slot(
            activity_id=activities[(follow_up - 1) % 2].pk,
            starts_at=on(4) + ahead,
            ends_at=on(5) + ahead,
        )
        writer.save(slot, "slot.created")
        booking = Booking(slot_id=slot.pk, follow_up_id=follow_up, status=status)
        writer.save(booking, "booking.made")


def test_a_booking_is_of_whom_it_was_assigned_to_when_its_own_slot_began(
    table: Store,
) -> None:
    """C.9, C.16: handed over before the slot, and after that of another booking."""
    ana = a_user(table, "ana")
    now, table.clock = table.clock, Clock(start=on(2), ticking=False)
    table.write(_booked)
    table.write(_booked_late)
    table.clock = Clock(start=on(6), ticking=False)
    table.write(operations.following.reassign_follow_up, 5, ana)
    table.clock = now
    told = {
        found["group"]: (found["bookings"], found["attended"])
        for found in table.read(REPORTS["discipline"], Asked(MARCH, by="owner")).rows
    }
    assert told == {"Ana": (1, 1), "Béatrice Ossot": (3, 2)}
    held = {
        found["rep"]: (found["appointments_held"], found["trials_held"])
        for found in table.read(REPORTS["reps"], Asked(MARCH)).rows
    }
    assert held == {"Ana": (0, 1), "Béatrice Ossot": (1, 1), None: (0, 0)}


def _booked_late(writer: Writer) -> None:
    activity = Activity(name="Late", kind=ActionKind.TRIAL)
    writer.save(activity, "activity.created")
    slot = Slot(activity_id=activity.pk, starts_at=on(8), ends_at=on(9))
    writer.save(slot, "slot.created")
    booking = Booking(slot_id=slot.pk, follow_up_id=5, status=BookingStatus.ATTENDED)
    writer.save(booking, "booking.made")


def test_a_missed_one_stays_with_whom_it_was_due(table: Store) -> None:
    """R-31, C.0: handing an overdue follow-up over rewrites nobody's month."""
    ana = a_user(table, "ana")
    table.write(operations.following.reassign_follow_up, 4, ana)
    for name, column in (("reps", "missed"), ("discipline", "missed")):
        rows = table.read(REPORTS[name], Asked(MARCH, by="owner")).rows
        first = "rep" if name == "reps" else "group"
        told = {found[first]: found[column] for found in rows if found[column]}
        assert told == {"Béatrice Ossot": 1}, name


def test_what_hangs_on_a_person_in_the_bin_is_in_no_figure(table: Store) -> None:
    """C.0, C.9, C.16: F1 was done for somebody, F4 missed with somebody, now binned."""
    now, table.clock = table.clock, Clock(start=on(2), ticking=False)
    table.write(_booked)
    table.clock = now
    table.write(_binned, 1, 4)
    found, counted = row(table, "discipline"), row(table, "reps")
    assert (found["due"], found["done"], found["missed"]) == (3, 3, 0)
    assert (found["bookings"], found["attended"]) == (2, 1)
    assert (counted["followups_done"], counted["missed"]) == (3, 0)
    assert (counted["appointments_held"], counted["trials_held"]) == (0, 1)


def _binned(writer: Writer, *numbers: int) -> None:
    for number in numbers:
        person_id = writer.session.get_one(FollowUp, number).person_id
        person = writer.session.get_one(Person, person_id)
        person.deleted_at = writer.now
        writer.save(person, "person.deleted")


def test_what_was_cancelled_only_after_it_was_due_was_missed(table: Store) -> None:
    """C.9, C.16: called off too late it came due, and nobody did it."""
    before = row(table, "discipline")
    table.write(_cancelled_late)
    found = row(table, "discipline")
    assert (before["due"], found["due"]) == (5, 6)
    assert (before["missed"], found["missed"]) == (1, 2)
    assert ids(table, "discipline", "missed") == (4, 6)


def _cancelled_late(writer: Writer) -> None:
    called_off = writer.session.get_one(FollowUp, 6)
    called_off.cancelled_at = on(8)
    writer.save(called_off, "followup.updated")


def test_what_is_still_to_come_is_neither_due_nor_missed(table: Store) -> None:
    """C.9, C.16: a period that goes on counts what its past days asked for."""
    whole = Period(ZONE, date(2025, 3, 1), date(2025, 4, 1))
    found = table.read(REPORTS["discipline"], Asked(whole)).total
    assert found is not None
    assert (found["due"], found["due_current"], found["missed"]) == (5, 5, 1)
    assert row(table, "reps")["missed"] == 1


def test_a_slot_that_has_not_begun_is_no_booking_to_hold(table: Store) -> None:
    """C.16: the show rate is of slots that are past."""
    table.write(_booked_ahead)
    ever = table.read(REPORTS["discipline"], Asked(Period(ZONE))).total
    assert ever is not None
    assert (ever["bookings"], ever["attended"]) == (0, 0)
    assert ever["show_rate"] is None


def _booked_ahead(writer: Writer) -> None:
    activity = Activity(name="Visit", kind=ActionKind.APPOINTMENT)
    writer.save(activity, "activity.created")
    slot = Slot(activity_id=activity.pk, starts_at=on(12), ends_at=on(13))
    writer.save(slot, "slot.created")
    booking = Booking(slot_id=slot.pk, follow_up_id=5, status=BookingStatus.BOOKED)
    writer.save(booking, "booking.made")
