"""SQLModel tables, constraints and indexes; nothing else."""

from models.tables.assignment import AssignmentGiven
from models.tables.assignment import AssignmentMember
from models.tables.assignment import AssignmentRule
from models.tables.base import metadata
from models.tables.bookings import Activity
from models.tables.bookings import Booking
from models.tables.bookings import FollowUpTypeActivity
from models.tables.bookings import Slot
from models.tables.deals import CloseEvent
from models.tables.deals import Deal
from models.tables.deals import FxRate
from models.tables.deals import LossReason
from models.tables.deals import Pipeline
from models.tables.deals import Stage
from models.tables.deals import StageVisit
from models.tables.desk import AlertSwitch
from models.tables.desk import Notification
from models.tables.desk import SavedView
from models.tables.desk import ViewChoice
from models.tables.followups import FollowUp
from models.tables.followups import FollowUpType
from models.tables.followups import FollowUpTypeNext
from models.tables.followups import Interaction
from models.tables.followups import Invoice
from models.tables.followups import TextTemplate
from models.tables.followups import Tunnel
from models.tables.journal import Batch
from models.tables.journal import CustomField
from models.tables.journal import Event
from models.tables.journal import ImportBatch
from models.tables.journal import ImportRow
from models.tables.people import ContactPoint
from models.tables.people import Organization
from models.tables.people import Person
from models.tables.people import Source
from models.tables.team import Team
from models.tables.team import User
from models.tables.team import Workspace

__all__ = [
    "Activity",
    "AlertSwitch",
    "AssignmentGiven",
    "AssignmentMember",
    "AssignmentRule",
    "Batch",
    "Booking",
    "CloseEvent",
    "ContactPoint",
    "CustomField",
    "Deal",
    "Event",
    "FollowUp",
    "FollowUpType",
    "FollowUpTypeActivity",
    "FollowUpTypeNext",
    "FxRate",
    "ImportBatch",
    "ImportRow",
    "Interaction",
    "Invoice",
    "LossReason",
    "Notification",
    "Organization",
    "Person",
    "Pipeline",
    "SavedView",
    "Slot",
    "Source",
    "Stage",
    "StageVisit",
    "Team",
    "TextTemplate",
    "Tunnel",
    "User",
    "ViewChoice",
    "Workspace",
    "metadata",
]
