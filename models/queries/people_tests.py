"""What a line of people must be to be in a list: one test for each filter (R-24)."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from typing import TypeVar
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
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.tables.people_line import LAST
from models.tables.people_line import people_line
from models.text import fold
from models.vocabulary import SourceKind

LINE: Final = people_line
_PLUS: Final[custom_op[object]] = custom_op("+")
"""Before a column it changes nothing but that no index is looked into for it."""
Test = ColumnElement[bool]
Term = ColumnElement[object]
T = TypeVar("T")

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
class Telling:
    """How a reader is told the columns of some lines."""

    reader: Reader
    shown: Test | None = None
    """Whether the follow-up of a line may be seen; nothing where all of them may."""
    others: bool = False
    """Lines of somebody else, of whose deals is not told what they are worth."""
    looked_up: bool = False
    """The lines are found otherwise than by what a filter asks for."""

    def column(self, name: str) -> Term:
        """Return a column as the reader sees it: empty where that is hidden."""
        column: Term = LINE.c[name]
        if self.looked_up and name != "rep_id":
            column = unindexed(column)
        if self.others and name == "worth":
            return column * 0
        if self.shown is None or name not in _UNSEEN:
            return column
        unseen = _UNSEEN[name]
        return case((self.shown, column), else_=null() if unseen is None else unseen)

    def test(self, column: Column, condition: Condition) -> Test:
        """Return the test of one condition of a filter."""
        return _test(self, column, condition)


def unindexed(term: ColumnElement[T]) -> ColumnElement[T]:
    """Keep SQLite from walking an order's or a filter's index line by line.

    Where few lines pass the other filters it would look up nearly all of them, one
    by one; reading the list once and keeping the first ones is many times faster.
    """
    return UnaryExpression(term, operator=_PLUS, type_=term.type)


def _test(telling: Telling, column: Column, condition: Condition) -> Test:
    match condition:
        case Has(text):
            words = fold(text).split()
            held = LINE.c[column.value]
            return and_(true(), *(func.instr(held, word) > 0 for word in words))
        case Among(codes):
            return _among(telling, column, codes)
        case Ids():
            return _of_records(telling, column, condition)
        case Days():
            return _on_days(telling, column, condition)
        case _:
            assert_never(condition)


def _among(telling: Telling, column: Column, codes: Sequence[str]) -> Test:
    if column is Column.DUE:
        return or_(false(), *(_due(telling, Due(code)) for code in codes))
    if column is Column.KIND:
        kinds = [SourceKind(code) for code in codes if code != NONE]
        of_kind = select(col(Source.id)).where(col(Source.kind).in_(kinds))
        without = LINE.c.source_id.is_(None) if NONE in codes else false()
        return or_(LINE.c.source_id.in_(of_kind), without)
    numbers = [_number(column, code) for code in codes]
    names = {Column.CONTACT: "refused"}
    return telling.column(names.get(column, column.value)).in_(numbers)


def _number(column: Column, code: str) -> int:
    if column is Column.VALUE:
        return [NONE if one is None else str(one) for one in VALUES].index(code)
    if column is Column.STATUS:
        return list(Progress).index(Progress(code))
    if column is Column.CONTACT:
        return list(Contact).index(Contact(code))
    return [str(one) for one in LIFECYCLES].index(code)


def _due(telling: Telling, code: Due) -> Test:
    """Count as the header does, on the reader's calendar (R-21, rulings 19)."""
    here = horizon(telling.reader.now, telling.reader.zone)
    now, tomorrow, until = (
        to_text(moment) for moment in (here.now, here.tomorrow, here.until)
    )
    due = telling.column("due")
    match code:
        case Due.OVERDUE:
            return due < now
        case Due.TODAY:
            return and_(due >= now, due < tomorrow)
        case Due.NEXT_DAYS:
            return and_(due >= tomorrow, due < until)
        case _:
            assert_never(code)


def _of_records(telling: Telling, column: Column, wanted: Ids) -> Test:
    holder = telling.column(_HOLDERS[column])
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


def _on_days(telling: Telling, column: Column, days: Days) -> Test:
    told = telling.column(column.value)
    if column is not Column.PLANNED:
        first = days.first.isoformat() if days.first else ""
        last = days.last.isoformat() if days.last else ""
        return and_(told < LAST, told >= first, told <= last if last else true())
    zone = telling.reader.zone
    begins = to_text(start_of_day(days.first, zone)) if days.first else ""
    after = days.last + timedelta(days=1) if days.last else None
    ends = to_text(start_of_day(after, zone)) if after else LAST
    return and_(told >= begins, told < ends)
