"""Where every prospect stood at the ends of months, from what the journal tells (C.7).

The database sums people who were alike at all of these ends; the few whose rep, value
or wish changed since come one by one, and their changes are walked back.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import text as written
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.access import colleagues
from models.clock import to_text
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import changes
from models.reports.at_the_time import recorded
from models.reports.counted import Ids
from models.reports.counted import everything
from models.reports.gone import deactivated
from models.reports.planned_at_ends import MOST
from models.reports.planned_at_ends import crowded
from models.reports.planned_at_ends import is_planned
from models.reports.planned_at_ends import place_of
from models.reports.planned_at_ends import planned_at_ends
from models.reports.report import Asked
from models.reports.scope import scope_of
from models.reports.seen import person_seen
from models.rules.metrics_followups import Month
from models.rules.metrics_followups import Past
from models.rules.metrics_followups import Standing
from models.rules.metrics_followups import Stock
from models.rules.metrics_followups import before
from models.rules.metrics_followups import stock_of
from models.rules.metrics_followups import without_rep
from models.tables import Event
from models.tables import FollowUp
from models.tables import Person
from models.tables.journal import CHANGED_PERSON
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.vocabulary import Lifecycle
from models.vocabulary import Scope
from models.vocabulary import Temperature

ANYBODY = 0
"""Stands for any user who is there."""

Number = ColumnElement[int]
Changes = tuple[tuple[int, str], ...]
"""Up to which month each change has to be walked back, and the columns before it."""


@dataclass(frozen=True, slots=True)
class Alike:
    """People who stood alike at the end of every month."""

    came: int
    """The place of the first month at whose end they were there."""
    left: int
    """The place of the first month at whose end they were prospects no more."""
    standing: Standing
    planned: tuple[int, ...]
    """Sums whose digits tell how many follow-ups were planned at each end."""
    changes: Changes = ()

    def planned_at(self, place: int) -> bool:
        """Tell whether a follow-up was planned at the end of a month."""
        return is_planned(self.planned, place)

    def standing_at(self, place: int) -> Standing:
        """Return what stood at the end of a month."""
        if not self.changes:
            return self.standing
        back = [past for until, past in reversed(self.changes) if until > place]
        return before(self.standing, map(_past, back)) if back else self.standing


class Place(NamedTuple):
    """Where people stood at the end of one month."""

    stock: Stock
    without_rep: bool


def stocks(
    reader: Reader, asked: Asked, months: Sequence[Month]
) -> list[Counter[Place]]:
    """Count for each month the prospects of the scope by where they stood."""
    found = [Counter[Place]() for _month in months]
    places = _Places(reader, asked, months)
    for alike, number in _counted(reader, asked, months).items():
        for at in range(alike.came, alike.left):
            place = places.of(alike, at)
            if place is not None:
                found[at][place] += number
    return found


def prospects_at(
    reader: Reader, asked: Asked, month: Month, wanted: Callable[[Place], bool]
) -> list[int]:
    """Return the prospects who stood somewhere at the end of one month."""
    places = _Places(reader, asked, [month])
    found: list[int] = []
    for person_id, alike in _each(reader, asked, month):
        place = places.of(alike, 0) if alike.came == 0 < alike.left else None
        if place is not None and wanted(place):
            found.append(person_id)
    return found


class _Places:
    """Knows who was in the scope and who had been deactivated at each end."""

    def __init__(self, reader: Reader, asked: Asked, months: Sequence[Month]) -> None:
        self._gone = deactivated(reader, months)
        self._owners = _owners(reader, asked)

    def of(self, alike: Alike, at: int) -> Place | None:
        """Return where people stood at the end of a month, nothing out of scope."""
        standing = alike.standing_at(at)
        owner = standing.owner_id
        if self._owners is not None and owner not in self._owners:
            return None
        stock = stock_of(standing, planned=alike.planned_at(at))
        return Place(stock, without_rep(owner, self._gone[at]))


def _owners(reader: Reader, asked: Asked) -> frozenset[int | None] | None:
    """Return whose prospects the scope holds; nothing where it holds everybody's."""
    match scope_of(reader, asked.scope):
        case Scope.ME:
            return frozenset({reader.actor.id})
        case Scope.TEAM if asked.scope is Scope.TEAM:
            return frozenset(reader.session.scalars(colleagues(reader.actor)))
        case _:
            return None


def _counted(
    reader: Reader, asked: Asked, months: Sequence[Month]
) -> Mapping[Alike, int]:
    """Count the people who were alike at all ends."""
    lines = _lines(reader, asked, months)
    columns = list(lines.c)
    query = chosen(*columns, func.count()).group_by(*columns)
    rows = reader.session.connection().execute(query).all()
    known = _known(reader, months, rows)
    found: Counter[Alike] = Counter()
    for *held, number in rows:
        found[known.alike(held)] += integer(number)
    return found


def _each(reader: Reader, asked: Asked, month: Month) -> Iterator[tuple[int, Alike]]:
    """Yield every prospect with how they stood."""
    lines = _lines(reader, asked, [month], each=True)
    rows = reader.session.connection().execute(chosen(*lines.c)).all()
    known = _known(reader, [month], rows)
    for held in rows:
        yield integer(held[0]), known.alike(held)


