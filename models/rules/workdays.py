"""Working days: where defaults of follow-ups fall (rulings 21)."""

from collections.abc import Container
from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from functools import lru_cache

from models.errors import BadValue

MONDAY_TO_FRIDAY = frozenset(range(5))
"""Weekdays as ``date.weekday`` numbers them."""

LONGEST_BREAK = 366
"""Days after which we stop looking for a working day that a calendar never has."""

DAY = timedelta(days=1)


def is_working_day(
    day: date,
    working_days: frozenset[int] = MONDAY_TO_FRIDAY,
    holidays: Container[date] = (),
) -> bool:
    """Say whether people work on ``day``."""
    return day.weekday() in working_days and day not in holidays


def roll_forward(
    day: date,
    working_days: frozenset[int] = MONDAY_TO_FRIDAY,
    holidays: Container[date] = (),
) -> date:
    """Return ``day`` or the first working day after it; itself if there is none."""
    for ahead in range(LONGEST_BREAK):
        later = day + ahead * DAY
        if is_working_day(later, working_days, holidays):
            return later
    return day


def next_working_day(
    day: date,
    working_days: frozenset[int] = MONDAY_TO_FRIDAY,
    holidays: Container[date] = (),
) -> date:
    """Return the first working day strictly after ``day``."""
    return roll_forward(day + DAY, working_days, holidays)


def add_delay(
    today: date,
    days: int,
    working_days: frozenset[int] = MONDAY_TO_FRIDAY,
    holidays: Container[date] = (),
) -> date:
    """Return the default date of a delay: calendar days, ended on a working day."""
    return roll_forward(today + days * DAY, working_days, holidays)


def holidays_of(country: str, years: Iterable[int]) -> frozenset[date]:
    """Return the public holidays of an ISO country, ``FR`` or ``CA-QC``."""
    return _holidays_of(country, tuple(years))


@lru_cache(64)
def _holidays_of(country: str, years: tuple[int, ...]) -> frozenset[date]:
    """Compute them once: every opening of a dialog asks for them several times."""
    from models.rules.one_country import calendar_of  # noqa: PLC0415 - by setting only

    code, _, subdivision = country.upper().partition("-")
    try:
        found = calendar_of(code)(subdiv=subdivision or None, years=years)
    except NotImplementedError:
        raise BadValue("country_unknown", "holidays", text=country) from None
    return frozenset(found)
