"""Rows that are planned follow-ups and logged exchanges."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from models.errors import BadValue
from models.exchange.evaluating import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.sheets import DEALS
from models.exchange.sheets import FOLLOW_UPS
from models.exchange.sheets import INTERACTIONS
from models.exchange.sheets import TUNNELS
from models.exchange.sheets import Values
from models.exchange.values import due_moment
from models.tables import FollowUp
from models.tables import Tunnel
from models.views.drafts import Due
from models.vocabulary import FollowUpStatus
from models.vocabulary import InteractionKind
from models.vocabulary import Status

SUBJECTS = ("deal", "person", "company")


def follow_up_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a planned follow-up; past dates are let in."""
    intake.check_owner(draft, "assignee")
    due = draft.fields.get("due")
    if not isinstance(due, Due):
        draft.refuse("due", "value_missing")
        return {}
    columns: Values = {
        "planned_on": due.day,
        "planned_at": due_moment(due, intake.zone),
        "all_day": due.moment is None,
        "initial_comment": draft.text("comment"),
    }
    try:
        columns["type_id"] = intake.words.type(draft.text("type")).pk
    except BadValue as refused:
        draft.refuse_as("type", refused)
    _check_subject(draft, ("deal", "person"))
    return columns


def write_follow_up(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Plan a follow-up in the open tunnel of its deal or person, opened if need be."""
    if existing is not None:
        return Fate.SKIPPED, existing
    deal, person = intake.named(draft, "deal"), intake.named(draft, "person")
    if deal is not None:
        person = _person_of(intake, deal)
    intake.ledger.flush()
    assignee = _assignee(intake, draft, deal)
    tunnel = _tunnel(intake, deal, person, assignee)
    columns.update(
        tunnel_id=tunnel,
        deal_id=deal,
        person_id=person,
        assignee_id=assignee,
        original_planned_at=columns["planned_at"],
        imported=True,
    )
    made = intake.ledger.add(FOLLOW_UPS, "followup.planned", columns)
    if deal is not None:
        repeated: Values = {
            "next_at": columns["planned_at"],
            "next_all_day": columns["all_day"],
        }
        intake.ledger.change(DEALS, deal, "deal.next_step", repeated)
    return Fate.CREATED, made


def interaction_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of an exchange; without a moment it was now."""
    _check_subject(draft, SUBJECTS)
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
    made = intake.ledger.add(INTERACTIONS, "interaction.created", columns)
    if deal is not None and columns["kind"] is not InteractionKind.NOTE:
        _touch(intake, deal, columns["at"])
    return Fate.CREATED, made


def _check_subject(draft: Draft, names: tuple[str, ...]) -> None:
    if draft.pending or draft.problems:
        return
    if all(draft.fields.get(name) is None for name in names):
        draft.refuse(names[0], "about_no_one")


def _person_of(intake: Intake, deal: int) -> int | None:
    stands = intake.ledger.values(DEALS, deal)
    if stands["status"] is Status.LOST:
        raise BadValue("deal_not_open", "deal")
    person = stands["person_id"]
    return person if isinstance(person, int) else None


def _assignee(intake: Intake, draft: Draft, deal: int | None) -> int:
    """Return who follows up: named, else the deal's owner, else the actor."""
    named = draft.number("assignee")
    if named is None and deal is not None:
        owner = intake.ledger.values(DEALS, deal)["owner_id"]
        named = owner if isinstance(owner, int) else None
    return named or intake.writer.actor.id


def _tunnel(intake: Intake, deal: int | None, person: int | None, assignee: int) -> int:
    query = select(col(Tunnel.id)).where(col(Tunnel.closed_at).is_(None))
    if deal is not None:
        query = query.where(col(Tunnel.deal_id) == deal)
    else:
        same = col(Tunnel.person_id) == person
        query = query.where(same, col(Tunnel.deal_id).is_(None))
    found = intake.writer.session.connection().execute(query).scalar()
    if found is None:
        row: Values = {
            "deal_id": deal,
            "person_id": person,
            "opened_at": intake.writer.now,
            "owner_id": assignee,
        }
        return intake.ledger.add(TUNNELS, "tunnel.opened", row)
    planned = select(col(FollowUp.id)).where(
        col(FollowUp.tunnel_id) == found,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    if intake.writer.session.connection().execute(planned).first() is not None:
        raise BadValue("followup_already_planned", "due")
    return found


def _touch(intake: Intake, deal: int, at: object) -> None:
    last = intake.ledger.values(DEALS, deal)["last_touch_at"]
    newer = isinstance(at, datetime) and (not isinstance(last, datetime) or last < at)
    if newer:
        told: Values = {"last_touch_at": at}
        intake.ledger.change(DEALS, deal, "deal.next_step", told)
