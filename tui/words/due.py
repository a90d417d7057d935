"""The words of a next step, from the longest to the shortest (look.md, Board)."""

from collections.abc import Sequence
from datetime import date
from datetime import time
from typing import NamedTuple
from typing import assert_never

from models.vocabulary import DueBucket
from tui import glyphs
from tui.cells import width
from tui.formats import clock
from tui.formats import day_month
from tui.formats import day_short
from tui.formats import day_year
from tui.formats import weekday
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.i18n import pgettext

NAMED_DAYS = 6
"""How far ahead a weekday alone names one day."""
SAME_YEAR = 300
"""How far ahead a day and a month alone are read as the coming ones."""


class NextStep(NamedTuple):
    """When the next step is due, on the calendar of the person who looks."""

    bucket: DueBucket
    today: date
    day: date | None = None
    at: time | None = None
    """The hour of a timed step, None for a day as a whole."""

    @property
    def days_late(self) -> int:
        """Whole days since the planned one."""
        return (self.today - self.day).days if self.day else 0

    @property
    def days_ahead(self) -> int:
        """Whole days until the planned one."""
        return -self.days_late


def when_forms(step: NextStep) -> tuple[str, ...]:
    """Return the words of a card's third line, longest first: never fewer than one."""
    match step.bucket:
        case DueBucket.OVERDUE:
            return _late(step)
        case DueBucket.TODAY:
            return _today(step)
        case DueBucket.NONE:
            return (_("no next step"), pgettext("next step", "none"))
        case DueBucket.LATER:
            return _later(step)
        case _:
            assert_never(step.bucket)


def when_column(step: NextStep) -> str:
    """Return the words of the narrow column of Today: ``3 days``, ``09:30``."""
    if step.bucket is DueBucket.OVERDUE and step.days_late:
        return days(step.days_late)
    if step.bucket in (DueBucket.OVERDUE, DueBucket.TODAY):
        return clock(step.at) if step.at else glyphs.current().absent
    return when_forms(step)[-1]


def mark(bucket: DueBucket) -> str:
    """Return the mark that stands before the words, and bears the meaning with them."""
    shown = glyphs.current()
    match bucket:
        case DueBucket.OVERDUE:
            return shown.overdue
        case DueBucket.TODAY:
            return shown.today
        case DueBucket.NONE:
            return shown.none
        case DueBucket.LATER:
            return shown.later
        case _:
            assert_never(bucket)


def days(count: int) -> str:
    """Return ``1 day``, ``3 days``; a clock that was set back makes none below 0."""
    count = max(count, 0)
    return ngettext("{count} day", "{count} days", count).format(count=count)


def days_late(count: int) -> str:
    """Return ``1 day late``, ``3 days late``."""
    return ngettext("{count} day late", "{count} days late", count).format(count=count)


def fitting(forms: Sequence[str], cells: int) -> str:
    """Return the first of several wordings that fits, else the last."""
    return next((form for form in forms if width(form) <= cells), forms[-1])


def _late(step: NextStep) -> tuple[str, ...]:
    count = step.days_late
    if count:
        return (days_late(count), _("{count} d late").format(count=count))
    if step.at is None:
        return (_("late"),)
    hour = clock(step.at)
    return (
        _("late since {time}").format(time=hour),
        _("since {time}").format(time=hour),
        hour,
    )


def _today(step: NextStep) -> tuple[str, ...]:
    if step.at is None:
        return (_("today"),)
    hour = clock(step.at)
    return (_("today {time}").format(time=hour), hour)


def _later(step: NextStep) -> tuple[str, ...]:
    if step.day is None:
        return (_("planned"),)
    if step.days_ahead <= NAMED_DAYS:
        days_told = [day_short(step.day, language()), weekday(step.day, language())]
    elif step.days_ahead <= SAME_YEAR:
        days_told = [day_month(step.day, language())]
    else:
        days_told = [day_year(step.day, language())]
    if step.at is None:
        return tuple(days_told)
    return (f"{days_told[0]} {clock(step.at)}", *days_told)
