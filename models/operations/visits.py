"""Stages as moves see them, and the stays of a deal in them (D.3 no 1)."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.history import Writer
from models.rules.stages import BEFORE_WIN
from models.rules.stages import Spot
from models.tables import Deal
from models.tables import Stage
from models.tables import StageVisit
from models.vocabulary import ExitKind


def spot_of(stage: Stage) -> Spot:
    """Return a stage as the rules of moves read it."""
    return Spot(
        stage.pk,
        stage.pipeline_id,
        stage.position,
        stage.kind,
        stage.name,
        stage.active,
    )


def spots(reader: Reader, pipeline_id: int) -> list[Spot]:
    """Return every stage of a pipeline, in order."""
    query = (
        select(Stage)
        .where(col(Stage.pipeline_id) == pipeline_id)
        .order_by(col(Stage.position), col(Stage.id))
    )
    return [spot_of(stage) for stage in reader.session.scalars(query)]


def spot(reader: Reader, stage_id: int) -> Spot:
    """Return one stage; stages are the workspace's, so nobody's are hidden."""
    stage = reader.session.get(Stage, stage_id)
    if stage is None or stage.deleted_at is not None:
        raise BadValue("stage_unknown", "stage", id=stage_id)
    return spot_of(stage)


def enter(writer: Writer, deal: Deal, stage_id: int) -> None:
    """Begin a stay; the one before has to be over."""
    visit = StageVisit(
        deal_id=deal.pk,
        stage_id=stage_id,
        entered_at=writer.now,
        by_id=writer.actor.id,
    )
    writer.save(visit, "stage_visit.created")


def leave(writer: Writer, deal: Deal, how: ExitKind, at: datetime) -> None:
    """End the stay of a deal where it is; imported deals may have none."""
    query = select(StageVisit).where(
        col(StageVisit.deal_id) == deal.pk, col(StageVisit.exit_kind).is_(None)
    )
    visit = writer.session.scalars(query).one_or_none()
    if visit is None:
        return
    visit.exit_kind = how
    visit.exited_at = max(at, visit.entered_at or at)
    writer.save(visit, "stage_visit.updated")


def left_open(reader: Reader, deal: Deal) -> int | None:
    """Return the open stage in which a deal last was."""
    query = (
        select(col(StageVisit.stage_id))
        .join(Stage, col(Stage.id) == col(StageVisit.stage_id))
        .where(col(StageVisit.deal_id) == deal.pk, col(Stage.kind).in_(BEFORE_WIN))
        .order_by(col(StageVisit.id).desc())
        .limit(1)
    )
    return reader.session.scalars(query).one_or_none()
