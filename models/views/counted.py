"""Records as a list of what a figure counts shows them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.vocabulary import Outcome


class ListOrder(StrEnum):
    """The orders of a list, in which one key goes through them."""

    GIVEN = "given"
    NAME = "name"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class PersonCounted:
    """A person by name and company."""

    id: int
    name: str
    company: str


@dataclass(frozen=True, slots=True)
class FollowUpCounted:
    """A follow-up by what it was on, its type and day, and how it went."""

    id: int
    deal_id: int | None
    person_id: int | None
    title: str
    """The deal, else the person."""
    type: str
    planned_on: date
    outcome: Outcome | None
