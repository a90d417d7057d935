"""Exits of stages as they were recorded: moves, wins and losses (C.4, C.5).

Each goes to who had the deal then, and a win or loss to the stage that its close event
kept, so that neither reopening nor reassigning rewrites it.
"""

from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy import union_all
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.counted import everything
from models.reports.counted import in_figures
from models.reports.counted import of_counted
from models.reports.counted import within
from models.reports.deal_holders import owner_at
from models.reports.deal_holders import team_at
from models.reports.report import Asked
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import Stage
from models.tables import StageVisit
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import StageKind

CLOSES = (CloseKind.WON, CloseKind.LOST)
NOBODY: ColumnElement[int] = literal_column("NULL", Integer)
MOVES = (ExitKind.FORWARD, ExitKind.BACK)


class Holder(StrEnum):
    """Whom exits are told by: the owner or the team at that time."""

    OWNER = "owner"
    TEAM = "team"


def exits(
    reader: Reader, asked: Asked, pipeline_id: int, holder: Holder | None = None
) -> Subquery:
    """Return one row for each exit: deal_id, stage_id, kind, holder_id, reason_id.

    Without a holder nobody asks for ``holder_id``, which is then anybody's.
    """
    if holder is None and everything(reader, asked):
        moves = _moves(reader, asked, pipeline_id)
    else:
        moves = _held_moves(reader, asked, pipeline_id, holder)
    closes = _closes(reader, asked, pipeline_id, holder)
    return union_all(moves, closes).subquery("exits")


def _stages(pipeline_id: int) -> Statement:
    return chosen(col(Stage.id)).where(
        col(Stage.pipeline_id) == pipeline_id, col(Stage.kind) == StageKind.OPEN
    )


def _moves(reader: Reader, asked: Asked, pipeline_id: int) -> Statement:
    return _moved(asked, NOBODY).where(
        col(StageVisit.stage_id).in_(_stages(pipeline_id)),
        of_counted(reader, asked, col(StageVisit.deal_id)),
    )


def _held_moves(
    reader: Reader, asked: Asked, pipeline_id: int, holder: Holder | None
) -> Statement:
    """Select the moves with who had their deals then.

    Adding nothing to the stage keeps its index out: deals are read first then, in
    the order in which their stays lie together.
    """
    moment = col(StageVisit.exited_at)
    owner = owner_at(moment)
    return (
        _moved(asked, team_at(moment) if holder is Holder.TEAM else owner)
        .join(Deal, col(Deal.id) == col(StageVisit.deal_id))
        .where(
            (col(StageVisit.stage_id) + 0).in_(_stages(pipeline_id)),
            col(Deal.pipeline_id) == pipeline_id,
            in_figures(reader, asked, owner),
        )
    )


def _moved(asked: Asked, holder: ColumnElement[int]) -> Statement:
    return chosen(
        col(StageVisit.deal_id).label("deal_id"),
        col(StageVisit.stage_id).label("stage_id"),
        text(col(StageVisit.exit_kind)).label("kind"),
        holder.label("holder_id"),
        NOBODY.label("reason_id"),
    ).where(
        col(StageVisit.exit_kind).in_(MOVES),
        within(asked.period, col(StageVisit.exited_at)),
    )


def _closes(
    reader: Reader, asked: Asked, pipeline_id: int, holder: Holder | None
) -> Statement:
    owner = col(CloseEvent.owner_id)
    return chosen(
        col(CloseEvent.deal_id),
        col(CloseEvent.stage_id),
        text(col(CloseEvent.kind)),
        col(CloseEvent.team_id) if holder is Holder.TEAM else owner,
        col(CloseEvent.reason_id),
    ).where(
        col(CloseEvent.kind).in_(CLOSES),
        within(asked.period, col(CloseEvent.at)),
        col(CloseEvent.stage_id).in_(_stages(pipeline_id)),
        of_counted(reader, asked, col(CloseEvent.deal_id), owner),
    )


def kept(exits_: Subquery, stage_id: int | None, *kinds: str) -> Test:
    """Keep the exits of a stage, or of all, that were of those kinds, or of any."""
    tests: list[Test] = []
    if stage_id is not None:
        tests.append(exits_.c.stage_id == stage_id)
    if kinds:
        tests.append(exits_.c.kind.in_(kinds))
    return and_(true(), *tests)


def deals_of(exits_: Subquery, test: Test) -> Statement:
    """Select the deals behind those exits, one row for each exit."""
    return select(exits_.c.deal_id).where(test)
