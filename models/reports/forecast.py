"""The report ``forecast``: what is won and expected in each month (C.13)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.errors import BadValue
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import halves
from models.queries.first_terms import text
from models.queries.first_terms import whole as whole_number
from models.reports.amounts import BaseAmounts
from models.reports.amounts import Worth
from models.reports.closings import NONE
from models.reports.closings import closings
from models.reports.closings import of_closer
from models.reports.closings import of_pipeline
from models.reports.counted import in_figures
from models.reports.counted import within
from models.reports.days import date_number
from models.reports.days import day_of
from models.reports.days import local_day_number
from models.reports.days import number_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.reports.velocity import window_of
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics import whole
from models.tables import Deal
from models.views.people import integer
from models.views.sums import together
from models.vocabulary import Status
from models.vocabulary_rest import ForecastCategory

UNPLACED = "overdue_or_undated"
COLUMNS = (
    Column("month", Kind.CODE),
    Column("won", Kind.MONEY),
    Column("weighted", Kind.MONEY),
    Column("commit", Kind.MONEY),
    Column("best_case", Kind.MONEY),
    Column(UNPLACED, Kind.MONEY),
)
_SHOWN = {
    "commit": ForecastCategory.COMMIT,
    "best_case": ForecastCategory.BEST_CASE,
}
"""The categories that have a column."""


def forecast(reader: Reader, asked: Asked) -> Report:
    """Return a row for each month that holds something, and one without a month.

    From the present month on, or for the months of the period. Open deals whose
    expected close has passed, or that have none, are in the row without a month only;
    lost deals are in none.
    """
    amounts = BaseAmounts(reader)
    won = _months(amounts.worths(_won(reader, asked), _closed_on(reader)))
    dated = list(amounts.worths(_dated(reader, asked), _expected_on()))
    rest = list(amounts.worths(_unplaced(reader, asked), text(col(Deal.status))))
    judged = _Judged(reader, asked)
    ahead = _ahead(dated, judged.omitted)
    nothing = Fraction()
    unplaced = sum((worth.weighted for worth in rest), nothing)
    unplaced -= sum((worth.weighted for worth in judged.unplaced), nothing)
    row = _rower(reader.house.currency)
    months = sorted({*won, *ahead, *_present(reader, asked)})
    sums = ((won.get(one, nothing), ahead.get(one, nothing)) for one in months)
    rows = [
        row(one, *both, *judged.of(one), None)
        for one, both in zip(months, sums, strict=True)
    ]
    gained, awaited = (sum(found.values(), nothing) for found in (won, ahead))
    return Report(
        name="forecast",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=(*rows, row(None, None, None, None, None, unplaced)),
        total=row(None, gained, awaited, *judged.of(None), unplaced),
        notes=(
            *amounts.notes(),
            *_chanceless([*dated, *rest]),
            *judged.notes(),
            _coverage(reader, asked),
        ),
    )


def _ahead(dated: Iterable[Worth], omitted: Iterable[Worth]) -> dict[str, Fraction]:
    """Sum up by months what is expected, without what its reps leave out (B1.19)."""
    sums, deals = dict[str, Fraction](), dict[str, int]()
    for worths, sign in ((dated, 1), (omitted, -1)):
        for worth in worths:
            month = _month(day_of(integer(worth.key)))
            sums[month] = sums.get(month, Fraction()) + sign * worth.weighted
            deals[month] = deals.get(month, 0) + sign * worth.deals
    return {month: total for month, total in sums.items() if deals[month]}


class _Judged:
    """What the reps expect of their open deals, whole amounts by month (B1.19).

    Few deals are judged: an index has them, and the others are not looked at.
    """

    def __init__(self, reader: Reader, asked: Asked) -> None:
        amounts, dated = BaseAmounts(reader), _dated(reader, asked)
        found = {
            category: list(
                amounts.worths(and_(dated, _is(category)), _expected_on()),
            )
            for category in (*_SHOWN.values(), ForecastCategory.OMITTED)
        }
        self.omitted = found[ForecastCategory.OMITTED]
        left = and_(_unplaced(reader, asked), _is(ForecastCategory.OMITTED))
        self.unplaced = list(amounts.worths(left, text(col(Deal.status))))
        self._months = [_months(found[category]) for category in _SHOWN.values()]

    def of(self, month: str | None) -> tuple[Fraction | None, Fraction | None]:
        """Return what is committed and the best case, of a month or of all.

        Nothing where nobody has judged a deal that way.
        """
        commit, best = (_sum(months, month) for months in self._months)
        return commit, best

    def notes(self) -> tuple[Note, ...]:
        """Tell what is missing, and how many deals their reps leave out."""
        number = sum(worth.deals for worth in (*self.omitted, *self.unplaced))
        left = (Note("forecast_left_out", {"count": number}),) if number else ()
        unjudged = not any(self._months)
        return (*left, *((Note("forecast_without_category"),) if unjudged else ()))


def _months(worths: Iterable[Worth]) -> dict[str, Fraction]:
    """Sum up days by their months."""
    found: dict[str, Fraction] = {}
    for worth in worths:
        month = _month(day_of(integer(worth.key)))
        found[month] = found.get(month, Fraction()) + worth.minor
    return found


def _sum(months: Mapping[str, Fraction], month: str | None) -> Fraction | None:
    """Return the sum of a month or of all; nothing where there are none at all."""
    if not months:
        return None
    if month is None:
        return sum(months.values(), Fraction())
    return months.get(month, Fraction())


def forecast_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals won or expected, each with its amount, weighted if expected."""
    amounts = BaseAmounts(reader)
    match cell.column:
        case "won":
            test = and_(_won(reader, asked), _in_month(cell, _closed_on(reader)))
            return amounts.items(test)
        case "weighted":
            test = and_(_dated(reader, asked), _in_month(cell, _expected_on()))
            return amounts.weighted_items(and_(test, _kept()))
        case "commit" | "best_case":
            test = and_(_dated(reader, asked), _in_month(cell, _expected_on()))
            return amounts.items(and_(test, _is(_SHOWN[cell.column])))
        case "overdue_or_undated":
            return amounts.weighted_items(and_(_unplaced(reader, asked), _kept()))
        case _:
            raise uncounted(cell, "won", "weighted", *_SHOWN, UNPLACED)


