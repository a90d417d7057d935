"""What can be booked with a follow-up: activities, their slots, and who comes."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Code
from models.tables.base import Flag
from models.tables.base import Moment
from models.tables.base import Record
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus


class Activity(Versioned, table=True):
    """A class to try or a kind of appointment, which slots are made of (R-14)."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("kind", ActionKind),
        CheckConstraint("kind <> 'none'", name="bookable"),
        flag("active"),
        Index("uq_activity_name", "name", unique=True),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    kind: ActionKind = Field(sa_type=Code(ActionKind))
    position: int = Field(default=0)
    active: bool = Field(default=True, sa_type=Flag)


class FollowUpTypeActivity(Record, table=True):
    """An activity whose slots a follow-up type offers (R-12)."""

    __table_args__: ClassVar = (
        Index("uq_follow_up_type_activity", "type_id", "activity_id", unique=True),
        STRICT,
    )

    type_id: int = Field(foreign_key="follow_up_type.id")
    activity_id: int = Field(foreign_key="activity.id")


class Slot(Versioned, table=True):
    """A time at which an activity takes place, with its places (*créneau*; R-12, R-13).

    Bookings that are not cancelled never exceed ``capacity``: checked inside the
    write transaction (D.3 no 12).
    """

    __table_args__: ClassVar = (
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        CheckConstraint("capacity >= 1", name="capacity"),
        Index("ix_slot_activity_id", "activity_id", "starts_at"),
        Index("ix_slot_host_id", "host_id", "starts_at"),
        Index("ix_slot_starts_at", "starts_at", "id"),
        STRICT,
    )

    activity_id: int = Field(foreign_key="activity.id")
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    capacity: int = Field(default=1)
    host_id: int | None = Field(default=None, foreign_key="user.id")
    place: str = Field(default="", sa_type=Text)


class Booking(Versioned, table=True):
    """A place in a slot, taken for whom a follow-up is about (*réservation*)."""

    __table_args__: ClassVar = (
        one_of("status", BookingStatus),
        Index("ix_booking_slot_id", "slot_id", "status"),
        Index(
            "uq_booking_follow_up_id",
            "follow_up_id",
            unique=True,
            sqlite_where=text("status <> 'cancelled'"),
        ),
        Index("ix_booking_follow_up_id", "follow_up_id"),
        Index("ix_booking_person_id", "person_id"),
        Index("ix_booking_deal_id", "deal_id"),
        STRICT,
    )

    slot_id: int = Field(foreign_key="slot.id")
    follow_up_id: int = Field(foreign_key="follow_up.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    status: BookingStatus = Field(
        default=BookingStatus.BOOKED, sa_type=Code(BookingStatus)
    )
