"""What somebody was worth before each outcome, one narrow row a follow-up: derived.

Like the lists of people it has its own metadata: ``models.valuing`` makes it of the
records and the journal in the transaction that changes them.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Column
from sqlalchemy import Integer
from sqlalchemy import Table

from models.tables.base import Seconds
from models.tables.people_line import derived
from models.vocabulary import Outcome
from models.vocabulary import Temperature

NO_VALUE: Final = 0
VALUES: Final[Mapping[int, str]] = {
    number: one.value for number, one in enumerate(Temperature, start=1)
}
"""The numbers that stand for values, in their order."""
OUTCOMES: Final = tuple(one.value for one in Outcome)
"""The outcomes in the order of their numbers, from 0."""

follow_up_value: Final = Table(
    "follow_up_value",
    derived,
    Column("id", Integer, primary_key=True),
    Column("done_by", Integer, nullable=False),
    Column("done_at", Seconds, nullable=False),
    Column("value", Integer, nullable=False),
    Column("outcome", Integer, nullable=False),
    sqlite_strict=True,
)
"""The done follow-ups that hang on nothing in the bin, by their own id (R-33).

``value`` is the number of the value before what was done: the person's, or the deal's
where there is no person (rulings 2). ``done_at`` is in seconds.
"""
