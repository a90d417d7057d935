"""The planning: slots lately past and to come, and who has a place (R-12, R-14)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.clock import local_day
from models.clock import start_of_day
from models.queries.names import names_of
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Slot
from models.tables import User
from models.views.bookings import Booked
from models.views.bookings import PlannedSlot
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus

PAST_DAYS = 14
"""How long slots that have been stay in the planning: who came is said late, too."""
MOST = 300
"""The most slots that the planning shows, the nearest ones."""


class _Slots(NamedTuple):
    rows: tuple[tuple[Slot, str, str], ...]
    taken: Mapping[int, int]


def planning(reader: Reader, activity_id: int | None = None) -> tuple[PlannedSlot, ...]:
    """Return the slots of an activity, or of all, by their start.

    How full they are counts everybody's places; by name only those of follow-ups
    that the reader sees (D.5).
    """
    found = _slots(reader, activity_id)
    ids = [slot.pk for slot, _activity, _host in found.rows]
    booked = _booked(reader, ids)
    return tuple(
        _planned(slot, activity, host, booked.get(slot.pk, ()), found.taken)
        for slot, activity, host in found.rows
    )


def _slots(reader: Reader, activity_id: int | None) -> _Slots:
    since = local_day(reader.now, reader.zone) - timedelta(days=PAST_DAYS)
    query = (
        select(Slot, col(Activity.name), func.coalesce(col(User.name), ""))
        .join(Activity, col(Activity.id) == col(Slot.activity_id))
        .outerjoin(User, col(User.id) == col(Slot.host_id))
        .where(
            col(Slot.deleted_at).is_(None),
            col(Slot.starts_at) >= start_of_day(since, reader.zone),
        )
        .order_by(col(Slot.starts_at), col(Slot.id))
        .limit(MOST)
    )
    if activity_id is not None:
        query = query.where(col(Slot.activity_id) == activity_id)
    found = reader.session.exec(query)
    rows = tuple((slot, name, str(host)) for slot, name, host in found)
    counted = (
        select(col(Booking.slot_id), func.count())
        .where(
            col(Booking.slot_id).in_([slot.pk for slot, _name, _host in rows]),
            col(Booking.status) != BookingStatus.CANCELLED,
        )
        .group_by(col(Booking.slot_id))
    )
    return _Slots(rows, dict(reader.session.exec(counted).all()))


def _booked(reader: Reader, slot_ids: list[int]) -> Mapping[int, tuple[Booked, ...]]:
    """Return by the slot who has a place, those of visible follow-ups alone."""
    query = (
        select(Booking, FollowUp)
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(
            col(Booking.slot_id).in_(slot_ids),
            col(Booking.status) != BookingStatus.CANCELLED,
            visible(reader.actor, Booking),
        )
        .order_by(col(Booking.id))
    )
    rows = reader.session.exec(query).all()
    names = names_of(reader, _named(follow_up for _booking, follow_up in rows))
    found: dict[int, tuple[Booked, ...]] = {}
    for booking, follow_up in rows:
        person, deal = follow_up.person_id, follow_up.deal_id
        line = Booked(
            id=booking.pk,
            status=booking.status,
            follow_up_id=follow_up.pk,
            about=names.of("person", person) or names.of("deal", deal),
            type=names.of("follow_up_type", follow_up.type_id),
            rep=names.of("user", follow_up.assignee_id),
            person_id=person,
            deal_id=deal,
            waits=follow_up.status is FollowUpStatus.PLANNED,
        )
        found[booking.slot_id] = (*found.get(booking.slot_id, ()), line)
    return found


def _named(follow_ups: Iterable[FollowUp]) -> Iterator[tuple[str, int | None]]:
    for one in follow_ups:
        yield "person", one.person_id
        yield "deal", one.deal_id
        yield "follow_up_type", one.type_id
        yield "user", one.assignee_id


def _planned(
    slot: Slot,
    activity: str,
    host: str,
    booked: Iterable[Booked],
    taken: Mapping[int, int],
) -> PlannedSlot:
    seen = tuple(booked)
    return PlannedSlot(
        id=slot.pk,
        activity_id=slot.activity_id,
        activity=activity,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        host_id=slot.host_id,
        host=host,
        place=slot.place,
        booked=seen,
        others=taken.get(slot.pk, 0) - len(seen),
    )
