"""The tables that an import writes by the thousand, as Core sees them."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from models.tables import AssignmentGiven
from models.tables import Booking
from models.tables import CloseEvent
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import Notification
from models.tables import Organization
from models.tables import Person
from models.tables import StageVisit
from models.tables import Team
from models.tables import Tunnel
from models.tables import User
from models.tables import metadata
from models.tables.base import Moment
from models.tables.base import Record
from models.tables.base import Versioned

Values = dict[str, object]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table: its name, its model, and whether its rows carry a version."""

    name: str
    model: type[Record]

    @property
    def versioned(self) -> bool:
        """Whether two people may edit a row."""
        return issubclass(self.model, Versioned)

    @cached_property
    def table(self) -> Table:
        """The table of statements."""
        return metadata.tables[self.name]

    @cached_property
    def moments(self) -> tuple[str, ...]:
        """The columns that hold moments, which take them as text too."""
        columns = self.table.columns
        return tuple(one.name for one in columns if isinstance(one.type, Moment))

    @cached_property
    def fresh(self) -> Values:
        """The columns of a row of which nothing is known yet."""
        fields = self.model.model_fields
        return {
            column.name: fields[column.name].get_default(call_default_factory=True)
            for column in self.table.columns
            if not fields[column.name].is_required()
        }


TEAMS = Sheet("team", Team)
USERS = Sheet("user", User)
COMPANIES = Sheet("organization", Organization)
PEOPLE = Sheet("person", Person)
GIVEN = Sheet("assignment_given", AssignmentGiven)
CONTACT_POINTS = Sheet("contact_point", ContactPoint)
DEALS = Sheet("deal", Deal)
VISITS = Sheet("stage_visit", StageVisit)
CLOSES = Sheet("close_event", CloseEvent)
TUNNELS = Sheet("tunnel", Tunnel)
FOLLOW_UPS = Sheet("follow_up", FollowUp)
BOOKINGS = Sheet("booking", Booking)
INTERACTIONS = Sheet("interaction", Interaction)
NOTIFICATIONS = Sheet("notification", Notification)

ORDER = (
    TEAMS,
    USERS,
    COMPANIES,
    PEOPLE,
    GIVEN,
    CONTACT_POINTS,
    DEALS,
    VISITS,
    CLOSES,
    TUNNELS,
    FOLLOW_UPS,
    BOOKINGS,
    INTERACTIONS,
    NOTIFICATIONS,
)
"""Who is written before whom: a row may only name rows of the sheets above it."""

KEPT = frozenset({TEAMS, USERS, COMPANIES, PEOPLE})
"""Sheets whose new rows are likely to be met again in the same files."""
