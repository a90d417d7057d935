"""SQLModel tables, constraints and indexes; nothing else."""

from models.tables.base import metadata
from models.tables.deals import CloseEvent
from models.tables.deals import Deal
from models.tables.deals import FxRate
from models.tables.deals import LossReason
from models.tables.deals import Pipeline
from models.tables.deals import Stage
from models.tables.deals import StageVisit
from models.tables.followups import FollowUp
from models.tables.followups import FollowUpType
from models.tables.followups import FollowUpTypeNext
from models.tables.followups import Interaction
from models.tables.followups import Invoice
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
    "Batch",
    "CloseEvent",
    "ContactPoint",
    "CustomField",
    "Deal",
    "Event",
    "FollowUp",
    "FollowUpType",
    "FollowUpTypeNext",
    "FxRate",
    "ImportBatch",
    "ImportRow",
    "Interaction",
    "Invoice",
    "LossReason",
    "Organization",
    "Person",
    "Pipeline",
    "Source",
    "Stage",
    "StageVisit",
    "Team",
    "Tunnel",
    "User",
    "Workspace",
    "metadata",
]
