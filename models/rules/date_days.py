"""A day as people say it: tomorrow, next Friday, +3d, end of month (R-08)."""

import calendar
import re
from datetime import date
from datetime import timedelta

from models.errors import BadValue
from models.rules.date_numbers import Almanac
from models.rules.date_numbers import Reading
from models.rules.date_numbers import read_numbers
from models.rules.date_words import BARE_UNITS
from models.rules.date_words import DAYS_AWAY
from models.rules.date_words import ENDS
from models.rules.date_words import NEXT_PERIODS
from models.rules.date_words import NUMBERS
from models.rules.date_words import UNITS
from models.rules.date_words import WEEKDAYS

WEEK = 7
YEAR = 12
MONTHS_OF = {"month": 1, "quarter": 3, "year": YEAR}

_ARTICLE = re.compile(r"(?:on|le|la|the|a la) |l'")
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_ON_WEEKDAY = re.compile(
    rf"(?:(?P<before>next|last|this|ce) )?(?P<name>{_WEEKDAY})"
    r"(?: (?P<after>prochain|dernier|passe))?"
)
_WEEKDAY_FIRST = re.compile(rf"(?P<name>{_WEEKDAY}) (?P<day>.*[0-9].*)")
_NUMBER = "|".join(NUMBERS)
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_AWAY = re.compile(
    r"(?P<sign>[+-]|in |dans |d'ici |il y a )? ?"
    rf"(?P<number>[0-9]{{1,4}}|(?:{_NUMBER})(?= )) ?(?P<unit>{_UNIT})(?P<ago> ago)?"
)


def read_day(text: str, almanac: Almanac) -> Reading | None:
    """Return the day that folded ``text`` says, None if it says none."""
    article = _ARTICLE.match(text)
    if article:
        text = text[article.end() :]
    said = _named(text, almanac.today) or _weekday(text, almanac)
    if said is None:
        said = _away(text, almanac.today)
    if said is not None:
        return Reading(said)
    return read_numbers(text, almanac) or _weekday_and_date(text, almanac)


def read_away(text: str) -> tuple[int, str] | None:
    """Return a distance such as ``+3d`` or ``dans 2 heures`` as number and unit."""
    found = _AWAY.fullmatch(text)
    if found is None:
        return None
    sign = (found["sign"] or "").strip()
    if not sign and not found["ago"] and found["unit"] not in BARE_UNITS:
        return None
    number = NUMBERS.get(found["number"]) or int(found["number"])
    back = sign in {"-", "il y a"} or found["ago"]
    return (-number if back else number), UNITS[found["unit"]]


def add_months(day: date, months: int) -> date:
    """Return the same day some months away, or the last day of a shorter month."""
    count = day.year * YEAR + day.month - 1 + months
    year, month = count // YEAR, count % YEAR + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _named(text: str, today: date) -> date | None:
    if text in DAYS_AWAY:
        return today + timedelta(days=DAYS_AWAY[text])
    if text in ENDS:
        return _next_period(today, ENDS[text]) - timedelta(days=1)
    if text in NEXT_PERIODS:
        return _next_period(today, NEXT_PERIODS[text])
    return None


def _next_period(today: date, period: str) -> date:
    if period == "week":
        return today + timedelta(days=WEEK - today.weekday())
    months = MONTHS_OF[period]
    into = (today.month - 1) % months
    return add_months(today.replace(day=1), months - into)


def _weekday(text: str, almanac: Almanac) -> date | None:
    found = _ON_WEEKDAY.fullmatch(text)
    if found is None:
        return None
    wanted, today = WEEKDAYS[found["name"]], almanac.today
    if "next" in found.groups() or "prochain" in found.groups():
        return _next_period(today, "week") + timedelta(days=wanted)
    back = {"last", "dernier", "passe"} & set(found.groups())
    if back or (almanac.past and not found["before"]):
        return today - timedelta(days=(today.weekday() - wanted - 1) % WEEK + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % WEEK + 1)


def _away(text: str, today: date) -> date | None:
    away = read_away(text)
    if away is None:
        return None
    number, unit = away
    try:
        match unit:
            case "day":
                return today + timedelta(days=number)
            case "week":
                return today + timedelta(weeks=number)
            case "month":
                return add_months(today, number)
            case "year":
                return add_months(today, number * YEAR)
            case _:
                return None
    except (OverflowError, ValueError):
        raise BadValue("date_too_far", text=text) from None


def _weekday_and_date(text: str, almanac: Almanac) -> Reading | None:
    found = _WEEKDAY_FIRST.fullmatch(text)
    if found is None:
        return None
    reading = read_numbers(found["day"], almanac)
    if reading and reading.day.weekday() != WEEKDAYS[found["name"]]:
        weekday = WEEKDAYS[found["name"]]
        raise BadValue("date_wrong_weekday", day=reading.day, weekday=weekday)
    return reading
