"""What each user has laid out: saved views, alerts, what was told to whom."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import text
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
from models.vocabulary import NotificationKind
from models.vocabulary import ViewOf


class SavedView(Versioned, table=True):
    """A list with its filters, order and columns under a name (B1.14, R-24)."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("of", ViewOf),
        flag("shared"),
        flag("as_alert"),
        Index(
            "uq_saved_view_name",
            "owner_id",
            "of",
            "name",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
        ),
        STRICT,
    )

    owner_id: int = Field(foreign_key="user.id")
    of: ViewOf = Field(sa_type=Code(ViewOf))
    name: str = Field(sa_type=Text)
    filters: JsonObject = Field(default_factory=dict, sa_type=Json)
    """Column to condition, as models/rules/filters.py reads them."""
    sort: str = Field(default="", sa_type=Text)
    """Column, with ``-`` before it for the other direction; empty for the usual."""
    columns: JsonObject = Field(default_factory=dict, sa_type=Json)
    """``{"shown": [...]}``; empty for the usual."""
    shared: bool = Field(default=False, sa_type=Flag)
    as_alert: bool = Field(default=False, sa_type=Flag)
    """A manager counts it among everybody's alerts (R-26)."""


class ViewChoice(Record, table=True):
    """Where one user keeps a view: pinned, or opened first (B1.14)."""

    __table_args__: ClassVar = (
        flag("pinned"),
        flag("first"),
        Index("uq_view_choice_user_view", "user_id", "view_id", unique=True),
        STRICT,
    )

    user_id: int = Field(foreign_key="user.id")
    view_id: int = Field(foreign_key="saved_view.id")
    pinned: bool = Field(default=False, sa_type=Flag)
    first: bool = Field(default=False, sa_type=Flag)


class AlertSwitch(Record, table=True):
    """Whether one user wants an alert counted (R-26); absent means yes."""

    __table_args__: ClassVar = (
        filled("alert"),
        flag("wanted"),
        Index("uq_alert_switch_user_alert", "user_id", "alert", unique=True),
        STRICT,
    )

    user_id: int = Field(foreign_key="user.id")
    alert: str = Field(sa_type=Text)
    """The code of a built-in alert, or ``view:ID``."""
    wanted: bool = Field(default=True, sa_type=Flag)


class Notification(Record, table=True):
    """What a user is told about: a record taken over, handed over, given (C-02)."""

    __table_args__: ClassVar = (
        one_of("kind", NotificationKind),
        Index("ix_notification_user_id", "user_id", "read_at", "at"),
        STRICT,
    )

    user_id: int = Field(foreign_key="user.id")
    kind: NotificationKind = Field(sa_type=Code(NotificationKind))
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = Field(default=None, foreign_key="user.id")
    entity: str = Field(default="", sa_type=Text)
    entity_id: int | None = Field(default=None)
    values: JsonObject = Field(default_factory=dict, sa_type=Json)
    """What the sentence names, as it was then."""
    read_at: datetime | None = Field(default=None, sa_type=Moment)
