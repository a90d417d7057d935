"""Rows that are logged exchanges."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from models.exchange.drafts import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.sheets import DEALS
from models.exchange.sheets import INTERACTIONS
from models.exchange.sheets import Values
from models.tables import Interaction
from models.vocabulary import InteractionKind

SUBJECTS = ("deal", "person", "company")


def interaction_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of an exchange; without a moment it was now."""
    check_subject(draft, SUBJECTS)
    at = draft.fields.get("at") or intake.writer.now
    return {
        "kind": draft.fields.get("kind") or InteractionKind.NOTE,
        "direction": draft.fields.get("direction"),
        "at": at,
        "by_id": draft.number("by"),
        "body": draft.text("body"),
        "disposition": draft.text("disposition"),
        "duration_s": draft.number("duration"),
    }


def write_interaction(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Log an exchange; a deal remembers the latest one that was no note."""
    deal = intake.named(draft, "deal")
    columns["deal_id"] = deal
    columns["person_id"] = intake.named(draft, "person")
    columns["organization_id"] = intake.named(draft, "company")
    if existing is not None:
        told = {**columns, "at": columns["at"] if "at" in draft.fields else None}
        verb = "interaction.updated"
        return intake.change(INTERACTIONS, existing, verb, told), existing
    known = None if draft.fields.get("at") else _noted(intake, columns)
    if known is not None:
        return Fate.SKIPPED, known
    made = intake.ledger.add(INTERACTIONS, "interaction.created", columns)
    if deal is not None and columns["kind"] is not InteractionKind.NOTE:
        touch(intake, deal, columns["at"])
    return Fate.CREATED, made


def _noted(intake: Intake, columns: Values) -> int | None:
    """Return the note that says the same of a person already, word for word."""
    person, body = columns["person_id"], columns["body"]
    is_note = columns["kind"] is InteractionKind.NOTE
    if not is_note or not isinstance(person, int) or person in intake.strangers:
        return None
    intake.ledger.flush()
    query = select(col(Interaction.id)).where(
        col(Interaction.person_id) == person,
        col(Interaction.kind) == InteractionKind.NOTE,
        col(Interaction.body) == body,
    )
    found = intake.writer.session.connection().execute(query).first()
    return None if found is None else found[0]


def check_subject(draft: Draft, names: tuple[str, ...]) -> None:
    """Refuse a row that is about nobody, unless the same row brings them."""
    if draft.pending or draft.problems:
        return
    if all(draft.fields.get(name) is None for name in names):
        draft.refuse(names[0], "about_no_one")


def touch(intake: Intake, deal: int, at: object) -> None:
    """Let a deal remember when somebody was reached, if never later."""
    last = intake.ledger.values(DEALS, deal)["last_touch_at"]
    newer = isinstance(at, datetime) and (not isinstance(last, datetime) or last < at)
    if newer:
        told: Values = {"last_touch_at": at}
        intake.ledger.change(DEALS, deal, "deal.next_step", told)
