"""The report ``wins``: what was won and lost, by whom, when, why (C.1, C.2)."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import TypeGuard

from sqlalchemy import ScalarSelect
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.clock import local_day
from models.errors import BadValue
from models.money import Money
from models.reports.beside import beside_closed
from models.reports.beside import beside_cohorts
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.rules.metrics import Closed
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics import win_figures
from models.tables import CloseEvent
from models.tables import CustomField
from models.tables import Deal
from models.tables import LossReason
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.tables.base import JsonObject
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import maybe_string
from models.views.people import string
from models.vocabulary import CloseKind
from models.vocabulary import Phase
from models.vocabulary import Status

GROUPS = ("none", "owner", "team", "month", "quarter", "source", "reason")
BASES = ("final", "recorded", "cohort")
BY_CLOSE = frozenset({"month", "quarter"})
"""Groups that an open deal is in only by its opening (rulings 18)."""
QUARTER = 3
FIELD = "field:"

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
VALUED = BEHIND.keys() - {"won", "lost", "open", "win_rate"}
"""Columns that measure their deals, which leaves out those without a measure."""


@dataclass(frozen=True, slots=True)
class Line:
    """A deal as it counts: its status on this basis, and what it is grouped by."""

    id: int
    status: Status
    opened_at: datetime | None
    closed_at: datetime | None
    amount: int | None
    has_amount: bool
    owner: str | None
    team: str | None
    source: str | None
    reason: str | None
    custom: JsonObject


def wins(reader: Reader, asked: Asked) -> Report:
    """Return wins and losses of the period, grouped; order as rulings 18 says."""
    basis = chosen(asked.basis, "final", BASES, "basis")
    by = _group(reader, asked.by)
    lines = [
        line
        for line in _lines(reader, asked, basis)
        if _counts(line, basis, asked.period)
    ]
    key = _key(by, basis, asked.period.zone)
    groups: dict[str | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    if by == "none":
        groups = {None: lines}
    zone = asked.period.zone
    rows = [_row(reader, name, of, by, zone, basis) for name, of in groups.items()]
    rows = [row for row in rows if by == "none" or _says_something(row)]
    beside = (
        beside_cohorts(reader, asked, rows)
        if basis == "cohort"
        else beside_closed(reader, asked)
    )
    return Report(
        name="wins",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(_ordered(rows, by)),
        total=_row(reader, None, lines, "none", zone, basis),
        notes=(*_notes(lines), *beside),
    )


def wins_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals of a cell; as recorded, one that closed twice is here twice."""
    statuses = BEHIND.get(cell.column)
    if statuses is None:
        raise uncounted(cell)
    basis = chosen(asked.basis, "final", BASES, "basis")
    if basis == "cohort" and cell.column == "win_rate":
        statuses |= {Status.OPEN}
    by, zone = _group(reader, asked.by), asked.period.zone
    key = _key(by, basis, zone)
    rows = [
        (line.id, _value(line, cell.column, zone))
        for line in _lines(reader, asked, basis)
        if line.status in statuses
        and _counts(line, basis, asked.period)
        and (cell.total or by == "none" or key(line) == cell.row)
    ]
    if cell.column not in VALUED:
        return listed((deal_id,) for deal_id, _value_of in rows)
    return listed(row for row in rows if row[1] is not None)


def _value(line: Line, column: str, zone: str) -> int | None:
    if "amount" in column:
        return line.amount
    opened, closed = _day(line.opened_at, zone), _day(line.closed_at, zone)
    return None if opened is None or closed is None else (closed - opened).days


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


def _columns(*, recorded: bool) -> list[SQLColumnExpression[object]]:
    """Return what a line needs; the amount as it was at each close if recorded."""
    return [
        col(Deal.status),
        col(CloseEvent.kind),
        col(Deal.opened_at),
        col(Deal.closed_at),
        col(CloseEvent.at),
        col(CloseEvent.base_minor) if recorded else col(Deal.base_minor),
        col(Deal.amount_minor),
        col(User.name),
        col(Team.name),
        col(Source.code),
        col(LossReason.code),
        col(Deal.custom),
        col(Deal.id),
    ]


def _last_close() -> ScalarSelect[int | None]:
    closing = aliased(CloseEvent)
    return (
        select(func.max(col(closing.id)))
        .where(
            col(closing.deal_id) == col(Deal.id),
            col(closing.kind).in_((CloseKind.WON, CloseKind.LOST)),
        )
        .correlate(Deal)
        .scalar_subquery()
    )


