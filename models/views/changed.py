"""What a refused undo names (D.3 no 20)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """A record that somebody changed since, as far as the actor may see it."""

    entity: str
    id: int
    name: str
    who: str
    when: datetime
