"""Days between two moments in SQL are those of the calendar (C.0)."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies
from sqlalchemy import ColumnElement
from sqlalchemy import create_engine
from sqlalchemy import literal_column
from sqlalchemy import select

from models.reports.days import days_passed

NOW = datetime(2025, 3, 9, 23, 0, tzinfo=UTC)
ENGINE = create_engine("sqlite://")
ZONES = ("Europe/Paris", "America/Havana", "Pacific/Auckland", "Asia/Tokyo")
MOMENTS = strategies.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001
    datetime(2026, 1, 1),  # noqa: DTZ001
    timezones=strategies.just(UTC),
)
HOURS = strategies.integers(0, 24 * 300)


def number(moment: datetime) -> ColumnElement[datetime]:
    """Return a moment as SQL writes its seconds."""
    return literal_column(str(int(moment.timestamp())))


def told(since: datetime, until: datetime, zone: str) -> object:
    """Return what SQL tells."""
    first, last = (number(one) for one in (since, until))
    with ENGINE.connect() as connection:
        return connection.scalar(select(days_passed(first, last, zone, NOW)))


def counted(since: datetime, until: datetime, zone: str) -> int:
    """Return what the calendar tells."""
    first, last = (one.astimezone(ZoneInfo(zone)).date() for one in (since, until))
    return (last - first).days


@pytest.mark.parametrize("zone", ZONES)
@given(since=MOMENTS, hours=HOURS)
def test_days_passed_are_those_of_the_local_calendar(
    zone: str, since: datetime, hours: int
) -> None:
    """C.0: whatever offsets hold at both ends, in the years around now and far off."""
    since = since.replace(microsecond=0)
    until = since + timedelta(hours=hours)
    assert told(since, until, zone) == counted(since, until, zone)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2025-03-29T22:30:00", "2025-03-30T21:30:00", 1),
        ("2025-03-29T22:30:00", "2025-03-30T22:30:00", 2),
        ("2025-10-25T21:30:00", "2025-10-26T22:30:00", 1),
        ("2024-10-26T22:30:00", "2025-10-26T23:30:00", 365),
    ],
)
def test_a_change_of_the_clocks_counts_no_day_twice(
    since: str, until: str, days: int
) -> None:
    """C.0: an hour more or less between two moments of Paris."""
    first, last = (
        datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (since, until)
    )
    assert told(first, last, "Europe/Paris") == days


def test_no_day_passes_backwards_where_the_clocks_go_back_over_midnight() -> None:
    """C.16: what is done minutes late is late by no day, never by one less."""
    first = datetime(2010, 11, 7, 2, 30, 30, tzinfo=UTC)
    last = datetime(2010, 11, 7, 2, 35, tzinfo=UTC)
    assert counted(first, last, "America/St_Johns") == -1
    assert told(first, last, "America/St_Johns") == 0
