"""Which appointments and trials count as held, and for whom (C.9, C.16)."""

from datetime import date
from datetime import datetime

import pytest

from models import operations
from models.clock import Clock
from models.clock import end_of_day
from models.history import Writer
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Period
from models.store import Store
from models.tables import Booking
from models.tables import Deal
from models.tables import FollowUp
from models.tables.base import Versioned
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.reports.conftest import ZONE
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity

EVER = Period(ZONE)
MARCH = Period(ZONE, date(2025, 3, 1), date(2025, 3, 10))
HELD = ("appointments_held", "trials_held")
KINDS = (ActionKind.APPOINTMENT, ActionKind.TRIAL)


def at(day: int) -> datetime:
    """Return the last second of a day of March."""
    return end_of_day(date(2025, 3, day), ZONE)


class Booked:
    """Follow-ups of people of their own, with a booking in a slot of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = store.clock
        self._of_kind = {kind: an_activity(store, kind.value, kind) for kind in KINDS}

    def __call__(
        self,
        day: int,
        kind: ActionKind = ActionKind.APPOINTMENT,
        status: BookingStatus = BookingStatus.ATTENDED,
        deal: int | None = None,
        owner: str | None = None,
    ) -> int:
        """Return the follow-up, which stands since the 2nd."""
        self.on(2)
        person = a_person(self.store, owner=owner)
        follow_up = a_follow_up(self.store, person=person, deal=deal, due=at(day))
        slot = a_slot(self.store, self._of_kind[kind], at(day))
        a_booking(self.store, slot, follow_up, status)
        self.store.clock = self.now
        return follow_up

    def on(self, day: int) -> None:
        """Go to the end of a day."""
        self.store.clock = Clock(start=at(day), ticking=False)

    def told(self, name: str, *columns: str, period: Period = EVER) -> tuple[Cell, ...]:
        """Return totals, each as long as its list."""
        return told(self.store, name, Asked(period), *columns)


def told(store: Store, name: str, asked: Asked, *columns: str) -> tuple[Cell, ...]:
    """Return totals of a report, each as long as its list."""
    total = store.read(REPORTS[name], asked).total
    assert total is not None
    for column in columns:
        cell = CellAt(None, column, total=True)
        assert len(store.read(LISTS[name], asked, cell).ids) == total[column]
    return tuple(total[column] for column in columns)


@pytest.fixture
def booked(then: Store) -> Booked:
    return Booked(then)


def test_nothing_is_held_in_a_slot_that_has_not_begun(booked: Booked) -> None:
    """C.9: not even what is told as attended, before any slot began or after some."""
    booked(12, status=BookingStatus.ATTENDED)
    booked(13, ActionKind.TRIAL, BookingStatus.BOOKED)
    assert booked.told("reps", *HELD) == (0, 0)
    assert booked.told("discipline", "bookings", "attended") == (0, 0)
    booked(4)
    booked(12, ActionKind.TRIAL)
    assert booked.told("reps", *HELD) == (1, 0)
    assert booked.told("discipline", "bookings", "attended") == (1, 1)


def test_what_was_held_counts_on_the_day_of_its_slot(booked: Booked) -> None:
    """C.9, C.16: slots were made in another order than they take place in."""
    booked(8, ActionKind.TRIAL)
    booked(4)
    booked(6, ActionKind.TRIAL)
    booked(4, status=BookingStatus.NO_SHOW)
    for first, after, held, bookings in (
        (1, 4, (0, 0), 0),
        (4, 5, (1, 0), 2),
        (5, 8, (0, 1), 1),
        (7, 9, (0, 1), 1),
        (4, 9, (1, 2), 4),
    ):
        days = Period(ZONE, date(2025, 3, first), date(2025, 3, after))
        assert booked.told("reps", *HELD, period=days) == held
        assert booked.told("discipline", "bookings", period=days) == (bookings,)


def test_a_booking_of_what_is_in_the_bin_is_not_counted(booked: Booked) -> None:
    """C.0, C.9, C.16: the deal, the follow-up itself, or the booking alone."""
    deal = a_deal(booked.store)
    booked(4, deal=deal)
    follow_up = booked(5, ActionKind.TRIAL)
    booked(6)
    assert booked.told("reps", *HELD) == (2, 1)
    for record, number, held, bookings in (
        (Deal, deal, (1, 1), 2),
        (FollowUp, follow_up, (1, 0), 1),
        (Booking, 3, (0, 0), 0),
    ):
        booked.store.write(_thrown_away, record, number)
        assert booked.told("reps", *HELD) == held
        assert booked.told("discipline", "bookings") == (bookings,)


def _thrown_away(writer: Writer, record: type[Versioned], number: int) -> None:
    found = writer.session.get_one(record, number)
    found.deleted_at = writer.now
    writer.save(found, "record.deleted")


def test_what_went_to_another_team_stays_with_whose_it_was(
    booked: Booked, as_user: AsUser
) -> None:
    """C.9, C.16, D.5: a manager is told of the team's reps, and of what is seen.

    What went out of the team is seen where its person is still the team's.
    """
    store = booked.store
    a_user(store, "claire", Role.MANAGER, "Paris")
    a_user(store, "paul", Role.MANAGER, "Lyon")
    marc = a_user(store, "marc", Role.SELLER, "Paris")
    lea = a_user(store, "lea", Role.SELLER, "Lyon")
    before, after = booked(5, ActionKind.TRIAL), booked(5)
    gone, shown = booked(5), booked(5, owner="marc")
    booked(5)
    reassign = operations.following.reassign_follow_up
    for day, follow_up, user in (
        (3, before, lea),
        (3, after, lea),
        (3, gone, marc),
        (3, shown, marc),
        (4, before, marc),
        (6, after, marc),
        (6, gone, lea),
        (6, shown, lea),
    ):
        booked.on(day)
        store.write(reassign, follow_up, user)
    store.clock = booked.now
    assert booked.told("reps", *HELD) == (4, 1)
    for login, held, bookings in (("claire", (1, 1), 2), ("paul", (0, 0), 0)):
        manager = as_user(store, login)
        for scope in (None, Scope.TEAM):
            for period in (EVER, MARCH):
                asked = Asked(period, scope=scope, by="owner")
                assert told(manager, "reps", asked, *HELD) == held
                assert told(manager, "discipline", asked, "bookings") == (bookings,)
