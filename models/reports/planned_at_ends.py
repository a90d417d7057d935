"""How many follow-ups of each person were planned at the ends of months (C.7).

One sum tells it for twelve months: a digit for each, so that a million follow-ups are
read once, whatever the number of months.
"""

import json
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy import Subquery
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.followed import living
from models.tables import FollowUp
from models.views.people import string

BITS = 5
MOST = (1 << BITS) - 1
"""The follow-ups of one person that a digit of a sum can count."""
DIGITS = 12
"""The months that one sum of 64 bits holds."""
ALIVE = "9"
"""Sorts after every moment: what has not ended yet."""


def is_planned(sums: Sequence[int], place: int) -> bool:
    """Tell whether anything was planned at the end of a month."""
    chunk, digit = divmod(place, DIGITS)
    return bool(sums[chunk] >> (digit * BITS) & MOST)


def planned_at_ends(reader: Reader, ends: Sequence[str], seen: Test) -> Subquery:
    """Return for each person the sums of the follow-ups planned at the ends.

    A follow-up is planned at the ends between its making and its end; each of them
    adds one to the digit of that month. ``seen`` keeps the people who matter.
    """
    made, ended = _span()
    chunks = range(0, len(ends), DIGITS)
    sums = [
        func.sum(
            place_of(ended, ends, digits(start)) - place_of(made, ends, digits(start))
        )
        for start in chunks
    ]
    return (
        chosen(
            whole(col(FollowUp.person_id)).label("person_id"),
            func.count().label("number"),
            *(one.label(f"planned_{at}") for at, one in enumerate(sums)),
        )
        .where(*_spanning(reader, ends), seen)
        .group_by(col(FollowUp.person_id))
        .subquery("planned")
    )


def _span() -> tuple[ColumnElement[str], ColumnElement[str]]:
    """Return when a follow-up was made, and when it was planned no more."""
    done, cancelled = text(col(FollowUp.done_at)), text(col(FollowUp.cancelled_at))
    ended = func.coalesce(done, cancelled, ALIVE)
    return text(col(FollowUp.created_at)), ended


def _spanning(reader: Reader, ends: Sequence[str]) -> tuple[Test, ...]:
    """Keep the follow-ups of persons that were planned at some end."""
    made, ended = _span()
    person = col(FollowUp.person_id).is_not(None)
    return person, ended >= ends[0], made < ends[-1], living(reader)


def crowded(
    reader: Reader, ends: Sequence[str], people: Sequence[object]
) -> dict[object, tuple[int, ...]]:
    """Return what was planned for those with more follow-ups than a digit counts."""
    if not people:
        return {}
    crowd = func.json_each(json.dumps(people)).table_valued("value")
    query = chosen(col(FollowUp.person_id), *_span()).where(
        *_spanning(reader, ends), col(FollowUp.person_id).in_(select(crowd.c.value))
    )
    found: dict[object, tuple[int, ...]] = {}
    ones = [digits(start) for start in range(0, len(ends), DIGITS)]
    for person, made, ended in reader.session.connection().execute(query):
        first, last = (bisect_right(ends, string(at)) for at in (made, ended))
        sums = found.get(person, (0,) * len(ones))
        found[person] = tuple(
            held | (to(last) - to(first)) for held, to in zip(sums, ones, strict=True)
        )
    return found


def digits(start: int) -> Callable[[int], int]:
    """Return what gives the sum of a one in each digit before a month."""

    def ones(place: int) -> int:
        count = min(max(place - start, 0), DIGITS)
        return sum(1 << (BITS * digit) for digit in range(count))

    return ones


def place_of(
    column: ColumnElement[str],
    bounds: Sequence[str],
    value: Callable[[int], int] = lambda place: place,
) -> ColumnElement[int]:
    """Write the search for how many bounds a text has reached, halving what is left."""

    def among(low: int, high: int) -> ColumnElement[int]:
        if low == high:
            return literal_column(str(value(low)))
        middle = (low + high) // 2
        bound = literal(bounds[middle])
        return case((column < bound, among(low, middle)), else_=among(middle + 1, high))

    return among(0, len(bounds))
