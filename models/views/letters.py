"""Texts with fields that a rep sends while doing a follow-up (R-38)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A text as it was written, its fields still between braces."""

    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The texts of what is planned, with what fills their fields."""

    type: str
    guide: str
    """The description of the type."""
    values: Mapping[str, str]
    mail: str
    """The address that a mail draft goes to, empty where none is known."""
    texts: tuple[Letter, ...]
