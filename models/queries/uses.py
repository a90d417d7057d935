"""How often each line of the settings is used: counted apart, for it takes a while."""

from collections import Counter

from sqlalchemy import SQLColumnExpression
from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.assigning import asked_for
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person
from models.tables import Slot
from models.tables import User
from models.vocabulary import Role


def of_types(reader: Reader) -> Counter[int]:
    """Count the follow-ups of each type (R-01)."""
    require(reader.actor, Role.MANAGER)
    return _counted(reader, col(FollowUp.type_id))


def of_reasons(reader: Reader) -> Counter[int]:
    """Count how often each loss reason was given (C-04)."""
    require(reader.actor, Role.MANAGER)
    return _counted(reader, col(Deal.loss_reason_id), col(FollowUp.reason_id))


def of_sources(reader: Reader) -> Counter[int]:
    """Count the people, deals and rules that name each source (R-35)."""
    require(reader.actor, Role.MANAGER)
    found = _counted(reader, col(Deal.source_id), col(Person.source_id))
    found.update(asked_for(reader, "source_id"))
    return found


def of_activities(reader: Reader) -> Counter[int]:
    """Count the slots of each activity (R-14)."""
    require(reader.actor, Role.MANAGER)
    return _counted(reader, col(Slot.activity_id))


def of_teams(reader: Reader) -> Counter[int]:
    """Count the users of each team, for an administrator (R-36)."""
    require(reader.actor)
    return _counted(reader, col(User.team_id))


def _counted(
    reader: Reader, *columns: SQLColumnExpression[int | None] | SQLColumnExpression[int]
) -> Counter[int]:
    """Count the rows that name an id in any of the columns."""
    found: Counter[int] = Counter()
    for column in columns:
        query = select(column, func.count())
        query = query.where(column.is_not(None)).group_by(column)
        for record_id, count in reader.session.exec(query):
            found[record_id or 0] += count
    return found
