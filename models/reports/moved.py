"""What of people changed since the ends of months, and what it had been (C.7)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Text
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import of_index
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import recorded
from models.reports.ends import joined
from models.reports.ends import letter_of
from models.reports.ends import letters
from models.rules.metrics_followups import Past
from models.tables import Event
from models.tables.journal import MOVED_PERSON
from models.views.people import string

APART = "\x1f"
"""Stands between texts that are joined: JSON never holds it."""
SEPARATOR = literal_column(f"char({ord(APART)})", Text)


@dataclass(frozen=True, slots=True)
class Moves:
    """Changes of people, the oldest first."""

    people: list[int]
    places: bytes
    """The letter of the first end that came after each."""
    told: list[str]
    """The columns that changed as they were before, as the journal wrote them."""

    def pasts(self) -> dict[str, Past]:
        """Read each text of what was before once: most are alike."""
        return {told: json.loads(told) for told in set(self.told)}


def moves(reader: Reader, ends: Sequence[str], most: int, people: str | None) -> Moves:
    """Return what changed since the first end.

    Ids above ``most`` are told as the one after it. ``people`` are the ids that matter
    as JSON; everybody's where there are none.
    """
    at, past = text(col(Event.at)), text(col(Event.before))
    person = whole(col(Event.entity_id))
    query = chosen(
        func.json_group_array(whole(col(Event.id))),
        func.json_group_array(func.min(person, most + 1)),
        joined(letter_of("event.at", ends)),
        func.group_concat(past, SEPARATOR),
    ).where(
        of_index(MOVED_PERSON),
        at >= ends[0],
        recorded(Event),
        _among(people),
    )
    events, *columns, told = reader.session.connection().execute(query).one()
    order: list[int] = json.loads(string(events))
    persons: list[int] = json.loads(string(columns[0]))
    pasts = string(told).split(APART) if told else []
    found = Moves(persons, letters(columns[1]), pasts)
    return found if order == sorted(order) else _sorted(order, found)


def _sorted(order: Sequence[int], found: Moves) -> Moves:
    """Put changes in the order of their events, where the clock went backwards."""
    of = sorted(range(len(order)), key=order.__getitem__)
    return Moves(
        [found.people[one] for one in of],
        bytes(found.places[one] for one in of),
        [found.told[one] for one in of],
    )


def _among(people: str | None) -> Test:
    if people is None:
        return true()
    some = func.json_each(people).table_valued("value")
    return whole(col(Event.entity_id)).in_(select(some.c.value))
