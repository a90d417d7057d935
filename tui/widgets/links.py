"""What a row of a record stands for: what Enter opens or unfolds."""

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """What a row leads to."""

    DEAL = "deal"
    PERSON = "person"
    COMPANY = "company"
    FOLLOW_UP = "follow_up"
    EVENT = "event"
    NOTHING = "nothing"
    """A row the cursor may rest on without leading anywhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record, or a line whose text is longer than its row."""

    kind: LinkKind
    id: int = 0
