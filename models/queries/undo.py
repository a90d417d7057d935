"""What undo and redo would do now (B1.9, rulings 8)."""

from sqlalchemy import ColumnElement
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.tables import Batch
from models.tables import Event
from models.views.undo import Undoable
from models.vocabulary import BatchKind
from models.vocabulary import Origin

BY_HAND = (Origin.UI, Origin.CLI)


def next_undo(reader: Reader) -> Undoable | None:
    """Return the newest act of the actor that stands, in whatever session.

    An import is never undone by key: one that came later is named beside it, or
    alone where there is no act.
    """
    act = _newest(reader, BatchKind.ACT, col(Batch.origin).in_(BY_HAND))
    after = act.pk if act else 0
    newer = _newest(reader, BatchKind.IMPORT, col(Batch.id) > after)
    if act is None and newer is None:
        return None
    return Undoable(
        batch=act.pk if act else None,
        verb=act.verb if act else "",
        count=_count(reader, act) if act else 0,
        skipped_import=newer.pk if newer else None,
    )


def next_redo(reader: Reader) -> Undoable | None:
    """Return the act that the actor undid last, unless a new act came after it."""
    act = (
        select(func.max(col(Batch.id)))
        .where(
            col(Batch.actor_id) == reader.actor.id,
            col(Batch.kind) == BatchKind.ACT,
            col(Batch.origin).in_(BY_HAND),
        )
        .scalar_subquery()
    )
    undone = _newest(reader, BatchKind.UNDO, col(Batch.id) > func.coalesce(act, 0))
    if undone is None:
        return None
    target = reader.session.get(Batch, undone.undoes_id)
    if target is None:
        return None
    return Undoable(target.pk, target.verb, _count(reader, target), None)


def _newest(reader: Reader, kind: BatchKind, test: ColumnElement[bool]) -> Batch | None:
    """Return the actor's newest batch of a kind that did something and stands."""
    query = (
        select(Batch)
        .where(
            col(Batch.actor_id) == reader.actor.id,
            col(Batch.kind) == kind,
            col(Batch.undone_by_id).is_(None),
            exists().where(col(Event.batch_id) == col(Batch.id)),
            test,
        )
        .order_by(col(Batch.id).desc())
        .limit(1)
    )
    return reader.session.scalars(query).one_or_none()


def _count(reader: Reader, batch: Batch) -> int:
    told = select(func.count()).where(
        col(Event.batch_id) == batch.pk, col(Event.verb) == batch.verb
    )
    return reader.session.scalar(told) or 0
