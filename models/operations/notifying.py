"""Telling users what was done to what is theirs (C-02, R-09)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.access import visible
from models.actor import Actor
from models.history import Writer
from models.history import plain
from models.tables import Deal
from models.tables import Notification
from models.tables import User
from models.tables.base import JsonObject
from models.tables.base import Record
from models.views.done import Done
from models.vocabulary import BatchKind
from models.vocabulary import NotificationKind

READ = "notification.read"


def notify(
    writer: Writer,
    user_id: int | None,
    kind: NotificationKind,
    record: Record,
    **values: object,
) -> None:
    """Tell a user what the actor did, in the act's batch: undo takes it back.

    Nobody is told of what they did themselves.
    """
    if user_id is None or user_id == writer.actor.id:
        return
    told: JsonObject = {name: plain(value) for name, value in values.items()}
    told["by"] = writer.actor.name
    notice = Notification(
        user_id=user_id,
        kind=kind,
        at=writer.now,
        by_id=writer.actor.id,
        entity=record.kept_in,
        entity_id=record.pk,
        values=told,
    )
    writer.save(notice, "notification.created")


def notify_of_many(
    writer: Writer,
    user_id: int | None,
    kind: NotificationKind,
    records: Sequence[Record],
    **values: object,
) -> None:
    """Tell a user once of all the records of an act; ``name`` is the first one's."""
    if records:
        ids: list[int] = [record.pk for record in records]
        notify(writer, user_id, kind, records[0], ids=ids, **values)


def seen_by(writer: Writer, user: User, deal: Deal | None) -> Deal | None:
    """Return the deal if another user may see it."""
    if deal is None:
        return None
    actor = Actor(user.pk, user.login, user.name, user.role, user.team_id)
    query = select(Deal).where(col(Deal.id) == deal.pk, visible(actor, Deal))
    return writer.session.scalars(query).one_or_none()


def mark_read(writer: Writer, notification_id: int, *, read: bool = True) -> Done:
    """Mark what one was told as read, or as new again."""
    notice = find(writer, Notification, notification_id)
    _mark(writer, notice, read=read)
    return writer.done(notice, READ, read=read)


def mark_all_read(writer: Writer) -> Done | None:
    """Mark everything that one was told as read."""
    query = select(Notification).where(
        visible(writer.actor, Notification), col(Notification.read_at).is_(None)
    )
    notices = writer.session.scalars(query).all()
    for notice in notices:
        _mark(writer, notice, read=True)
    if not notices:
        return None
    return writer.done(notices[0], READ, read=True, count=len(notices))


def _mark(writer: Writer, notice: Notification, *, read: bool) -> None:
    """Write when it was read; undo goes past that, for it is no act on a record."""
    writer.batch.kind = BatchKind.SETUP
    if read != (notice.read_at is not None):
        notice.read_at = writer.now if read else None
        writer.save(notice, READ)
