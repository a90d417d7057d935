"""What the dialog of a slot starts from (R-12)."""

from sqlmodel import col
from sqlmodel import select

from models import slots_to_come
from models.access import Reader
from models.queries.choices import colleagues
from models.tables import Activity
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.tables import User
from models.views.bookings import ActivityLine
from models.views.bookings import SlotForm
from models.views.drafts import SlotDraft
from models.views.people import Colleague
from models.vocabulary import ActionKind

MINUTE = 60
USUAL_MINUTES = 60
USUAL_PLACES = {ActionKind.TRIAL: 10}


def slot_form(reader: Reader, type_id: int | None = None) -> SlotForm:
    """Return the activities of a type or all, as their latest slots were; and hosts.

    Names of users are everybody's: any active one may host.
    """
    query = (
        select(Activity)
        .where(col(Activity.active), col(Activity.deleted_at).is_(None))
        .order_by(col(Activity.position), col(Activity.id))
    )
    if type_id is not None:
        offered = select(col(FollowUpTypeActivity.activity_id)).where(
            col(FollowUpTypeActivity.type_id) == type_id
        )
        query = query.where(col(Activity.id).in_(offered))
    found = reader.session.exec(query).all()
    return SlotForm(
        activities=tuple(_line(reader, activity) for activity in found),
        hosts=colleagues(reader),
        host_id=reader.actor.id,
    )


def slot_to_change(reader: Reader, slot_id: int) -> SlotForm:
    """Return a slot as it stands, with every activity and host that it may take.

    Its own are offered even where no new slot may have them. One that has begun, or
    that is a colleague's to change, is refused before anything is typed.
    """
    slot = slots_to_come.slot_to_change(reader, slot_id)
    own = reader.session.get_one(Activity, slot.activity_id)
    form = slot_form(reader)
    activities, hosts = form.activities, form.hosts
    if own.pk not in {one.id for one in activities}:
        activities = (*activities, _line(reader, own))
    if slot.host_id not in {None, *(one.id for one in hosts)}:
        host = reader.session.get_one(User, slot.host_id)
        gone = Colleague(host.pk, host.login, host.name, host.role, "", active=False)
        hosts = (*hosts, gone)
    was = SlotDraft(
        activity_id=slot.activity_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        host_id=slot.host_id,
        place=slot.place,
    )
    return SlotForm(activities, hosts, slot.host_id, was)


def _line(reader: Reader, activity: Activity) -> ActivityLine:
    latest = reader.session.exec(
        select(Slot)
        .where(col(Slot.activity_id) == activity.pk, col(Slot.deleted_at).is_(None))
        .order_by(col(Slot.id).desc())
        .limit(1)
    ).first()
    minutes, places, place = USUAL_MINUTES, USUAL_PLACES.get(activity.kind, 1), ""
    if latest is not None:
        lasts = latest.ends_at - latest.starts_at
        minutes = int(lasts.total_seconds()) // MINUTE
        places, place = latest.capacity, latest.place
    return ActivityLine(
        activity.pk, activity.name, activity.kind, minutes, places, place
    )
