"""Writes what follow-ups were worth before their outcome anew, where it may differ."""

import json
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from typing import Final

from sqlalchemy import delete
from sqlalchemy import text
from sqlmodel import Session

from models.tables.follow_up_value import NO_VALUE
from models.tables.follow_up_value import OUTCOMES
from models.tables.follow_up_value import VALUES
from models.tables.follow_up_value import follow_up_value
from models.tables.followups import moment_number
from models.tables.journal import VALUED_PERSON

_KEYS: Final[Mapping[str, str]] = {
    "person": "person_id",
    "deal": "deal_id",
    "follow_up": "id",
}
"""By which column a touched record names its follow-ups."""


def _before(whom: str) -> str:
    """Write what a value was before its first change since the outcome, '' for none.

    An undo takes back what nothing was done upon since: whether it counts as a change
    makes no difference (rulings 8).
    """
    return f"""
        SELECT coalesce(json_extract(before, '$.temperature'), '') FROM event
        WHERE {whom} AND at >= done_at
        AND json_type(before, '$.temperature') IS NOT NULL
        ORDER BY event.id LIMIT 1
    """


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
        (id, person_id, deal_id, done_by, done_at, value, outcome)
    SELECT follow_up.id, follow_up.person_id, follow_up.deal_id, done_by,
        {moment_number("done_at")},
        CASE iif(follow_up.person_id IS NULL,
            coalesce(({_OF_DEAL}), deal.temperature),
            coalesce(({_OF_PERSON}), person.temperature))
            {_VALUES} ELSE {NO_VALUE} END,
        CASE outcome {_OUTCOMES} END
    FROM follow_up
    LEFT JOIN person ON person.id = follow_up.person_id
    LEFT JOIN deal ON deal.id = follow_up.deal_id
    WHERE follow_up.status = 'done' AND follow_up.deleted_at IS NULL
    AND person.deleted_at IS NULL AND deal.deleted_at IS NULL
"""


def refresh(session: Session, touched: Iterable[tuple[str, int]]) -> None:
    """Write the values anew of the follow-ups that the touched records may change."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for entity, record_id in touched:
        if entity in _KEYS:
            wanted[_KEYS[entity]].add(record_id)
    connection = session.connection()
    for key, ids in wanted.items():
        given = {"ids": json.dumps(sorted(ids))}
        of = f"{key} IN (SELECT value FROM json_each(:ids))"
        connection.execute(text(f"DELETE FROM follow_up_value WHERE {of}"), given)
        connection.execute(text(f"{_WRITE} AND follow_up.{of}"), given)


def rebuild(session: Session) -> None:
    """Write every value from the records, after a bulk write or a restore."""
    session.connection().execute(delete(follow_up_value))
    session.connection().execute(text(_WRITE))
