"""The selects of Today: counters, the queue, and what stands beside an item (R-21)."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import ScalarSelect
from sqlalchemy import Text
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import join
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.actor import OWN
from models.queries.first_columns import DETAIL
from models.queries.first_columns import DETAIL_FROM
from models.queries.first_columns import DUE
from models.queries.first_columns import DUE_FROM
from models.queries.first_columns import PLANNED
from models.queries.first_terms import Column
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import below
from models.queries.first_terms import chosen
from models.queries.first_terms import counted
from models.queries.first_terms import given
from models.queries.first_terms import number
from models.queries.first_terms import scopes
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Interaction
from models.tables import User

MOMENT = text(col(FollowUp.planned_at))

WHOLE = frozenset({"mine", "team", "all"})
"""The forms that show all that a role may see: one item is looked at by right."""


def due() -> Mapping[str, Statement]:
    """Return the statements of Today in every form of scope."""
    found: dict[str, Statement] = {}
    planned = text(col(FollowUp.status)) == PLANNED
    doers = scopes(col(FollowUp.done_by))
    assignee = col(FollowUp.assignee_id)
    for form, scope in scopes(assignee).items():
        counted_scope = below(assignee) if form == "team" else scope
        shown, told = and_(planned, scope), and_(planned, counted_scope)
        found.update(_queue(form, shown, told))
        found[f"done_count_{form}"] = counted().where(
            text(col(FollowUp.done_at)) >= given("since"), doers[form]
        )
        if form not in WHOLE:
            continue
        found[f"due_detail_{form}"] = (
            chosen(*DETAIL)
            .select_from(DETAIL_FROM)
            .where(col(FollowUp.id) == number("id"), scope)
        )
        found[f"history_short_{form}"] = _history(form, scope)
    return found


def _queue(form: str, shown: Test, told: Test) -> Mapping[str, Statement]:
    """Select the queue and its counters, by the reader's calendar or by each one's.

    The queue of a team is walked in its order; its counters look at each assignee's.
    """
    near = given("until") > MOMENT
    far = and_(given("latest") > MOMENT, _end("until") > MOMENT)
    page = (
        chosen(*DUE)
        .select_from(DUE_FROM)
        .order_by(MOMENT, col(FollowUp.id))
        .limit(number("limit"))
        .offset(number("offset"))
    )
    assigned = join(FollowUp, User, col(User.id) == col(FollowUp.assignee_id))
    plain = {
        f"due_{form}": page.where(shown, near),
        f"due_counts_{form}": _counts(given("tomorrow")).where(told, near),
    }
    if form == OWN:
        return plain
    return {
        **plain,
        f"due_far_{form}": page.where(shown, far),
        f"due_counts_far_{form}": _counts(_end("tomorrow"))
        .select_from(assigned)
        .where(told, far),
    }


def _counts(tomorrow: ColumnElement[str]) -> Statement:
    overdue = case((given("now") > MOMENT, 1), else_=0)
    later = case((tomorrow <= MOMENT, 1), else_=0)
    today = 1 - overdue - later
    return chosen(*(func.coalesce(func.sum(one), 0) for one in (overdue, today, later)))


def _end(name: str) -> ColumnElement[str]:
    """Return when today, or what the counters take in, ends for who has it.

    A moment is read on the reader's calendar, a day as a whole on the assignee's
    (rulings 19); ``ends`` has the moments of every zone that somebody lives in.
    """
    zone = func.coalesce(col(User.time_zone), given("home"))
    path = _word("'$.\"'").concat(zone).concat(_word(f"'\".{name}'"))
    theirs = func.json_extract(given("ends"), path, type_=Text)
    return case((whole(col(FollowUp.all_day)) == 1, theirs), else_=given(name))


def _history(form: str, scope: Test) -> Statement:
    """Select the last entries about whom a visible follow-up is about.

    Lines of a deal that the reader may not see stay out, however well the reader
    knows the person (K-03).
    """
    lines = union_all(_done(form, scope), _logged(form, scope)).subquery("lines")
    return (
        chosen(*lines.c)
        .order_by(lines.c.at.desc(), lines.c.id.desc())
        .limit(number("limit"))
    )


def _done(form: str, scope: Test) -> Statement:
    past = aliased(FollowUp)
    columns = chosen(
        _word("'follow_up'").label("source"),
        col(past.id).label("id"),
        text(col(past.done_at)).label("at"),
        col(User.name).label("who"),
        col(FollowUpType.name).label("what"),
        text(col(past.outcome)).label("outcome"),
        text(col(past.no_contact_kind)).label("no_contact"),
        col(past.outcome_comment).label("body"),
    )
    return (
        columns.select_from(past)
        .join(FollowUpType, col(FollowUpType.id) == col(past.type_id))
        .outerjoin(User, col(User.id) == col(past.done_by))
        .where(
            text(col(past.done_at)).is_not(None),
            _about(form, scope, col(past.deal_id), col(past.person_id)),
        )
    )


def _logged(form: str, scope: Test) -> Statement:
    columns = chosen(
        _word("'interaction'"),
        col(Interaction.id),
        text(col(Interaction.at)),
        col(User.name),
        text(col(Interaction.kind)),
        _word("NULL"),
        _word("NULL"),
        col(Interaction.body),
    )
    return (
        columns.select_from(Interaction)
        .outerjoin(User, col(User.id) == col(Interaction.by_id))
        .where(
            text(col(Interaction.deleted_at)).is_(None),
            _about(form, scope, col(Interaction.deal_id), col(Interaction.person_id)),
        )
    )


def _word(literal: str) -> ColumnElement[str]:
    return literal_column(literal, Text)


def _about(form: str, scope: Test, deal_id: Column, person_id: Column) -> Test:
    seen = exists().where(
        col(Deal.id) == deal_id,
        text(col(Deal.deleted_at)).is_(None),
        scopes(col(Deal.owner_id))[form],
    )
    return or_(
        and_(deal_id == _of(col(FollowUp.deal_id), scope), seen),
        and_(
            person_id == _of(col(FollowUp.person_id), scope),
            or_(deal_id.is_(None), seen),
        ),
    )


def _of(column: Column, scope: Test) -> ScalarSelect[int]:
    """Select whom the follow-up at the cursor is about, if the reader may see it."""
    return (
        select(column)
        .where(col(FollowUp.id) == number("id"), scope)
        .correlate(None)
        .scalar_subquery()
    )
