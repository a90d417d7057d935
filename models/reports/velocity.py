"""The report ``velocity``: what deals in play bring a day, by lever (C.10)."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta

from sqlalchemy import SQLColumnExpression
from sqlalchemy import Subquery
from sqlalchemy import func
from sqlalchemy import true

from models.access import Reader
from models.clock import local_day
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import halves
from models.queries.first_terms import whole as whole_number
from models.reports.closings import GROUPS
from models.reports.closings import NONE
from models.reports.closings import closings
from models.reports.closings import in_play
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.reports.steps import Pace
from models.reports.steps import paces
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics import whole
from models.rules.metrics_times import spread
from models.rules.metrics_velocity import WINDOW_DAYS
from models.rules.metrics_velocity import Levers
from models.rules.metrics_velocity import per_day
from models.rules.metrics_velocity import steps_a_week
from models.views.people import integer
from models.views.people import maybe_string
from models.views.sums import together
from models.vocabulary import Status

Of = SQLColumnExpression[object]

MEAN = "mean"
MEDIAN = "median"
BASES = (MEAN, MEDIAN)

COLUMNS = (
    Column("group", Kind.CODE),
    Column("deals", Kind.COUNT),
    Column("win_rate", Kind.RATE),
    Column("mean_amount", Kind.MONEY),
    Column("cycle_days", Kind.DAYS),
    Column("per_day", Kind.MONEY),
    Column("steps_per_deal_week", Kind.PACE),
)


@dataclass(slots=True)
class Lot:
    """What one group has open and closed; amounts and days of the wins."""

    open: int = 0
    closed: int = 0
    won: int = 0
    gained: int = 0
    valued: int = 0
    amounts: dict[int, int] = field(default_factory=dict[int, int])
    """How often each amount occurs, read for medians only."""
    days: dict[int, int] = field(default_factory=dict[int, int])
    pace: Pace = (0, 0)

    def add(self, other: "Lot") -> None:
        """Take another group in."""
        self.open += other.open
        self.closed += other.closed
        self.won += other.won
        self.gained += other.gained
        self.valued += other.valued
        self.pace = (self.pace[0] + other.pace[0], self.pace[1] + other.pace[1])
        for mine, theirs in ((self.amounts, other.amounts), (self.days, other.days)):
            for value, times in theirs.items():
                mine[value] = mine.get(value, 0) + times

    def levers(self, basis: str) -> Levers:
        """Return the four levers, with means or medians."""
        cycle, amounts = spread(self.days), spread(self.amounts)
        median = basis == MEDIAN
        return Levers(
            deals=self.open,
            win_rate=ratio(self.won, self.closed),
            amount=amounts.median if median else ratio(self.gained, self.valued),
            cycle_days=cycle.median if median else cycle.mean,
        )


def velocity(reader: Reader, asked: Asked) -> Report:
    """Return N x W x A / L for each owner or team, or for all.

    N are the deals open now; W, A and L are of the same window, 180 days unless a
    period is given. ``median`` takes the median amount and cycle in place of means.
    """
    return report_of(reader, asked, "velocity")


def report_of(
    reader: Reader, asked: Asked, name: str, in_play_then: int | None = None
) -> Report:
    """Return the velocity, of the deals open now or of so many that were open then."""
    by = choice(asked.by, NONE, GROUPS, "by")
    basis = choice(asked.basis, MEAN, BASES, "basis")
    window = window_of(reader, asked)
    lots = _lots(reader, asked, window, by, basis)
    every = Lot()
    for lot in lots.values():
        every.add(lot)
    if in_play_then is not None:
        every.open = in_play_then
    currency = reader.house.currency
    rows = [_row(group, lot, basis, currency) for group, lot in lots.items()]
    total = _row(None, every, basis, currency)
    return Report(
        name=name,
        period=window,
        scope=scope_of(reader, asked.scope),
        currency=currency,
        columns=COLUMNS,
        rows=(total,) if by == NONE else tuple(sorted(rows, key=_rank)),
        total=total,
        notes=(Note("velocity_of_medians"),) if basis == MEDIAN else (),
    )


def velocity_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals behind a lever, with the amount or the days where it is one."""
    by = choice(asked.by, NONE, GROUPS, "by")
    if cell.column == "deals":
        deals = in_play(reader, asked, by)
        test: Test = true()
    else:
        deals = closings(reader, asked, window_of(reader, asked), by)
        test = _behind(deals, cell)
    columns: list[Of] = [deals.c.deal_id]
    columns += [deals.c.base] if cell.column == "mean_amount" else []
    columns += [deals.c.days] if cell.column == "cycle_days" else []
    query = chosen(*columns).where(test)
    if by != NONE and not cell.total:
        name = deals.c.name
        query = query.where(name.is_(None) if cell.row is None else name == cell.row)
    return listed(reader.session.connection().execute(query))