@dataclass(frozen=True, slots=True)
class _Known:
    """Reads rows of people who were alike, with what is known of crowded ones alone."""

    ends: Sequence[str]
    crowded: Mapping[object, tuple[int, ...]]

    def alike(self, columns: Sequence[object]) -> Alike:
        """Return how people stood whose row this is."""
        (
            alone,
            _crowd,
            until,
            past,
            told,
            came,
            left,
            owner,
            lost,
            unwanted,
            *planned,
        ) = columns
        value = Temperature.LOST.value if lost else None
        standing = Standing(maybe_integer(owner), value, bool(unwanted))
        sums = tuple(maybe_integer(one) or 0 for one in planned)
        once = () if past is None else ((integer(until), string(past)),)
        return Alike(
            integer(came),
            integer(left),
            standing,
            self.crowded.get(alone, sums),
            once if told is None else self._walked(string(told)),
        )

    def _walked(self, told: str) -> Changes:
        """Return the changes of a person who changed more than once, in their order."""
        rows: list[tuple[int, str, str]] = json.loads(told)
        return tuple(
            (bisect_right(self.ends, at), past) for _event, at, past in sorted(rows)
        )


def _known(
    reader: Reader, months: Sequence[Month], rows: Sequence[Sequence[object]]
) -> _Known:
    """Read the follow-ups of the few people who had too many for a sum."""
    ends = [to_text(month.end) for month in months]
    many = [alone for alone, crowd, *_held in rows if crowd]
    return _Known(ends, crowded(reader, ends, many))


def _lines(
    reader: Reader, asked: Asked, months: Sequence[Month], *, each: bool = False
) -> Subquery:
    """Return one row a person who was a prospect at any end.

    Columns: alone (the person, where each has to be looked at), crowd (whether of many
    follow-ups), until which month the one change has to be walked back, its columns
    before, all changes where there are several, came, left, owner, lost,
    do_not_contact, and the sums of planned follow-ups.
    """
    ends = [to_text(month.end) for month in months]
    whose = _seen(reader, asked, col(FollowUp.person_id))
    planned = planned_at_ends(reader, ends, whose)
    sums = list(planned.c)[2:]
    came, left, alive = _there(months)
    changed = _changed(reader, asked, months)
    apart = or_(changed.c.number > 1, planned.c.number > MOST)
    alone = whole(col(Person.id)) if each else case((apart, whole(col(Person.id))))
    owner = _owner_told(reader, asked, months)
    return (
        chosen(
            alone.label("alone"),
            (planned.c.number > MOST).label("crowd"),
            changed.c.until,
            changed.c.past,
            changed.c.told,
            came.label("came"),
            left.label("left"),
            owner.label("owner"),
            (text(col(Person.temperature)) == Temperature.LOST.value).label("lost"),
            whole(col(Person.do_not_contact)).label("unwanted"),
            *sums,
        )
        .select_from(Person)
        .outerjoin(planned, planned.c.person_id == col(Person.id))
        .outerjoin(changed, changed.c.person_id == col(Person.id))
        .where(col(Person.deleted_at).is_(None), alive)
        .where(_seen(reader, asked, col(Person.id)))
        .subquery("lines")
    )


def _seen(reader: Reader, asked: Asked, person_id: Ids) -> Test:
    if everything(reader, asked):
        return true()
    return person_seen(reader.actor, person_id)


def _there(months: Sequence[Month]) -> tuple[Number, Number, Test]:
    """Return from which end on a person was a prospect, until which, if at any."""
    ends = [to_text(month.end) for month in months]
    days = [month.after.isoformat() for month in months]
    since, told = text(col(Person.customer_since)), text(col(Person.came_on))
    is_prospect = text(col(Person.lifecycle)) == Lifecycle.PROSPECT.value
    left = case(
        (is_prospect, len(months)),
        (since.is_(None), 0),
        else_=place_of(since, days),
    )
    came = case(
        (told.is_not(None), place_of(told, days)),
        else_=place_of(text(col(Person.created_at)), ends),
    )
    return came, left, or_(is_prospect, since >= days[0])


def _owner_told(
    reader: Reader, asked: Asked, months: Sequence[Month]
) -> ColumnElement[int]:
    """Return the owner, as anybody where it does not matter who it is."""
    owner = whole(col(Person.owner_id))
    if _owners(reader, asked) is not None:
        return owner
    gone = frozenset[int]().union(*deactivated(reader, months))
    return case((owner.in_(gone), owner), (owner.is_not(None), ANYBODY))


def _relevant(months: Sequence[Month]) -> Test:
    """Keep what changed of people since the first end and decides where they stand."""
    sides = (col(Event.before), col(Event.after))
    lost = or_(*(func.instr(text(side), Temperature.LOST.value) > 0 for side in sides))
    return and_(
        written(CHANGED_PERSON),
        col(Event.at) >= months[0].end,
        or_(
            changes(Event, "owner_id"),
            changes(Event, "do_not_contact"),
            and_(changes(Event, "temperature"), lost),
        ),
        recorded(Event),
    )


def _changed(reader: Reader, asked: Asked, months: Sequence[Month]) -> Subquery:
    """Return who changed, with the number of changes, and the only one or all.

    The sum with 0 keeps the database from reading all events of people in the order
    of the people, rather than those since the first end.
    """
    ends = [to_text(month.end) for month in months]
    person, at = whole(col(Event.entity_id)), text(col(Event.at))
    past, number = text(col(Event.before)), func.count()
    every = func.json_group_array(func.json_array(col(Event.id), at, past))
    return (
        chosen(
            person.label("person_id"),
            number.label("number"),
            func.max(place_of(at, ends)).label("until"),
            func.max(past).label("past"),
            case((number > 1, every)).label("told"),
        )
        .where(_relevant(months), _seen(reader, asked, person))
        .group_by(person + 0)
        .subquery("changed")
    )


@lru_cache(maxsize=4096)
def _past(told: str) -> Past:
    found: Past = json.loads(told)
    return found
