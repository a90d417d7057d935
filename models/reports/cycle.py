"""The report ``cycle``: how long deals took to be won or lost, three ways (C.12)."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Subquery
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports.closings import NONE
from models.reports.closings import closings
from models.reports.days import local_day_number
from models.reports.listed import CellAt
from models.reports.listed import Item
from models.reports.listed import Listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.rules.metrics import rounded
from models.rules.metrics_times import closed_days
from models.rules.metrics_times import merged
from models.rules.metrics_times import spread
from models.tables import CloseEvent
from models.tables import Stage
from models.tables import StageVisit
from models.views.people import integer
from models.views.people import string
from models.vocabulary import CloseKind
from models.vocabulary import StageKind
from models.vocabulary import Status

OPENED = "opened"
QUALIFIED = "qualified"
WORKED = "worked"
BASES = (OPENED, QUALIFIED, WORKED)

COLUMNS = (
    Column("group", Kind.CODE),
    Column("deals", Kind.COUNT),
    Column("median_days", Kind.DAYS),
    Column("mean_days", Kind.DAYS),
    Column("p90_days", Kind.DAYS),
)


LISTED = tuple(column.key for column in COLUMNS[1:])


def cycle(reader: Reader, asked: Asked) -> Report:
    """Return the days of the deals won in the period, and of those lost.

    From opening, from qualification (the first stage that is not intake), or from
    opening without the days between a close and its reopening. A deal whose days are
    not known is not counted.
    """
    basis = choice(asked.basis, OPENED, BASES, "basis")
    lengths = _tallies(reader, asked, basis)
    won, lost = lengths.get(Status.WON, {}), lengths.get(Status.LOST, {})
    return Report(
        name="cycle",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=(_row(Status.WON, won), _row(Status.LOST, lost)),
        total=_row(None, merged(won, lost)),
    )


def cycle_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals won or lost, with the days that each took."""
    if cell.column not in LISTED:
        raise uncounted(cell, *LISTED)
    basis = choice(asked.basis, OPENED, BASES, "basis")
    deals = closings(reader, asked, asked.period, NONE)
    items = (
        Item(deal_id, days)
        for deal_id, status, days in _days(reader, deals, basis, true())
        if cell.total or status == cell.row
    )
    return Listed("deal", tuple(sorted(items, key=lambda item: item.id)))


def _days(
    reader: Reader, deals: Subquery, basis: str, test: Test
) -> Iterator[tuple[int, str, int]]:
    """Yield the deals whose days are known, without what they were closed between."""
    length = _length(reader, deals, basis)
    query = chosen(deals.c.deal_id, deals.c.status, length).where(
        test, length.is_not(None)
    )
    apart = _closed_days(reader) if basis == WORKED else {}
    for deal_id, status, days in reader.session.connection().execute(query):
        one = integer(deal_id)
        yield one, string(status), integer(days) - apart.get(one, 0)


def _tallies(reader: Reader, asked: Asked, basis: str) -> dict[str, dict[int, int]]:
    deals = closings(reader, asked, asked.period, NONE)
    length = _length(reader, deals, basis)
    reopened = deals.c.deal_id.in_(_reopened())
    each = chosen(deals.c.status.label("status"), length.label("days"))
    if basis == WORKED:
        each = each.where(~reopened)
    lengths = each.cte("lengths").prefix_with("MATERIALIZED")
    keys = (lengths.c.status, lengths.c.days)
    query = chosen(*keys, func.count()).where(lengths.c.days.is_not(None))
    found: dict[str, dict[int, int]] = {}
    for status, days, number in reader.session.connection().execute(
        query.group_by(*keys)
    ):
        found.setdefault(string(status), {})[integer(days)] = integer(number)
    if basis == WORKED:
        for _id, status, days in _days(reader, deals, basis, reopened):
            found[status] = merged(found.get(status, {}), {days: 1})
    return found


def _length(
    reader: Reader, deals: Subquery, basis: str
) -> SQLColumnExpression[int | None]:
    if basis != QUALIFIED:
        return deals.c.days
    entered = local_day_number(
        col(StageVisit.entered_at), reader.house.zone, reader.now
    )
    qualified = (
        select(func.min(entered))
        .join(Stage, col(Stage.id) == col(StageVisit.stage_id))
        .where(
            col(StageVisit.deal_id) == deals.c.deal_id,
            col(Stage.kind) == StageKind.OPEN,
        )
        .correlate(deals)
        .scalar_subquery()
    )
    return deals.c.closed_on - qualified


def _reopened() -> Select[int]:
    return select(col(CloseEvent.deal_id)).where(
        col(CloseEvent.kind) == CloseKind.REOPENED
    )


def _closed_days(reader: Reader) -> dict[int, int]:
    """Return the days that reopened deals were closed, in local dates (C.12)."""
    query = (
        select(col(CloseEvent.deal_id), col(CloseEvent.kind), col(CloseEvent.at))
        .where(
            col(CloseEvent.deal_id).in_(_reopened()), col(CloseEvent.at).is_not(None)
        )
        .order_by(col(CloseEvent.id))
    )
    found: dict[int, list[tuple[CloseKind, date]]] = {}
    for deal_id, kind, at in reader.session.connection().execute(query):
        if at is not None:
            on = local_day(at, reader.house.zone)
            found.setdefault(deal_id, []).append((kind, on))
    return {deal_id: closed_days(events) for deal_id, events in found.items()}


def _row(status: str | None, lengths: Mapping[int, int]) -> Row:
    days = spread(lengths)
    return {
        "group": status,
        "deals": days.number,
        "median_days": rounded(days.median),
        "mean_days": rounded(days.mean),
        "p90_days": rounded(days.p90),
    }
