"""How fast deals step forward: stage velocity (L-18, C.10)."""

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.clock import to_text
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.closings import NONE
from models.reports.closings import OWNER
from models.reports.closings import TEAM
from models.reports.counted import of_counted
from models.reports.days import local_day_number
from models.reports.days import number_of
from models.reports.report import Asked
from models.reports.report import Period
from models.tables import Deal
from models.tables import Stage
from models.tables import StageVisit
from models.tables import Team
from models.tables import User
from models.views.people import maybe_integer
from models.views.people import maybe_string
from models.vocabulary import ExitKind
from models.vocabulary import StageKind

Pace = tuple[int, int]
"""Steps forward, and the days that deals stood in stages meanwhile."""


def paces(
    reader: Reader, asked: Asked, window: Period, by: str
) -> dict[str | None, Pace]:
    """Return the pace of each present owner or team, or of all, in the window.

    A step is a move to a later stage, however many it skips; a stay whose entry is
    not known counts in neither figure.
    """
    forward = and_(
        text(col(StageVisit.exit_kind)) == ExitKind.FORWARD.value, _before_end(window)
    )
    name = {OWNER: col(User.name), TEAM: col(Team.name)}.get(by)
    named: SQLColumnExpression[object] = (
        literal_column("NULL") if name is None else name
    )
    query = chosen(
        named.label("name"),
        func.sum(case((forward, 1), else_=0)),
        func.sum(_last_day(reader, window) - _first_day(reader, window)),
    ).where(_stood(window), of_counted(reader, asked, col(StageVisit.deal_id)))
    query = _of_stages(_joined(query.select_from(StageVisit), by), asked)
    rows = reader.session.connection().execute(query.group_by("name"))
    return {
        maybe_string(group): (maybe_integer(steps) or 0, maybe_integer(days) or 0)
        for group, steps, days in rows
    }


def _of_stages(query: Statement, asked: Asked) -> Statement:
    stages = chosen(col(Stage.id)).where(col(Stage.kind) == StageKind.OPEN)
    if asked.pipeline_id is not None:
        stages = stages.where(col(Stage.pipeline_id) == asked.pipeline_id)
    return query.where(col(StageVisit.stage_id).in_(stages))


def _joined(query: Statement, by: str) -> Statement:
    if by == NONE:
        return query
    query = query.join(Deal, col(Deal.id) == col(StageVisit.deal_id))
    if by == OWNER:
        return query.outerjoin(User, col(User.id) == col(Deal.owner_id))
    return query.outerjoin(Team, col(Team.id) == col(Deal.team_id))


def _stood(window: Period) -> Test:
    """Keep stays with a known entry that lie in the window, if only in part."""
    still = col(StageVisit.exit_kind).is_(None)
    left: Test = col(StageVisit.exited_at).is_not(None)
    if window.start is not None:
        left = col(StageVisit.exited_at) >= window.start
    entered: Test = (
        true() if window.end is None else col(StageVisit.entered_at) < window.end
    )
    return and_(col(StageVisit.entered_at).is_not(None), entered, or_(still, left))


def _before_end(window: Period) -> Test:
    return true() if window.end is None else col(StageVisit.exited_at) < window.end


def _first_day(reader: Reader, window: Period) -> ColumnElement[int]:
    day = local_day_number(col(StageVisit.entered_at), reader.house.zone, reader.now)
    if window.first is None or window.start is None:
        return day
    began = text(col(StageVisit.entered_at)) < to_text(window.start)
    return case((began, _number(number_of(window.first))), else_=day)


def _last_day(reader: Reader, window: Period) -> ColumnElement[int]:
    zone = reader.house.zone
    today = local_day(reader.now, zone)
    until = today if window.after is None else min(today, window.after)
    within = _before_end(window)
    day = local_day_number(col(StageVisit.exited_at), zone, reader.now)
    inside = and_(col(StageVisit.exited_at).is_not(None), within)
    return case((inside, day), else_=_number(number_of(until)))


def _number(value: int) -> ColumnElement[int]:
    return literal_column(str(value), Integer)
