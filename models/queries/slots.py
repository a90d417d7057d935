"""The slots that a follow-up may be booked in, read without SQLModel (R-12, R-13)."""

from models.actor import Row
from models.clock import to_text
from models.views import columns
from models.views.bookings import Clash
from models.views.bookings import SlotLine
from models.views.people import integer
from models.views.people import string
from models.views.sight import Sight

OTHER_SLOT, OWN_MOMENT = 8, 10
"""Where a row says what else its host has: what, then when."""


def slots(sight: Sight, type_id: int) -> tuple[SlotLine, ...]:
    """Return the next slots of the activities that a type names, by their start."""
    now = sight.now()
    rows = sight.run("slots", {"type": type_id, "now": to_text(now)})
    return tuple(
        SlotLine(
            id=integer(row[0]),
            activity=string(row[1]),
            starts_at=columns.moment(row[2]) or now,
            ends_at=columns.moment(row[3]) or now,
            capacity=integer(row[4]),
            taken=integer(row[5]),
            host=string(row[6]),
            place=string(row[7]),
            clash=_clash(row, OTHER_SLOT) or _clash(row, OWN_MOMENT),
        )
        for row in rows
    )


def _clash(row: Row, place: int) -> Clash | None:
    at = columns.moment(row[place + 1])
    return None if at is None else Clash(string(row[place]), at)
