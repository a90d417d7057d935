"""The report ``wins``: what was won and lost, by whom, when, why (C.1, C.2)."""

import json
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import TypeGuard

from sqlalchemy import CTE
from sqlalchemy import Integer
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import union_all
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen as _select
from models.queries.first_terms import halves
from models.reports.amounts import BaseAmounts
from models.reports.beside import beside_closed
from models.reports.beside import beside_cohorts
from models.reports.beside import usual_days
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen
from models.reports.scope import scope_of
from models.reports.win_lines import FIELD
from models.reports.win_lines import win_lines
from models.reports.win_within import BY_DAYS
from models.reports.win_within import COHORT
from models.reports.win_within import COLUMNS as WITHIN
from models.reports.win_within import WON_WITHIN
from models.reports.win_within import Early
from models.reports.win_within import basis_of
from models.reports.win_within import cells
from models.reports.win_within import days_given
from models.reports.win_within import earlies
from models.reports.win_within import had_time
from models.reports.win_within import won_within
from models.rules.metrics import Closes
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics import win_figures
from models.tables import CustomField
from models.tables.base import JsonObject
from models.views.people import integer
from models.views.people import maybe_string
from models.views.people import string
from models.views.sums import together
from models.vocabulary import Status

GROUPS = ("none", "owner", "team", "month", "quarter", "source", "reason")
BASES = ("final", "recorded", COHORT)
BY_CLOSE = frozenset({"month", "quarter"})
"""Groups that an open deal is in only by its opening (rulings 18)."""
QUARTER = 3

COLUMNS = (
    Column("group", Kind.CODE),
    Column("won", Kind.COUNT),
    Column("lost", Kind.COUNT),
    Column("open", Kind.COUNT),
    Column("win_rate", Kind.RATE),
    Column("win_rate_amount", Kind.RATE),
    Column("won_amount", Kind.MONEY),
    Column("mean_amount", Kind.MONEY),
    Column("median_amount", Kind.MONEY),
    Column("mean_days_to_win", Kind.DAYS),
    Column("median_days_to_win", Kind.DAYS),
    Column("mean_days_to_lose", Kind.DAYS),
    Column("mean_days_to_close", Kind.DAYS),
)
OF_COHORT = (*COLUMNS[:5], *WITHIN[:1], *COLUMNS[5:7], *WITHIN[1:], *COLUMNS[7:])
"""What a cohort tells: also what was won within so many days."""

CLOSED = frozenset({Status.WON, Status.LOST})
BEHIND = {
    "won": frozenset({Status.WON}),
    "lost": frozenset({Status.LOST}),
    "open": frozenset({Status.OPEN}),
    "win_rate": CLOSED,
    "win_rate_amount": CLOSED,
    "won_amount": frozenset({Status.WON}),
    "mean_amount": frozenset({Status.WON}),
    "median_amount": frozenset({Status.WON}),
    "mean_days_to_win": frozenset({Status.WON}),
    "median_days_to_win": frozenset({Status.WON}),
    "mean_days_to_lose": frozenset({Status.LOST}),
    "mean_days_to_close": CLOSED,
}
"""Which deals stand behind each column."""
RATES = ("win_rate", "win_rate_amount")
VALUED = BEHIND.keys() - {"won", "lost", "open", "win_rate"}
"""Columns that measure their deals, which leaves out those without a measure."""


@dataclass(slots=True)
class Group:
    """The deals of one row: those still open, and those that were closed."""

    won: Closes = field(default_factory=Closes)
    lost: Closes = field(default_factory=Closes)
    open: int = 0
    awaited: int = 0
    """What the open deals are worth now."""
    old_enough: int = 0
    won_early: int = 0
    """Of those old enough, won within the days of C.3."""

    def closes(self, status: str) -> Closes:
        """Return the side of a status."""
        return self.won if status == Status.WON else self.lost

    def add(self, other: "Group") -> None:
        """Count another group's deals with this one's."""
        self.won.add(other.won)
        self.lost.add(other.lost)
        self.open += other.open
        self.awaited += other.awaited
        self.old_enough += other.old_enough
        self.won_early += other.won_early


