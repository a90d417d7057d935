"""Slots as lists and dialogs show them, and what their dialogs start from (R-12)."""

from dataclasses import dataclass
from datetime import datetime

from models.views.drafts import SlotDraft
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
    """What the dialog of a slot offers: activities and hosts; a slot as it stands."""

    activities: tuple[ActivityLine, ...]
    hosts: tuple[Colleague, ...]
    host_id: int | None
    was: SlotDraft | None = None
    """The slot that is changed, nothing where one is made."""


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot as the planning tells it, with the records that its form wants (R-12)."""

    id: int
    activity_id: int
    activity: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    host_id: int | None
    host: str
    place: str
    booked: tuple["Booked", ...] = ()
    others: int = 0
    """How many places are taken for people whom the reader does not see."""

    @property
    def taken(self) -> int:
        """How many places are not free, whoever has them."""
        seen = sum(one.status is not BookingStatus.CANCELLED for one in self.booked)
        return seen + self.others

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Booked:
    """Who has a place in a slot, and what became of it."""

    id: int
    status: BookingStatus
    follow_up_id: int
    about: str
    type: str
    rep: str
    person_id: int | None
    deal_id: int | None
    waits: bool
    """Whether the follow-up that the place is for is still planned."""


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
