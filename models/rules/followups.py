"""When a follow-up is due, how late it is, and where it stands in a queue (R-08)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta

from models.clock import end_of_day
from models.clock import local_day
from models.due import Horizon
from models.errors import BadValue
from models.rules.workdays import add_delay
from models.rules.workdays import holidays_of
from models.rules.workdays import next_working_day
from models.vocabulary import DueBucket

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """The three counters of the header: overdue, today, the days after (R-21)."""

    overdue: int = 0
    today: int = 0
    next_days: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which defaults may fall: ISO weekdays, and a country's holidays."""

    working_days: str = "12345"
    country: str = ""


def days_late(due: datetime, on: date | None, here: Horizon) -> int:
    """Return by how many local dates an overdue item is late; 0 on its own day.

    ``on`` is the day that was said where no hour was.
    """
    if due >= here.now:
        return 0
    return max(0, (here.today - (on or here.day(due))).days)


def due_order(
    due: datetime | None, record_id: int, here: Horizon, *, low: bool = False
) -> tuple[int, bool, float, int]:
    """Return the sort key of a column and of Today: bucket, moment, id (B1.1).

    A date-only item is due with the last second of its day, so it follows the timed
    ones by its moment alone. A deal of low priority is last in its bucket (K-22).
    """
    rank = list(DueBucket).index(here.bucket(due))
    return rank, low, due.timestamp() if due else 0.0, record_id


def count(dues: Iterable[datetime], here: Horizon) -> Counts:
    """Count due moments as the header does; later ones are in no counter."""
    found = [here.bucket(due) for due in dues if due < here.until]
    return Counts(
        overdue=found.count(DueBucket.OVERDUE),
        today=found.count(DueBucket.TODAY),
        next_days=found.count(DueBucket.LATER),
    )


def due_moment(day: date, moment: datetime | None, zone: str) -> datetime:
    """Return when it is due: at its moment, or at the end of its assignee's day."""
    return end_of_day(day, zone) if moment is None else moment


def refuse_past(day: date, moment: datetime | None, now: datetime, zone: str) -> None:
    """Raise ``date_past`` unless it is due later than now (features 0.2 no 4)."""
    if due_moment(day, moment, zone) <= now:
        raise BadValue(
            "date_past",
            "when",
            day=day,
            moment=moment,
            suggestion=local_day(now, zone) + DAY,
        )


def first_day(today: date, calendar: Calendar) -> date:
    """Return the day that a new follow-up proposes: the next working day."""
    return next_working_day(today, _weekdays(calendar), _holidays(today, calendar))


def delayed_day(today: date, days: int, calendar: Calendar) -> date:
    """Return the day that a delay proposes, ended on a working day (rulings 21)."""
    return add_delay(today, days, _weekdays(calendar), _holidays(today, calendar))


def _weekdays(calendar: Calendar) -> frozenset[int]:
    return frozenset(int(day) - 1 for day in calendar.working_days)


def _holidays(today: date, calendar: Calendar) -> frozenset[date]:
    if not calendar.country:
        return frozenset()
    return holidays_of(calendar.country, (today.year, today.year + 1))
