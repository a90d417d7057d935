"""What the actor was told, the newest first (C-02, R-09)."""

from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.tables import Notification
from models.views.desk import Notice

MOST = 200
"""How many are listed; older ones stay in the journal."""


def notices(reader: Reader, limit: int = MOST) -> tuple[Notice, ...]:
    """Return what the actor was told, what is not read yet before all else."""
    query = (
        select(Notification)
        .where(visible(reader.actor, Notification))
        .order_by(
            col(Notification.read_at).is_not(None),
            col(Notification.at).desc(),
            col(Notification.id).desc(),
        )
        .limit(limit)
    )
    return tuple(_notice(found) for found in reader.session.scalars(query))


def unread(reader: Reader) -> int:
    """Count what the actor was told and has not read."""
    query = select(func.count()).where(
        visible(reader.actor, Notification), col(Notification.read_at).is_(None)
    )
    return reader.session.scalars(query).one()


def _notice(found: Notification) -> Notice:
    by = found.values.get("by")
    return Notice(
        id=found.pk,
        kind=found.kind,
        at=found.at,
        by=by if isinstance(by, str) else "",
        entity=found.entity,
        entity_id=found.entity_id,
        values=found.values,
        read=found.read_at is not None,
    )
