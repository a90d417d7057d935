"""Lines of the lists of people as frozen values (R-23, R-25)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime

from models.money import Money
from models.vocabulary import DueBucket
from models.vocabulary import Lifecycle
from models.vocabulary import SourceKind
from models.vocabulary import Temperature


@dataclass(frozen=True, slots=True)
class PeopleLine:
    """A prospect, a customer, or a tunnel of one; what is hidden is empty."""

    id: int
    """The person's, or the tunnel's in the list of tunnels."""
    key: tuple[str | int, ...]
    """By what the line is sorted, its id last."""
    person_id: int | None
    deal_id: int | None
    follow_up_id: int | None
    """The planned follow-up, if there is one."""
    first_name: str
    last_name: str
    """The last name; the title of the deal where a tunnel has no person."""
    company: str
    team: str
    came: date
    value: Temperature | None
    step: str
    """The type of the planned follow-up."""
    planned_on: date | None
    planned_at: datetime | None
    """The moment, where the follow-up to do or finalised last has an hour."""
    bucket: DueBucket
    progress: str
    """Code of ``models.rules.columns.Progress``."""
    rep: str
    rep_active: bool
    source: str
    kind: SourceKind | None
    worth: Money
    """Expected amount × probability of the rep's open deals (L-11)."""
    do_not_contact: bool
    lifecycle: Lifecycle
    since: date | None

    @property
    def name(self) -> str:
        """First and last name as written, or the deal's title."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a bulk act is done to: a person, or the deal that a tunnel belongs to."""

    id: int
    """The line's own id."""
    person_id: int | None
    deal_id: int | None


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """A rep, team, type or source to filter by."""

    id: int
    name: str
    aside: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What the filter panel offers by name."""

    reps: tuple[FilterChoice, ...]
    teams: tuple[FilterChoice, ...]
    steps: tuple[FilterChoice, ...]
    sources: tuple[FilterChoice, ...]
