"""A day as people write it: 15/12, 15.12.2026, 2026-12-15, 15 Dec (defaults.md 6)."""

import re
from dataclasses import dataclass
from datetime import date

from models.errors import BadValue
from models.rules.date_words import MONTHS

RECENT = 31
"""Days after which a date without a year means the next year, without a question."""

CENTURY = 2000
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Almanac:
    """What a date is read against: the local day and how slashes are meant."""

    today: date
    month_first: bool
    past: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A day that was read, and the one probably meant if it is refused."""

    day: date
    suggestion: date | None = None


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<sign>[-/])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
)
_NUMBERS = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<sign>[/.-])(?P<two>[0-9]{1,2})"
    r"(?:(?P=sign)(?P<year>[0-9]{4}|[0-9]{2})?)?"
)
_DAY_MONTH = re.compile(
    r"(?P<day>[0-9]{1,2})(?:er|e|st|nd|rd|th)?[ -]?(?:of |de )?"
    rf"(?P<month>{_MONTH})(?:[ -](?P<year>[0-9]{{4}}))?"
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})[ -]?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?"
    r"(?: (?P<year>[0-9]{4}))?"
)


def read_numbers(text: str, almanac: Almanac) -> Reading | None:
    """Return the day that figures or a month name with a figure stand for."""
    named = _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text)
    if named:
        return _dated(int(named["day"]), MONTHS[named["month"]], named["year"], almanac)
    found = _ISO.fullmatch(text)
    if found:
        return _dated(int(found["day"]), int(found["month"]), found["year"], almanac)
    found = _NUMBERS.fullmatch(text)
    if found is None or (found["sign"] == "-" and not found["year"]):
        return None
    day, month = int(found["one"]), int(found["two"])
    if almanac.month_first and found["sign"] == "/":
        day, month = month, day
    return _dated(day, month, found["year"], almanac)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date if the calendar has it."""
    try:
        return date(year, month, day)
    except (OverflowError, ValueError):
        return None


def next_of_number(number: int, today: date) -> date | None:
    """Return the next date, today included, whose day of the month is ``number``."""
    months = (today.month - 1 + ahead for ahead in range(3))
    days = (
        day_or_none(today.year + month // 12, month % 12 + 1, number)
        for month in months
    )
    return next((day for day in days if day and day >= today), None)


def _dated(day: int, month: int, year: str | None, almanac: Almanac) -> Reading:
    if not 1 <= month <= DECEMBER:
        swapped = _swapped(day, month, year, almanac)
        raise BadValue("date_no_month", month=month, suggestion=swapped)
    if year is None:
        return _without_year(day, month, almanac)
    if len(year) != len("2026"):
        meant = day_or_none(CENTURY + int(year), month, day)
        if meant and (meant > almanac.today) is almanac.past:
            meant = None
        raise BadValue("date_ambiguous", suggestion=meant)
    return Reading(_existing(int(year), month, day))


def _without_year(day: int, month: int, almanac: Almanac) -> Reading:
    """Return the nearest such day on the side wanted, unless it has just gone by."""
    today = almanac.today
    way = -1 if almanac.past else 1
    here, there = (today.month, today.day), (month, day)
    year = today.year if (there >= here) is (way > 0) or there == here else 0
    year = year or today.year + way
    other = day_or_none(year - way, month, day)
    if other and there != here and abs((other - today).days) <= RECENT:
        return Reading(other, day_or_none(year, month, day))
    return Reading(_existing(year, month, day))


def _existing(year: int, month: int, day: int) -> date:
    found = day_or_none(year, month, day)
    if found is None:
        raise BadValue("date_impossible", day=day, month=month, year=year)
    return found


def _swapped(day: int, month: int, year: str | None, almanac: Almanac) -> date | None:
    if year is not None:
        return day_or_none(int(year), day, month)
    if day_or_none(almanac.today.year, day, month) is None:
        return None
    return _without_year(month, day, almanac).day
