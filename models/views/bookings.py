"""Slots as lists and dialogs show them, and what their dialogs start from (R-12)."""

from dataclasses import dataclass
from datetime import datetime

from models.views.people import Colleague
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus


@dataclass(frozen=True, slots=True)
class Clash:
    """What else the host of a slot has at that time (R-13)."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot to come, with how full it is and what its host has beside it."""

    id: int
    activity: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    host: str
    place: str
    clash: Clash | None = None

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity with what its latest slot was like, which a new one repeats."""

    id: int
    name: str
    kind: ActionKind
    minutes: int
    capacity: int
    place: str


@dataclass(frozen=True, slots=True)
class SlotForm:
    """What the dialog of a new slot offers: the activities of a type, and hosts."""

    activities: tuple[ActivityLine, ...]
    hosts: tuple[Colleague, ...]
    host_id: int


@dataclass(frozen=True, slots=True)
class BookingLine:
    """The place that a follow-up has or had in a slot (R-27)."""

    id: int
    activity: str
    starts_at: datetime
    ends_at: datetime
    place: str
    host: str
    status: BookingStatus
