"""The periods of figures: this month, quarter, year, twelve months, all, free dates."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from enum import StrEnum
from typing import Final
from typing import assert_never

from models.reports.report import Period
from models.rules.date_days import add_months
from models.vocabulary import Language
from tui import formats
from tui.i18n import _
from tui.i18n import language

ONE: Final = timedelta(days=1)
QUARTER: Final = 3
YEAR: Final = 12
QUARTER_LETTER: Final = {Language.EN: "Q", Language.FR: "T"}


class Preset(StrEnum):
    """How long a period is and how far one step moves it."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TWELVE = "twelve"
    ALL = "all"
    DATES = "dates"


MONTHS: Final = {
    Preset.MONTH: 1,
    Preset.QUARTER: QUARTER,
    Preset.YEAR: YEAR,
    Preset.TWELVE: YEAR,
}


@dataclass(frozen=True, slots=True)
class Span:
    """Local days ``[first, after)``; all time has no ends."""

    preset: Preset
    first: date | None = None
    after: date | None = None

    def in_zone(self, zone: str) -> Period:
        """Return the period that a report is asked for."""
        return Period(zone, self.first, self.after)

    def moved(self, steps: int) -> "Span":
        """Return the period that lies so many lengths later; all time stays."""
        if self.first is None or self.after is None:
            return self
        months = MONTHS.get(self.preset)
        if months is None:
            days = (self.after - self.first) * steps
            return replace(self, first=self.first + days, after=self.after + days)
        first = add_months(self.first, months * steps)
        return replace(self, first=first, after=add_months(first, months))

    def words(self) -> str:
        """Return the shortest name: ``Nov 2026``, ``Q4 2026``, ``2026``."""
        if self.first is None or self.after is None:
            return _("all time")
        match self.preset:
            case Preset.MONTH:
                return formats.month(self.first, language())
            case Preset.QUARTER:
                number = (self.first.month - 1) // QUARTER + 1
                return f"{QUARTER_LETTER[language()]}{number} {self.first.year}"
            case Preset.YEAR:
                return str(self.first.year)
            case _:
                return days(self.first, self.after)

    def so_far(self, today: date) -> "Span":
        """Return it without the days that are still to come, but for its first."""
        if self.first is None or self.after is None:
            return self
        return replace(self, after=min(self.after, max(today, self.first) + ONE))

    @property
    def last(self) -> date | None:
        """The last day; all time has none."""
        return None if self.after is None else self.after - ONE

    def days(self) -> str:
        """Return the first and the last day in words."""
        if self.first is None or self.after is None:
            return _("all time")
        return days(self.first, self.after)


def span_of(preset: Preset, today: date) -> Span:
    """Return the period of a preset that holds today; free dates begin as a month."""
    match preset:
        case Preset.ALL:
            return Span(preset)
        case Preset.TWELVE:
            after = add_months(today.replace(day=1), 1)
            return Span(preset, add_months(after, -YEAR), after)
        case Preset.YEAR:
            first = today.replace(month=1, day=1)
        case Preset.QUARTER:
            month = (today.month - 1) // QUARTER * QUARTER + 1
            first = today.replace(month=month, day=1)
        case Preset.MONTH | Preset.DATES:
            first = today.replace(day=1)
        case _:
            assert_never(preset)
    return Span(preset, first, add_months(first, MONTHS.get(preset, 1)))


def days(first: date, after: date) -> str:
    """Return the first and the last day: ``1 Jan – 23 Nov 2026``."""
    last = after - ONE
    spoken = language()
    if first == last:
        return formats.day_year(first, spoken)
    short = first.year == last.year
    begins = (formats.day_month if short else formats.day_year)(first, spoken)
    return f"{begins} – {formats.day_year(last, spoken)}"
