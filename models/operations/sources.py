"""Where prospects come from, each source of a kind (R-35)."""

from sqlmodel import col
from sqlmodel import select

from models.access import require
from models.assigning import asked_for
from models.errors import RuleBroken
from models.history import Writer
from models.operations import configuring
from models.tables import Deal
from models.tables import Person
from models.tables import Source
from models.views.configuring import SourceFields
from models.views.done import Done
from models.vocabulary import Role

CREATED = "source.created"
UPDATED = "source.updated"
MOVED = "source.moved"
ACTIVATED = "source.activated"
DEACTIVATED = "source.deactivated"
REMOVED = "source.removed"


def create_source(writer: Writer, fields: SourceFields) -> Done:
    """Add a source at the end."""
    require(writer.actor, Role.MANAGER)
    name = configuring.named(writer, Source, fields.name)
    taken = set(writer.session.exec(select(col(Source.code))))
    source = Source(
        code=configuring.free_code(name, taken),
        name=name,
        kind=fields.kind,
        position=configuring.after_all(writer, Source),
    )
    writer.save(source, CREATED)
    return writer.done(source, CREATED, name=source.name)


def edit_source(
    writer: Writer, source_id: int, was: SourceFields, now: SourceFields
) -> Done:
    """Change the name or the kind; the code, which scripts know, stays."""
    source = configuring.load(writer, Source, source_id)
    theirs = SourceFields(source.name, source.kind)
    changed = configuring.merged(writer, source, was, now, theirs)
    if "name" in changed:
        source.name = configuring.named(writer, Source, now.name, source.pk)
    if "kind" in changed:
        source.kind = now.kind
    writer.save(source, UPDATED)
    return writer.done(source, UPDATED, name=source.name)


def move_source(writer: Writer, source_id: int, steps: int) -> Done:
    """Move a source among the others."""
    source = configuring.shifted(writer, Source, source_id, steps)
    return writer.done(source, MOVED, name=source.name)


def deactivate_source(writer: Writer, source_id: int) -> Done:
    """Offer a source no more; who came from there still did."""
    source = configuring.load(writer, Source, source_id)
    configuring.switched(writer, source, active=False)
    return writer.done(source, DEACTIVATED, name=source.name)


def activate_source(writer: Writer, source_id: int) -> Done:
    """Offer a source again."""
    source = configuring.load(writer, Source, source_id)
    configuring.switched(writer, source, active=True)
    return writer.done(source, ACTIVATED, name=source.name)


def remove_source(writer: Writer, source_id: int) -> Done:
    """Delete a source that nobody came from and no rule asks for."""
    source = configuring.load(writer, Source, source_id)
    named = (
        select(col(Deal.id)).where(col(Deal.source_id) == source_id),
        select(col(Person.id)).where(col(Person.source_id) == source_id),
    )
    used = any(writer.session.exec(query.limit(1)).first() for query in named)
    if used or source_id in asked_for(writer, "source_id"):
        raise RuleBroken("setting_used", name=source.name)
    return configuring.removed(writer, source, REMOVED)
