"""Activities, slots and bookings for tests, written straight to the tables."""

from datetime import datetime
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.history import Writer
from models.store import Store
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.tables import User
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus

TYPE = "Meeting"
"""A type of the sales template that asks for an appointment."""


def an_activity(
    store: Store,
    name: str = "Discovery class",
    kind: ActionKind = ActionKind.APPOINTMENT,
    *types: str,
) -> int:
    """Write an activity whose slots the named types offer, else ``Meeting``."""

    def write(writer: Writer) -> int:
        activity = Activity(name=name, kind=kind)
        writer.save(activity, "activity.created")
        named = select(FollowUpType).where(col(FollowUpType.name).in_(types or [TYPE]))
        for kind_of in writer.session.scalars(named).all():
            edge = FollowUpTypeActivity(type_id=kind_of.pk, activity_id=activity.pk)
            writer.save(edge, "follow_up_type_activity.created")
        return activity.pk

    return store.write(write)


def a_slot(  # noqa: PLR0913
    store: Store,
    activity: int,
    starts: datetime,
    *,
    minutes: int = 60,
    capacity: int = 1,
    host: str | None = None,
    place: str = "",
) -> int:
    """Write a slot, in the past or to come."""

    def write(writer: Writer) -> int:
        named = select(User).where(col(User.login) == host)
        user = writer.session.scalars(named).one_or_none()
        slot = Slot(
            activity_id=activity,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            capacity=capacity,
            host_id=user.pk if user is not None else None,
            place=place,
        )
        writer.save(slot, "slot.created")
        return slot.pk

    return store.write(write)


def a_booking(
    store: Store,
    slot: int,
    follow_up: int,
    status: BookingStatus = BookingStatus.BOOKED,
) -> int:
    """Write a place that a follow-up has in a slot, and what became of it."""

    def write(writer: Writer) -> int:
        booking = Booking(slot_id=slot, follow_up_id=follow_up, status=status)
        writer.save(booking, "booking.made")
        return booking.pk

    return store.write(write)


def states(store: Store, slot: int) -> list[BookingStatus]:
    """Return what became of each place of a slot, in the order of booking."""

    def query(reader: Reader) -> list[BookingStatus]:
        of = select(Booking).where(col(Booking.slot_id) == slot)
        found = reader.session.scalars(of.order_by(col(Booking.id)))
        return [booking.status for booking in found]

    return store.read(query)


def stored_slot(store: Store, slot: int) -> Slot:
    """Return a slot as it is stored now."""

    def query(reader: Reader) -> Slot:
        return reader.session.get_one(Slot, slot)

    return store.read(query)
