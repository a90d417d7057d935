"""The report ``outcomes``: what came of follow-ups, and why not (R-33)."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.attempts import was_done
from models.reports.attempts import was_done_through
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.followed import follow_ups_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import of_row
from models.reports.listed import uncounted
from models.reports.numbers import in_one_text
from models.reports.numbers import numbers_of
from models.reports.rep_names import rep_names
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables.follow_up_value import NO_VALUE
from models.tables.follow_up_value import OUTCOMES
from models.tables.follow_up_value import VALUES
from models.tables.follow_up_value import follow_up_value
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.vocabulary import Outcome
from models.vocabulary import Scope

TYPE, ATTEMPT, OWNER, VALUE, REASON = "type", "attempt", "owner", "value", "reason"
GROUPS = (TYPE, ATTEMPT, OWNER, VALUE, REASON)
DONE: Final = "done"
RATE: Final = "success_rate"
COUNTS: Final = (DONE, *(one.value for one in Outcome))
COLUMNS = (
    Column("group", Kind.CODE),
    *(Column(key, Kind.COUNT) for key in COUNTS),
    Column(RATE, Kind.RATE),
)

KEPT: Final = {
    "assignee": col(FollowUp.assignee_id),
    TYPE: col(FollowUp.type_id),
    OWNER: col(FollowUp.done_by),
    "maker": col(FollowUp.created_by),
    ATTEMPT: col(FollowUp.attempt_no),
    REASON: col(FollowUp.reason_id),
}
"""The columns that groups are made by, and those before them in their index."""
_ORDER: Final = ("assignee", TYPE, OWNER, "maker", "outcome", ATTEMPT)
GROUPED: Final[Mapping[str, tuple[str, ...]]] = {
    TYPE: _ORDER[:-1],
    OWNER: _ORDER[:-1],
    ATTEMPT: _ORDER,
    REASON: (REASON, "outcome"),
}
"""What the database groups by; finer than is told where the index is in that order."""

MANY: Final = timedelta(days=45)
"""Beyond these, a team's are read with all others from one index, in its order.

A month of theirs is looked up in less time, a quarter in more.
"""
PLACE: Final = "place"
"""The number of a value and an outcome."""

Key = int | None
Count = tuple[Key, str, int]
"""What a group is known by, the outcome, and how many had it."""


def outcomes(reader: Reader, asked: Asked) -> Report:
    """Return the outcomes of the follow-ups done in the period, grouped.

    By reason they are the refusals alone, the most frequent reason first; by value it
    is the one before the outcome.
    """
    by = choice(asked.by, TYPE, GROUPS, "by")
    groups: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    counted = _by_value if by == VALUE else _counted
    for key, outcome, number in counted(reader, asked, by):
        for name in (DONE, outcome):
            groups[key][name] += number
            every[name] += number
    named = _named(reader, by)
    rows = [_row(_name(key, named), groups[key]) for key in _ordered(groups, named, by)]
    return Report(
        name="outcomes",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=_row(None, every),
    )


def _counted(reader: Reader, asked: Asked, by: str) -> Iterator[Count]:
    lines = _lines(reader, asked, by)
    query = chosen(lines.c[by], lines.c.outcome, func.count()).group_by(
        *(lines.c[name] for name in GROUPED[by])
    )
    for held, outcome, number in reader.session.connection().execute(query):
        yield maybe_integer(held), string(outcome), integer(number)


def _by_value(reader: Reader, asked: Asked, _by: str) -> Iterator[Count]:
    """Count by one number for value and outcome."""
    places = chosen(in_one_text(_lines(reader, asked, VALUE).c[PLACE]))
    for place, number in numbers_of(reader.session.scalar(places)).items():
        value, outcome = divmod(place, len(OUTCOMES))
        yield value or None, OUTCOMES[outcome], number


def outcomes_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the follow-ups that a cell counts."""
    if cell.column not in (*COUNTS, RATE):
        raise uncounted(cell, *COUNTS, RATE)
    by = choice(asked.by, TYPE, GROUPS, "by")
    lines = _lines(reader, asked, by)
    query: Statement = chosen(lines.c.id)
    wanted = Outcome.ENROLLED.value if cell.column == RATE else cell.column
    if wanted != DONE:
        came = OUTCOMES.index(wanted) if by == VALUE else wanted
        query = query.where(lines.c.outcome == came)
    if not cell.total:
        query = query.where(of_row(cell, lines.c[by], _named(reader, by)))
    return listed(reader.session.connection().execute(query), "follow_up")


