"""What the follow-up dialogs are handed when they open (R-07, R-16)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime

from models.money import Money
from models.views.choices import ReasonChoice
from models.views.people import Colleague
from models.vocabulary import ActionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Temperature


@dataclass(frozen=True, slots=True)
class DatedType:
    """A type of follow-up with the day that it proposes, a working one."""

    id: int
    name: str
    kind: ActionKind
    day: date


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """The open deal of a follow-up: it may be won or lost in the same dialog."""

    title: str
    amount: Money | None


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """What the outcome dialog shows of a follow-up, and what it proposes."""

    follow_up_id: int
    about: str
    type_name: str
    attempt: int
    planned_on: date
    planned_at: datetime
    all_day: bool
    retry_day: date
    offered: tuple[Outcome, ...]
    preselected: Outcome
    no_contact: NoContact
    next_types: tuple[DatedType, ...]
    reasons: tuple[ReasonChoice, ...]
    reason_required: bool
    deal: OpenDeal | None
    currency: str
    type: DatedType
    """Its own type, with the day that the next attempt proposes."""
    guide: str = ""
    """The description of its type: what to do (R-38)."""
    comment: str = ""
    """What was written when it was planned (R-11)."""


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What the dialog of a new follow-up offers for a deal or a person."""

    about: str
    deal_id: int | None
    person_id: int | None
    types: tuple[DatedType, ...]
    colleagues: tuple[Colleague, ...]
    assignee_id: int
    value: Temperature | None
    reasons: tuple[ReasonChoice, ...]
    reason_required: bool


@dataclass(frozen=True, slots=True)
class SnoozeForm:
    """What the snooze dialog shows: the follow-up and its present date."""

    follow_up_id: int
    about: str
    type_name: str
    planned_on: date
    planned_at: datetime
    all_day: bool
    tomorrow: date
    in_three_days: date
    next_week: date
    next_month: date
    booked: str = ""
    """The activity in which it has a place, which is given back (R-12)."""
