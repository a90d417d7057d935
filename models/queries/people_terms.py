"""The terms of the lists of people: whose, which filters, which order (R-24)."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.access import colleagues
from models.access import owned
from models.access import visible
from models.actor import variant
from models.queries.people_tests import LINE
from models.queries.people_tests import Telling
from models.queries.people_tests import Term
from models.queries.people_tests import Test
from models.queries.people_tests import unindexed
from models.rules.columns import Column
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.tables import Deal
from models.tables import FollowUp
from models.tables import User
from models.tables.people_line import LISTS
from models.tables.people_line import NO_ONE
from models.tables.people_line import SORTED
from models.tables.people_line import SORTED_CUSTOMERS
from models.tables.people_line import people_line
from models.tables.people_line import people_line_seen
from models.vocabulary import Role
from models.vocabulary import ViewOf

SEEN: Final = people_line_seen
FEW: Final = people_line.alias("few")

_ORDERS: Final[Mapping[Column, tuple[str, ...]]] = {
    **{Column(name): by for name, by in (SORTED | SORTED_CUSTOMERS).items()},
    Column.VALUE: SORTED[Column.POTENTIAL],
}
"""By which columns a list is sorted; the id settles what is left (0.2 no 11)."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A part of a list that shares no line with the others, found in its own way."""

    whose: tuple[Test, ...]
    telling: Telling
    walked: bool = False
    """Read in the order of the list, line by line, until there are enough."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a statement about a list is made of, for one reader."""

    reader: Reader
    ask: PeopleAsk

    def arms(self) -> Iterator[Arm]:
        """Return the parts in which a page is read, each by an index (rulings 12).

        The lines of one rep are few; those of a team are walked through, but for the
        few whose follow-up may be hidden, which do not stand in the order of an index.
        """
        filtered = bool(self.ask.filters)
        match self._variant:
            case "all":
                yield Arm((), self._telling(), walked=not filtered)
            case "team" if self.reader.actor.role is Role.MANAGER:
                own = owned(self.reader.actor, LINE.c.rep_id)
                plain = (own, LINE.c.aside.is_(None))
                yield Arm(plain, self._telling(), walked=not filtered)
                few = self._few(FEW.c.aside >= NO_ONE)
                yield Arm((own, few), self._telling(self._aside, looked_up=True))
            case "team":
                yield Arm((), self._telling(), walked=not filtered)
            case _:
                few = self._few(self._own(FEW.c.rep_id))
                yield Arm((few,), self._telling(self._aside, looked_up=True))
        yield from self._of_others()

    def parts(self) -> Iterator[list[Test]]:
        """Return the same in parts to be counted, each in an index that holds it all.

        A manager sees the team's lines and those of no rep; without a rep are also
        those of reps who left. One test for both would walk over everybody's lines.
        """
        telling = self._telling(self._aside)
        for whose in self._whose_apart():
            for reps in self._reps_apart(telling):
                filtered = self.kept(Arm((), telling), apart=Column.REP)
                yield [whose, *reps, *filtered]
        for arm in self._of_others():
            yield list(self.kept(arm))

    def order(self, arm: Arm) -> list[Term]:
        """Return what a list is sorted by, all in one direction, the id last."""
        names = _ORDERS[self.ask.order.column]
        terms = [arm.telling.column(name) for name in names]
        if not arm.walked and not arm.telling.looked_up:
            terms = [unindexed(term) for term in terms]
        return [*terms, LINE.c.id]

    def kept(self, arm: Arm, apart: Column | None = None) -> Iterator[Test]:
        """Keep the lines to a list, to whose they are, and to its filters."""
        yield LINE.c.list == self._list
        yield from arm.whose
        for column, condition in self.ask.filters:
            if column is not apart:
                yield arm.telling.test(column, condition)

    def shown(self) -> Test:
        """Tell whether the follow-up that a line tells of may be seen, whosever."""
        if self.reader.actor.role is Role.ADMIN:
            return true()
        own, others = _shown_of_own(self.reader), _shown_of_others(self.reader)
        return case((self.own(), own), else_=others)

    def own(self) -> Test:
        """Tell whether a line is of a rep whose records the reader sees."""
        return func.coalesce(owned(self.reader.actor, LINE.c.rep_id), False)

    @property
    def _variant(self) -> str:
        return variant(self.reader.actor, self.ask.whose)

    @property
    def _aside(self) -> Test | None:
        """Tell whether a follow-up may be seen that is about another's deal (K-03)."""
        if self.reader.actor.role is Role.ADMIN or self.ask.of is ViewOf.TUNNELS:
            return None
        return _shown_of_own(self.reader)

    def _few(self, test: Test) -> Test:
        """Look lines up by id that an index names.

        Without statistics SQLite takes any index that is in order for the better one.
        """
        here = FEW.c.list == self._list
        return LINE.c.id.in_(select(FEW.c.id).where(here, test))

    @property
    def _list(self) -> Term:
        return literal_column(str(LISTS[self.ask.of]), Integer)

    def _own(self, rep: ColumnElement[int]) -> Test:
        actor, owner = self.reader.actor, self.ask.whose.owner
        match self._variant:
            case "person" if owner is not None:
                return and_(rep == owner, rep.in_(colleagues(actor)))
            case "person_all" if owner is not None:
                return rep == owner
            case _:
                return rep == actor.id

    def _telling(
        self, shown: Test | None = None, *, looked_up: bool = False
    ) -> Telling:
        several = len(self.ask.filters.conditions) > 1
        return Telling(self.reader, shown, looked_up=looked_up or several)

    def _of_others(self) -> Iterator[Arm]:
        """Return the people of others whom a deal or a follow-up makes visible."""
        actor = self.reader.actor
        team = self._variant == "team" and actor.role is Role.MANAGER
        if self.ask.of is ViewOf.TUNNELS or not (team or self._variant == "mine"):
            return
        viewer, rep = SEEN.c.user_id, LINE.c.rep_id
        if team:
            mine = or_(viewer.in_(colleagues(actor)), viewer == NO_ONE)
            other = and_(unindexed(rep).is_not(None), rep.not_in(colleagues(actor)))
        else:
            mine, other = viewer == actor.id, func.coalesce(rep, NO_ONE) != actor.id
        seen = LINE.c.id.in_(select(SEEN.c.person_id).where(mine))
        shown = None if actor.role is Role.ADMIN else _shown_of_others(self.reader)
        telling = Telling(self.reader, shown, others=shown is not None, looked_up=True)
        yield Arm((seen, other), telling)

    def _whose_apart(self) -> Iterator[Test]:
        actor = self.reader.actor
        if self._variant not in {"team", "all"}:
            yield self._own(LINE.c.rep_id)
        elif actor.role is Role.MANAGER:
            yield LINE.c.rep_id.in_(colleagues(actor))
            yield LINE.c.rep_id.is_(None)
        else:
            yield true()

    def _reps_apart(self, telling: Telling) -> Iterator[list[Test]]:
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
            yield [telling.test(Column.REP, wanted)]


def _shown_of_own(reader: Reader) -> Test:
    """Tell whether the follow-up of a visible rep's line may be seen (K-03)."""
    owner = func.nullif(LINE.c.aside, NO_ONE)
    return or_(LINE.c.aside.is_(None), owned(reader.actor, owner))


def _shown_of_others(reader: Reader) -> Test:
    """Tell whether the follow-up of another's line may be seen, as access has it."""
    here = col(Deal.id) == col(FollowUp.deal_id)
    dealt = exists().where(here, visible(reader.actor, Deal)).correlate_except(Deal)
    about = or_(
        owned(reader.actor, col(FollowUp.assignee_id)),
        col(FollowUp.deal_id).is_(None),
        dealt,
    )
    told = col(FollowUp.id) == LINE.c.follow_up_id
    return exists().where(told, about).correlate_except(FollowUp)
