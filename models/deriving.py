"""What the rows that are derived from follow-ups are made of and made anew by."""

import json
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

Touched = Iterable[tuple[str, int]]
"""Tables and ids of records."""

LIVING: Final = """
    LEFT JOIN person ON person.id = follow_up.person_id
    LEFT JOIN deal ON deal.id = follow_up.deal_id
    WHERE follow_up.deleted_at IS NULL
    AND person.deleted_at IS NULL AND deal.deleted_at IS NULL
"""
"""Keeps follow-ups that hang on nothing in the bin (C.0)."""
IDS: Final = "(SELECT value FROM json_each(:ids))"

_ABOUT: Final = f"""
    SELECT id FROM follow_up WHERE person_id IN {IDS}
    UNION SELECT id FROM follow_up
    WHERE deal_id IN (SELECT value FROM json_each(:deals))
"""


def before(key: str, whom: str, since: str) -> str:
    """Write what a column was before its first change since, '' for nothing.

    ``whom`` keeps the events of one record, ``since`` is a moment.
    """
    return f"""
        SELECT coalesce(json_extract(before, '$.{key}'), '') FROM event
        WHERE {whom} AND at >= {since}
        AND json_type(before, '$.{key}') IS NOT NULL
        ORDER BY event.id LIMIT 1
    """


def given(ids: AbstractSet[int]) -> dict[str, str]:
    """Return the value that ``IDS`` stands for."""
    return {"ids": json.dumps(sorted(ids))}


def by_table(touched: Touched) -> defaultdict[str, set[int]]:
    """Return the ids of each table."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for entity, record_id in touched:
        found[entity].add(record_id)
    return found


def follow_ups_of(session: Session, touched: Touched) -> set[int]:
    """Return the follow-ups that are touched themselves, or by what they are about."""
    of = by_table(touched)
    people, deals = of["person"], of["deal"]
    if not people and not deals:
        return of["follow_up"]
    asked = given(people) | {"deals": json.dumps(sorted(deals))}
    about = session.connection().execute(text(_ABOUT), asked).scalars()
    return of["follow_up"] | set(about)
