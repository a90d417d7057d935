"""The bookings that held, and whose they were as their slots began: derived.

Like the lists of people they have their own metadata: ``models.holding`` makes them of
the records and the journal in the transaction that changes those.
"""

from typing import Final

from sqlalchemy import Column
from sqlalchemy import Integer
from sqlalchemy import Table

from models.tables.base import Seconds
from models.tables.people_line import derived

booking_held: Final = Table(
    "booking_held",
    derived,
    Column("id", Integer, primary_key=True),
    Column("follow_up_id", Integer, nullable=False),
    Column("type_id", Integer, nullable=False),
    Column("rep", Integer, nullable=False),
    Column("starts_at", Seconds, nullable=False),
    Column("trial", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    sqlite_strict=True,
)
"""Bookings not cancelled before their slot, by their own id (C.9, C.16).

What hangs on something in the bin is not among them; what is still to come is.
``rep`` is whom the follow-up was assigned to as the slot began, and ``starts_at`` in
seconds; the last two are 0 or 1.
"""
