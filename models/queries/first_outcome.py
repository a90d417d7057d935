"""The selects of the outcome dialog: it opens on a key, so plain text reads it."""

from collections.abc import Mapping

from sqlalchemy import FromClause
from sqlalchemy import and_
from sqlalchemy import join
from sqlalchemy import true
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.access import visible
from models.actor import Actor
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import number
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FollowUpTypeNext
from models.tables import LossReason
from models.tables import Person
from models.tables import User
from models.vocabulary import Role

WHO: Mapping[str, Role] = {
    "mine": Role.SELLER,
    "team": Role.MANAGER,
    "all": Role.ADMIN,
}
"""The forms that show all that a role may see."""


def outcome() -> Mapping[str, Statement]:
    """Return the statements of the outcome dialog."""
    found = {f"asked_{form}": _asked(role) for form, role in WHO.items()}
    return {**found, "next_types": _next_types(), "reasons": _reasons()}


def _asked(role: Role) -> Statement:
    """Select a visible follow-up and, where the actor sees it, its deal (K-03)."""
    actor = Actor(0, "", "", role, 0)
    fields = chosen(
        text(col(FollowUp.status)),
        text(col(FollowUp.planned_on)),
        text(col(FollowUp.planned_at)),
        whole(col(FollowUp.all_day)),
        col(FollowUp.attempt_no),
        text(col(FollowUp.done_at)),
        text(col(FollowUp.outcome)),
        text(col(FollowUp.cancel_reason)),
        col(User.name),
        col(FollowUpType.id),
        col(FollowUpType.name),
        text(col(FollowUpType.action_kind)),
        col(FollowUpType.retry_days),
        col(Person.first_name),
        col(Person.last_name),
        col(Deal.title),
        text(col(Deal.status)),
        whole(col(Deal.amount_minor)),
        col(Deal.currency),
        col(FollowUpType.description),
        col(FollowUp.initial_comment),
    )
    seen = true() if role is Role.ADMIN else visible(actor, FollowUp)
    return fields.select_from(_around(visible(actor, Deal))).where(
        col(FollowUp.id) == number("id"), seen
    )


def _around(seen: Test) -> FromClause:
    return (
        join(FollowUp, FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .outerjoin(User, col(User.id) == col(FollowUp.done_by))
        .outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
        .outerjoin(Deal, and_(col(Deal.id) == col(FollowUp.deal_id), seen))
    )


def _next_types() -> Statement:
    """Select the types that may follow one, the default first, none of them retired."""
    before, after = FollowUpType, aliased(FollowUpType)
    edge = FollowUpTypeNext
    return (
        chosen(
            col(after.id),
            col(after.name),
            text(col(after.action_kind)),
            col(edge.delay_days),
        )
        .select_from(edge)
        .join(before, col(before.id) == col(edge.type_id))
        .join(after, col(after.id) == col(edge.next_type_id))
        .where(
            col(edge.type_id) == number("type"),
            whole(col(before.active)) == 1,
            whole(col(after.active)) == 1,
        )
        .order_by(col(edge.position), col(edge.id))
    )


def _reasons() -> Statement:
    """Select the loss reasons in use (C-04)."""
    return (
        chosen(
            col(LossReason.id),
            col(LossReason.code),
            col(LossReason.letter),
            col(LossReason.name),
            whole(col(LossReason.note_required)),
        )
        .where(whole(col(LossReason.active)) == 1)
        .order_by(col(LossReason.position), col(LossReason.id))
    )
