"""Lines counted under whose they are, without sorting them into groups."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Subquery
from sqlalchemy import Text
from sqlalchemy import column
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import type_coerce

from models.access import Reader
from models.access import owned
from models.queries.first_terms import chosen
from models.reports.at_the_time import NOBODY
from models.views.people import string

COMMA: Final = ","
MARKS: Final = 2
"""A line has a mark or has none."""

Marked = tuple[int | None, bool]
"""What a line counts under, and whether it is marked."""


def in_one_text(number: SQLColumnExpression[object]) -> ColumnElement[str]:
    """Return the SQL of all numbers in one text, which takes less than sorting them.

    SQLite writes a number into the text itself: making it a text before takes longer.
    """
    return func.aggregate_strings(type_coerce(number, Text), COMMA)


def numbers_of(told: object) -> Counter[int]:
    """Count the numbers of such a text; few are different."""
    texts = Counter(string(told).split(COMMA))
    return Counter({int(text): times for text, times in texts.items() if text})


def marked(
    reader: Reader,
    lines: CTE | Subquery,
    key: SQLColumnExpression[object],
    mark: SQLColumnExpression[object],
) -> Counter[Marked]:
    """Count the lines of each key, those with the mark apart; a key is an id or none.

    Key and mark make one number, so that each is worked out once for a line.
    """
    number = func.coalesce(key, NOBODY) * MARKS + mark
    query = chosen(in_one_text(number)).select_from(lines)
    found = numbers_of(reader.session.scalar(query))
    return Counter(
        {
            (of or None, bool(is_marked)): times
            for (of, is_marked), times in (
                (divmod(number, MARKS), times) for number, times in found.items()
            )
        }
    )


def marked_by_rep(
    reader: Reader, lines: CTE | Subquery, mark: SQLColumnExpression[object]
) -> Counter[Marked]:
    """Count the lines of each rep whose figures the actor may see (D.5)."""
    found = marked(reader, lines, lines.c.rep, mark)
    seen = _seen(reader, {rep for rep, _ in found})
    return Counter({line: times for line, times in found.items() if line[0] in seen})


def _seen(reader: Reader, reps: Iterable[int | None]) -> frozenset[int | None]:
    """Return those of the reps whose records the actor sees."""
    given = func.json_each(json.dumps([*reps])).table_valued(column("value", Integer))
    query = select(given.c.value).where(owned(reader.actor, given.c.value))
    return frozenset(reader.session.scalars(query))
