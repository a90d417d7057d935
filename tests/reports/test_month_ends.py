"""The ends of months as they are read for the evolution of prospects (C.7)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import operations
from models import queries
from models.clock import Clock
from models.clock import to_text
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from models.tables.followups import LONG
from models.views.drafts import LogOutcome
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.reports.conftest import ZONE

NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
ZONES = ("Pacific/Kiritimati", "Asia/Kolkata", "Europe/Paris", "UTC", "Etc/GMT+12")
apart = st.timedeltas(timedelta(0), timedelta(days=40)).map(
    lambda time: timedelta(seconds=time.total_seconds() // 1)
)


@pytest.fixture(scope="module", name="rows")
def _rows() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as rows:
        yield rows


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 1)),
    st.sampled_from(ZONES),
    apart,
    st.none() | apart,
    st.booleans(),
)
def test_what_was_planned_as_a_month_ended_is_in_the_index(
    rows: sqlite3.Connection,
    day: date,
    zone: str,
    before: timedelta,
    after: timedelta | None,
    cancelled: bool,
) -> None:
    """C.7: the index leaves nothing out that lived over an end, in any zone."""
    first = datetime(day.year, day.month, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    made = to_text(first - timedelta(seconds=1) - before)
    ended = None if after is None else to_text(first + after)
    done, off = (None, ended) if cancelled else (ended, None)
    query = f"SELECT {LONG} FROM (SELECT ? created_at, ? done_at, ? cancelled_at)"
    assert rows.execute(query, (made, done, off)).fetchone() == (1,)


def _evolution(store: Store, first: date) -> list[dict[str, object]]:
    report = store.read(REPORTS["monthly"], Asked(Period(ZONE, first)))
    return [{**row} for row in report.rows]


def _at(store: Store, moment: datetime) -> None:
    store.clock = Clock(moment, ticking=False)


def test_what_ends_later_than_now_is_still_planned(store: Store) -> None:
    """C.7: a colleague's clock that is ahead takes nobody out of the tunnel."""
    person = a_person(store)
    _at(store, NOW - timedelta(days=3))
    planned = a_follow_up(store, person=person)
    _at(store, NOW + timedelta(minutes=5))
    reason = store.read(queries.choices.reasons)[0].id
    refused = LogOutcome(planned, Outcome.NOT_INTERESTED, reason_id=reason)
    store.write(operations.outcomes.log_outcome, refused)
    for moment, number in ((NOW, 1), (NOW + timedelta(minutes=6), 0)):
        _at(store, moment)
        (row,) = _evolution(store, date(2026, 11, 1))
        assert row["in_tunnel"] == number
        asked = Asked(Period(ZONE, date(2026, 11, 1)))
        found = store.read(LISTS["monthly"], asked, CellAt("2026-11", "in_tunnel"))
        assert len(found.ids) == number


def test_changes_are_walked_back_in_their_order_though_the_clock_was_not(
    store: Store,
) -> None:
    """C.7: of two changes since, the first that was made tells what was before."""
    person = a_person(store)
    value = operations.values.set_value
    for moment, told in (
        (datetime(2027, 3, 10, tzinfo=UTC), Temperature.LOST),
        (datetime(2027, 2, 10, tzinfo=UTC), Temperature.HOT),
    ):
        _at(store, moment)
        store.write(value, person_id=person, temperature=told)
    _at(store, datetime(2027, 4, 2, tzinfo=UTC))
    rows = {row["month"]: row for row in _evolution(store, date(2026, 11, 1))}
    lost = [month for month, row in rows.items() if row["lost"]]
    assert lost == []
    assert {row["without_followup"] for row in rows.values()} == {1}


def test_thirty_years_are_told_as_each_of_their_months(store: Store) -> None:
    """C.7: a period of any length has the same figures as a short one."""
    person = a_person(store)
    a_follow_up(store, person=person)
    _at(store, datetime(2056, 11, 23, tzinfo=UTC))
    value = operations.values.set_value
    store.write(value, person_id=person, temperature=Temperature.LOST)
    long = _evolution(store, date(2026, 10, 1))
    assert len(long) == 30 * 12 + 2
    for first in (date(2056, 1, 1), date(2054, 5, 1)):
        short = _evolution(store, first)
        assert short == long[-len(short) :]
    assert [row["in_tunnel"] for row in long] == [0] + [1] * 360 + [0]
