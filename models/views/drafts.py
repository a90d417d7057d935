"""What a dialog or a command asks for, validated by rules, never by tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime

from models.money import Money
from models.vocabulary import Direction
from models.vocabulary import InteractionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Priority
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory


@dataclass(frozen=True, slots=True)
class Due:
    """When something is planned: a local day, or a moment (UTC) on that day."""

    day: date
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A company or person that was named: an existing one by id, else a new one."""

    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class NewDeal:
    """A deal to be made; the title alone is enough (K-04)."""

    title: str
    amount: Money | None = None
    company: Named | None = None
    person: Named | None = None
    source_id: int | None = None
    temperature: Temperature | None = None
    step: Due | None = None
    """Plans a follow-up of the default first type."""
    expected_close: date | None = None
    pipeline_id: int | None = None
    stage_id: int | None = None
    """Default: the first open stage of the default pipeline."""
    owner_id: int | None = None
    """Default: the actor."""
    by_rules: bool = False
    """The person's rep has it, chosen by the rules if there is none (R-32)."""
    custom: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class DealFields:
    """What the edit form of a deal shows and may change."""

    title: str
    amount: Money | None
    company_id: int | None
    person_id: int | None
    source_id: int | None
    expected_close: date | None
    probability: int | None
    priority: Priority
    forecast: ForecastCategory = ForecastCategory.PIPELINE
    """What the rep expects of it, whatever its stage (B1.19)."""
    custom: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class EditDeal:
    """A change of a deal: what the form showed and what was typed (rulings 13)."""

    deal_id: int
    was: DealFields
    now: DealFields


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What the edit form of a person shows and may change."""

    first_name: str
    last_name: str
    company_id: int | None
    title: str
    phone: str
    email: str
    source_id: int | None
    do_not_contact: bool = False


@dataclass(frozen=True, slots=True)
class EditPerson:
    """A change of a person: what the form showed and what was typed."""

    person_id: int
    was: PersonFields
    now: PersonFields


@dataclass(frozen=True, slots=True)
class CompanyFields:
    """What the edit form of a company shows and may change."""

    name: str
    domain: str
    industry: str
    employees: int | None
    place: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class EditCompany:
    """A change of a company: what the form showed and what was typed."""

    company_id: int
    was: CompanyFields
    now: CompanyFields


@dataclass(frozen=True, slots=True)
class PlanFollowUp:
    """A follow-up to be planned for a deal or a person (R-07 to R-11).

    With the value ``lost`` there is no date: a closed tunnel is written with the
    reason (features 0.2 no 7).
    """

    deal_id: int | None = None
    person_id: int | None = None
    type_id: int | None = None
    due: Due | None = None
    assignee_id: int | None = None
    temperature: Temperature | None = None
    comment: str = ""
    reason_id: int | None = None
    note: str = ""
    slot_id: int | None = None
    """Takes a place in it; its start is then when the follow-up is due (R-12)."""


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """An invoice that an enrolment led to (R-18)."""

    number: str
    issued_on: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class LinkInvoice:
    """An invoice of a deal, or of a person without one."""

    invoice: InvoiceDraft
    deal_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class LogOutcome:
    """The outcome of a follow-up, with the fields of that outcome (R-16)."""

    follow_up_id: int
    outcome: Outcome
    comment: str = ""
    due: Due | None = None
    """Reschedule, next step: default by the type's delay, on a working day."""
    no_contact: NoContact | None = None
    next_type_id: int | None = None
    reason_id: int | None = None
    note: str = ""
    invoice: InvoiceDraft | None = None
    win_deal: bool = True
    """Enrolled, with an open deal: win it too."""
    amount: Money | None = None
    lose_deal: bool = True
    """Not interested, with an open deal: lose it too, for the same reason."""
    slot_id: int | None = None
    """Reschedule, next step: takes a place for what follows (R-12)."""


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A time at which an activity takes place, with its places (R-12, R-13)."""

    activity_id: int
    starts_at: datetime
    ends_at: datetime
    capacity: int = 1
    host_id: int | None = None
    place: str = ""
    despite: bool = False
    """Whether what else the host has at that time was seen and accepted."""


@dataclass(frozen=True, slots=True)
class WinDeal:
    """A win: its day (at most today) and its final amount (C-04)."""

    deal_id: int
    on: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class LoseDeal:
    """A loss, with its reason and, where the reason wants one, a note."""

    deal_id: int
    reason_id: int | None = None
    note: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class LogTouch:
    """A note, call, mail or meeting that is logged on a deal or a person."""

    kind: InteractionKind
    body: str
    deal_id: int | None = None
    person_id: int | None = None
    company_id: int | None = None
    direction: Direction | None = None
    disposition: str = ""
