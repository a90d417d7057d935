"""The selects of the first screens, one source for both engines (start-up.md).

They read plain text and integers only, and take scalars only, so that their compiled
text can run before SQLModel is there. The scope is part of the text.
"""

from collections.abc import Mapping

from sqlalchemy import BindParameter
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import colleagues
from models.access import owned
from models.actor import Actor
from models.queries.first_columns import CARD
from models.queries.first_columns import CARD_FROM
from models.queries.first_columns import DUE
from models.queries.first_columns import DUE_FROM
from models.queries.first_columns import PLANNED
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import FxRate
from models.tables import Pipeline
from models.tables import Stage
from models.tables import User
from models.tables import Workspace
from models.vocabulary import Role

Statement = Select[*tuple[object, ...]]
Test = ColumnElement[bool]
Column = SQLColumnExpression[int] | SQLColumnExpression[int | None]

_SELLER = Actor(0, "", "", Role.SELLER, 0)
_MANAGER = Actor(0, "", "", Role.MANAGER, 0)


def text(column: SQLColumnExpression[object]) -> ColumnElement[str]:
    """Read a column as the text it is stored as."""
    return type_coerce(column, Text)


def whole(column: SQLColumnExpression[object]) -> ColumnElement[int]:
    """Read a column as the integer it is stored as."""
    return type_coerce(column, Integer)


def given(name: str) -> BindParameter[str]:
    """Name a text value that is given when the statement runs."""
    return bindparam(name, type_=Text, required=True)


def number(name: str) -> BindParameter[int]:
    """Name an integer value that is given when the statement runs."""
    return bindparam(name, type_=Integer, required=True)


def scopes(owner: Column) -> dict[str, Test]:
    """Return the forms of scope by the names that ``models.actor.variant`` gives."""
    one = owner == number("owner")
    return {
        "mine": owned(_SELLER, owner),
        "team": owned(_MANAGER, owner),
        "all": true(),
        "person": and_(one, owner.in_(colleagues(_MANAGER))),
        "person_all": one,
    }


def _users() -> dict[str, Statement]:
    fields = select(
        col(User.id),
        col(User.login),
        col(User.name),
        text(col(User.role)),
        col(User.team_id),
        whole(col(User.active)),
        col(User.time_zone),
        col(User.language),
    )
    workspace = select(
        col(Workspace.name),
        col(Workspace.base_currency),
        col(Workspace.time_zone),
        text(col(Workspace.language)),
        col(Workspace.country),
        col(Workspace.week_start),
        col(Workspace.working_days),
        whole(col(Workspace.reason_required)),
    )
    return {
        "user": fields.where(col(User.login) == given("login")),
        "user_by_id": fields.where(col(User.id) == number("id")),
        "users_some": fields.order_by(col(User.id)).limit(2),
        "house": workspace,
        "newest_event": select(func.coalesce(func.max(col(Event.id)), 0)),
        "rates": select(
            col(FxRate.currency), text(col(FxRate.on_day)), text(col(FxRate.rate))
        )
        .where(text(col(FxRate.on_day)) <= given("today"))
        .order_by(text(col(FxRate.on_day))),
    }


def _pipelines() -> dict[str, Statement]:
    pipelines = (
        select(col(Pipeline.id), col(Pipeline.name), whole(col(Pipeline.is_default)))
        .where(whole(col(Pipeline.active)) == 1)
        .order_by(col(Pipeline.position), col(Pipeline.id))
    )
    stages = (
        select(
            col(Stage.id),
            col(Stage.name),
            text(col(Stage.kind)),
            col(Stage.probability),
            col(Stage.idle_days),
            col(Stage.stuck_days),
        )
        .where(
            col(Stage.pipeline_id) == number("pipeline"), whole(col(Stage.active)) == 1
        )
        .order_by(col(Stage.position), col(Stage.id))
    )
    return {"pipelines": pipelines, "stages": stages}


def _in_column(scope: Test) -> Test:
    return and_(
        col(Deal.stage_id) == number("stage"),
        text(col(Deal.status)) == given("status"),
        text(col(Deal.deleted_at)).is_(None),
        scope,
    )


def _totals(scope: Test) -> Statement:
    due = text(col(Deal.next_at))
    amount = whole(col(Deal.amount_minor))
    own = whole(col(Deal.probability))
    return (
        select(
            col(Deal.currency),
            func.count(),
            func.coalesce(func.sum(amount), 0),
            func.coalesce(func.sum(case((own.is_(None), amount), else_=0)), 0),
            func.coalesce(func.sum(amount * own), 0),
            func.coalesce(func.sum(case((due < given("tomorrow"), 1), else_=0)), 0),
            func.coalesce(func.sum(case((due.is_(None), 1), else_=0)), 0),
        )
        .where(_in_column(scope))
        .group_by(col(Deal.currency))
    )


def _windows(scope: Test) -> Mapping[str, Statement]:
    due = text(col(Deal.next_at))
    cards = (
        select(*CARD)
        .select_from(CARD_FROM)
        .where(_in_column(scope))
        .limit(number("limit"))
        .offset(number("offset"))
    )
    orders: dict[str, SQLColumnExpression[object]] = {
        "opened": text(col(Deal.opened_at)),
        "touched": text(col(Deal.last_touch_at)),
        "expected": text(col(Deal.expected_close)),
        "amount": whole(col(Deal.amount_minor)),
    }
    tomorrow = given("tomorrow")
    windows: dict[str, Statement] = {
        "early": cards.where(due < tomorrow).order_by(due, col(Deal.id)),
        "unplanned": cards.where(due.is_(None)).order_by(col(Deal.id)),
        "later": cards.where(due >= tomorrow).order_by(due, col(Deal.id)),
    }
    for name, column in orders.items():
        backwards = name != "expected"
        order = (
            (column.desc(), col(Deal.id).desc())
            if backwards
            else (column, col(Deal.id))
        )
        windows[name] = cards.order_by(*order)
    return windows


def _board() -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for form, scope in scopes(col(Deal.owner_id)).items():
        found[f"totals_{form}"] = _totals(scope)
        for name, window in _windows(scope).items():
            found[f"{name}_{form}"] = window
    return found


def _due() -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    due = text(col(FollowUp.planned_at))
    planned = text(col(FollowUp.status)) == PLANNED
    for form, scope in scopes(col(FollowUp.assignee_id)).items():
        found[f"due_counts_{form}"] = select(
            func.coalesce(func.sum(case((due < given("now"), 1), else_=0)), 0),
            func.coalesce(
                func.sum(
                    case(
                        (and_(due >= given("now"), due < given("tomorrow")), 1), else_=0
                    )
                ),
                0,
            ),
            func.coalesce(func.sum(case((due >= given("tomorrow"), 1), else_=0)), 0),
        ).where(planned, due < given("until"), scope)
        found[f"due_{form}"] = (
            select(*DUE)
            .select_from(DUE_FROM)
            .where(planned, due < given("until"), scope)
            .order_by(due, col(FollowUp.id))
            .limit(number("limit"))
            .offset(number("offset"))
        )
        found[f"done_count_{form}"] = select(func.count()).where(
            text(col(FollowUp.done_at)) >= given("since"),
            _done_by(form),
        )
    return found


def _done_by(form: str) -> Test:
    return scopes(col(FollowUp.done_by))[form]


def statements() -> Mapping[str, Statement]:
    """Return every first statement by its name."""
    return {**_users(), **_pipelines(), **_board(), **_due()}
