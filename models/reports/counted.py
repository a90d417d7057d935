"""Which deals, stages and moments a figure counts: one place for all reports (C.0)."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import exists
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.errors import NotFound
from models.queries.first_terms import text
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.tables import Deal
from models.tables import Pipeline
from models.tables import Stage
from models.tables import StageVisit
from models.vocabulary import Phase
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import StageKind

Test = ColumnElement[bool]

LEAD: ColumnElement[str] = literal_column("'lead'")
"""Written into the text: a bound value would hide the partial index."""

When = SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None]
Ids = SQLColumnExpression[int] | SQLColumnExpression[int | None]


def in_figures(reader: Reader, asked: Asked, owner: Ids | None = None) -> Test:
    """Keep to deals, not leads, that the actor sees and the scope asks for.

    ``owner`` is whom a figure goes to; the present owner unless given.
    """
    whose = col(Deal.owner_id) if owner is None else owner
    return and_(
        visible(reader.actor, Deal),
        col(Deal.phase) == Phase.DEAL,
        attributed(reader, asked.scope, whose),
    )


def of_counted(
    reader: Reader, asked: Asked, deal_id: Ids, owner: Ids | None = None
) -> Test:
    """Keep rows that hang on a deal in the figures.

    ``owner`` is the row's own, whom it goes to in place of the deal's. Who sees
    everything reads past the few deals that do not count, which is several times
    faster than looking each deal up.
    """
    if everything(reader, asked):
        binned = select(col(Deal.id)).where(col(Deal.deleted_at).is_not(None))
        leads = select(col(Deal.id)).where(text(col(Deal.phase)) == LEAD)
        return and_(deal_id.not_in(binned), deal_id.not_in(leads))
    if owner is None:
        return deal_id.in_(select(col(Deal.id)).where(in_figures(reader, asked)))
    seen = and_(visible(reader.actor, Deal), col(Deal.phase) == Phase.DEAL)
    return and_(
        deal_id.in_(select(col(Deal.id)).where(seen)),
        attributed(reader, asked.scope, owner),
    )


def everything(reader: Reader, asked: Asked) -> bool:
    """Tell whether the figures are the whole workspace's."""
    whole = scope_of(reader, asked.scope) is Scope.ALL
    return whole and reader.actor.role is Role.ADMIN


def within(period: Period, moment: When) -> Test:
    """Keep moments of the period; unknown ones count in all time only."""
    tests: list[Test] = []
    if period.start is not None:
        tests.append(moment >= period.start)
    if period.end is not None:
        tests.append(moment < period.end)
    return and_(*tests) if tests else true()


def pipeline_of(reader: Reader, asked: Asked) -> int:
    """Return the pipeline asked for, else the default one."""
    query = select(col(Pipeline.id)).where(col(Pipeline.deleted_at).is_(None))
    if asked.pipeline_id is not None:
        query = query.where(col(Pipeline.id) == asked.pipeline_id)
    order = (
        col(Pipeline.active).desc(),
        col(Pipeline.is_default).desc(),
        col(Pipeline.position),
        col(Pipeline.id),
    )
    found = reader.session.scalars(query.order_by(*order).limit(1)).one_or_none()
    if found is None:
        raise NotFound("record_unknown", entity="Pipeline", id=asked.pipeline_id)
    return found


def stages_of(reader: Reader, pipeline_id: int, *kinds: StageKind) -> list[Stage]:
    """Return the stages of a pipeline in order; retired ones if deals have been there.

    Without kinds these are the stages that the funnel is made of.
    """
    been = exists().where(col(StageVisit.stage_id) == col(Stage.id))
    query = (
        select(Stage)
        .where(
            col(Stage.pipeline_id) == pipeline_id,
            col(Stage.kind).in_(kinds or (StageKind.OPEN,)),
            col(Stage.deleted_at).is_(None),
            or_(col(Stage.active), been),
        )
        .order_by(col(Stage.position), col(Stage.id))
    )
    return list(reader.session.scalars(query))
