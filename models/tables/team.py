"""The workspace and its people: teams form a tree, users have one role."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Code
from models.tables.base import Flag
from models.tables.base import Json
from models.tables.base import JsonObject
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import Language
from models.vocabulary import Role


class Workspace(Versioned, table=True):
    """The one row that says whose database this is and how it counts."""

    __table_args__: ClassVar = (
        CheckConstraint("id = 1", name="single"),
        CheckConstraint("length(base_currency) = 3", name="currency_code"),
        one_of("language", Language),
        flag("reason_required"),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    base_currency: str = Field(sa_type=Text)
    time_zone: str = Field(sa_type=Text)
    language: Language = Field(sa_type=Code(Language))
    country: str = Field(default="", sa_type=Text)
    """Country whose public holidays count, empty for none."""
    week_start: int = Field(default=1)
    """ISO weekday: 1 is Monday."""
    working_days: str = Field(default="12345", sa_type=Text)
    """ISO weekdays on which defaults may fall."""
    reason_required: bool = Field(default=True, sa_type=Flag)
    """Losing asks for a reason (C-04)."""
    settings: JsonObject = Field(default_factory=dict, sa_type=Json)


class Team(Versioned, table=True):
    """A node of the team tree: company, department, club (R-36)."""

    __table_args__: ClassVar = (
        filled("name"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        Index("uq_team_name", "name", unique=True),
        Index("ix_team_parent_id", "parent_id"),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    parent_id: int | None = Field(default=None, foreign_key="team.id")


class User(Versioned, table=True):
    """A person who works with Relance; the role decides what is seen (D.5)."""

    __table_args__: ClassVar = (
        filled("name"),
        filled("login"),
        one_of("role", Role),
        flag("active"),
        flag("paused"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        Index("uq_user_login", "login", unique=True),
        Index("ix_user_team_id", "team_id"),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    login: str = Field(sa_type=Text)
    role: Role = Field(sa_type=Code(Role))
    team_id: int = Field(foreign_key="team.id")
    language: str | None = Field(default=None, sa_type=Text)
    time_zone: str | None = Field(default=None, sa_type=Text)
    """The person's own zone; empty means the workspace's."""
    active: bool = Field(default=True, sa_type=Flag)
    paused: bool = Field(default=False, sa_type=Flag)
    """No rule gives this person prospects for now (R-32)."""
    capacity: int | None = Field(default=None)
    """Prospects that rules may give within 30 days; empty means any number."""
