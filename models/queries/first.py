"""The selects of the first screens, one source for both engines (start-up.md).

They read plain text and integers only, and take scalars only, so that their compiled
text can run before SQLModel is there. The scope is part of the text.
"""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import func
from sqlmodel import col

from models.queries.first_board import board
from models.queries.first_due import due
from models.queries.first_outcome import outcome
from models.queries.first_slots import slots
from models.queries.first_terms import Statement
from models.queries.first_terms import chosen
from models.queries.first_terms import counted
from models.queries.first_terms import given
from models.queries.first_terms import number
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Event
from models.tables import FxRate
from models.tables import Notification
from models.tables import Pipeline
from models.tables import Stage
from models.tables import User
from models.tables import Workspace


def _users() -> dict[str, Statement]:
    fields = chosen(
        col(User.id),
        col(User.login),
        col(User.name),
        text(col(User.role)),
        col(User.team_id),
        whole(col(User.active)),
        col(User.time_zone),
        col(User.language),
    )
    return {
        "user": fields.where(col(User.login) == given("login")),
        "user_by_id": fields.where(col(User.id) == number("id")),
        "users_some": fields.where(whole(col(User.active)) == 1)
        .order_by(col(User.id))
        .limit(2),
        "zones": chosen(col(User.time_zone)).where(col(User.time_zone).is_not(None)),
    }


def _house() -> dict[str, Statement]:
    workspace = chosen(
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
        "house": workspace,
        "unread": counted().where(
            col(Notification.user_id) == number("me"),
            text(col(Notification.read_at)).is_(None),
        ),
        "newest_event": chosen(func.coalesce(func.max(col(Event.id)), 0)),
        "rates": chosen(
            col(FxRate.currency), text(col(FxRate.on_day)), text(col(FxRate.rate))
        )
        .where(
            text(col(FxRate.on_day)) <= given("today"),
            text(col(FxRate.deleted_at)).is_(None),
        )
        .order_by(text(col(FxRate.on_day))),
    }


def _pipelines() -> dict[str, Statement]:
    pipelines = (
        chosen(col(Pipeline.id), col(Pipeline.name), whole(col(Pipeline.is_default)))
        .where(whole(col(Pipeline.active)) == 1)
        .order_by(col(Pipeline.position), col(Pipeline.id))
    )
    stages = (
        chosen(
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


@cache
def statements() -> Mapping[str, Statement]:
    """Return every first statement by its name."""
    shown = {**board(), **due(), **outcome(), **slots()}
    return {**_users(), **_house(), **_pipelines(), **shown}