def _closing(basis: str) -> Select[*tuple[object, ...]]:
    recorded = basis == "recorded"
    columns = _columns(recorded=recorded)
    query: Select[*tuple[object, ...]] = select(*columns).select_from(Deal)
    query = query.outerjoin(Source, col(Source.id) == col(Deal.source_id))
    if recorded:
        query = query.join(CloseEvent, col(CloseEvent.deal_id) == col(Deal.id))
        query = query.where(col(CloseEvent.kind).in_((CloseKind.WON, CloseKind.LOST)))
    else:
        query = query.outerjoin(
            CloseEvent,
            and_(
                col(CloseEvent.id) == _last_close(),
                col(Deal.status) != Status.OPEN,
            ),
        )
    owner = func.coalesce(col(CloseEvent.owner_id), col(Deal.owner_id))
    team = func.coalesce(col(CloseEvent.team_id), col(Deal.team_id))
    return (
        query.outerjoin(User, col(User.id) == owner)
        .outerjoin(Team, col(Team.id) == team)
        .outerjoin(LossReason, col(LossReason.id) == col(CloseEvent.reason_id))
    )


def _lines(reader: Reader, asked: Asked, basis: str) -> Iterable[Line]:
    owner = func.coalesce(col(CloseEvent.owner_id), col(Deal.owner_id))
    query = _closing(basis).where(
        visible(reader.actor, Deal),
        col(Deal.phase) == Phase.DEAL,
        attributed(reader, asked.scope, owner),
    )
    if asked.pipeline_id is not None:
        query = query.where(col(Deal.pipeline_id) == asked.pipeline_id)
    for row in reader.session.connection().execute(query):
        yield _line(tuple(row))


def _line(row: tuple[object, ...]) -> Line:
    status, kind, opened, closed, at, base, minor, *names, own, deal_id = row
    owner, team, source, reason = names
    return Line(
        id=integer(deal_id),
        status=Status(string(status if kind is None else kind)),
        opened_at=_moment(opened),
        closed_at=_moment(closed if kind is None else at),
        amount=maybe_integer(base),
        has_amount=minor is not None,
        owner=maybe_string(owner),
        team=maybe_string(team),
        source=maybe_string(source),
        reason=maybe_string(reason),
        custom=own if _is_object(own) else {},
    )


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def _is_object(value: object) -> TypeGuard[JsonObject]:
    return isinstance(value, dict)


def _counts(line: Line, basis: str, period: Period) -> bool:
    if basis == "cohort":
        return period.holds(line.opened_at)
    return line.status is Status.OPEN or period.holds(line.closed_at)


def _key(by: str, basis: str, zone: str) -> Callable[[Line], str | None]:
    def month(line: Line) -> date | None:
        moment = line.opened_at if basis == "cohort" else line.closed_at
        return None if moment is None else local_day(moment, zone)

    def value(line: Line) -> str | None:
        found = line.custom.get(by.removeprefix(FIELD))
        return None if found is None else str(found)

    keys: dict[str, Callable[[Line], str | None]] = {
        "none": lambda _line: None,
        "owner": lambda line: line.owner,
        "team": lambda line: line.team,
        "month": lambda line: _month(month(line)),
        "quarter": lambda line: _quarter(month(line)),
        "source": lambda line: line.source,
        "reason": lambda line: line.reason,
    }
    return keys.get(by, value)


def _month(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m}"


def _quarter(day: date | None) -> str | None:
    return None if day is None else f"{day.year}-Q{(day.month - 1) // QUARTER + 1}"


def _row(
    reader: Reader,
    name: str | None,
    lines: list[Line],
    by: str,
    zone: str,
    basis: str,
) -> Row:
    figures = win_figures(
        [
            Closed(
                won=line.status is Status.WON,
                amount=line.amount,
                opened_on=_day(line.opened_at, zone),
                closed_on=_day(line.closed_at, zone),
            )
            for line in lines
            if line.status is not Status.OPEN
        ]
    )
    row: dict[str, Cell] = {"group": name, **asdict(figures)}
    in_play = sum(line.status is Status.OPEN for line in lines)
    if basis == "cohort":
        row["win_rate"] = rounded(ratio(figures.won, len(lines)))
        row["win_rate_amount"] = None if in_play else row["win_rate_amount"]
    dated = by in BY_CLOSE and basis != "cohort"
    row["open"] = None if dated or by == "reason" else in_play
    for column in COLUMNS:
        value = row[column.key]
        if column.kind is Kind.MONEY and isinstance(value, int):
            row[column.key] = Money(value, reader.house.currency)
    return {column.key: row[column.key] for column in COLUMNS}


def _day(moment: datetime | None, zone: str) -> date | None:
    return None if moment is None else local_day(moment, zone)


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


def _notes(lines: list[Line]) -> tuple[Note, ...]:
    unrated = sum(
        line.has_amount and line.amount is None
        for line in lines
        if line.status is not Status.OPEN
    )
    return (Note("without_rate", {"count": unrated}),) if unrated else ()
