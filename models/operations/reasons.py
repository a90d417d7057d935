"""Loss reasons, and whether losing asks for one (C-04, defaults.md 3)."""

import string

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.errors import BadValue
from models.errors import RuleBroken
from models.history import Writer
from models.operations import configuring
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import FollowUp
from models.tables import LossReason
from models.tables import Workspace
from models.text import fold
from models.views.configuring import ReasonFields
from models.views.done import Done
from models.vocabulary import Role

CREATED = "loss_reason.created"
UPDATED = "loss_reason.updated"
MOVED = "loss_reason.moved"
ACTIVATED = "loss_reason.activated"
DEACTIVATED = "loss_reason.deactivated"
REMOVED = "loss_reason.removed"
ASKED = "workspace.updated"

MOVES = "hjklq"
"""Letters that move or leave wherever a reason is chosen."""
LETTERS = "".join(one for one in string.ascii_lowercase if one not in MOVES)


def create_reason(writer: Writer, fields: ReasonFields) -> Done:
    """Add a reason with its own letter, or the first one that is free."""
    require(writer.actor, Role.MANAGER)
    name = configuring.named(writer, LossReason, fields.name)
    reason = LossReason(
        code=_code(writer, name),
        letter=_letter(writer, fields.letter, name),
        name=name,
        note_required=fields.note_required,
        position=configuring.after_all(writer, LossReason),
    )
    writer.save(reason, CREATED)
    return writer.done(reason, CREATED, name=reason.name, letter=reason.letter)


def edit_reason(
    writer: Writer, reason_id: int, was: ReasonFields, now: ReasonFields
) -> Done:
    """Change the name, the letter or whether a note is wanted; the code stays."""
    reason = configuring.load(writer, LossReason, reason_id)
    theirs = ReasonFields(reason.name, reason.letter, reason.note_required)
    changed = configuring.merged(writer, reason, was, now, theirs)
    with writer.session.no_autoflush:
        if "name" in changed:
            reason.name = configuring.named(writer, LossReason, now.name, reason.pk)
        if "letter" in changed:
            reason.letter = _letter(writer, now.letter, reason.name, reason.pk)
    if "note_required" in changed:
        reason.note_required = now.note_required
    writer.save(reason, UPDATED)
    return writer.done(reason, UPDATED, name=reason.name)


def move_reason(writer: Writer, reason_id: int, steps: int) -> Done:
    """Move a reason among the others."""
    reason = configuring.shifted(writer, LossReason, reason_id, steps)
    return writer.done(reason, MOVED, name=reason.name)


def deactivate_reason(writer: Writer, reason_id: int) -> Done:
    """Offer a reason no more; its letter is free then."""
    reason = configuring.load(writer, LossReason, reason_id)
    configuring.switched(writer, reason, active=False)
    return writer.done(reason, DEACTIVATED, name=reason.name)


def activate_reason(writer: Writer, reason_id: int) -> Done:
    """Offer a reason again, by another letter if its own was given away."""
    reason = configuring.load(writer, LossReason, reason_id)
    if not reason.active and reason.letter in _taken(writer):
        reason.letter = _letter(writer, "", reason.name)
    configuring.switched(writer, reason, active=True)
    return writer.done(reason, ACTIVATED, name=reason.name)


def remove_reason(writer: Writer, reason_id: int) -> Done:
    """Delete a reason that nothing was ever lost for."""
    reason = configuring.load(writer, LossReason, reason_id)
    named = (
        select(col(Deal.id)).where(col(Deal.loss_reason_id) == reason_id),
        select(col(FollowUp.id)).where(col(FollowUp.reason_id) == reason_id),
        select(col(CloseEvent.id)).where(col(CloseEvent.reason_id) == reason_id),
    )
    if any(writer.session.exec(query.limit(1)).first() for query in named):
        raise RuleBroken("setting_used", name=reason.name)
    return configuring.removed(writer, reason, REMOVED)


def require_reason(writer: Writer, *, required: bool) -> Done:
    """Ask for a reason whenever something is lost, or leave it to the person."""
    require(writer.actor, Role.MANAGER)
    house = writer.session.get_one(Workspace, 1)
    if house.reason_required is not required:
        house.reason_required = required
        writer.save(house, ASKED)
    return writer.done(house, ASKED, name=house.name, required=required)


def _code(reader: Reader, name: str) -> str:
    """Return a code that no reason has: the name, numbered where need be."""
    taken = set(reader.session.exec(select(col(LossReason.code))))
    return configuring.free_code(name, taken)


def _taken(reader: Reader, but: int | None = None) -> set[str]:
    query = select(col(LossReason.id), col(LossReason.letter)).where(
        col(LossReason.active)
    )
    return {letter for other, letter in reader.session.exec(query) if other != but}


def _letter(reader: Reader, typed: str, name: str, but: int | None = None) -> str:
    """Return the letter that was typed if it is free, else one that is."""
    taken = _taken(reader, but)
    letter = typed.strip().lower()
    if not letter:
        return _free(name, taken)
    if len(letter) != 1 or letter not in LETTERS:
        raise BadValue("letter_bad", "letter", text=letter)
    if letter in taken:
        raise BadValue("letter_taken", "letter", text=letter)
    return letter


def _free(name: str, taken: set[str]) -> str:
    """Return the first free letter of the name, else of the alphabet."""
    for letter in fold(name) + LETTERS:
        if letter in LETTERS and letter not in taken:
            return letter
    raise RuleBroken("letters_used_up")
