"""Who acts, and in whose house: plain values, read before anything else."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Scope

Row = Sequence[object]
Run = Callable[[str, Mapping[str, object]], list[Row]]
"""Runs a named first statement with values and returns its rows."""


class Actor(NamedTuple):
    """The user on whose behalf everything is read and written (D.5)."""

    id: int
    login: str
    name: str
    role: Role
    team_id: int
    active: bool = True
    own_zone: str | None = None
    own_language: str | None = None


class House(NamedTuple):
    """What the workspace settled: currency, zone, language, working days."""

    name: str
    currency: str
    zone: str
    language: Language
    country: str
    week_start: int
    working_days: str
    reason_required: bool


class Whose(NamedTuple):
    """Whose records a list shows: a scope, or one person's where ``owner`` is set."""

    scope: Scope = Scope.ME
    owner: int | None = None


def usual_scope(role: Role) -> Scope:
    """Return whose figures a role sees where nobody asks for others (D.5)."""
    return {Role.ADMIN: Scope.ALL, Role.MANAGER: Scope.TEAM}.get(role, Scope.ME)


OWN = "mine"
"""The form of a scoped statement that shows the actor's own records alone."""


def variant(actor: Actor, whose: Whose) -> str:
    """Return which form of a scoped statement the role allows, never more (K-03)."""
    if actor.role is Role.SELLER:
        return OWN
    if whose.owner is not None:
        return "person_all" if actor.role is Role.ADMIN else "person"
    if whose.scope is Scope.ME:
        return OWN
    if actor.role is Role.ADMIN and whose.scope is Scope.ALL:
        return "all"
    return "team"
