"""Deals by their present status and last close, and whom they go to (C.0 final)."""

from datetime import datetime

from sqlalchemy import SQLColumnExpression
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.counted import everything
from models.reports.counted import in_figures
from models.reports.counted import within
from models.reports.days import local_day_number
from models.reports.report import Asked
from models.reports.report import Period
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import Team
from models.tables import User
from models.vocabulary import CloseKind
from models.vocabulary import Status

CLOSED = (Status.WON, Status.LOST)
NONE = "none"
OWNER = "owner"
TEAM = "team"
GROUPS = (NONE, OWNER, TEAM)


def closings(reader: Reader, asked: Asked, period: Period, by: str) -> Subquery:
    """Return one row for each deal whose last close lies in the period.

    Columns: deal_id, name (owner or team at closing), status, base, days, and
    closed_on, the number of the local day.
    """
    zone = reader.house.zone
    closed = local_day_number(col(Deal.closed_at), zone, reader.now)
    opened = local_day_number(col(Deal.opened_at), zone, reader.now)
    query = chosen(
        col(Deal.id).label("deal_id"),
        _name(by).label("name"),
        text(col(Deal.status)).label("status"),
        whole(col(Deal.base_minor)).label("base"),
        (closed - opened).label("days"),
        closed.label("closed_on"),
    ).where(
        col(Deal.status).in_(CLOSED),
        within(period, col(Deal.closed_at)),
        of_closer(reader, asked),
        of_pipeline(asked),
    )
    return _joined(query, by, closed=True).subquery("closings")


def in_play(
    reader: Reader, asked: Asked, by: str, at: datetime | None = None
) -> Subquery:
    """Return one row for each open deal: deal_id, name (present owner or team).

    Open now, or at a moment that has passed.
    """
    is_open = col(Deal.status) == Status.OPEN if at is None else _was_open(at)
    query = chosen(col(Deal.id).label("deal_id"), _name(by).label("name")).where(
        is_open, in_figures(reader, asked), of_pipeline(asked)
    )
    return _joined(query, by, closed=False).subquery("in_play")


def _was_open(at: datetime) -> Test:
    """Keep deals that had been opened, and whose last close by then was undone."""
    last = (
        select(col(CloseEvent.kind))
        .where(col(CloseEvent.deal_id) == col(Deal.id), col(CloseEvent.at) < at)
        .order_by(col(CloseEvent.id).desc())
        .limit(1)
        .correlate(Deal)
        .scalar_subquery()
    )
    return and_(
        col(Deal.opened_at) < at,
        func.coalesce(text(last), CloseKind.REOPENED.value) == CloseKind.REOPENED.value,
    )


def of_closer(reader: Reader, asked: Asked) -> Test:
    """Keep closed deals of the scope, by who had them when they closed (C.0)."""
    owner = _at_closing(col(CloseEvent.owner_id))
    whose = None if everything(reader, asked) else func.coalesce(owner, _OWNER)
    return in_figures(reader, asked, whose)


def of_pipeline(asked: Asked) -> Test:
    """Keep to the pipeline asked for, if one is."""
    if asked.pipeline_id is None:
        return true()
    return col(Deal.pipeline_id) == asked.pipeline_id


_OWNER = col(Deal.owner_id)


def _at_closing(
    column: SQLColumnExpression[int | None],
) -> SQLColumnExpression[int | None]:
    """Select what the last win or loss kept."""
    return (
        select(column)
        .where(
            col(CloseEvent.deal_id) == col(Deal.id),
            col(CloseEvent.kind).in_((CloseKind.WON, CloseKind.LOST)),
        )
        .order_by(col(CloseEvent.id).desc())
        .limit(1)
        .correlate(Deal)
        .scalar_subquery()
    )


def _name(by: str) -> SQLColumnExpression[object]:
    if by == OWNER:
        return col(User.name)
    return col(Team.name) if by == TEAM else literal_column("NULL")


def _joined(query: Statement, by: str, *, closed: bool) -> Statement:
    query = query.select_from(Deal)
    match by:
        case "owner":
            kept = _at_closing(col(CloseEvent.owner_id))
            owner = func.coalesce(kept, _OWNER) if closed else _OWNER
            return query.outerjoin(User, col(User.id) == owner)
        case "team":
            kept = _at_closing(col(CloseEvent.team_id))
            present = col(Deal.team_id)
            team = func.coalesce(kept, present) if closed else present
            return query.outerjoin(Team, col(Team.id) == team)
        case _:
            return query
