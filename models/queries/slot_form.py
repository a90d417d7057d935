"""What the dialog of a new slot starts from (R-12)."""

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.queries.choices import colleagues
from models.tables import Activity
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.views.bookings import ActivityLine
from models.views.bookings import SlotForm
from models.vocabulary import ActionKind

MINUTE = 60
USUAL_MINUTES = 60
USUAL_PLACES = {ActionKind.TRIAL: 10}


def slot_form(reader: Reader, type_id: int) -> SlotForm:
    """Return the activities that a type names, as their latest slots were; and hosts.

    Names of users are everybody's: any active one may host.
    """
    query = (
        select(Activity)
        .join(
            FollowUpTypeActivity,
            col(FollowUpTypeActivity.activity_id) == col(Activity.id),
        )
        .where(
            col(FollowUpTypeActivity.type_id) == type_id,
            col(Activity.active),
            col(Activity.deleted_at).is_(None),
        )
        .order_by(col(Activity.position), col(Activity.id))
    )
    found = reader.session.exec(query).all()
    return SlotForm(
        activities=tuple(_line(reader, activity) for activity in found),
        hosts=colleagues(reader),
        host_id=reader.actor.id,
    )


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
