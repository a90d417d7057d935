"""Where deals have been, read in one pass: what funnels and odds count (C.4)."""

from collections.abc import Iterator

from sqlalchemy import ScalarSelect
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import halves
from models.queries.first_terms import text
from models.reports.amounts import BaseAmounts
from models.reports.amounts import parted
from models.reports.amounts import unrated
from models.rules.metrics_funnel import Walk
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import StageVisit
from models.views.people import integer
from models.views.people import string
from models.views.sums import together
from models.vocabulary import CloseKind
from models.vocabulary import Status

CLOSES = (CloseKind.WON, CloseKind.LOST)


def grouped(
    reader: Reader, test: Test, *, whole: bool = True
) -> Iterator[tuple[Walk, int]]:
    """Yield each way that deals have gone, with their number.

    Unless the ``whole`` way is wanted, that of a won deal is not read: it counts as
    all.
    """
    deals = _walks(test, whole=whole).cte("deals").prefix_with("MATERIALIZED")
    kinds = (deals.c.status, deals.c.stage_id, deals.c.path, deals.c.closed_in)
    query = chosen(*kinds, func.count()).group_by(*kinds)
    for *walk, number in reader.session.connection().execute(query):
        yield _walk(*walk), integer(number)


def valued(
    amounts: BaseAmounts, test: Test, *, whole: bool = True
) -> Iterator[tuple[Walk, int, int]]:
    """Yield each way that deals have gone, with their number and their base amount."""
    summed, currency, minor = parted(amounts.base)
    deals = (
        _walks(test, whole=whole)
        .add_columns(
            summed.label("summed"),
            currency.label("currency"),
            minor.label("minor"),
            unrated().label("unrated"),
        )
        .cte("deals")
        .prefix_with("MATERIALIZED")
    )
    c = deals.c
    kinds = (c.status, c.stage_id, c.path, c.closed_in, c.currency, c.minor)
    sums = (func.count(), func.sum(c.unrated), *halves(c.summed))
    query = chosen(*kinds, *sums).group_by(*kinds)
    for row in amounts.reader.session.connection().execute(query):
        status, here, path, closed_in, foreign, each, number, lacking, *parts = row
        deals_here = integer(number)
        amounts.unrated += integer(lacking)
        base = together(*parts)
        if foreign is not None:
            base += amounts.of(integer(each), string(foreign), deals_here)
        yield _walk(status, here, path, closed_in), deals_here, base


def singly(reader: Reader, test: Test) -> Iterator[tuple[Walk, int]]:
    """Yield the way of each deal, with its id."""
    deals = _walks(test, whole=True).subquery("deals")
    query = chosen(
        deals.c.status, deals.c.stage_id, deals.c.path, deals.c.closed_in, deals.c.id
    )
    for *walk, deal_id in reader.session.connection().execute(query):
        yield _walk(*walk), integer(deal_id)


def _walks(test: Test, *, whole: bool) -> Statement:
    """Select deals with their stages in order of entry, first those without a date."""
    lasting = col(Deal.status) != Status.WON
    path = _path() if whole else case((lasting, _path()), else_=None)
    closed_in = case((lasting, _closed_in()), else_=None)
    return (
        chosen(
            col(Deal.id),
            text(col(Deal.status)).label("status"),
            col(Deal.stage_id),
            path.label("path"),
            closed_in.label("closed_in"),
        )
        .select_from(Deal)
        .where(test)
    )


def _path() -> ScalarSelect[str]:
    ordered = (
        select(text(col(StageVisit.stage_id)).label("stage_id"))
        .where(col(StageVisit.deal_id) == col(Deal.id))
        .order_by(col(StageVisit.entered_at), col(StageVisit.id))
        .correlate(Deal)
        .subquery("ordered")
    )
    joined = func.aggregate_strings(ordered.c.stage_id, " ")
    return select(joined).correlate(Deal).scalar_subquery()


def _closed_in() -> ScalarSelect[str]:
    stages = func.aggregate_strings(text(col(CloseEvent.stage_id)), " ")
    return (
        select(stages)
        .where(
            col(CloseEvent.deal_id) == col(Deal.id), col(CloseEvent.kind).in_(CLOSES)
        )
        .correlate(Deal)
        .scalar_subquery()
    )


def _walk(status: object, here: object, path: object, closed_in: object) -> Walk:
    return Walk(
        path=_ids(path),
        here=integer(here),
        status=Status(string(status)),
        closed_in=_ids(closed_in),
    )


def _ids(joined: object) -> tuple[int, ...]:
    return tuple(int(one) for one in string(joined).split())
