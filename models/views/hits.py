"""What search and duplicate warnings find."""

from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    """What a hit opens; stable codes of the JSON form (rulings 14)."""

    DEAL = "deal"
    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of a search (defaults.md 9); ``status`` is a stored code."""

    kind: HitKind
    id: int
    title: str
    subtitle: str = ""
    status: str = ""
    stage: str = ""
    owner: str = ""


class Why(StrEnum):
    """What two records have in common (B1.16)."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True)
class Similar:
    """A visible record that may be the same as the one being written."""

    id: int
    name: str
    detail: str
    """The company of a person, the domain of a company."""
    why: Why
