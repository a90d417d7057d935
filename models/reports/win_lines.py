"""The deals behind wins and losses, one row each, as the basis asks (C.0, C.1)."""

from datetime import datetime

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import ScalarSelect
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import type_coerce
from sqlalchemy import union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.amounts import parted
from models.reports.closings import of_pipeline
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.days import DAY
from models.reports.days import local_day_number
from models.reports.report import Asked
from models.reports.scope import attributed
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import LossReason
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.vocabulary import CloseKind
from models.vocabulary import Phase
from models.vocabulary import Status

FIELD = "field:"
OF_CLOSE = frozenset({"owner", "team", "reason"})
"""Groups that are told by what was kept when the deal closed."""

Moment = SQLColumnExpression[datetime | None]


def win_lines(reader: Reader, asked: Asked, basis: str, by: str) -> CTE:
    """Return one row for each deal that counts; as recorded, one for each close.

    Deals open now are there too (rulings 18). Columns: deal_id, key, status, began
    (the number of the day), days from opening to close, base, and lacking: 1 where
    there is an amount without a rate; currency and minor of an open deal that is not
    in base currency. Months are the key of quarters too, and all own fields that of
    one of them.
    """
    if basis != "recorded":
        return _lines(reader, asked, basis, by).cte("lines")
    still = _lines(reader, asked, "final", by).where(col(Deal.status) == Status.OPEN)
    return union_all(_lines(reader, asked, basis, by), still).cte("lines")


def _lines(reader: Reader, asked: Asked, basis: str, by: str) -> Statement:
    recorded = basis == "recorded"
    kept = recorded or by in OF_CLOSE or not everything(reader, asked)
    status, closed = _status(kept=kept), _closed(recorded=recorded, kept=kept)
    base, currency, minor = _worth(reader, basis)
    began = _day(reader, asked, col(Deal.opened_at))
    ended = _day(reader, asked, closed)
    query = chosen(
        col(Deal.id).label("deal_id"),
        _key(by, began if basis == "cohort" else ended).label("key"),
        status.label("status"),
        began.label("began"),
        (ended - began).label("days"),
        base.label("base"),
        case((and_(base.is_(None), _priced(status)), 1), else_=0).label("lacking"),
        currency.label("currency"),
        minor.label("minor"),
    ).select_from(Deal)
    query = _with_group(_with_close(query, recorded=recorded, kept=kept), by)
    if basis == "cohort":
        counted = within(asked.period, col(Deal.opened_at))
    else:
        counted = or_(status == Status.OPEN.value, within(asked.period, closed))
    owner = _owner() if kept else col(Deal.owner_id)
    return query.where(
        visible(reader.actor, Deal),
        col(Deal.phase) == Phase.DEAL,
        attributed(reader, asked.scope, owner),
        of_pipeline(asked),
        counted,
    )


def _worth(reader: Reader, basis: str) -> tuple[SQLColumnExpression[object], ...]:
    """Return the base amount; of a cohort that of open deals too, or their own."""
    if basis == "cohort":
        return parted(reader.house.currency)
    kept = CloseEvent.base_minor if basis == "recorded" else Deal.base_minor
    return whole(col(kept)), literal_column("NULL"), literal_column("NULL")


def _day(reader: Reader, asked: Asked, moment: Moment) -> ColumnElement[int]:
    return local_day_number(moment, asked.period.zone, reader.now)


def _priced(status: ColumnElement[str]) -> Test:
    return and_(status != Status.OPEN.value, col(Deal.amount_minor).is_not(None))


def _status(*, kept: bool) -> ColumnElement[str]:
    present = text(col(Deal.status))
    return func.coalesce(text(col(CloseEvent.kind)), present) if kept else present


def _closed(*, recorded: bool, kept: bool) -> Moment:
    if recorded:
        return col(CloseEvent.at)
    present = col(Deal.closed_at)
    if not kept:
        return present
    return case((col(CloseEvent.kind).is_(None), present), else_=col(CloseEvent.at))


def _owner() -> SQLColumnExpression[int | None]:
    return func.coalesce(col(CloseEvent.owner_id), col(Deal.owner_id))


def _key(by: str, day: ColumnElement[int]) -> ColumnElement[str]:
    if by in ("month", "quarter"):
        seconds = day * literal_column(str(DAY), Integer)
        month: ColumnElement[str] = func.strftime("%Y-%m", seconds, "unixepoch")
        return month
    columns: dict[str, SQLColumnExpression[object]] = {
        "none": literal_column("NULL"),
        "owner": col(User.name),
        "team": col(Team.name),
        "source": col(Source.code),
        "reason": col(LossReason.code),
    }
    return type_coerce(columns.get(by, col(Deal.custom)), Text)


def _with_close(query: Statement, *, recorded: bool, kept: bool) -> Statement:
    closes = (CloseKind.WON, CloseKind.LOST)
    if recorded:
        query = query.join(CloseEvent, col(CloseEvent.deal_id) == col(Deal.id))
        return query.where(col(CloseEvent.kind).in_(closes))
    if not kept:
        return query
    last = and_(col(CloseEvent.id) == _last_close(), col(Deal.status) != Status.OPEN)
    return query.outerjoin(CloseEvent, last)


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


def _with_group(query: Statement, by: str) -> Statement:
    match by:
        case "owner":
            return query.outerjoin(User, col(User.id) == _owner())
        case "team":
            team = func.coalesce(col(CloseEvent.team_id), col(Deal.team_id))
            return query.outerjoin(Team, col(Team.id) == team)
        case "source":
            return query.outerjoin(Source, col(Source.id) == col(Deal.source_id))
        case "reason":
            reason = col(CloseEvent.reason_id)
            return query.outerjoin(LossReason, col(LossReason.id) == reason)
        case _:
            return query
