"""Whose follow-ups were planned at the ends of months (C.7).

What lives between two ends is never read: an index holds the others alone.
"""

import json
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import compress
from itertools import pairwise

from sqlalchemy import ColumnElement
from sqlalchemy import Text
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.clock import to_text
from models.queries.first_terms import chosen
from models.queries.first_terms import of_index
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.ends import beyond
from models.reports.ends import joined
from models.reports.ends import letter_of
from models.reports.ends import letters
from models.reports.followed import living
from models.rules.metrics_followups import Month
from models.tables import FollowUp
from models.tables.followups import LONG
from models.views.people import integer
from models.views.people import string

ENDED = "coalesce(follow_up.done_at, follow_up.cancelled_at, '9')"
"""When a follow-up was planned no more: after every moment where it is still."""


def planned_at_ends(reader: Reader, months: Sequence[Month]) -> Iterator[list[int]]:
    """Yield for each end the persons of the follow-ups planned then, some repeatedly.

    A follow-up is planned at the ends between its making and its end: those of every
    month are read once, and kept as long as they live.
    """
    ends = [to_text(month.end) for month in months]
    people: list[int] = []
    until = b""
    for at, (after, end) in enumerate(pairwise(["", *ends])):
        made, lived = _made(reader, after, ends, at)
        people, until = [*people, *made], until + lived
        if at == len(ends) - 1 and months[at].end > reader.now:
            people += _to_end(reader, end)
        yield people
        stays = until.translate(beyond(at + 1))
        people, until = [*compress(people, stays)], bytes(compress(until, stays))


def _made(
    reader: Reader, after: str, ends: Sequence[str], at: int
) -> tuple[list[int], bytes]:
    """Return whose were made between two ends, and lived at the second: until when."""
    made, ended = text(col(FollowUp.created_at)), _ended()
    until = letter_of(ENDED, ends[at + 1 :], at + 1)
    query = chosen(func.json_group_array(_person()), joined(until)).where(
        of_index(LONG),
        made >= after,
        made < ends[at],
        ended >= ends[at],
        col(FollowUp.person_id).is_not(None),
        living(reader),
    )
    people, told = reader.session.connection().execute(query).one()
    return json.loads(string(people)), letters(told)


def _to_end(reader: Reader, end: str) -> list[int]:
    """Return whose end after the last end, which no calendar tells beforehand."""
    done, cancelled = text(col(FollowUp.done_at)), text(col(FollowUp.cancelled_at))
    query = chosen(_person()).where(
        or_(done >= end, cancelled >= end),
        _ended() >= end,
        text(col(FollowUp.created_at)) < end,
        col(FollowUp.person_id).is_not(None),
        living(reader),
    )
    found = reader.session.connection().execute(query)
    return [integer(one) for (one,) in found]


def _person() -> ColumnElement[int]:
    return whole(col(FollowUp.person_id))


def _ended() -> ColumnElement[str]:
    return literal_column(ENDED, Text)
