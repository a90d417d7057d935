"""Undo, redo and revert: the inverse of a whole batch, or nothing (B1.9, rulings 8)."""

from collections.abc import Iterable
from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import text
from sqlmodel import col
from sqlmodel import select

from models import indexing
from models.access import Reader
from models.access import find
from models.access import require
from models.access import visible
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations import conflicts
from models.operations.inverse import Step
from models.operations.inverse import invert
from models.operations.next_step import FOLLOWED
from models.operations.places import refuse_overfull
from models.operations.places import slots_of
from models.tables import Batch
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import Organization
from models.tables import Person
from models.tables.base import Versioned
from models.views.done import Done
from models.vocabulary import BatchKind
from models.vocabulary import Origin
from models.vocabulary import Role

UNDONE = "batch.undone"
REDONE = "batch.redone"
REVERTED = "batch.reverted"

BY_HAND = (Origin.UI, Origin.CLI)
HOUSEHOLD = frozenset({"team", "user"})
"""Tables whose changes only an admin takes back, whoever made them."""

ON_DUTY = "user.duty_changed"
"""The one change of a user that is a manager's to make, and to take back."""

SETTINGS = frozenset(
    {
        "activity",
        "assignment_member",
        "assignment_rule",
        "custom_field",
        "follow_up_type",
        "follow_up_type_activity",
        "follow_up_type_next",
        "fx_rate",
        "loss_reason",
        "pipeline",
        "source",
        "stage",
        "text_template",
        "workspace",
    }
)
"""Tables whose changes only a manager takes back."""

NAMES = {"deal": ("title",), "person": ("first_name", "last_name")}
"""The columns that name a record, where it is not ``name``."""

Tables = Mapping[str, type[Versioned]]
PARTIES: Tables = {"deal": Deal, "person": Person, "organization": Organization}
"""The records that an import may no longer take back once they are hidden."""

RECORDS: Tables = {
    **PARTIES,
    "contact_point": ContactPoint,
    "follow_up": FollowUp,
    "interaction": Interaction,
}
"""The records that nobody changes without seeing them, not by undo either (K-03)."""

LARGE = 2_000
"""Records from which on the search index is made anew rather than mended."""


def undo(writer: Writer) -> Done:
    """Take back the actor's last act that is not undone yet, in whatever session.

    Imports are stepped over and named in ``skipped_import``: they are reverted.
    """
    target = _last_act(writer)
    skipped = _last_import(writer, target.pk if target else 0)
    if target is None:
        if skipped is not None:
            raise RuleBroken("undo_only_import", batch=skipped)
        raise RuleBroken("undo_nothing")
    steps = _take_back(writer, target, BatchKind.UNDO)
    values: dict[str, object] = {}
    if skipped is not None:
        values["skipped_import"] = skipped
    return _done(writer, UNDONE, target, steps, values)


def redo(writer: Writer) -> Done:
    """Bring back what the actor undid last; a new act has cleared it."""
    target = _last_undo(writer)
    if target is None:
        raise RuleBroken("redo_nothing")
    steps = _take_back(writer, target, BatchKind.REDO)
    return _done(writer, REDONE, target, steps, {})


def revert(writer: Writer, batch_id: int) -> Done:
    """Take back an import whole: every row that it made or changed, or none."""
    target = find(writer, Batch, batch_id)
    if target.kind is not BatchKind.IMPORT:
        raise RuleBroken("revert_no_import", batch=batch_id)
    if target.undone_by_id is not None:
        raise RuleBroken("revert_done", batch=batch_id)
    writer.session.connection().execute(text("PRAGMA defer_foreign_keys = ON"))
    steps = _take_back(writer, target, BatchKind.REVERT)
    connection = writer.session.connection()
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise RuleBroken("undo_blocked")
    return _done(writer, REVERTED, target, steps, {"import": batch_id})


def _last_act(reader: Reader) -> Batch | None:
    query = (
        select(Batch)
        .where(
            col(Batch.actor_id) == reader.actor.id,
            col(Batch.kind) == BatchKind.ACT,
            col(Batch.origin).in_(BY_HAND),
            col(Batch.undone_by_id).is_(None),
            select(col(Event.id)).where(col(Event.batch_id) == col(Batch.id)).exists(),
        )
        .order_by(col(Batch.id).desc())
        .limit(1)
    )
    return reader.session.exec(query).one_or_none()


def _last_import(reader: Reader, since: int) -> int | None:
    """Return the actor's last import after a batch, unless it is reverted."""
    query = (
        select(Batch.id)
        .where(
            col(Batch.actor_id) == reader.actor.id,
            col(Batch.kind) == BatchKind.IMPORT,
            col(Batch.undone_by_id).is_(None),
            col(Batch.id) > since,
        )
        .order_by(col(Batch.id).desc())
        .limit(1)
    )
    return reader.session.exec(query).one_or_none()


