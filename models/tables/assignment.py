"""The rules that give new prospects to reps, and what they gave (R-32)."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy import Text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Code
from models.tables.base import Flag
from models.tables.base import Json
from models.tables.base import JsonObject
from models.tables.base import Moment
from models.tables.base import Record
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import Strategy


class AssignmentRule(Versioned, table=True):
    """Which reps get the prospects that meet its conditions; first match wins."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("strategy", Strategy),
        flag("active"),
        Index("ix_assignment_rule_position", "position"),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    position: int = Field(default=0)
    conditions: JsonObject = Field(default_factory=dict, sa_type=Json)
    """``source_id``, ``team_id``, ``postcode`` (a prefix), ``language``: all hold."""
    strategy: Strategy = Field(sa_type=Code(Strategy))
    active: bool = Field(default=True, sa_type=Flag)


class AssignmentMember(Record, table=True):
    """A rep of a rule, in the order of the round."""

    __table_args__: ClassVar = (
        Index("uq_assignment_member_rule_user", "rule_id", "user_id", unique=True),
        STRICT,
    )

    rule_id: int = Field(foreign_key="assignment_rule.id")
    user_id: int = Field(foreign_key="user.id")
    position: int = Field(default=0)


class AssignmentGiven(Record, table=True):
    """A prospect that a rule gave to a rep; rounds and capacities count these rows."""

    __table_args__: ClassVar = (
        Index("ix_assignment_given_rule_id", "rule_id", "id"),
        Index("ix_assignment_given_user_id", "user_id", "at"),
        Index("ix_assignment_given_person_id", "person_id"),
        STRICT,
    )

    rule_id: int = Field(foreign_key="assignment_rule.id")
    person_id: int = Field(foreign_key="person.id")
    user_id: int = Field(foreign_key="user.id")
    at: datetime = Field(sa_type=Moment)
