"""The terms of the lists of people: whose, which filters, which order (R-24)."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from typing import assert_never

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import UnaryExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import false
from sqlalchemy import func
from sqlalchemy import null
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy.sql.operators import custom_op
from sqlmodel import col

from models.access import Reader
from models.access import colleagues
from models.access import owned
from models.actor import variant
from models.clock import start_of_day
from models.clock import to_text
from models.due import horizon
from models.lines_of_people import LIFECYCLES
from models.lines_of_people import VALUES
from models.rules.columns import NONE
from models.rules.columns import Column
from models.rules.columns import Contact
from models.rules.columns import Due
from models.rules.columns import Progress
from models.rules.filters import Among
from models.rules.filters import Condition
from models.rules.filters import Days
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.tables.people_line import LAST
from models.tables.people_line import LISTS
from models.tables.people_line import people_line
from models.text import fold
from models.vocabulary import Role
from models.vocabulary import SourceKind
from models.vocabulary import ViewOf

LINE: Final = people_line
_PLUS: Final[custom_op[object]] = custom_op("+")
"""Before a column it changes nothing but that no index is looked into for it."""
Test = ColumnElement[bool]
Term = ColumnElement[object]

_ORDERS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.NAME: ("name",),
    Column.FIRST_NAME: ("first_name", "name"),
    Column.COMPANY: ("company", "name"),
    Column.TEAM: ("team", "name"),
    Column.CAME: ("came",),
    Column.VALUE: ("value", "worth", "planned"),
    Column.STEP: ("step", "planned"),
    Column.PLANNED: ("planned",),
    Column.STATUS: ("status", "planned"),
    Column.REP: ("rep", "name"),
    Column.SOURCE: ("source", "name"),
    Column.SINCE: ("since", "name"),
    Column.LIFECYCLE: ("lifecycle", "name"),
    Column.POTENTIAL: ("value", "worth", "planned"),
}
"""By which columns a list is sorted; the id settles what is left (0.2 no 11)."""

_UNSEEN: Final[Mapping[str, object]] = {
    "step": LAST,
    "planned": LAST,
    "status": 0,
    "due": None,
    "step_id": None,
}
"""What stands in place of a follow-up that the reader may not see."""

_HOLDERS: Final[Mapping[Column, str]] = {
    Column.TEAM: "team_id",
    Column.STEP: "step_id",
    Column.REP: "rep_id",
    Column.SOURCE: "source_id",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a statement about a list is made of, for one reader."""

    reader: Reader
    ask: PeopleAsk

    def order(self) -> list[Term]:
        """Return what a list is sorted by, all in one direction, the id last."""
        names = _ORDERS[self.ask.order.column]
        terms = [_told(self.reader, self.ask, name) for name in names]
        if self.ask.filters:
            terms = [_unindexed(term) for term in terms]
        return [*terms, LINE.c.id]

    def kept(self) -> Iterator[Test]:
        """Keep the lines to a list, to whose they are, and to its filters."""
        yield _whose(self.reader, self.ask)
        yield from self._filtered()

    def parts(self) -> Iterator[list[Test]]:
        """Return the same in parts that share no line, each found by an index.

        A manager sees the team's lines and those of no rep; without a rep are also
        those of reps who left. One test for both would walk over everybody's lines.
        """
        for whose in self._whose_apart():
            for reps in self._reps_apart():
                yield [whose, *reps, *self._filtered(apart=Column.REP)]

    def _whose_apart(self) -> Iterator[Test]:
        actor = self.reader.actor
        team = variant(actor, self.ask.whose) == "team"
        if team and actor.role is Role.MANAGER:
            yield LINE.c.rep_id.in_(colleagues(actor))
            yield LINE.c.rep_id.is_(None)
        else:
            yield _whose(self.reader, self.ask)

    def _reps_apart(self) -> Iterator[list[Test]]:
        wanted = self.ask.filters.of(Column.REP)
        if wanted is None:
            yield []
        elif isinstance(wanted, Ids) and wanted.none:
            gone = select(col(User.id)).where(col(User.active).is_(False))
            yield [LINE.c.rep_id.is_(None)]
            left = LINE.c.rep_id.in_(gone)
            named = LINE.c.rep_id.in_(wanted.ids)
            yield [or_(left, named) if wanted.ids else left]
        else:
            yield [_test(self.reader, self.ask, Column.REP, wanted)]

    def _filtered(self, apart: Column | None = None) -> Iterator[Test]:
        yield LINE.c.list == LISTS[self.ask.of]
        for column, condition in self.ask.filters:
            if column is not apart:
                yield _test(self.reader, self.ask, column, condition)

    def shown(self) -> Test:
        """Tell whether the reader may see the deal whose follow-up a line tells."""
        return _shown(self.reader)


def _shown(reader: Reader) -> Test:
    """Tell whether a follow-up may be seen; the lines are of visible reps (K-03)."""
    if reader.actor.role is Role.ADMIN:
        return true()
    owner = func.nullif(LINE.c.aside, 0)
    return or_(LINE.c.aside.is_(None), owned(reader.actor, owner))