def wins(reader: Reader, asked: Asked) -> Report:
    """Return wins and losses of the period, grouped; order as rulings 18 says.

    A cohort also tells what was won within some days (C.3).
    """
    basis, by = _basis(asked), _group(reader, asked.by)
    lines = win_lines(reader, asked, basis, by)
    groups, unrated = _groups(reader, lines, by)
    usual = usual_days(reader, asked) if basis == COHORT else None
    days = days_given(asked, usual) if basis == COHORT else None
    if basis == COHORT:
        unrated += _add_abroad(reader, lines, by, groups)
        _add_early(reader, lines, by, days, groups)
    whole = Group()
    for one in groups.values():
        whole.add(one)
    if by == "none":
        groups = {None: whole}
    currency = reader.house.currency
    rows = [_row(currency, name, of, by, basis, days) for name, of in groups.items()]
    rows = [row for row in rows if by == "none" or _says_something(row)]
    rows = _ordered(rows, by)
    beside = (
        beside_cohorts(reader, asked, rows, usual)
        if basis == COHORT
        else beside_closed(reader, asked)
    )
    return Report(
        name="wins",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=currency,
        columns=OF_COHORT if basis == COHORT else COLUMNS,
        rows=tuple(rows),
        total=_row(currency, None, whole, "none", basis, days),
        notes=(*_notes(unrated), *beside),
    )


def wins_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals of a cell; as recorded, one that closed twice is here twice."""
    basis, by = _basis(asked), _group(reader, asked.by)
    lines = win_lines(reader, asked, basis, by)
    measure = lines.c.base if "amount" in cell.column else lines.c.days
    query = _select(
        lines.c.deal_id, measure, lines.c.key, lines.c.currency, lines.c.minor
    ).where(_behind(reader, asked, lines, basis, cell))
    named, amounts = _namer(by), BaseAmounts(reader)
    valued = cell.column in VALUED
    rows: list[tuple[object, object]] = []
    for deal_id, value, key, currency, minor in reader.session.connection().execute(
        query
    ):
        if cell.total or by == "none" or named(key) == cell.row:
            abroad = valued and value is None and currency is not None
            worth = amounts.based(integer(minor), string(currency)) if abroad else value
            rows.append((deal_id, worth))
    if not valued:
        return listed((deal_id,) for deal_id, _value in rows)
    return listed(row for row in rows if row[1] is not None)


def _basis(asked: Asked) -> str:
    return chosen(basis_of(asked.basis)[0], "final", BASES, "basis")


def _behind(reader: Reader, asked: Asked, lines: CTE, basis: str, cell: CellAt) -> Test:
    """Keep the lines that a column counts; of a cohort's rates, open deals too."""
    column = cell.column
    if basis == COHORT and column in BY_DAYS:
        days = days_given(asked, usual_days(reader, asked))
        if days is not None:
            kept = won_within if column == WON_WITHIN else had_time
            return kept(reader, lines, days)
    if column not in BEHIND:
        raise uncounted(cell)
    statuses = BEHIND[column]
    if basis == COHORT and column in RATES:
        statuses |= {Status.OPEN}
    return lines.c.status.in_([status.value for status in statuses])


def _groups(reader: Reader, lines: CTE, by: str) -> tuple[dict[str | None, Group], int]:
    """Return the deals of each group, and how many have an amount without a rate.

    The database counts; only what differs comes here, so that a hundred thousand
    deals are some thousand rows.
    """
    named = _namer(by)
    groups: dict[str | None, Group] = {}
    unrated = 0
    for key, status, days, minor, number, lacking, *sums in _counted(reader, lines):
        group = groups.setdefault(named(key), Group())
        times = integer(number)
        if minor is not None:
            amounts = group.won.amounts
            amounts[integer(minor)] = amounts.get(integer(minor), 0) + times
        elif status == Status.OPEN:
            group.open += times
            group.awaited += together(*sums)
        else:
            closes = group.closes(string(status))
            closes.deals += times
            closes.amount += together(*sums)
            unrated += integer(lacking)
            if days is not None:
                length = integer(days)
                closes.days[length] = closes.days.get(length, 0) + times
    return groups, unrated


def _add_abroad(
    reader: Reader, lines: CTE, by: str, groups: dict[str | None, Group]
) -> int:
    """Add open deals in other currencies; return how many have no rate."""
    amounts, named = BaseAmounts(reader), _namer(by)
    of = (lines.c.key, lines.c.currency, lines.c.minor)
    abroad = and_(lines.c.status == Status.OPEN.value, lines.c.currency.is_not(None))
    query = _select(*of, func.count()).where(abroad).group_by(*of)
    for key, currency, minor, number in reader.session.connection().execute(query):
        worth = amounts.of(integer(minor), string(currency), integer(number))
        groups[named(key)].awaited += worth
    return amounts.unrated


