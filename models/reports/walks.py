"""Where deals have been, read in one pass: what funnels and odds count (C.4)."""

from collections.abc import Iterator

from sqlalchemy import Subquery
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.rules.metrics_funnel import Walk
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import StageVisit
from models.views.people import integer
from models.views.people import string
from models.vocabulary import CloseKind
from models.vocabulary import Status

CLOSES = (CloseKind.WON, CloseKind.LOST)


def grouped(reader: Reader, test: Test) -> Iterator[tuple[Walk, int]]:
    """Yield each way that deals have gone, with their number."""
    deals = _walks(test).subquery("deals")
    kinds = (deals.c.status, deals.c.stage_id, deals.c.path, deals.c.closed_in)
    query = chosen(*kinds, func.count()).group_by(*kinds)
    for *walk, number in reader.session.connection().execute(query):
        yield _walk(*walk), integer(number)


def singly(reader: Reader, test: Test) -> Iterator[tuple[Walk, int]]:
    """Yield the way of each deal, with its id."""
    deals = _walks(test).subquery("deals")
    query = chosen(
        deals.c.status, deals.c.stage_id, deals.c.path, deals.c.closed_in, deals.c.id
    )
    for *walk, deal_id in reader.session.connection().execute(query):
        yield _walk(*walk), integer(deal_id)


def _walks(test: Test) -> Statement:
    """Select deals with their stages in order of entry, first those without a date.

    What a won deal's closings say is not read: it counts as all.
    """
    paths = _paths()
    closings = (
        select(func.aggregate_strings(text(col(CloseEvent.stage_id)), " "))
        .where(
            col(CloseEvent.deal_id) == col(Deal.id), col(CloseEvent.kind).in_(CLOSES)
        )
        .correlate(Deal)
        .scalar_subquery()
    )
    closed_in = case((col(Deal.status) != Status.WON, closings), else_=None)
    return (
        chosen(
            col(Deal.id),
            text(col(Deal.status)).label("status"),
            col(Deal.stage_id),
            paths.c.path,
            closed_in.label("closed_in"),
        )
        .select_from(Deal)
        .outerjoin(paths, paths.c.deal_id == col(Deal.id))
        .where(test)
    )


def _paths() -> Subquery:
    ordered = (
        select(col(StageVisit.deal_id), col(StageVisit.stage_id))
        .order_by(
            col(StageVisit.deal_id), col(StageVisit.entered_at), col(StageVisit.id)
        )
        .subquery("ordered")
    )
    path = func.aggregate_strings(text(ordered.c.stage_id), " ")
    return (
        select(ordered.c.deal_id, path.label("path"))
        .group_by(ordered.c.deal_id)
        .subquery("paths")
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
