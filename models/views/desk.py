"""What a user has laid out, as frozen values: saved views, alerts, notifications."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime

from models.vocabulary import NotificationKind
from models.vocabulary import ViewOf


@dataclass(frozen=True, slots=True)
class Shape:
    """How a list is shown: which records, in which order, with which columns."""

    of: ViewOf
    filters: Mapping[str, object] = field(default_factory=dict[str, object])
    """Column to condition, as models/rules/filters.py writes them."""
    sort: str = ""
    """Column, with ``-`` before it for the other direction; empty for the usual."""
    columns: tuple[str, ...] = ()
    """The columns in their order; empty for the usual."""


@dataclass(frozen=True, slots=True)
class NewView:
    """A list to be saved under a name (B1.14)."""

    name: str
    shape: Shape
    shared: bool = False


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A saved view as the panel lists it."""

    id: int
    name: str
    shape: Shape
    owner: str
    mine: bool
    may_edit: bool
    """Its owner and an admin may."""
    shared: bool
    as_alert: bool
    pinned: bool
    first: bool
    """Opened when its list is (default)."""


@dataclass(frozen=True, slots=True)
class AlertLine:
    """A named query with its count, switched on or off by this user (R-26)."""

    code: str
    """A built-in alert, or ``view:ID``."""
    name: str
    """The name of the view; built-in ones are named at the edge."""
    wanted: bool
    count: int | None
    """How many its list has; nothing while it is switched off."""
    shape: Shape | None
    """The list that it counts; nothing for what Today counts."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a user was told (C-02, R-09)."""

    id: int
    kind: NotificationKind
    at: datetime
    by: str
    entity: str
    entity_id: int | None
    values: Mapping[str, object]
    """What the sentence names, as it was then."""
    read: bool