def _chanceless(worths: Sequence[Worth]) -> tuple[Note, ...]:
    """Tell how many deals no stage gives a chance: they are not taken for certain."""
    number = sum(worth.deals for worth in worths if worth.percent is None)
    return (Note("without_probability", {"count": number}),) if number else ()


def _coverage(reader: Reader, asked: Asked) -> Note:
    """Say what coverage a target would need: 1 / W, for there is no target yet.

    By amount, or by count where no loss has an amount.
    """
    window = window_of(reader, replace(asked, period=Period(asked.period.zone)))
    deals = closings(reader, asked, window, NONE)
    columns = (deals.c.status, func.count(), *halves(whole_number(deals.c.base)))
    query = chosen(*columns).group_by(deals.c.status)
    counts, sums = dict[str, int](), dict[str, int]()
    for status, number, *parts in reader.session.connection().execute(query):
        counts[str(status)], sums[str(status)] = integer(number), together(*parts)
    weights = sums if sums.get(Status.LOST) else counts
    rate = ratio(weights.get(Status.WON, 0), sum(weights.values()))
    if not rate:
        return Note("coverage_without_target")
    return Note("coverage_needed", {"rate": rounded(rate), "times": rounded(1 / rate)})


def _won(reader: Reader, asked: Asked) -> Test:
    period = asked.period
    if not period.bounded:
        period = Period(period.zone, _today(reader).replace(day=1))
    return and_(
        of_closer(reader, asked),
        of_pipeline(asked),
        col(Deal.status) == Status.WON,
        within(period, col(Deal.closed_at)),
        col(Deal.closed_at).is_not(None),
    )


def _dated(reader: Reader, asked: Asked) -> Test:
    period, expected = asked.period, col(Deal.expected_close)
    return and_(
        _open(reader, asked),
        expected >= max(_today(reader), period.first or date.min),
        true() if period.after is None else expected < period.after,
    )


def _unplaced(reader: Reader, asked: Asked) -> Test:
    expected = col(Deal.expected_close)
    return and_(
        _open(reader, asked), or_(expected.is_(None), expected < _today(reader))
    )


def _is(category: ForecastCategory) -> Test:
    return col(Deal.forecast_category) == category


def _kept() -> Test:
    return col(Deal.forecast_category).is_distinct_from(ForecastCategory.OMITTED)


def _open(reader: Reader, asked: Asked) -> Test:
    return and_(
        in_figures(reader, asked), of_pipeline(asked), col(Deal.status) == Status.OPEN
    )


def _closed_on(reader: Reader) -> SQLColumnExpression[int]:
    return local_day_number(col(Deal.closed_at), reader.house.zone, reader.now)


def _expected_on() -> SQLColumnExpression[int]:
    return date_number(col(Deal.expected_close))


def _in_month(cell: CellAt, day: SQLColumnExpression[int]) -> Test:
    if cell.total:
        return true()
    try:
        first = date.fromisoformat(f"{cell.row}-01")
    except ValueError:
        raise BadValue("date_unknown", "month", text=str(cell.row)) from None
    after = (first + timedelta(days=31)).replace(day=1)
    return and_(day >= number_of(first), day < number_of(after))


def _present(reader: Reader, asked: Asked) -> set[str]:
    """Return the present month, if it was asked for."""
    today, period = _today(reader), asked.period
    early = period.first is not None and today < period.first
    late = period.after is not None and today >= period.after
    return set() if early or late else {_month(today)}


def _today(reader: Reader) -> date:
    return local_day(reader.now, reader.house.zone)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _rower(
    currency: str,
) -> Callable[[str | None, *tuple[Fraction | None, ...]], Row]:
    def money(amount: Fraction | None) -> Money | None:
        minor = whole(amount)
        return None if minor is None else Money(minor, currency)

    def row(month: str | None, *amounts: Fraction | None) -> Row:
        keys = (column.key for column in COLUMNS[1:])
        found = dict(zip(keys, map(money, amounts), strict=True))
        return {"month": month, **found}

    return row