def window_of(reader: Reader, asked: Asked) -> Period:
    """Return the period asked for, else the trailing days up to and with today."""
    if asked.period.bounded:
        return asked.period
    after = local_day(reader.now, reader.house.zone) + timedelta(days=1)
    return Period(asked.period.zone, after - timedelta(days=WINDOW_DAYS), after)


def _behind(deals: Subquery, cell: CellAt) -> Test:
    won: Test = deals.c.status == Status.WON.value
    match cell.column:
        case "win_rate":
            return true()
        case "mean_amount":
            return won & deals.c.base.is_not(None)
        case "cycle_days":
            return won & deals.c.days.is_not(None)
        case _:
            raise uncounted(cell, "deals", "win_rate", "mean_amount", "cycle_days")


def _lots(
    reader: Reader, asked: Asked, window: Period, by: str, basis: str
) -> dict[str | None, Lot]:
    lots: dict[str | None, Lot] = defaultdict(Lot)
    deals = in_play(reader, asked, by)
    for name, number in _grouped(reader, (deals.c.name,), func.count()):
        lots[maybe_string(name)].open += integer(number)
    _count_closed(reader, closings(reader, asked, window, by), basis, lots)
    for group, pace in paces(reader, asked, window, by).items():
        lots[group].pace = pace
    return lots


def _count_closed(
    reader: Reader, closed: Subquery, basis: str, lots: dict[str | None, Lot]
) -> None:
    base, won = closed.c.base, closed.c.status == Status.WON.value
    figures = (func.count(), func.count(base), *halves(whole_number(base)))
    for name, status, number, valued, *sums in _grouped(
        reader, (closed.c.name, closed.c.status), *figures
    ):
        lot = lots[maybe_string(name)]
        lot.closed += integer(number)
        if status == Status.WON:
            lot.won += integer(number)
            lot.gained += together(*sums)
            lot.valued += integer(valued)
    for name, days, number in _tally(reader, closed.c.name, closed.c.days, won):
        lots[maybe_string(name)].days[days] = number
    if basis == MEDIAN:
        for name, amount, number in _tally(reader, closed.c.name, base, won):
            lots[maybe_string(name)].amounts[amount] = number


def _grouped(
    reader: Reader, keys: Sequence[Of], *figures: Of
) -> Iterator[tuple[object, ...]]:
    query = chosen(*keys, *figures).group_by(*keys)
    yield from reader.session.connection().execute(query)


def _tally(
    reader: Reader, name: Of, value: Of, test: Test
) -> Iterator[tuple[object, int, int]]:
    """Count how often each known value occurs in each group."""
    query = chosen(name, value, func.count()).where(test, value.is_not(None))
    for found, of, number in reader.session.connection().execute(
        query.group_by(name, value)
    ):
        yield found, integer(of), integer(number)


def _row(name: str | None, lot: Lot, basis: str, currency: str) -> Row:
    levers = lot.levers(basis)
    amount, gain = whole(levers.amount), whole(per_day(levers))
    return {
        "group": name,
        "deals": levers.deals,
        "win_rate": rounded(levers.win_rate),
        "mean_amount": None if amount is None else Money(amount, currency),
        "cycle_days": rounded(levers.cycle_days),
        "per_day": None if gain is None else Money(gain, currency),
        "steps_per_deal_week": rounded(steps_a_week(*lot.pace)),
    }


def _rank(row: Row) -> tuple[int, bool, str]:
    gain = row["per_day"]
    minor = gain.minor if isinstance(gain, Money) else 0
    return -minor, row["group"] is None, str(row["group"])
