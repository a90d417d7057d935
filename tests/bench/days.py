"""The days of the benchmark's year, as the clubs of France live them."""

import random
from bisect import bisect
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate
from typing import Final

from models.clock import end_of_day
from models.clock import start_of_day
from models.clock import to_text
from tests.bench.data import NOW
from tests.bench.data import TODAY
from tests.bench.data import ZONE

YEAR: Final = 364
"""The number of today; the first day has number 0."""
AHEAD: Final = 60
"""Days to come on which something may be planned."""
BEGAN: Final = TODAY - timedelta(days=YEAR)
DAYS: Final = tuple(BEGAN + timedelta(days=number) for number in range(YEAR + AHEAD))
TEXTS: Final = tuple(str(day) for day in DAYS)
ENDS: Final = tuple(to_text(end_of_day(day, ZONE)) for day in DAYS)
SHIFTS: Final = tuple((24 - start_of_day(day, ZONE).hour) % 24 for day in DAYS)
"""The hours by which noon there is before noon in UTC."""
SUNDAY: Final = 6
SATURDAY: Final = 5

MONTHS: Final = (16, 12, 10, 8, 8, 7, 5, 5, 18, 13, 9, 6)
"""How many come in each month: in January and in September most of all."""
WEEKDAYS: Final = (12, 10, 11, 9, 8, 6, 2)
HOURS: Final = (9, 10, 10, 11, 11, 12, 14, 15, 16, 17, 17, 18, 18, 18, 19, 20)
QUARTERS: Final = (0, 15, 30, 45)


def moment(day: int, hour: int, minute: int) -> str:
    """Return the stored form of a local moment."""
    return f"{TEXTS[day]}T{hour - SHIFTS[day]:02d}:{minute:02d}:00Z"


def is_past(day: int, hour: int, minute: int) -> bool:
    """Tell whether a local moment of a day is over now."""
    return day < YEAR or (day == YEAR and moment(day, hour, minute) < NOW)


def working(day: int) -> int:
    """Return the day, or the Monday after where nobody is at work."""
    return day + max(0, 7 - _weekday(day)) if _weekday(day) >= SATURDAY else day


def coming(chance: random.Random, count: int) -> Sequence[int]:
    """Return the days on which so many prospects come, in the order of time."""
    weights = [MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in DAYS[:YEAR]]
    sums = tuple(accumulate(weights))
    return sorted(bisect(sums, chance.random() * sums[-1]) for _one in range(count))


def _weekday(day: int) -> int:
    return day % 7
