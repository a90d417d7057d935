"""Whose a deal was when it left a stage: the journal walked back from now (C.0).

What was undone, and the undoing, never happened (rulings 8).
"""

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.queries.first_terms import of_index
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import NOBODY
from models.reports.at_the_time import changes
from models.reports.at_the_time import recorded
from models.reports.counted import Ids
from models.reports.counted import When
from models.tables import Deal
from models.tables import Event
from models.tables import StageVisit
from models.tables.journal import HANDED_DEAL

DEAL = "deal"


def owner_at(moment: When) -> ColumnElement[int]:
    """Return the SQL of who had a deal at a moment."""
    return _held_at("owner_id", col(Deal.owner_id), moment)


def team_at(moment: When) -> ColumnElement[int]:
    """Return the SQL of the team that a deal was in at a moment."""
    return _held_at("team_id", col(Deal.team_id), moment)


def _held_at(key: str, column: Ids, moment: When) -> ColumnElement[int]:
    """Return a column as it was before the first change since; few are handed on."""
    change = aliased(Event)
    was = func.json_extract(text(col(change.before)), f"$.{key}")
    first = (
        select(func.coalesce(was, NOBODY))
        .where(
            col(change.entity) == DEAL,
            col(change.entity_id) == col(Deal.id),
            changes(change, key),
            col(change.at) >= moment,
            recorded(change),
        )
        .order_by(col(change.id))
        .limit(1)
        .correlate(Deal, StageVisit)
        .scalar_subquery()
    )
    present = whole(column)
    before = func.nullif(func.coalesce(first, present), NOBODY)
    return case((col(Deal.id).in_(_handed()), before), else_=present)


def _handed() -> Select[int]:
    """Select the deals that ever went to somebody else."""
    return select(col(Event.entity_id)).where(of_index(HANDED_DEAL))
