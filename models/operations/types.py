"""Follow-up types: what there is to do, and what may come next (R-01 to R-05)."""

from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.errors import RuleBroken
from models.history import Writer
from models.operations import configuring
from models.operations.type_parts import days
from models.operations.type_parts import fields_now
from models.operations.type_parts import write_activities
from models.operations.type_parts import write_next
from models.operations.type_parts import write_texts
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import FollowUpTypeNext
from models.tables import TextTemplate
from models.text import NOTE
from models.text import clean
from models.views.configuring import EditType
from models.views.configuring import TypeFields
from models.views.done import Done
from models.vocabulary import Role

CREATED = "follow_up_type.created"
UPDATED = "follow_up_type.updated"
MOVED = "follow_up_type.moved"
ACTIVATED = "follow_up_type.activated"
DEACTIVATED = "follow_up_type.deactivated"
REMOVED = "follow_up_type.removed"


def create_type(writer: Writer, fields: TypeFields) -> Done:
    """Add a type at the end, with the next types that are made with it (R-05)."""
    require(writer.actor, Role.MANAGER)
    kind = FollowUpType(
        name=configuring.named(writer, FollowUpType, fields.name),
        description=_described(fields),
        is_first=fields.is_first,
        action_kind=fields.action_kind,
        retry_days=days(fields.retry_days, "retry"),
        position=configuring.after_all(writer, FollowUpType),
    )
    writer.save(kind, CREATED)
    _write_parts(writer, kind, fields, {"next", "activity_ids", "texts"})
    return writer.done(kind, CREATED, name=kind.name)


def edit_type(writer: Writer, draft: EditType) -> Done:
    """Write what was changed in the form, beside what a colleague changed meanwhile.

    Another kind of action acts on what is planned from now on: outcomes, bookings
    and planned follow-ups stay as they are (R-03).
    """
    kind = configuring.load(writer, FollowUpType, draft.type_id)
    theirs = fields_now(writer, kind)
    changed = set(configuring.merged(writer, kind, draft.was, draft.now, theirs))
    now = draft.now
    if "name" in changed:
        kind.name = configuring.named(writer, FollowUpType, now.name, kind.pk)
    if "description" in changed:
        kind.description = _described(now)
    if "is_first" in changed:
        kind.is_first = now.is_first
    if "action_kind" in changed:
        kind.action_kind = now.action_kind
        changed.add("activity_ids")
    if "retry_days" in changed:
        kind.retry_days = days(now.retry_days, "retry")
    writer.save(kind, UPDATED)
    _write_parts(writer, kind, now, changed)
    return writer.done(kind, UPDATED, name=kind.name)


def move_type(writer: Writer, type_id: int, steps: int) -> Done:
    """Move a type among the others; the first flagged one is proposed by ``f``."""
    kind = configuring.shifted(writer, FollowUpType, type_id, steps)
    return writer.done(kind, MOVED, name=kind.name)


def deactivate_type(writer: Writer, type_id: int) -> Done:
    """Offer a type no more; what is planned with it stays until it is done (R-01)."""
    kind = configuring.load(writer, FollowUpType, type_id)
    configuring.switched(writer, kind, active=False)
    return writer.done(kind, DEACTIVATED, name=kind.name)


def activate_type(writer: Writer, type_id: int) -> Done:
    """Offer a type again."""
    kind = configuring.load(writer, FollowUpType, type_id)
    configuring.switched(writer, kind, active=True)
    return writer.done(kind, ACTIVATED, name=kind.name)


def remove_type(writer: Writer, type_id: int) -> Done:
    """Delete a type that no follow-up was ever of; a used one never goes (R-01)."""
    kind = configuring.load(writer, FollowUpType, type_id)
    uses = uses_of(writer, type_id)
    if uses:
        raise RuleBroken("type_used", name=kind.name, count=uses)
    of = FollowUpTypeNext
    edges = select(of).where(
        (col(of.type_id) == type_id) | (col(of.next_type_id) == type_id)
    )
    own = select(FollowUpTypeActivity).where(
        col(FollowUpTypeActivity.type_id) == type_id
    )
    texts = select(TextTemplate).where(col(TextTemplate.type_id) == type_id)
    for query in (edges, own, texts):
        for part in writer.session.scalars(query):
            writer.session.delete(part)
    writer.session.flush()
    return configuring.removed(writer, kind, REMOVED)


def uses_of(reader: Reader, type_id: int) -> int:
    """Count the follow-ups of a type, whatever became of them."""
    of = select(func.count()).where(col(FollowUp.type_id) == type_id)
    return reader.session.exec(of).one()


def _described(fields: TypeFields) -> str:
    return clean(fields.description, NOTE, lines=True).strip()


def _write_parts(
    writer: Writer, kind: FollowUpType, fields: TypeFields, changed: set[str]
) -> None:
    """Write the edges, activities and texts that differ."""
    if "next" in changed:
        write_next(writer, kind, fields.next)
    if "activity_ids" in changed:
        write_activities(writer, kind, fields.activity_ids)
    if "texts" in changed:
        write_texts(writer, kind, fields.texts)
