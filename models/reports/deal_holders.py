"""Whose a deal was when it left a stage: the journal walked back from now (C.0)."""

from typing import Final

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.queries.first_terms import of_index
from models.reports.at_the_time import Held
from models.reports.at_the_time import walked_back
from models.reports.counted import When
from models.tables import Deal
from models.tables import Event
from models.tables.journal import HANDED_DEAL

OWNER: Final = Held("deal", col(Deal.id), "owner_id", col(Deal.owner_id))
TEAM: Final = Held("deal", col(Deal.id), "team_id", col(Deal.team_id))


def owner_at(moment: When) -> ColumnElement[int]:
    """Return the SQL of who had a deal at a moment."""
    return _at(OWNER, moment)


def team_at(moment: When) -> ColumnElement[int]:
    """Return the SQL of the team that a deal was in at a moment."""
    return _at(TEAM, moment)


def _at(held: Held, moment: When) -> ColumnElement[int]:
    change = aliased(Event)
    return walked_back(held, change, col(change.at) >= moment, _handed())


def _handed() -> Select[int]:
    """Select the deals that ever went to somebody else."""
    return select(col(Event.entity_id)).where(of_index(HANDED_DEAL))
