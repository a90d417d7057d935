"""What the first-run screen and ``init`` ask for."""

from dataclasses import dataclass

from models.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Foundation:
    """A workspace to be made, and its first user, who is its admin (rulings 11)."""

    template: str
    currency: str
    zone: str
    login: str
    name: str
    language: Language
    workspace: str = ""
    """Default: the name of the first user."""