def _lines(reader: Reader, asked: Asked, by: str) -> CTE | Subquery:
    """Return one row a follow-up done in the period: id, outcome, what groups know."""
    if by == VALUE:
        return _valued(reader, asked)
    doer = _doer(reader, asked)
    outcome = text(col(FollowUp.outcome))
    query = chosen(
        whole(col(FollowUp.id)).label("id"),
        outcome.label("outcome"),
        *(whole(column).label(name) for name, column in KEPT.items()),
    ).where(follow_ups_of(reader, asked, doer), _done(reader, asked))
    if by == REASON:
        query = query.where(outcome == Outcome.NOT_INTERESTED.value)
    if by == OWNER:
        query = query.where(owned(reader.actor, doer))
    return query.cte("outcomes")


def _valued(reader: Reader, asked: Asked) -> Subquery:
    """Return the same rows, each with one number for the value then and the outcome."""
    then = follow_up_value.c
    query = chosen(
        then.id,
        then.outcome,
        func.nullif(then.value, NO_VALUE).label(VALUE),
        (then.value * len(OUTCOMES) + then.outcome).label(PLACE),
    )
    if everything(reader, asked):
        return query.where(within(asked.period, then.done_at)).subquery("outcomes")
    kept = and_(
        follow_ups_of(reader, asked, _doer(reader, asked)), _done(reader, asked)
    )
    here = then.id == col(FollowUp.id)
    return query.join_from(FollowUp, follow_up_value, here).where(kept).subquery()


def _done(reader: Reader, asked: Asked) -> Test:
    """Keep what was done in the period."""
    return was_done_through(asked) if _through(reader, asked) else was_done(asked)


def _doer(reader: Reader, asked: Asked) -> ColumnElement[int]:
    """Return who did it, in a form that no index is taken for where none helps."""
    doer = whole(col(FollowUp.done_by))
    return unindexed(doer) if _through(reader, asked) else doer


def _through(reader: Reader, asked: Asked) -> bool:
    """Tell whether all follow-ups are gone through.

    Of everybody's most were done in the period; looking up one by one all that a team
    did in many days takes longer too.
    """
    several = scope_of(reader, asked.scope) is not Scope.ME
    return several and (everything(reader, asked) or _many_days(reader, asked.period))


def _many_days(reader: Reader, period: Period) -> bool:
    start, end = period.start, period.end
    return start is None or (end or reader.now) - start > MANY


def _named(reader: Reader, by: str) -> Mapping[Key, str | int]:
    """Return what the groups are called; attempts are called themselves."""
    if by == OWNER:
        return dict[Key, str | int](rep_names(reader).items())
    if by == VALUE:
        return dict[Key, str | int](VALUES.items())
    if by == REASON:
        query = chosen(col(LossReason.id), text(col(LossReason.code)))
    elif by == TYPE:
        query = chosen(col(FollowUpType.id), text(col(FollowUpType.name)))
    else:
        return {}
    return {
        integer(one): string(name)
        for one, name in reader.session.connection().execute(query)
    }


def _name(key: Key, named: Mapping[Key, str | int]) -> str | int | None:
    return None if key is None else named.get(key, key)


def _ordered(
    groups: Mapping[Key, Counter[str]], named: Mapping[Key, str | int], by: str
) -> list[Key]:
    """Rank by how many, attempts and values in their own order; no group comes last."""

    def rank(key: Key) -> tuple[bool, int, str]:
        if by in (ATTEMPT, VALUE) and key is not None:
            return False, key, ""
        return key is None, -groups[key][DONE], str(_name(key, named))

    return sorted(groups, key=rank)


def _row(name: str | int | None, counts: Counter[str]) -> Row:
    row: dict[str, Cell] = {"group": name}
    row |= {key: counts[key] for key in COUNTS}
    enrolled = counts[Outcome.ENROLLED.value]
    row[RATE] = rounded(ratio(enrolled, counts[DONE]))
    return row
