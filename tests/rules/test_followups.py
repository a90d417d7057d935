"""Due moments, buckets, counters and lateness, on local calendars."""

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import end_of_day
from models.clock import local_day
from models.due import horizon
from models.errors import BadValue
from models.rules import followups
from models.rules.followups import Calendar
from models.vocabulary import DueBucket

PARIS = "Europe/Paris"
MONTREAL = "America/Montreal"
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)

moments = st.integers(0, 180 * 24 * 3600).map(
    lambda seconds: datetime(2026, 10, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, DueBucket.NONE),
        (at(23, 8, 13), DueBucket.OVERDUE),
        (at(23, 8, 14), DueBucket.TODAY),
        (at(20, 22), DueBucket.OVERDUE),
        (end_of_day(TODAY, PARIS), DueBucket.TODAY),
        (at(23, 23), DueBucket.LATER),
        (at(30, 9), DueBucket.LATER),
    ],
)
def test_a_step_stands_in_the_bucket_of_its_due_moment(
    due: datetime | None, expected: DueBucket
) -> None:
    assert horizon(NOW, PARIS).bucket(due) is expected


def test_the_same_moment_is_today_in_montreal_and_tomorrow_in_paris() -> None:
    due = at(24, 2)
    assert horizon(NOW, PARIS).bucket(due) is DueBucket.LATER
    assert horizon(NOW, MONTREAL).bucket(due) is DueBucket.TODAY


@pytest.mark.parametrize(
    ("due", "on", "late"),
    [
        (at(23, 8, 13), None, 0),
        (at(23, 9), None, 0),
        (at(22, 22, 59), None, 1),
        (at(22, 23), None, 0),
        (end_of_day(date(2026, 11, 20), PARIS), date(2026, 11, 20), 3),
        (end_of_day(TODAY, PARIS), TODAY, 0),
    ],
)
def test_lateness_counts_local_dates_and_never_hours(
    due: datetime, on: date | None, late: int
) -> None:
    assert followups.days_late(due, on, horizon(NOW, PARIS)) == late


def test_the_order_is_overdue_then_today_then_none_then_later_then_id() -> None:
    here = horizon(NOW, PARIS)
    dues = {
        1: at(25, 9),
        2: None,
        3: end_of_day(TODAY, PARIS),
        4: at(23, 13, 30),
        5: at(21, 9),
        6: at(20, 9),
        7: None,
        8: at(21, 9),
    }
    ordered = sorted(dues, key=lambda one: followups.due_order(dues[one], one, here))
    assert ordered == [6, 5, 8, 4, 3, 2, 7, 1]


@given(st.lists(moments, max_size=30), moments, st.sampled_from([PARIS, MONTREAL]))
def test_the_counters_hold_each_item_up_to_the_seventh_day_once(
    dues: list[datetime], now: datetime, zone: str
) -> None:
    found = followups.count(dues, horizon(now, zone))
    last = local_day(now, zone) + timedelta(days=7)
    listed = [due for due in dues if local_day(due, zone) <= last]
    assert found.overdue + found.today + found.next_days == len(listed)
    today = [due for due in listed if local_day(due, zone) == local_day(now, zone)]
    assert found.today == sum(due >= now for due in today)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (datetime(2027, 3, 28, 9, tzinfo=UTC), 23),
        (datetime(2026, 10, 25, 9, tzinfo=UTC), 25),
    ],
)
def test_a_day_on_which_the_clocks_change_is_one_day(now: datetime, hours: int) -> None:
    here = horizon(now, PARIS)
    before = horizon(now - timedelta(days=1), PARIS)
    assert here.tomorrow - before.tomorrow == timedelta(hours=hours)
    due = end_of_day(here.today, PARIS)
    assert here.bucket(due) is DueBucket.TODAY


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 11, 22), None),
        (TODAY, NOW),
        (TODAY, NOW - timedelta(minutes=1)),
    ],
)
def test_a_moment_that_has_passed_is_refused(
    day: date, moment: datetime | None
) -> None:
    """R-08: moments are compared, not days."""
    with pytest.raises(BadValue) as refused:
        followups.refuse_past(day, moment, NOW, PARIS)
    assert refused.value.code == "date_past"
    assert refused.value.field == "when"
    assert refused.value.values["suggestion"] == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "moment"), [(TODAY, None), (TODAY, NOW + timedelta(minutes=1))]
)
def test_today_without_an_hour_and_later_today_are_accepted(
    day: date, moment: datetime | None
) -> None:
    """R-08: a day as a whole is due at its end."""
    followups.refuse_past(day, moment, NOW, PARIS)


@pytest.mark.parametrize(
    ("today", "calendar", "expected"),
    [
        (date(2026, 11, 23), Calendar(), date(2026, 11, 24)),
        (date(2026, 11, 27), Calendar(), date(2026, 11, 30)),
        (date(2026, 11, 27), Calendar("123456"), date(2026, 11, 28)),
        (date(2026, 12, 24), Calendar(country="FR"), date(2026, 12, 28)),
        (date(2026, 12, 31), Calendar(country="FR"), date(2027, 1, 4)),
    ],
)
def test_a_new_follow_up_proposes_the_next_working_day(
    today: date, calendar: Calendar, expected: date
) -> None:
    assert followups.first_day(today, calendar) == expected
