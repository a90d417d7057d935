"""Writes a template's pipeline, types, reasons and sources in one language."""

from models.history import Writer
from models.tables import FollowUpType
from models.tables import FollowUpTypeNext
from models.tables import LossReason
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.templates import Template
from models.templates_lists import TypeTemplate
from models.vocabulary import Language


def write_template(writer: Writer, template: Template, language: Language) -> None:
    """Write all of a template; its pipeline becomes the default one (K-16, R-34)."""
    _write_pipeline(writer, template, language)
    write_types(writer, template.types, language)
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
