"""What a mapping brings before the first row: pipelines, sources and fields."""

from collections.abc import Sequence

from sqlalchemy import Text
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import require
from models.exchange.mapping import FieldMap
from models.exchange.mapping import FileMapping
from models.exchange.mapping import PipelineMap
from models.exchange.mapping import SourceMap
from models.exchange.vocabularies import FIELD_TABLES
from models.history import Writer
from models.tables import CloseEvent
from models.tables import CustomField
from models.tables import Deal
from models.tables import Event
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.tables import StageVisit
from models.tables.base import JsonValue
from models.text import fold
from models.vocabulary import Role


def prepare_workspace(writer: Writer, mapping: FileMapping) -> None:
    """Write the words that are missing; those that stand stay untouched."""
    for source in mapping.sources:
        _prepare_source(writer, source)
    for pipeline in mapping.pipelines:
        _prepare_pipeline(writer, pipeline)
    for position, field in enumerate(mapping.fields):
        _prepare_field(writer, field, position)


def _prepare_pipeline(writer: Writer, wanted: PipelineMap) -> None:
    query = select(Pipeline).where(col(Pipeline.name) == wanted.name)
    if writer.session.scalars(query).first() is not None:
        return
    require(writer.actor, Role.MANAGER)
    others = writer.session.scalars(
        select(Pipeline).where(col(Pipeline.is_default))
    ).all()
    if wanted.replace_unused:
        others = [one for one in others if not _removed(writer, one)]
    if wanted.default:
        for other in others:
            other.is_default = False
            writer.save(other, "pipeline.updated")
    left = writer.session.scalars(select(col(Pipeline.is_default))).all()
    pipeline = Pipeline(
        name=wanted.name,
        is_default=wanted.default or not any(left),
        position=len(left),
    )
    writer.save(pipeline, "pipeline.created")
    for position, stage in enumerate(wanted.stages):
        record = Stage(
            pipeline_id=pipeline.pk,
            name=stage.name,
            position=position,
            kind=stage.kind,
            probability=stage.probability,
            idle_days=stage.idle_days,
            stuck_days=stage.stuck_days,
        )
        writer.save(record, "stage.created")


def _removed(writer: Writer, pipeline: Pipeline) -> bool:
    """Remove a pipeline that never held a deal; tell whether it could be."""
    query = select(Stage).where(col(Stage.pipeline_id) == pipeline.pk)
    stages = writer.session.scalars(query).all()
    if _was_used(writer, pipeline.pk, [stage.pk for stage in stages]):
        return False
    for stage in stages:
        writer.says(stage, "stage.removed")
        writer.session.delete(stage)
        writer.session.flush()
    writer.says(pipeline, "pipeline.removed")
    writer.session.delete(pipeline)
    writer.session.flush()
    return True


def _was_used(writer: Writer, pipeline_id: int, stage_ids: Sequence[int]) -> bool:
    """Tell whether a deal is, was, or was once and undone in the pipeline."""
    after = type_coerce(col(Event.after), Text)
    told = f'"pipeline_id": {pipeline_id}'
    queries = (
        select(col(Deal.id)).where(col(Deal.pipeline_id) == pipeline_id),
        select(col(StageVisit.id)).where(col(StageVisit.stage_id).in_(stage_ids)),
        select(col(CloseEvent.id)).where(col(CloseEvent.stage_id).in_(stage_ids)),
        select(col(Event.id)).where(
            col(Event.entity) == "deal",
            or_(after.contains(f"{told},"), after.contains(f"{told}}}")),
        ),
    )
    return any(
        writer.session.scalars(query.limit(1)).first() is not None for query in queries
    )


def _prepare_source(writer: Writer, wanted: SourceMap) -> None:
    sources = writer.session.scalars(select(Source)).all()
    words = {fold(word) for one in sources for word in (one.code, one.name)}
    if words & {fold(wanted.code), fold(wanted.name)}:
        return
    require(writer.actor, Role.MANAGER)
    source = Source(
        code=wanted.code, name=wanted.name, kind=wanted.kind, position=len(sources)
    )
    writer.save(source, "source.created")


def _prepare_field(writer: Writer, wanted: FieldMap, position: int) -> None:
    entity = FIELD_TABLES[wanted.entity]
    query = select(CustomField).where(
        col(CustomField.entity) == entity, col(CustomField.key) == wanted.key
    )
    if writer.session.scalars(query).first() is not None:
        return
    require(writer.actor, Role.MANAGER)
    options: list[JsonValue] = list(wanted.options)
    field = CustomField(
        entity=entity,
        key=wanted.key,
        label_en=wanted.label_en,
        label_fr=wanted.label_fr,
        type=wanted.type,
        options={"values": options} if options else {},
        open_options=wanted.open_options,
        position=position,
    )
    writer.save(field, "custom_field.created")
