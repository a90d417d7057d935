"""What the screens of a deal, a person and a company show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum

from models.money import Money
from models.views.bookings import BookingLine
from models.views.choices import Ref
from models.views.drafts import CompanyFields
from models.views.drafts import DealFields
from models.views.drafts import PersonFields
from models.vocabulary import ActionKind
from models.vocabulary import BatchKind
from models.vocabulary import CancelReason
from models.vocabulary import ContactKind
from models.vocabulary import FieldType
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Origin
from models.vocabulary import Outcome
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import StageKind
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory

Told = str | int | bool | None | Money
"""A value of a change, in words that need no look-up; codes stay codes."""


class StepState(StrEnum):
    """Where a stage stands on a deal's path (C-09)."""

    PAST = "past"
    CURRENT = "current"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class PathStage:
    """A stage on the path of a deal; days are local dates (rulings 16)."""

    id: int
    name: str
    kind: StageKind
    state: StepState
    days: int | None
    """Days spent there in all visits; empty where it was never visited."""
    stuck_days: int | None


@dataclass(frozen=True, slots=True)
class Guide:
    """What a stage is for, what to do, what must be true before leaving it (K-09)."""

    stage: str
    description: str
    guidance: str
    exit_criteria: str
    buyer_step: str
    idle_days: int | None
    stuck_days: int | None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A reference to an invoice (R-18)."""

    number: str
    issued_on: date | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A follow-up of a deal or a person."""

    id: int
    type: str
    action_kind: ActionKind
    status: FollowUpStatus
    planned_at: datetime
    planned_on: date
    all_day: bool
    assignee: str
    attempt: int
    snoozes: int
    comment: str
    outcome: Outcome | None
    no_contact: NoContact | None
    outcome_comment: str
    done_at: datetime | None
    done_by: str
    cancel_reason: CancelReason | None
    reason: str
    zone: str = ""
    """Where its assignee's days run; unknown, they run as the reader's do."""
    invoice: InvoiceLine | None = None
    bookings: tuple[BookingLine, ...] = ()
    """The places that it has and had in slots, the latest last (R-27)."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event of a record's timeline (*historique*).

    ``before`` and ``after`` have the changed fields only, named as JSON names them:
    ``stage``, ``owner``, ``amount``; records stand there by their names.
    """

    id: int
    batch: int
    batch_kind: BatchKind
    origin: Origin
    at: datetime
    actor: str
    entity: str
    entity_id: int
    verb: str
    before: Mapping[str, Told]
    after: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of the workspace's own, with its value here."""

    key: str
    label_en: str
    label_fr: str
    type: FieldType
    value: object


@dataclass(frozen=True, slots=True)
class Point:
    """A way to reach someone."""

    kind: ContactKind
    value: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as a deal or a company shows one."""

    id: int
    name: str
    title: str
    temperature: Temperature | None
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal as a person or a company shows one."""

    id: int
    title: str
    status: Status
    stage: str
    amount: Money | None
    owner: str
    next_at: datetime | None
    next_all_day: bool


@dataclass(frozen=True, slots=True)
class DealScreen:
    """All that a deal's own screen shows, and ``show deal`` (defaults.md 9)."""

    id: int
    version: int
    title: str
    phase: Phase
    status: Status
    priority: Priority
    forecast: ForecastCategory
    pipeline: Ref
    stage: Ref
    stage_kind: StageKind
    guide: Guide
    amount: Money | None
    probability: int | None
    """Its own chance in whole percent, else the stage's (C.13)."""
    company: Ref | None
    owner: Ref | None
    team: str
    temperature: Temperature | None
    source: Ref | None
    opened_at: datetime | None
    expected_close: date | None
    closed_at: datetime | None
    last_touch_at: datetime | None
    entered_at: datetime | None
    """Since when it is in its stage."""
    reason: Ref | None
    loss_note: str
    external_system: str
    external_id: str
    path: tuple[PathStage, ...]
    people: tuple[PersonLine, ...]
    next: FollowUpLine | None
    followups: tuple[FollowUpLine, ...]
    """The planned one first, then the newest."""
    timeline: tuple[TimelineEntry, ...]
    """The newest first."""
    fields: tuple[FieldValue, ...]
    editable: DealFields
    """What the edit form begins with (rulings 13)."""


@dataclass(frozen=True, slots=True)
class PersonScreen:
    """All that a person's screen shows (rulings 26)."""

    id: int
    version: int
    name: str
    title: str
    company: Ref | None
    lifecycle: Lifecycle
    temperature: Temperature | None
    owner: Ref | None
    source: Ref | None
    do_not_contact: bool
    customer_since: date | None
    points: tuple[Point, ...]
    deals: tuple[DealLine, ...]
    next: FollowUpLine | None
    followups: tuple[FollowUpLine, ...]
    invoices: tuple[InvoiceLine, ...]
    timeline: tuple[TimelineEntry, ...]
    fields: tuple[FieldValue, ...]
    editable: PersonFields


@dataclass(frozen=True, slots=True)
class CompanyScreen:
    """What the actor may see of a company (rulings 12).

    Where it is not ``full`` it has name, domain, place and industry only, and the
    people and deals that are visible themselves.
    """

    id: int
    version: int
    name: str
    domain: str
    place: str
    industry: str
    full: bool
    employees: int | None
    parent: Ref | None
    owner: Ref | None
    points: tuple[Point, ...]
    people: tuple[PersonLine, ...]
    deals: tuple[DealLine, ...]
    timeline: tuple[TimelineEntry, ...]
    fields: tuple[FieldValue, ...]
    editable: CompanyFields | None
