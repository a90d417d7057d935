"""Which rule takes a new prospect, and which of its reps gets it (R-32)."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import NamedTuple
from typing import assert_never

from models.vocabulary import Strategy

WINDOW: Final = 30
"""Days in which the prospects that rules gave count against a capacity."""

POSTCODE_KEYS: Final = frozenset(
    {"code_postal", "cp", "plz", "postal_code", "postcode", "zip", "zip_code"}
)
"""Keys under which a workspace keeps postcodes in a field of its own."""

_NUMBERED: Final = re.compile(r"\w*\d\w*")
_SHORTEST: Final = 3
"""Characters from which on a word with a digit may be a postcode."""


class Conditions(NamedTuple):
    """What a prospect must be for a rule to take it; empty ones ask for nothing."""

    source_id: int | None = None
    team_id: int | None = None
    postcode: str = ""
    """How the postcode begins."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is in force, its reps in the order of the round."""

    id: int
    name: str
    conditions: Conditions
    strategy: Strategy
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rep:
    """What the rules ask of a rep before they give anything."""

    active: bool = True
    paused: bool = False
    capacity: int | None = None
    reachable: bool = True
    """Whether whoever brings the prospect in may give to this rep (D.5)."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What rules look at in a prospect."""

    source_id: int | None = None
    teams: frozenset[int] = frozenset()
    """The prospect's team and every team above it."""
    postcode: str = ""
    language: str = ""


@dataclass(slots=True)
class Standing:
    """What the reps have by now; it moves on with each prospect that is given."""

    last: dict[int, int] = field(default_factory=dict[int, int])
    """Rule → the rep it gave to last."""
    given: dict[int, int] = field(default_factory=dict[int, int])
    """Rep → prospects that rules gave within the window."""
    prospects: dict[int, int] = field(default_factory=dict[int, int])
    planned: dict[int, int] = field(default_factory=dict[int, int])
    """Rep → open prospects, and follow-ups still planned."""

    def note(self, rule: Rule, user: int) -> None:
        """Count a prospect that a rule gave to a rep."""
        self.last[rule.id] = user
        self.given[user] = self.given.get(user, 0) + 1
        self.prospects[user] = self.prospects.get(user, 0) + 1


def postcode(place: str) -> str:
    """Return the postcode within a place such as ``59000 Lille``, else nothing."""
    words = place.upper().split()
    runs: list[str] = [""]
    for word in words:
        if _NUMBERED.fullmatch(word):
            runs[-1] += word
        else:
            runs.append("")
    longest = max(runs, key=len)
    return longest if len(longest) >= _SHORTEST else ""


def squeezed(code: str) -> str:
    """Return a postcode, or how one begins, without spaces and in capitals."""
    return "".join(code.split()).upper()


def spoken(language: str) -> str:
    """Return the language of a tag such as ``fr-CA``, without its country."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]


def takes(conditions: Conditions, newcomer: Newcomer) -> bool:
    """Tell whether a prospect meets every condition."""
    wanted = conditions
    return (
        wanted.source_id in {None, newcomer.source_id}
        and (wanted.team_id is None or wanted.team_id in newcomer.teams)
        and newcomer.postcode.startswith(squeezed(wanted.postcode))
        and spoken(wanted.language) in {"", spoken(newcomer.language)}
    )


def first_match(rules: Iterable[Rule], newcomer: Newcomer) -> Rule | None:
    """Return the first rule that takes a prospect; those after it are not asked."""
    return next((rule for rule in rules if takes(rule.conditions, newcomer)), None)


def available(
    members: Sequence[int], reps: Mapping[int, Rep], standing: Standing
) -> list[int]:
    """Return the reps who may get one more, in the order of the rule."""
    return [user for user in members if user in reps and _free(user, reps, standing)]


def choose(rule: Rule, reps: Mapping[int, Rep], standing: Standing) -> int | None:
    """Return who gets the next prospect of a rule, nobody where none is available."""
    free = available(rule.members, reps, standing)
    if not free:
        return None
    match rule.strategy:
        case Strategy.FIXED:
            return free[0]
        case Strategy.ROUND_ROBIN:
            return next(user for user in _round(rule, standing) if user in free)
        case Strategy.LEAST_BUSY:
            return min(free, key=lambda user: _load(user, standing))
        case _:
            assert_never(rule.strategy)


def _free(user: int, reps: Mapping[int, Rep], standing: Standing) -> bool:
    rep = reps[user]
    full = rep.capacity is not None and standing.given.get(user, 0) >= rep.capacity
    return rep.active and not rep.paused and rep.reachable and not full


def _round(rule: Rule, standing: Standing) -> Sequence[int]:
    """Return the reps of a rule, beginning after the one it gave to last."""
    last = standing.last.get(rule.id)
    start = rule.members.index(last) + 1 if last in rule.members else 0
    return (*rule.members[start:], *rule.members[:start])


def _load(user: int, standing: Standing) -> tuple[int, int]:
    return standing.prospects.get(user, 0), standing.planned.get(user, 0)


def postcode_of(
    custom: Mapping[str, object], company_custom: Mapping[str, object], place: str
) -> str:
    """Return a prospect's postcode: their own field, else the company's, else where.

    *place* is the company's, such as ``59000 Lille``.
    """
    for own in (custom, company_custom):
        for key, value in own.items():
            if key.lower() in POSTCODE_KEYS and value not in {None, ""}:
                return squeezed(str(value))
    return postcode(place)
