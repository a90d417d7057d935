"""Writes what a template holds, its words in one language."""

from collections.abc import Sequence

from sqlmodel import select

from models.history import Writer
from models.tables import Activity
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import FollowUpTypeNext
from models.tables import LossReason
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.templates import Template
from models.templates_lists import ActivityTemplate
from models.templates_lists import TypeTemplate
from models.vocabulary import Language


def write_template(writer: Writer, template: Template, language: Language) -> None:
    """Write all of a template; its pipeline becomes the default one (K-16, R-34)."""
    _write_pipeline(writer, template, language)
    write_types(writer, template.types, language)
    write_activities(writer, template.activities, language)
    for position, reason in enumerate(template.reasons):
        record = LossReason(
            code=reason.code,
            letter=reason.letter,
            name=reason.name.in_language(language),
            note_required=reason.note_required,
            position=position,
        )
        writer.session.add(record)
    for position, source in enumerate(template.sources):
        name = source.name.in_language(language)
        writer.session.add(
            Source(code=source.code, name=name, kind=source.kind, position=position)
        )
    writer.session.flush()


def write_types(
    writer: Writer, types: tuple[TypeTemplate, ...], language: Language, after: int = 0
) -> None:
    """Write follow-up types, then the edges between them; positions start ``after``."""
    written: dict[str, FollowUpType] = {}
    for position, kind in enumerate(types, start=after):
        written[kind.code] = FollowUpType(
            name=kind.name.in_language(language),
            is_first=kind.is_first,
            action_kind=kind.action_kind,
            retry_days=kind.retry_days,
            position=position,
        )
    writer.session.add_all(written.values())
    writer.session.flush()
    for kind in types:
        for position, edge in enumerate(kind.next):
            writer.session.add(
                FollowUpTypeNext(
                    type_id=written[kind.code].pk,
                    next_type_id=written[edge.code].pk,
                    delay_days=edge.delay_days,
                    position=position,
                )
            )
    writer.session.flush()


def write_activities(
    writer: Writer, activities: Sequence[ActivityTemplate], language: Language
) -> tuple[Activity, ...]:
    """Write activities in their order; every type of their kind offers them (R-14)."""
    types = writer.session.exec(select(FollowUpType)).all()
    written: list[Activity] = []
    for position, template in enumerate(activities):
        name = template.name.in_language(language)
        activity = Activity(name=name, kind=template.kind, position=position)
        writer.save(activity, "activity.created")
        written.append(activity)
        for one in types:
            if one.action_kind is template.kind:
                edge = FollowUpTypeActivity(type_id=one.pk, activity_id=activity.pk)
                writer.save(edge, "follow_up_type_activity.created")
    return tuple(written)


def _write_pipeline(writer: Writer, template: Template, language: Language) -> None:
    pipeline = Pipeline(name=template.pipeline.in_language(language), is_default=True)
    writer.save(pipeline, "pipeline.created")
    for position, stage in enumerate(template.stages):
        writer.session.add(
            Stage(
                pipeline_id=pipeline.pk,
                name=stage.name.in_language(language),
                position=position,
                kind=stage.kind,
                guidance=stage.guidance.in_language(language),
                exit_criteria=stage.exit_criteria.in_language(language),
                buyer_step=stage.buyer_step.in_language(language),
                probability=stage.probability,
                idle_days=stage.idle_days,
                stuck_days=stage.stuck_days,
            )
        )
    writer.session.flush()
