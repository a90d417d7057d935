"""Follow-ups counted in one pass, each under whose it was then (C.9, C.16)."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.at_the_time import assignee_at
from models.reports.at_the_time import reassigned
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.followed import living
from models.reports.instants import Instant
from models.reports.numbers import in_one_text
from models.reports.numbers import numbers_of
from models.reports.report import Asked
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.reports.seen import follow_up_seen
from models.tables import FollowUp
from models.tables import User
from models.views.people import integer
from models.views.people import maybe_integer
from models.vocabulary import Scope

KEYS = (
    whole(col(FollowUp.assignee_id)),
    whole(col(FollowUp.type_id)),
    whole(col(FollowUp.done_by)),
    whole(col(FollowUp.created_by)),
)
"""The order of the index that holds all that is counted: groups need no sorting."""
ASSIGNEE, TYPE, DOER, MAKER = range(len(KEYS))
"""The places of whom a follow-up may count for, and of its type."""

Key = tuple[int | None, int]
"""A rep, or nobody, and a type."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Follow-ups that are counted for the same people, by the same moment."""

    whose: int
    moment: Instant
    name: str
    """The figure that counts them all."""
    test: Test
    marks: Mapping[str, Test] = field(default_factory=dict[str, Test])
    """The figures that count some of them."""
    days: ColumnElement[int] | None = None
    """How many days some of them took; nothing for the others."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of all figures."""
        return (self.name, *self.marks)

    @property
    def tests(self) -> tuple[Test, ...]:
        """The test of each figure."""
        return (self.test, *(and_(one, self.test) for one in self.marks.values()))


@dataclass(slots=True)
class Tally:
    """How many follow-ups each figure counts, and how many days how many took."""

    counts: Counter[str] = field(default_factory=Counter[str])
    days: Counter[int] = field(default_factory=Counter[int])

    def add(self, other: "Tally") -> None:
        """Count those of another one too."""
        self.counts.update(other.counts)
        self.days.update(other.days)


def tally(
    reader: Reader, asked: Asked, lots: Sequence[Lot], *, whose: bool
) -> Mapping[Key, Tally]:
    """Return what is counted of each rep and type, where anything is.

    What went to somebody else counts for whom it was assigned to at the moment. Where
    it does not matter ``whose`` it was, all counts for nobody.
    """
    found: defaultdict[Key, Tally] = defaultdict(Tally)
    matters = whose or scope_of(reader, asked.scope) is not Scope.ALL
    _count(reader, asked, lots, found, matters=matters)
    assigned = [lot for lot in lots if lot.whose == ASSIGNEE]
    if assigned and matters:
        _move(reader, asked, assigned, found)
    told = _told(reader, asked) if matters else None
    return {
        key: one
        for key, one in found.items()
        if (told is None or key[0] in told) and any(one.counts.values())
    }


def _count(
    reader: Reader,
    asked: Asked,
    lots: Sequence[Lot],
    found: defaultdict[Key, Tally],
    *,
    matters: bool,
) -> None:
    """Count all follow-ups as what they are now, in the order of the index.

    No further key is told apart than it matters: each takes time for each row.
    """
    last = max(TYPE, *(lot.whose for lot in lots)) if matters else TYPE
    told_by = KEYS[: last + 1]
    kept = (_kept(reader, asked, lot) for lot in lots)
    columns = [column for lot in lots for column in _columns(lot)]
    query = chosen(*told_by, *columns).where(or_(*kept), _seen(reader, asked))
    query = query.group_by(*told_by)
    for row in reader.session.connection().execute(query):
        keys, counts = row[: len(told_by)], iter(row[len(told_by) :])
        for lot in lots:
            rep = maybe_integer(keys[lot.whose]) if matters else None
            one = found[rep, integer(keys[TYPE])]
            for name in lot.figures:
                one.counts[name] += integer(next(counts))
            if lot.days is not None:
                one.days.update(numbers_of(next(counts)))


def _kept(reader: Reader, asked: Asked, lot: Lot) -> Test:
    """Keep what may count for the scope.

    Reading the index through is faster than looking up what each rep made and did.
    """
    whom = unindexed(KEYS[lot.whose])
    mine = attributed(reader, asked.scope, whom)
    return and_(within(asked.period, lot.moment.number), mine)


def _columns(lot: Lot) -> Iterator[SQLColumnExpression[object]]:
    for test in lot.tests:
        yield func.count().filter(test)
    if lot.days is not None:
        some = case((lot.test, lot.days))
        yield in_one_text(some)


def _move(
    reader: Reader,
    asked: Asked,
    lots: Sequence[Lot],
    found: defaultdict[Key, Tally],
) -> None:
    """Move what went to somebody else to whom it was assigned to at the moment."""
    reps = [assignee_at(lot.moment.stored).label(f"rep_{lot.name}") for lot in lots]
    tests = [test for lot in lots for test in lot.tests]
    lines = (
        chosen(
            KEYS[ASSIGNEE].label("now"),
            KEYS[TYPE].label("type_id"),
            *reps,
            *(_mark(test).label(f"mark_{place}") for place, test in enumerate(tests)),
        )
        .where(col(FollowUp.id).in_(reassigned()), _seen(reader, asked))
        .cte("moved")
        .prefix_with("MATERIALIZED")
    )
    keys = [*lines.c][: len(reps) + 2]
    sums = [func.sum(mark) for mark in [*lines.c][len(keys) :]]
    query = chosen(*keys, *sums).group_by(*keys)
    for now, type_id, *rest in reader.session.connection().execute(query):
        counts = iter(rest[len(reps) :])
        for lot, then in zip(lots, rest, strict=False):
            for name in lot.figures:
                number = integer(next(counts))
                of = integer(type_id)
                found[maybe_integer(now), of].counts[name] -= number
                found[maybe_integer(then), of].counts[name] += number


def _told(reader: Reader, asked: Asked) -> frozenset[int | None] | None:
    """Return those whose figures are told to the actor (D.5), if not everybody's."""
    if everything(reader, asked):
        return None
    user = col(User.id)
    query = chosen(whole(user)).where(
        attributed(reader, asked.scope, user), owned(reader.actor, user)
    )
    found = {integer(one) for one in reader.session.scalars(query)}
    nobody = {None} if scope_of(reader, asked.scope) is Scope.ALL else set[None]()
    return frozenset(found | nobody)


def _seen(reader: Reader, asked: Asked) -> Test:
    kept = living(reader)
    if everything(reader, asked):
        return kept
    return and_(kept, follow_up_seen(reader.actor))


def _mark(test: Test) -> ColumnElement[int]:
    one: ColumnElement[int] = literal_column("1", Integer)
    return case((test, one), else_=literal_column("0", Integer))