def _unindexed(term: Term) -> Term:
    """Keep SQLite from walking an order's or a filter's index line by line.

    Where few lines pass the other filters it would look up nearly all of them, one
    by one; reading the list once and keeping the first ones is many times faster.
    """
    return UnaryExpression(term, operator=_PLUS, type_=term.type)


def _told(reader: Reader, ask: PeopleAsk, name: str) -> Term:
    """Return a column as the reader sees it: empty where its follow-up is hidden."""
    column: Term = LINE.c[name]
    if len(ask.filters.conditions) > 1 and name != "rep_id":
        column = _unindexed(column)
    apart = ask.of is not ViewOf.TUNNELS and name in _UNSEEN
    if not apart or reader.actor.role is Role.ADMIN:
        return column
    unseen = _UNSEEN[name]
    return case((_shown(reader), column), else_=null() if unseen is None else unseen)


def _whose(reader: Reader, ask: PeopleAsk) -> Test:
    rep, actor = LINE.c.rep_id, reader.actor
    match variant(actor, ask.whose):
        case "all":
            return true()
        case "team":
            return owned(actor, rep)
        case "person" if ask.whose.owner is not None:
            return and_(rep == ask.whose.owner, rep.in_(colleagues(actor)))
        case "person_all" if ask.whose.owner is not None:
            return rep == ask.whose.owner
        case _:
            return rep == actor.id


def _test(reader: Reader, ask: PeopleAsk, column: Column, condition: Condition) -> Test:
    match condition:
        case Has(text):
            words = fold(text).split()
            held = LINE.c[column.value]
            return and_(true(), *(func.instr(held, word) > 0 for word in words))
        case Among(codes):
            return _among(reader, ask, column, codes)
        case Ids():
            return _of_records(reader, ask, column, condition)
        case Days():
            return _on_days(reader, ask, column, condition)
        case _:
            assert_never(condition)


def _among(
    reader: Reader, ask: PeopleAsk, column: Column, codes: Sequence[str]
) -> Test:
    if column is Column.DUE:
        return or_(false(), *(_due(reader, ask, Due(code)) for code in codes))
    if column is Column.KIND:
        kinds = [SourceKind(code) for code in codes if code != NONE]
        of_kind = select(col(Source.id)).where(col(Source.kind).in_(kinds))
        without = LINE.c.source_id.is_(None) if NONE in codes else false()
        return or_(LINE.c.source_id.in_(of_kind), without)
    numbers = [_number(column, code) for code in codes]
    names = {Column.CONTACT: "refused"}
    return _told(reader, ask, names.get(column, column.value)).in_(numbers)


def _number(column: Column, code: str) -> int:
    if column is Column.VALUE:
        return [NONE if one is None else str(one) for one in VALUES].index(code)
    if column is Column.STATUS:
        return list(Progress).index(Progress(code))
    if column is Column.CONTACT:
        return list(Contact).index(Contact(code))
    return [str(one) for one in LIFECYCLES].index(code)


def _due(reader: Reader, ask: PeopleAsk, code: Due) -> Test:
    """Count as the header does, on the reader's calendar (R-21, rulings 19)."""
    here = horizon(reader.now, reader.zone)
    now, tomorrow, until = (
        to_text(moment) for moment in (here.now, here.tomorrow, here.until)
    )
    due = _told(reader, ask, "due")
    match code:
        case Due.OVERDUE:
            return due < now
        case Due.TODAY:
            return and_(due >= now, due < tomorrow)
        case Due.NEXT_DAYS:
            return and_(due >= tomorrow, due < until)
        case _:
            assert_never(code)


def _of_records(reader: Reader, ask: PeopleAsk, column: Column, wanted: Ids) -> Test:
    holder = _told(reader, ask, _HOLDERS[column])
    tests: list[Test] = []
    if wanted.ids and column is Column.TEAM:
        tests.append(holder.in_(_below(wanted.ids)))
    elif wanted.ids:
        tests.append(holder.in_(wanted.ids))
    if wanted.none:
        tests.append(holder.is_(None))
    if wanted.none and column is Column.REP:
        gone = select(col(User.id)).where(col(User.active).is_(False))
        tests.append(holder.in_(gone))
    return or_(false(), *tests)


def _below(team_ids: Sequence[int]) -> Select[int]:
    """Select the teams and all that stand below them (R-36)."""
    root = select(col(Team.id)).where(col(Team.id).in_(team_ids))
    below = root.cte("teams_below", recursive=True)
    below = below.union(
        select(col(Team.id)).join(below, col(Team.parent_id) == below.c.id)
    )
    return select(below.c.id)


def _on_days(reader: Reader, ask: PeopleAsk, column: Column, days: Days) -> Test:
    told = _told(reader, ask, column.value)
    if column is not Column.PLANNED:
        first = days.first.isoformat() if days.first else ""
        last = days.last.isoformat() if days.last else ""
        return and_(told < LAST, told >= first, told <= last if last else true())
    zone = reader.zone
    begins = to_text(start_of_day(days.first, zone)) if days.first else ""
    after = days.last + timedelta(days=1) if days.last else None
    ends = to_text(start_of_day(after, zone)) if after else LAST
    return and_(told >= begins, told < ends)