def _add_early(
    reader: Reader,
    lines: CTE,
    by: str,
    days: int | None,
    groups: dict[str | None, Group],
) -> None:
    named = _namer(by)
    for key, early in earlies(reader, lines, days).items():
        group = groups[named(key)]
        group.old_enough += early.old_enough
        group.won_early += early.won


def _counted(reader: Reader, lines: CTE) -> Iterable[Sequence[object]]:
    """Count lines by key, status and days; then the amounts that were won by key.

    Columns: key, status, days, amount, number, lacking, and the sums of halves.
    """
    key, status, days, base = lines.c.key, lines.c.status, lines.c.days, lines.c.base
    nothing = literal_column("NULL", Integer)
    closed = _select(
        key,
        status,
        days,
        nothing,
        func.count(),
        func.sum(lines.c.lacking),
        *halves(base),
    ).group_by(key, status, days)
    won = (
        _select(key, status, nothing, base, func.count(), *[nothing] * 3)
        .where(status == Status.WON.value, base.is_not(None))
        .group_by(key, base)
    )
    return reader.session.connection().execute(union_all(closed, won))


def _namer(by: str) -> Callable[[object], str | None]:
    """Return what turns the key of a line into the name of its group."""
    if by == "quarter":
        return lambda key: None if key is None else _quarter(string(key))
    if by.startswith(FIELD):
        named = by.removeprefix(FIELD)

        @lru_cache
        def of_field(key: object) -> str | None:
            return _of_field(key, named)

        return of_field
    return maybe_string


def _of_field(key: object, name: str) -> str | None:
    custom: object = json.loads(string(key) or "{}")
    value = custom.get(name) if _is_object(custom) else None
    return None if value is None else str(value)


def _is_object(value: object) -> TypeGuard[JsonObject]:
    return isinstance(value, dict)


def _quarter(month: str) -> str:
    year, _dash, number = month.partition("-")
    return f"{year}-Q{(int(number) - 1) // QUARTER + 1}"


def _group(reader: Reader, by: str) -> str:
    if not by.startswith(FIELD):
        return chosen(by, "none", GROUPS, "by")
    known = reader.session.scalars(
        select(col(CustomField.key)).where(col(CustomField.entity) == "deal")
    )
    name = by.removeprefix(FIELD)
    keys = list(known)
    if name not in keys:
        raise BadValue("choice_unknown", "by", text=by, choices=keys)
    return by


def _row(
    currency: str,
    name: str | None,
    group: Group,
    by: str,
    basis: str,
    days: int | None,
) -> Row:
    figures = win_figures(group.won, group.lost)
    row: dict[str, Cell] = {"group": name, **asdict(figures)}
    if basis == COHORT:
        deals = figures.won + figures.lost + group.open
        worth = group.won.amount + group.lost.amount + group.awaited
        row["win_rate"] = rounded(ratio(figures.won, deals))
        row["win_rate_amount"] = rounded(ratio(group.won.amount, worth))
        row |= cells(Early(group.old_enough, group.won_early), days)
    dated = by in BY_CLOSE and basis != COHORT
    row["open"] = None if dated or by == "reason" else group.open
    columns = OF_COHORT if basis == COHORT else COLUMNS
    for column in columns:
        value = row[column.key]
        if column.kind is Kind.MONEY and isinstance(value, int):
            row[column.key] = Money(value, currency)
    return {column.key: row[column.key] for column in columns}


def _says_something(row: Row) -> bool:
    return bool(row["won"] or row["lost"] or row["open"])


def _ordered(rows: list[Row], by: str) -> list[Row]:
    if by in ("month", "quarter"):
        return sorted(rows, key=lambda row: (row["group"] is None, str(row["group"])))

    def rank(row: Row) -> tuple[int, bool, str]:
        gained = row["won_amount"]
        minor = gained.minor if isinstance(gained, Money) else 0
        return -minor, row["group"] is None, str(row["group"])

    return sorted(rows, key=rank)


def _notes(unrated: int) -> tuple[Note, ...]:
    return (Note("without_rate", {"count": unrated}),) if unrated else ()
