"""What a person types for a moment, in both languages at once (R-08, defaults.md 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from models.clock import local_day
from models.errors import BadValue
from models.rules.date_days import read_away
from models.rules.date_days import read_day
from models.rules.date_hours import read_hour
from models.rules.date_numbers import Almanac
from models.rules.date_numbers import Reading
from models.rules.date_numbers import next_of_number
from models.rules.date_words import THIS
from models.text import fold

LONGEST = 60
"""The most characters that a date is read from."""

FARTHEST = 100
"""Years from now beyond which a date is a slip of the finger."""

LAST_HOUR = 23
DAY = timedelta(days=1)

_DOT = re.compile(r"(?<=[a-z])\.|,")
_ISO_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})t([0-9].*)")
_WITH_OFFSET = re.compile(r".*[0-9]:[0-9]{2}(?:z|[+-][0-9]{2}:?[0-9]{2})")
_HOURS_MINUTES = re.compile(r"(?:\+ ?|in |dans )([0-9]{1,2})h([0-9]{2})")


@dataclass(frozen=True, slots=True)
class When:
    """A resolved date: ``moment`` (UTC) is None where only the day was said."""

    day: date
    """The local day, in the zone that the text was read in."""
    moment: datetime | None = None
    shifted: bool = False
    """The hour does not exist that day: the clocks jump over it, and so did we."""


def parse_when(
    text: str,
    now: datetime,
    zone: str,
    *,
    month_first: bool = False,
    past: bool = False,
) -> When:
    """Return the moment or day that ``text`` says, later than ``now``.

    ``past`` turns the direction round for closing dates: today or before.
    """
    typed = _plain(text)
    almanac = Almanac(local_day(now, zone), month_first, past)
    if typed.isdigit():
        raise _bare_number(int(typed), almanac.today)
    moment = _exact_moment(typed, now)
    if moment is not None:
        return _checked(When(local_day(moment, zone), moment), now, almanac)
    reading, hour = _said(typed, almanac)
    if reading is not None:
        return _checked(_at(reading.day, hour, zone), now, almanac, reading)
    if hour is not None:
        return _nearest_hour(hour, now, zone, almanac)
    raise BadValue("date_unknown", text=text.strip())


def _said(typed: str, almanac: Almanac) -> tuple[Reading | None, time | None]:
    """Return the day and the hour that the text says, None for what it does not."""
    if typed in THIS:
        return Reading(almanac.today), time(THIS[typed])
    for day_text, hour_text, bare in _splits(typed):
        reading = read_day(day_text, almanac) if day_text else None
        if day_text and reading is None:
            continue
        hour = read_hour(hour_text, bare=bare) if hour_text else None
        if reading is not None and (hour is not None or not hour_text):
            return reading, hour
        if reading is None and hour is not None:
            return None, hour
    return None, None


def _plain(text: str) -> str:
    short = text.strip()
    if not short:
        raise BadValue("date_empty")
    foreign = any(sign.isnumeric() and not sign.isascii() for sign in short)
    if foreign or len(short) > LONGEST:
        raise BadValue("date_unknown", text=short[:LONGEST])
    return " ".join(_DOT.sub(" ", _ISO_MOMENT.sub(r"\1 \2", fold(short))).split())


def _splits(typed: str) -> Iterator[tuple[str, str, bool]]:
    """Return each way to see a day and an hour in the text, the likeliest first."""
    yield typed, "", False
    yield "", typed, False
    words = typed.split()
    cuts = range(len(words) - 1, 0, -1)
    for cut in cuts:
        yield " ".join(words[:cut]), " ".join(words[cut:]), True
    for cut in cuts:
        yield " ".join(words[cut:]), " ".join(words[:cut]), False


def _exact_moment(typed: str, now: datetime) -> datetime | None:
    """Return a moment that needs no calendar: an offset from now or from UTC."""
    if _WITH_OFFSET.fullmatch(typed):
        try:
            return datetime.fromisoformat(typed.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            return None
    both = _HOURS_MINUTES.fullmatch(typed)
    if both:
        away = timedelta(hours=int(both[1]), minutes=int(both[2]))
        return now.replace(second=0) + away
    distance = read_away(typed)
    match distance:
        case (number, "hour"):
            return now.replace(second=0) + timedelta(hours=number)
        case (number, "minute"):
            return now.replace(second=0) + timedelta(minutes=number)
        case _:
            return None


def _at(day: date, hour: time | None, zone: str) -> When:
    if hour is None:
        return When(day)
    local = datetime.combine(day, hour, ZoneInfo(zone))
    moment = local.astimezone(UTC)
    shown = moment.astimezone(ZoneInfo(zone))
    shifted = shown.replace(tzinfo=None) != local.replace(tzinfo=None)
    return When(shown.date(), moment, shifted)


def _nearest_hour(hour: time, now: datetime, zone: str, almanac: Almanac) -> When:
    """Return that hour today, or on the day beyond if it lies on the wrong side."""
    when = _at(almanac.today, hour, zone)
    if when.moment is not None and (when.moment > now) is almanac.past:
        return _at(almanac.today + (-DAY if almanac.past else DAY), hour, zone)
    return when


def _checked(
    when: When, now: datetime, almanac: Almanac, reading: Reading | None = None
) -> When:
    if abs(when.day.year - almanac.today.year) > FARTHEST:
        raise BadValue("date_too_far", text=when.day.isoformat())
    suggestion = reading.suggestion if reading else None
    if when.moment is None:
        late, early = when.day < almanac.today, when.day > almanac.today
    else:
        late, early = when.moment <= now, when.moment > now
        if when.day == almanac.today:
            suggestion = almanac.today + (-DAY if almanac.past else DAY)
    if almanac.past and early:
        raise _refused("date_future", when, suggestion)
    if not almanac.past and late:
        raise _refused("date_past", when, suggestion)
    return when


def _refused(code: str, when: When, suggestion: date | None) -> BadValue:
    return BadValue(code, day=when.day, moment=when.moment, suggestion=suggestion)


def _bare_number(number: int, today: date) -> BadValue:
    return BadValue(
        "date_bare_number",
        number=number,
        hour=number if number <= LAST_HOUR else None,
        day=next_of_number(number, today),
    )
