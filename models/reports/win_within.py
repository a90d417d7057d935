"""How many of a cohort were won within a number of days: the fair comparison (C.3).

A win rate is a curve over time. Cohorts of different months are compared after the
same number of days, among those deals that had the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sqlalchemy import CTE
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column

from models.access import Reader
from models.clock import local_day
from models.errors import BadValue
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports.days import number_of
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.views.people import integer
from models.vocabulary import Status

COHORT = "cohort"
OLD_ENOUGH = "old_enough"
WON_WITHIN = "won_within"
RATE_WITHIN = "win_rate_within"
BY_DAYS = (RATE_WITHIN, OLD_ENOUGH, WON_WITHIN)
"""The columns that count deals by their days; the rate's deals are all old enough."""
LONGEST = 36_500

COLUMNS = (
    Column(RATE_WITHIN, Kind.RATE),
    Column("within_days", Kind.DAYS),
    Column(OLD_ENOUGH, Kind.COUNT),
    Column(WON_WITHIN, Kind.COUNT),
)


@dataclass(frozen=True, slots=True)
class Early:
    """Deals of a group that had the days, and those of them won in time."""

    old_enough: int = 0
    won: int = 0


def basis_of(typed: str) -> tuple[str, int | None]:
    """Return a basis and its days, which only a cohort has: ``cohort:45``."""
    basis, _colon, days = typed.partition(":")
    if basis != COHORT or not days:
        return typed, None
    if not (days.isascii() and days.isdecimal()) or not 0 < int(days) <= LONGEST:
        raise BadValue("number_not_whole", "basis", text=days)
    return basis, int(days)


def days_given(asked: Asked, usual: Fraction | None) -> int | None:
    """Return the days asked for, else the *usual* ones, rounded up."""
    _basis, days = basis_of(asked.basis)
    if days is not None:
        return days
    return None if usual is None else ceil(usual)


def had_time(reader: Reader, lines: CTE, days: int) -> Test:
    """Keep the deals that are at least so many days old."""
    today = number_of(local_day(reader.now, reader.house.zone))
    return lines.c.began <= literal_column(str(today - days))


def won_within(reader: Reader, lines: CTE, days: int) -> Test:
    """Keep those of them that were won in so many days."""
    won = lines.c.status == Status.WON.value
    return and_(won, lines.c.days <= days, had_time(reader, lines, days))


def earlies(reader: Reader, lines: CTE, days: int | None) -> Mapping[object, Early]:
    """Return the deals that had the days by the key of their line."""
    if days is None:
        return {}
    won_early = func.sum(case((won_within(reader, lines, days), 1), else_=0))
    query = chosen(lines.c.key, func.count(), won_early).group_by(lines.c.key)
    rows = reader.session.connection().execute(
        query.where(had_time(reader, lines, days))
    )
    return {
        key: Early(integer(number), integer(gained)) for key, number, gained in rows
    }


def cells(early: Early, days: int | None) -> dict[str, Cell]:
    """Return what a row says of the wins within those days."""
    known = days is not None
    return {
        RATE_WITHIN: rounded(ratio(early.won, early.old_enough)) if known else None,
        "within_days": float(days) if days is not None else None,
        OLD_ENOUGH: early.old_enough if known else None,
        WON_WITHIN: early.won if known else None,
    }
