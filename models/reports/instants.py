"""Moments of follow-ups, as they are stored and as the numbers that figures read."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import literal_column
from sqlmodel import col

from models.reports.counted import When
from models.tables import FollowUp
from models.tables.base import Seconds
from models.tables.followups import due_number
from models.tables.followups import moment_number

TABLE: Final = "follow_up."


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment of a follow-up.

    The number is in the index that all follow-ups are counted from. Other statements
    take what is stored: it has indexes of its own, and the journal keeps it.
    """

    stored: When
    number: When


def _instant(stored: When, number: str) -> Instant:
    return Instant(stored, literal_column(number, Seconds()))


CREATED: Final = _instant(col(FollowUp.created_at), moment_number(f"{TABLE}created_at"))
DONE: Final = _instant(col(FollowUp.done_at), moment_number(f"{TABLE}done_at"))
DUE: Final = _instant(col(FollowUp.planned_at), due_number("planned_at", TABLE))
"""The number is empty for what was cancelled before, which never came due."""
FIRST_DUE: Final = _instant(
    col(FollowUp.original_planned_at), due_number("original_planned_at", TABLE)
)
"""The same by the original date, with which snoozing does not help."""
