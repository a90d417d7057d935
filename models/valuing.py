"""Writes what follow-ups were worth before their outcome anew, where it may differ."""

from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import delete
from sqlalchemy import text
from sqlmodel import Session

from models.deriving import IDS
from models.deriving import LIVING
from models.deriving import before
from models.deriving import given
from models.tables.follow_up_value import NO_VALUE
from models.tables.follow_up_value import OUTCOMES
from models.tables.follow_up_value import VALUES
from models.tables.follow_up_value import follow_up_value
from models.tables.followups import moment_number
from models.tables.journal import VALUED_PERSON


def _before(whom: str) -> str:
    """Write what a value was before its first change since the outcome.

    An undo takes back what nothing was done upon since: whether it counts as a change
    makes no difference (rulings 8).
    """
    return before("temperature", whom, "done_at")


_OF_PERSON: Final = _before(f"{VALUED_PERSON} AND entity_id = follow_up.person_id")
_OF_DEAL: Final = _before("entity = 'deal' AND entity_id = follow_up.deal_id")
_VALUES: Final = " ".join(
    f"WHEN '{value}' THEN {number}" for number, value in VALUES.items()
)
_OUTCOMES: Final = " ".join(
    f"WHEN '{outcome}' THEN {number}" for number, outcome in enumerate(OUTCOMES)
)
_WRITE: Final = f"""
    INSERT OR REPLACE INTO follow_up_value
        (id, done_by, done_at, value, outcome)
    SELECT follow_up.id, done_by, {moment_number("done_at")},
        CASE iif(follow_up.person_id IS NULL,
            coalesce(({_OF_DEAL}), deal.temperature),
            coalesce(({_OF_PERSON}), person.temperature))
            {_VALUES} ELSE {NO_VALUE} END,
        CASE outcome {_OUTCOMES} END
    FROM follow_up
    {LIVING} AND follow_up.status = 'done'
"""


def refresh(session: Session, follow_ups: AbstractSet[int]) -> None:
    """Write the values of these follow-ups anew."""
    if follow_ups:
        connection = session.connection()
        gone = f"DELETE FROM follow_up_value WHERE id IN {IDS}"
        connection.execute(text(gone), given(follow_ups))
        anew = f"{_WRITE} AND follow_up.id IN {IDS}"
        connection.execute(text(anew), given(follow_ups))


def rebuild(session: Session) -> None:
    """Write every value from the records, after a bulk write or a restore."""
    session.connection().execute(delete(follow_up_value))
    session.connection().execute(text(_WRITE))
