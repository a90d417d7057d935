"""What is on the planning of the sample: activities, slots to come, places (R-12)."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col
from sqlmodel import select

from models.clock import local_day
from models.history import Writer
from models.operations.templates import write_activities
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Slot
from models.templates_lists import CLUB_ACTIVITIES
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus
from models.vocabulary import Language
from models.vocabulary import NoContact

DAYS = 10
SATURDAY = 5
EVENING = time(18)
MORNING, HOURS = time(9), 9
"""When the first meeting of a day begins, and how many hours have one."""
MOST = 20
"""How many meetings, past or to come, have had their place."""
HOUR = timedelta(hours=1)


def write_planning(writer: Writer, host_id: int, language: Language) -> None:
    """Write activities, their slots of the next days, and the places of meetings."""
    written = write_activities(writer, CLUB_ACTIVITIES, language)
    for activity, template in zip(written, CLUB_ACTIVITIES, strict=True):
        for starts in _evenings(writer):
            if activity.kind is ActionKind.TRIAL:
                _slot(writer, activity, starts, template.places)
    visit = next(one for one in written if one.kind is ActionKind.APPOINTMENT)
    for follow_up, starts in _hours(writer, _meetings(writer, host_id)):
        slot = _slot(writer, visit, starts, 1, host_id)
        booking = Booking(
            slot_id=slot.pk,
            follow_up_id=follow_up.pk,
            person_id=follow_up.person_id,
            deal_id=follow_up.deal_id,
            status=_became(follow_up),
        )
        writer.save(booking, "booking.made")


def _evenings(writer: Writer) -> Iterable[datetime]:
    today = local_day(writer.now, writer.zone)
    for ahead in range(1, DAYS + 1):
        day = today + timedelta(days=ahead)
        if day.weekday() < SATURDAY:
            local = datetime.combine(day, EVENING, ZoneInfo(writer.zone))
            yield local.astimezone(UTC)


def _slot(
    writer: Writer,
    activity: Activity,
    starts: datetime,
    places: int,
    host_id: int | None = None,
) -> Slot:
    slot = Slot(
        activity_id=activity.pk,
        starts_at=starts,
        ends_at=starts + HOUR,
        capacity=places,
        host_id=host_id,
    )
    writer.save(slot, "slot.created")
    return slot


def _hours(
    writer: Writer, meetings: Iterable[FollowUp]
) -> Iterable[tuple[FollowUp, datetime]]:
    """Yield each meeting with its hour; without one, they stand one after another."""
    held = Counter[date]()
    zone = ZoneInfo(writer.zone)
    for meeting in meetings:
        if not meeting.all_day:
            yield meeting, meeting.planned_at
            continue
        day = local_day(meeting.planned_at, writer.zone)
        first = datetime.combine(day, MORNING, zone).astimezone(UTC)
        yield meeting, first + held[day] % HOURS * HOUR
        held[day] += 1


def _meetings(writer: Writer, host_id: int) -> Iterable[FollowUp]:
    """Return the latest appointments of the host that have an hour, or are over."""
    query = (
        select(FollowUp)
        .join(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .where(
            col(FollowUp.assignee_id) == host_id,
            col(FollowUpType.action_kind) == ActionKind.APPOINTMENT,
            (col(FollowUp.status) == FollowUpStatus.DONE)
            | (
                (col(FollowUp.status) == FollowUpStatus.PLANNED)
                & col(FollowUp.all_day).is_(False)
            ),
        )
        .order_by(col(FollowUp.planned_at).desc(), col(FollowUp.id).desc())
        .limit(MOST)
    )
    return writer.session.exec(query).all()


def _became(follow_up: FollowUp) -> BookingStatus:
    if follow_up.status is FollowUpStatus.PLANNED:
        return BookingStatus.BOOKED
    missed = follow_up.no_contact_kind is NoContact.NO_SHOW
    return BookingStatus.NO_SHOW if missed else BookingStatus.ATTENDED
