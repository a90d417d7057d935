"""Follow-ups counted in one pass, each under whose it was then (C.9, C.16)."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.at_the_time import assignee_at
from models.reports.at_the_time import reassigned
from models.reports.counted import When
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.followed import live
from models.reports.report import Asked
from models.reports.scope import attributed
from models.reports.seen import follow_up_seen
from models.tables import FollowUp
from models.views.people import integer
from models.views.people import maybe_integer

KEYS = (
    whole(col(FollowUp.assignee_id)),
    whole(col(FollowUp.type_id)),
    whole(col(FollowUp.done_by)),
    whole(col(FollowUp.created_by)),
)
"""The order of the index that holds all that is counted: groups need no sorting."""
ASSIGNEE, TYPE, DOER, MAKER = range(len(KEYS))
"""The places of whom a follow-up may count for, and of its type."""

Counted = tuple[str, int | None, int, int]
"""The name of a figure, the rep, the type, and how many."""


UPPER = 1 << 31
"""What the second of two counts is worth in one sum: more than rows there can be."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Follow-ups that are counted for the same people, by the same moment."""

    whose: int
    moment: When
    name: str
    """The figure that counts them all."""
    test: Test
    marks: Mapping[str, Test] = field(default_factory=dict[str, Test])
    """The figures that count some of them."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of all figures."""
        return (self.name, *self.marks)


def tally(
    reader: Reader, asked: Asked, lots: Sequence[Lot], *, whose: bool
) -> Iterator[Counted]:
    """Yield how many follow-ups each figure counts, by rep and type.

    What went to somebody else is looked at by itself, where it matters ``whose`` it
    was.
    """
    apart = whose or not everything(reader, asked)
    yield from _together(reader, asked, lots, whose=whose, apart=apart)
    for lot in lots:
        if apart and lot.whose == ASSIGNEE:
            yield from _moved(reader, asked, lot, whose=whose)


def _together(
    reader: Reader, asked: Asked, lots: Sequence[Lot], *, whose: bool, apart: bool
) -> Iterator[Counted]:
    stayed = col(FollowUp.id).not_in(reassigned())
    sums: list[ColumnElement[int]] = []
    kept: list[Test] = []
    for lot in lots:
        mine = _of(reader, asked, KEYS[lot.whose], whose=whose)
        kept.append(and_(within(asked.period, lot.moment), mine))
        same = stayed if apart and lot.whose == ASSIGNEE else true()
        sums += _sums(and_(lot.test, mine, same), [*lot.marks.values()])
    query = chosen(*KEYS, *sums).where(or_(*kept), _seen(reader, asked))
    query = query.group_by(*KEYS)
    for row in reader.session.connection().execute(query):
        keys, counts = row[: len(KEYS)], iter(row[len(KEYS) :])
        for lot in lots:
            rep, of = maybe_integer(keys[lot.whose]), integer(keys[TYPE])
            for name, number in zip(lot.figures, _counts(lot, counts), strict=True):
                if number:
                    yield name, rep, of, number


def _sums(test: Test, marks: Sequence[Test]) -> list[ColumnElement[int]]:
    """Sum what passes, with the first mark in the upper half; then the other marks."""
    both = case((test, 1 + _mark(marks[0], UPPER))) if marks else _mark(test)
    return [func.sum(both), *(func.sum(_mark(and_(one, test))) for one in marks[1:])]


def _counts(lot: Lot, sums: Iterator[object]) -> Iterator[int]:
    first = maybe_integer(next(sums)) or 0
    yield first % UPPER
    if lot.marks:
        yield first // UPPER
    for _other in range(len(lot.marks) - 1):
        yield maybe_integer(next(sums)) or 0


def _moved(reader: Reader, asked: Asked, lot: Lot, *, whose: bool) -> Iterator[Counted]:
    """Count what went to somebody else, for whom it was assigned to at the moment."""
    lines = (
        chosen(
            assignee_at(lot.moment).label("rep"),
            KEYS[TYPE].label("type_id"),
            *(_mark(one).label(name) for name, one in lot.marks.items()),
        )
        .where(
            col(FollowUp.id).in_(reassigned()),
            lot.test,
            _seen(reader, asked),
        )
        .cte("moved")
        .prefix_with("MATERIALIZED")
    )
    keys = (lines.c.rep, lines.c.type_id)
    sums = [func.count(), *(func.sum(lines.c[name]) for name in lot.marks)]
    mine = _of(reader, asked, lines.c.rep, whose=whose)
    query = chosen(*keys, *sums).where(mine).group_by(*keys)
    for rep, type_id, *counts in reader.session.connection().execute(query):
        for name, number in zip(lot.figures, counts, strict=True):
            if number:
                yield name, maybe_integer(rep), integer(type_id), integer(number)


def _seen(reader: Reader, asked: Asked) -> Test:
    if everything(reader, asked):
        return live()
    return and_(live(), follow_up_seen(reader.actor))


def _of(reader: Reader, asked: Asked, rep: ColumnElement[int], *, whose: bool) -> Test:
    """Keep what counts for the scope; by rep, of those whom the actor sees (D.5).

    Reading the index through is faster than looking up what each rep made and did.
    """
    whom = unindexed(rep)
    mine = attributed(reader, asked.scope, whom)
    return and_(mine, owned(reader.actor, whom)) if whose else mine


def _mark(test: Test, worth: int = 1) -> ColumnElement[int]:
    nothing: ColumnElement[int] = literal_column("0", Integer)
    return case((test, literal_column(str(worth), Integer)), else_=nothing)
