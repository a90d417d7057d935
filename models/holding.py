"""Writes anew which bookings held, and for whom, where it may differ (C.9, C.16)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import delete
from sqlalchemy import text
from sqlmodel import Session

from models.deriving import IDS
from models.deriving import LIVING
from models.deriving import Touched
from models.deriving import before
from models.deriving import by_table
from models.deriving import given
from models.tables.booking_held import booking_held
from models.tables.followups import moment_number
from models.tables.journal import REASSIGNED
from models.tables.journal import TAKEN_BACK

_OF_FOLLOW_UP: Final = f"""
    entity = 'follow_up' AND entity_id = follow_up.id AND NOT EXISTS (
        SELECT 1 FROM batch WHERE batch.id = batch_id AND ({TAKEN_BACK}))
"""
_MOVED: Final = f"SELECT 1 FROM event WHERE {REASSIGNED} AND entity_id = follow_up.id"
_REP: Final = f"""
    CASE WHEN EXISTS ({_MOVED}) THEN coalesce(
        ({before("assignee_id", _OF_FOLLOW_UP, "slot.starts_at")}), assignee_id)
    ELSE assignee_id END
"""
_WRITE: Final = f"""
    INSERT OR REPLACE INTO booking_held
        (id, follow_up_id, type_id, rep, starts_at, trial, attended)
    SELECT booking.id, follow_up.id, type_id, {_REP},
        {moment_number("slot.starts_at")},
        activity.kind = 'trial', booking.status = 'attended'
    FROM booking
    JOIN slot ON slot.id = slot_id
    JOIN activity ON activity.id = activity_id
    JOIN follow_up ON follow_up.id = follow_up_id
    {LIVING} AND booking.deleted_at IS NULL
    AND (booking.status <> 'cancelled' OR booking.updated_at >= slot.starts_at)
"""

_OF: Final[Mapping[str, str]] = {
    "slot": f"SELECT id FROM booking WHERE slot_id IN {IDS}",
    "follow_up": f"SELECT id FROM booking WHERE follow_up_id IN {IDS}",
    "activity": f"""
        SELECT booking_held.id FROM booking_held
        JOIN booking ON booking.id = booking_held.id
        JOIN slot ON slot.id = slot_id
        JOIN activity ON activity.id = activity_id
        WHERE activity.id IN {IDS} AND trial <> (activity.kind = 'trial')
    """,
}
"""The bookings that a touched record may change, by its table."""


def refresh(session: Session, touched: Touched, follow_ups: AbstractSet[int]) -> None:
    """Write the bookings anew that the touched records may change.

    ``follow_ups`` are touched too, themselves or by what they are about.
    """
    of = by_table(touched)
    of["follow_up"] |= follow_ups
    connection = session.connection()
    wanted = of["booking"]
    for table, query in _OF.items():
        if of[table]:
            wanted |= {*connection.execute(text(query), given(of[table])).scalars()}
    if wanted:
        gone = f"DELETE FROM booking_held WHERE id IN {IDS}"
        connection.execute(text(gone), given(wanted))
        anew = f"{_WRITE} AND booking.id IN {IDS}"
        connection.execute(text(anew), given(wanted))


def rebuild(session: Session) -> None:
    """Write every booking from the records, after a bulk write or a restore."""
    session.connection().execute(delete(booking_held))
    session.connection().execute(text(_WRITE))
