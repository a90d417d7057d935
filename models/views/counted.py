"""Records as a list of what a figure counts shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonCounted:
    """A person by name and company."""

    id: int
    name: str
    company: str
