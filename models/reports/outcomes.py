"""The report ``outcomes``: what came of follow-ups, and why not (R-33)."""

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.queries.first_terms import Statement
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import held_at
from models.reports.at_the_time import value_then
from models.reports.at_the_time import values_before
from models.reports.attempts import was_done
from models.reports.attempts import was_done_through
from models.reports.counted import everything
from models.reports.followed import follow_ups_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import of_row
from models.reports.listed import uncounted
from models.reports.rep_names import rep_names
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Person
from models.views.people import integer
from models.views.people import string
from models.vocabulary import Outcome
from models.vocabulary import Temperature

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
    VALUE: (VALUE, "outcome"),
}
"""What the database groups by; finer than is told where the index is in that order."""

Key = str | int | None


def outcomes(reader: Reader, asked: Asked) -> Report:
    """Return the outcomes of the follow-ups done in the period, grouped.

    By reason they are the refusals alone, the most frequent reason first; by value it
    is the one before the outcome.
    """
    by = choice(asked.by, TYPE, GROUPS, "by")
    lines = _lines(reader, asked, by)
    query = chosen(lines.c[by], lines.c.outcome, func.count()).group_by(
        *(lines.c[name] for name in GROUPED[by])
    )
    groups: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    for held, outcome, number in reader.session.connection().execute(query):
        key = held if isinstance(held, str | int) else None
        for name in (DONE, string(outcome)):
            groups[key][name] += integer(number)
            every[name] += integer(number)
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


def outcomes_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the follow-ups that a cell counts."""
    if cell.column not in (*COUNTS, RATE):
        raise uncounted(cell, *COUNTS, RATE)
    by = choice(asked.by, TYPE, GROUPS, "by")
    lines = _lines(reader, asked, by)
    query: Statement = chosen(lines.c.id)
    wanted = Outcome.ENROLLED.value if cell.column == RATE else cell.column
    if wanted != DONE:
        query = query.where(lines.c.outcome == wanted)
    if not cell.total:
        query = query.where(of_row(cell, lines.c[by], _named(reader, by)))
    return listed(reader.session.connection().execute(query), "follow_up")


def _lines(reader: Reader, asked: Asked, by: str) -> CTE:
    """Return one row a follow-up done in the period: id, outcome, what groups know."""
    doer = col(FollowUp.done_by)
    outcome = text(col(FollowUp.outcome))
    all_of_it = everything(reader, asked)
    query = (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            outcome.label("outcome"),
            *(whole(column).label(name) for name, column in KEPT.items()),
        )
        .select_from(FollowUp)
        .where(
            was_done_through(asked) if all_of_it else was_done(asked),
            follow_ups_of(reader, asked, doer),
        )
    )
    if by == VALUE:
        done, spans = col(FollowUp.done_at), _spans(reader, asked)
        query = query.add_columns(value_then(done, spans).label(VALUE))
        query = query.outerjoin(spans, held_at(done, spans))
        query = query.outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
        query = query.outerjoin(Deal, col(Deal.id) == col(FollowUp.deal_id))
    if by == REASON:
        query = query.where(outcome == Outcome.NOT_INTERESTED.value)
    if by == OWNER:
        query = query.where(owned(reader.actor, doer))
    return query.cte("outcomes")


def _spans(reader: Reader, asked: Asked) -> CTE:
    """Return the values that changed since, of those whose follow-ups are counted."""
    if everything(reader, asked):
        return values_before(asked.period, None)
    kept = was_done(asked), follow_ups_of(reader, asked, col(FollowUp.done_by))
    return values_before(asked.period, select(col(FollowUp.person_id)).where(*kept))


def _named(reader: Reader, by: str) -> Mapping[Key, str | int]:
    """Return what the groups are called; attempts and values are called themselves."""
    if by == OWNER:
        return dict[Key, str | int](rep_names(reader).items())
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


def _name(key: Key, named: Mapping[Key, str | int]) -> Key:
    return None if key is None else named.get(key, key)


def _ordered(
    groups: Mapping[Key, Counter[str]], named: Mapping[Key, str | int], by: str
) -> list[Key]:
    """Rank by how many, attempts and values in their own order; no group comes last."""
    values = [one.value for one in Temperature]

    def rank(key: Key) -> tuple[bool, int, str]:
        if by == ATTEMPT and isinstance(key, int):
            return False, key, ""
        if by == VALUE and key in values:
            return False, values.index(str(key)), ""
        return key is None, -groups[key][DONE], str(_name(key, named))

    return sorted(groups, key=rank)


def _row(name: Key, counts: Counter[str]) -> Row:
    row: dict[str, Cell] = {"group": name}
    row |= {key: counts[key] for key in COUNTS}
    enrolled = counts[Outcome.ENROLLED.value]
    row[RATE] = rounded(ratio(enrolled, counts[DONE]))
    return row