def _last_undo(writer: Writer) -> Batch | None:
    """Return the actor's last undo after which the actor did nothing new."""
    mine = col(Batch.actor_id) == writer.actor.id
    last_act = (
        select(Batch.id)
        .where(
            mine,
            col(Batch.kind) == BatchKind.ACT,
            col(Batch.origin).in_(BY_HAND),
            col(Batch.id) != writer.batch.pk,
        )
        .order_by(col(Batch.id).desc())
        .limit(1)
    )
    query = (
        select(Batch)
        .where(
            mine,
            col(Batch.kind) == BatchKind.UNDO,
            col(Batch.undone_by_id).is_(None),
            col(Batch.id) > (writer.session.exec(last_act).one_or_none() or 0),
        )
        .order_by(col(Batch.id).desc())
        .limit(1)
    )
    return writer.session.exec(query).one_or_none()


def _take_back(writer: Writer, target: Batch, kind: BatchKind) -> list[Step]:
    conflicts.refuse_if_changed(writer, target)
    undone = target.kind is BatchKind.UNDO
    act = writer.session.get_one(Batch, target.undoes_id) if undone else target
    if kind is not BatchKind.REVERT:
        _check_settings(writer, act)
    _check_seen(writer, act, PARTIES if kind is BatchKind.REVERT else RECORDS)
    writer.batch.kind = kind
    writer.batch.undoes_id = target.pk
    target.undone_by_id = writer.batch.pk
    words = {
        BatchKind.UNDO: "undone",
        BatchKind.REDO: "redone",
        BatchKind.REVERT: "reverted",
    }
    steps = invert(writer, target, words[kind])
    refuse_overfull(writer, slots_of((step.entity, step.whole) for step in steps))
    _check_back(writer, steps)
    if undone:
        act.undone_by_id = None
    if len(writer.captured.touched) > LARGE:
        writer.captured.touched.clear()
        writer.session.flush()
        indexing.rebuild(writer.session)
    return steps


def _check_settings(writer: Writer, act: Batch) -> None:
    """Refuse to change users or settings that the actor may no longer change."""
    batch = col(Event.batch_id) == act.pk
    session = writer.session
    query = select(Event.entity).where(batch, col(Event.verb) != ON_DUTY)
    entities = set(session.exec(query.distinct()))
    if entities & HOUSEHOLD:
        require(writer.actor)
    if entities & SETTINGS:
        require(writer.actor, Role.MANAGER)


def _check_seen(writer: Writer, act: Batch, tables: Tables) -> None:
    """Refuse what the actor no longer sees, though it was the actor's act."""
    for entity, table in tables.items():
        ids = select(Event.entity_id).where(
            col(Event.batch_id) == act.pk,
            col(Event.entity) == entity,
            col(Event.verb) != FOLLOWED,
        )
        _refuse_hidden(writer, table, col(table.id).in_(ids))


def _check_back(writer: Writer, steps: Iterable[Step]) -> None:
    """Refuse to bring rows back to where the actor sees nothing any more."""
    for entity, table in RECORDS.items():
        back = [step.id for step in steps if step.entity == entity and not step.before]
        if back:
            _refuse_hidden(writer, table, col(table.id).in_(back))


def _refuse_hidden(
    writer: Writer, table: type[Versioned], test: ColumnElement[bool]
) -> None:
    present = col(table.deleted_at).is_(None)
    query = select(col(table.id)).where(test, present, ~visible(writer.actor, table))
    found = writer.session.exec(query.limit(1)).one_or_none()
    if found is not None:
        raise NotFound("record_unknown", entity=table.__name__, id=found)


def _done(
    writer: Writer,
    verb: str,
    target: Batch,
    steps: list[Step],
    values: dict[str, object],
) -> Done:
    """Answer with the record that the act was about, by the name it has or had."""
    writer.batch.verb = target.verb
    writer.session.flush()
    head = _headline(target, steps)
    told: dict[str, object] = {
        "what": target.verb,
        "name": _name(writer, head) if head else "",
        "at": target.at,
        "rows": len(steps),
        **values,
    }
    entity, record_id = (head.entity, head.id) if head else ("batch", target.pk)
    return Done(writer.batch.pk, entity, record_id, verb, _changes(head), told)


def _headline(target: Batch, steps: list[Step]) -> Step | None:
    about = target.verb.partition(".")[0].replace("followup", "follow_up")
    of = [step for step in steps if step.entity == about] or steps
    whole = [step for step in of if step.before is None or step.after is None]
    found = whole or of
    return found[0] if found else None


def _changes(head: Step | None) -> dict[str, tuple[object, object]]:
    if head is None:
        return {}
    before, after = head.before or {}, head.after or {}
    return {name: (before.get(name), after.get(name)) for name in {**before, **after}}


def _name(reader: Reader, step: Step) -> str:
    row = step.whole
    words = [row.get(name) for name in NAMES.get(step.entity, ("name",))]
    own = " ".join(word for word in words if isinstance(word, str) and word)
    if own:
        return own
    for entity in ("deal", "person", "organization"):
        found = step.whole.get(f"{entity}_id")
        if isinstance(found, int):
            name = conflicts.name_of(reader, entity, found)
            if name:
                return name
    return ""
