"""What must stand beside a win rate: deals left open, cohorts too young (C.1, C.2)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.queries.first_terms import chosen
from models.reports.closings import NONE
from models.reports.closings import closings
from models.reports.closings import of_pipeline
from models.reports.counted import in_figures
from models.reports.report import Asked
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Row
from models.rules.metrics_times import quantile
from models.tables import Deal
from models.views.people import integer
from models.vocabulary import Status

MATURE = Fraction(3, 4)
"""The share of cycles that a cohort must have had the time for."""
MOST_OPEN = Fraction(1, 5)
QUARTER = 3
YEAR = 12


def beside_closed(reader: Reader, asked: Asked) -> tuple[Note, ...]:
    """Tell how many open deals are past their expected close: they flatter a rate."""
    query = select(func.count()).where(
        in_figures(reader, asked),
        of_pipeline(asked),
        col(Deal.status) == Status.OPEN,
        col(Deal.expected_close) < _today(reader),
    )
    late = reader.session.scalars(query).one()
    return (Note("past_expected_close", {"count": late}),) if late else ()


def beside_cohorts(
    reader: Reader, asked: Asked, rows: Sequence[Row], usual: Fraction | None
) -> tuple[Note, ...]:
    """Name the cohorts that are not to be compared yet.

    One is younger than the *usual* days of a win, or more than a fifth of its deals
    are open.
    """
    today = _today(reader)
    groups = tuple(
        row["group"]
        for row in rows
        if _is_open(row) or _age(row, asked.period, today) < (usual or 0)
    )
    if not groups:
        return ()
    return (Note("cohort_immature", {"count": len(groups)}, groups),)


def usual_days(reader: Reader, asked: Asked) -> Fraction | None:
    """Return the days within which three quarters of all wins were won (C.2, C.3)."""
    ever = Period(asked.period.zone)
    deals = closings(reader, asked, ever, NONE)
    query = (
        chosen(deals.c.days, func.count())
        .where(deals.c.status == Status.WON.value, deals.c.days.is_not(None))
        .group_by(deals.c.days)
    )
    found = reader.session.connection().execute(query)
    days = {integer(length): integer(number) for length, number in found}
    return quantile(days, MATURE)


def _is_open(row: Row) -> bool:
    counts = [row[key] for key in ("won", "lost", "open")]
    numbers = [count if isinstance(count, int) else 0 for count in counts]
    return bool(numbers[-1]) and Fraction(numbers[-1], sum(numbers)) > MOST_OPEN


def _age(row: Row, period: Period, today: date) -> int:
    """Return the days since the last deal of a cohort may have come."""
    after = _end(str(row["group"])) or period.after or today
    return (today - min(after, period.after or after)).days


def _end(group: str) -> date | None:
    """Return the first day after a month or a quarter; nothing for another group."""
    year, _dash, rest = group.partition("-")
    length, number = (QUARTER, rest[1:]) if rest.startswith("Q") else (1, rest)
    if not (year.isdecimal() and number.isdecimal()):
        return None
    months = int(year) * YEAR + int(number) * length
    return date(months // YEAR, months % YEAR + 1, 1)


def _today(reader: Reader) -> date:
    return local_day(reader.now, reader.house.zone)
