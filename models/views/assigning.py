"""Rules of assignment as the table, the form and the dry run show them (R-32)."""

from dataclasses import dataclass

from models.views.choices import Ref
from models.views.choices import SourceChoice
from models.views.people import Colleague
from models.vocabulary import Strategy


@dataclass(frozen=True, slots=True)
class RuleFields:
    """What the form of a rule shows and may change; empty conditions ask nothing."""

    name: str
    source_id: int | None = None
    team_id: int | None = None
    postcode: str = ""
    language: str = ""
    strategy: Strategy = Strategy.ROUND_ROBIN
    members: tuple[int, ...] = ()
    """Users in the order of the round."""


@dataclass(frozen=True, slots=True)
class EditRule:
    """A change of a rule: what the form showed and what was typed (rulings 13)."""

    rule_id: int
    was: RuleFields
    now: RuleFields


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether a rep gets prospects by rules, and how many within 30 days."""

    user_id: int
    paused: bool = False
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class RepLine:
    """A rep of a rule, with what counts for whether they get more."""

    user_id: int
    name: str
    active: bool
    paused: bool
    capacity: int | None
    given: int
    """Prospects that rules gave within 30 days."""
    reachable: bool
    """Whether the reader may give records to them, and change their duty."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of the table, in the order in which rules are asked."""

    id: int
    active: bool
    fields: RuleFields
    source: str
    team: str
    reps: tuple[RepLine, ...]
    given: int
    """Prospects that it gave within 30 days."""
    editable: bool
    """Whether all its reps are the reader's to give to."""


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """What the form of a rule offers."""

    sources: tuple[SourceChoice, ...]
    teams: tuple[Ref, ...]
    users: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """Where one prospect without a rep would go, by which rule."""

    person_id: int
    person: str
    company: str
    rule: str
    """Empty where no rule takes the prospect."""
    user: str
    """Empty where the rule has nobody available."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What applying the rules now would do (the dry run of R-32)."""

    lines: tuple[Planned, ...]
    """The first ones, the oldest prospect first."""
    shares: tuple[tuple[str, int], ...]
    """Rep → how many they would get, in the order of the first one."""
    total: int
    """Prospects without a rep."""
    nobody: int
    """Those that a rule takes while none of its reps is available."""
    untaken: int
    """Those that no rule takes."""
