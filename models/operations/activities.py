"""Activities: the classes to try and the appointments that slots are made of (R-14)."""

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.errors import BadValue
from models.errors import RuleBroken
from models.history import Writer
from models.operations import configuring
from models.tables import Activity
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.views.configuring import ActivityFields
from models.views.done import Done
from models.vocabulary import ActionKind
from models.vocabulary import Role

CREATED = "activity.created"
UPDATED = "activity.updated"
MOVED = "activity.moved"
ACTIVATED = "activity.activated"
DEACTIVATED = "activity.deactivated"
REMOVED = "activity.removed"


def create_activity(writer: Writer, fields: ActivityFields) -> Done:
    """Add an activity at the end."""
    require(writer.actor, Role.MANAGER)
    activity = Activity(
        name=configuring.named(writer, Activity, fields.name),
        kind=_bookable(fields.kind),
        position=configuring.after_all(writer, Activity),
    )
    writer.save(activity, CREATED)
    return writer.done(activity, CREATED, name=activity.name)


def edit_activity(
    writer: Writer, activity_id: int, was: ActivityFields, now: ActivityFields
) -> Done:
    """Change the name, or the kind as long as it never had a slot.

    A type of the other kind stops offering it.
    """
    activity = configuring.load(writer, Activity, activity_id)
    theirs = ActivityFields(activity.name, activity.kind)
    changed = configuring.merged(writer, activity, was, now, theirs)
    if "name" in changed:
        activity.name = configuring.named(writer, Activity, now.name, activity.pk)
    if "kind" in changed:
        if _has_slots(writer, activity_id):
            raise BadValue("activity_has_slots", "kind", name=activity.name)
        activity.kind = _bookable(now.kind)
        _unlink(writer, activity_id)
    writer.save(activity, UPDATED)
    return writer.done(activity, UPDATED, name=activity.name)


def move_activity(writer: Writer, activity_id: int, steps: int) -> Done:
    """Move an activity among the others."""
    activity = configuring.shifted(writer, Activity, activity_id, steps)
    return writer.done(activity, MOVED, name=activity.name)


def deactivate_activity(writer: Writer, activity_id: int) -> Done:
    """Offer no more slots of it; what is booked stays booked."""
    activity = configuring.load(writer, Activity, activity_id)
    configuring.switched(writer, activity, active=False)
    return writer.done(activity, DEACTIVATED, name=activity.name)


def activate_activity(writer: Writer, activity_id: int) -> Done:
    """Offer its slots again."""
    activity = configuring.load(writer, Activity, activity_id)
    configuring.switched(writer, activity, active=True)
    return writer.done(activity, ACTIVATED, name=activity.name)


def remove_activity(writer: Writer, activity_id: int) -> Done:
    """Delete an activity that never had a slot."""
    activity = configuring.load(writer, Activity, activity_id)
    if _has_slots(writer, activity_id):
        raise RuleBroken("setting_used", name=activity.name)
    _unlink(writer, activity_id)
    return configuring.removed(writer, activity, REMOVED)


def _bookable(kind: ActionKind) -> ActionKind:
    if kind is ActionKind.NONE:
        raise BadValue("activity_kind_none", "kind")
    return kind


def _has_slots(reader: Reader, activity_id: int) -> bool:
    slots = select(col(Slot.id)).where(col(Slot.activity_id) == activity_id)
    return reader.session.exec(slots.limit(1)).first() is not None


def _unlink(writer: Writer, activity_id: int) -> None:
    of = FollowUpTypeActivity
    links = select(of).where(col(of.activity_id) == activity_id)
    for link in writer.session.exec(links):
        writer.session.delete(link)
    writer.session.flush()
