"""Rows of exports: one frozen row for each record, names beside ids."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from models.money import Money
from models.vocabulary import ActionKind
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Origin
from models.vocabulary import Outcome
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory

Custom = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as ``export deals`` writes it."""

    id: int
    title: str
    phase: Phase
    status: Status
    pipeline: str
    stage: str
    amount: Money | None
    probability: int | None
    company_id: int | None
    company: str
    person_id: int | None
    person: str
    owner: str
    owner_login: str
    team: str
    value: Temperature | None
    priority: Priority
    forecast_category: ForecastCategory | None
    source: str
    opened_at: datetime | None
    expected_close: date | None
    closed_at: datetime | None
    reason: str
    note: str
    next_at: datetime | None
    next_all_day: bool
    last_touch_at: datetime | None
    created_at: datetime
    updated_at: datetime
    external_system: str
    external_id: str
    custom: Custom


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as ``export people`` writes it."""

    id: int
    first_name: str
    last_name: str
    title: str
    company_id: int | None
    company: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    lifecycle: Lifecycle
    value: Temperature | None
    owner: str
    owner_login: str
    source: str
    do_not_contact: bool
    customer_since: date | None
    language: str
    created_at: datetime
    updated_at: datetime
    external_system: str
    external_id: str
    custom: Custom


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company as ``export companies`` writes it; hidden fields are empty."""

    id: int
    name: str
    domain: str
    industry: str
    place: str
    employees: int | None
    parent_id: int | None
    parent: str
    owner: str
    owner_login: str
    created_at: datetime | None
    updated_at: datetime | None
    external_system: str
    external_id: str
    custom: Custom


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A follow-up as ``export followups`` writes it."""

    id: int
    tunnel_id: int
    type: str
    action_kind: ActionKind
    status: FollowUpStatus
    planned_at: datetime
    planned_on: date
    all_day: bool
    person_id: int | None
    person: str
    deal_id: int | None
    deal: str
    assignee: str
    attempt: int
    snoozes: int
    comment: str
    outcome: Outcome | None
    no_contact: NoContact | None
    contact_made: bool | None
    outcome_comment: str
    done_at: datetime | None
    done_by: str
    reason: str
    cancel_reason: CancelReason | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as ``export events`` writes it."""

    id: int
    batch: int
    origin: Origin
    at: datetime
    actor: str
    entity: str
    entity_id: int
    verb: str
    before: Custom | None
    after: Custom | None
