"""What the operations on settings share: rights, names, order, merging (R-37)."""

from collections.abc import Collection
from dataclasses import fields
from dataclasses import is_dataclass
from itertools import chain
from itertools import count
from typing import TypeVar

from sqlmodel import col
from sqlmodel import func
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.errors import BadValue
from models.errors import Conflict
from models.errors import NotFound
from models.history import Writer
from models.rules.editing import merge
from models.tables import Activity
from models.tables import Event
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Slot
from models.tables import Source
from models.tables import User
from models.text import NAME
from models.text import clean
from models.text import fold
from models.text import slug
from models.views.done import Done
from models.vocabulary import Role

Listed = FollowUpType | LossReason | Source | Activity
L = TypeVar("L", FollowUpType, LossReason, Source, Activity)


def load(writer: Writer, table: type[L], record_id: int) -> L:
    """Return a row of a settings list to a manager; sellers are refused (R-37)."""
    require(writer.actor, Role.MANAGER)
    record = writer.session.get(table, record_id)
    if record is None:
        raise NotFound("record_unknown", entity=table.__name__, id=record_id)
    return record


def named(
    writer: Writer, table: type[L], typed: str, record_id: int | None = None
) -> str:
    """Return a name that no other row has, whatever case or accents (R-01)."""
    name = clean(typed, NAME).strip()
    if not name:
        raise BadValue("name_empty", "name")
    for taken in writer.session.exec(select(table)):
        if taken.id != record_id and fold(taken.name) == fold(name):
            code = "name_taken" if taken.active else "name_taken_off"
            raise BadValue(code, "name", text=taken.name)
    return name


def after_all(writer: Writer, table: type[L]) -> int:
    """Return the position after the last row."""
    after = func.coalesce(func.max(col(table.position)) + 1, 0)
    return writer.session.exec(select(after)).one()


def shifted(writer: Writer, table: type[L], record_id: int, steps: int) -> L:
    """Move a row among its like; at an end it stays."""
    record = load(writer, table, record_id)
    order = (col(table.position), col(table.id))
    rows = list(writer.session.exec(select(table).order_by(*order)))
    at = rows.index(record)
    rows.insert(max(0, min(at + steps, len(rows) - 1)), rows.pop(at))
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            writer.save(row, f"{row.kept_in}.moved")
    return record


def switched(writer: Writer, record: Listed, *, active: bool) -> str:
    """Put a row into use or out of it; return the verb."""
    verb = f"{record.kept_in}.{'activated' if active else 'deactivated'}"
    if record.active is not active:
        record.active = active
        writer.save(record, verb)
    return verb


def removed(writer: Writer, record: Listed, verb: str) -> Done:
    """Delete a row that nothing names, and answer under a verb."""
    answer = writer.done(record, verb, name=record.name)
    writer.says(record, verb)
    writer.session.delete(record)
    writer.session.flush()
    return answer


def free_code(name: str, taken: Collection[str]) -> str:
    """Return a code made of a name that none has yet, numbered where need be."""
    code = slug(name).replace("-", "_")
    numbered = (f"{code}_{number}" for number in count(2))
    return next(one for one in chain([code], numbered) if one not in taken)


def merged(
    writer: Writer, record: Listed | Slot, was: object, mine: object, theirs: object
) -> Collection[str]:
    """Return the fields to write; what a colleague changed too is refused first."""
    found = merge(_by_name(was), _by_name(mine), _by_name(theirs))
    if found.conflicts:
        who, when = _last(writer, record)
        raise Conflict("setting_changed", who=who, when=when)
    return set(found.values)


def _by_name(form: object) -> dict[str, object]:
    """Return the fields of a form by their names."""
    if not is_dataclass(form):
        raise TypeError(type(form))
    return {one.name: getattr(form, one.name) for one in fields(form)}


def _last(reader: Reader, record: Listed | Slot) -> tuple[str, object]:
    query = (
        select(col(User.name), col(Event.at))
        .join(User, col(User.id) == col(Event.actor_id), isouter=True)
        .where(col(Event.entity) == record.kept_in, col(Event.entity_id) == record.pk)
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    row = reader.session.exec(query).one_or_none()
    return (row[0] or "", row[1]) if row else ("", None)
