"""Where every prospect stood at the ends of months, from what the journal tells (C.7).

What is known of people is held in strings of bytes, one byte for each person. From now
on backwards the bytes of those who changed are put back; what stood at an end is told
by a few operations on whole strings, however many the people are.
"""

import json
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from itertools import product
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.clock import to_text
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.counted import everything
from models.reports.ends import CODES
from models.reports.ends import FIRST
from models.reports.ends import beyond
from models.reports.ends import fixed
from models.reports.ends import joined
from models.reports.ends import letter_of
from models.reports.ends import letters
from models.reports.ends import up_to
from models.reports.moved import Moves
from models.reports.moved import moves
from models.reports.planned_at_ends import planned_at_ends
from models.reports.rep_letters import RepLetters
from models.reports.rep_letters import rep_letters
from models.reports.report import Asked
from models.reports.seen import person_seen
from models.rules.metrics_followups import Month
from models.rules.metrics_followups import Past
from models.rules.metrics_followups import Standing
from models.rules.metrics_followups import before
from models.rules.metrics_followups import stock_of
from models.tables import Person
from models.views.people import maybe_integer
from models.views.people import string
from models.vocabulary import Lifecycle
from models.vocabulary import Temperature

WITHOUT_REP = "without_rep"
PROSPECTS = "prospects"
TOGETHER = 60
"""The months that are looked at together, so that each place has a letter."""
LOST = 1
UNWANTED = 2
"""The bits of a digit that tell of a person's value and wish."""
NOTHING = Standing(None, None, do_not_contact=False)

Masks = Mapping[str, int]
"""The people that each column counts: a number with a byte for each, one or zero."""


def stocks(
    reader: Reader, asked: Asked, months: Sequence[Month]
) -> list[dict[str, int]]:
    """Count for each month the prospects of the scope, by column."""
    if not months:
        return []
    reps, half = rep_letters(reader, asked, months), len(months) // 2
    if len(months) > TOGETHER or not reps.fit:
        parts = months[:half], months[half:]
        return [found for part in parts for found in stocks(reader, asked, part)]
    history = _History(reader, asked, months, reps)
    found = [
        {column: mask.bit_count() for column, mask in masks.items()}
        for masks in history.backwards()
    ]
    return found[::-1]


def prospects_at(reader: Reader, asked: Asked, month: Month, column: str) -> list[int]:
    """Return the prospects that a column counts at the end of one month."""
    reps = rep_letters(reader, asked, [month])
    history = _History(reader, asked, [month], reps)
    (masks,) = history.backwards()
    size = len(history.people.came)
    return [*compress(range(size), masks[column].to_bytes(size, "little"))]


@dataclass(frozen=True, slots=True)
class _People:
    """What is known of people, at the place of their ids.

    Where nobody has an id, and at the last place, are the letters of one who never was
    a prospect.
    """

    ids: str
    """Those who were prospects at some end, as JSON."""
    came: bytearray
    left: bytearray
    owner: bytearray
    lost: bytearray
    unwanted: bytearray


class _Change(NamedTuple):
    """What puts back a column of those who changed alike."""

    column: bytearray
    value: int
    reached: bytearray
    """Up to which end each person's column has been put back."""
    people: list[list[int]]
    """By place of the last end at which it was so, who changed after it."""


class _History:
    """Walks people back from now to the first end."""

    def __init__(
        self, reader: Reader, asked: Asked, months: Sequence[Month], reps: RepLetters
    ) -> None:
        self.people = _people(reader, asked, months, reps)
        self._reps = reps
        self._ones = _number(b"\x01" * len(self.people.came))
        self._ends = [to_text(month.end) for month in months]
        most = len(self.people.came) - 2
        self._planned = [*map(self._marked, planned_at_ends(reader, months))]
        some = None if everything(reader, asked) else self.people.ids
        self._changes = self._found(moves(reader, self._ends, most, some))

    def backwards(self) -> Iterator[Masks]:
        """Yield the masks of each end, the last first."""
        for at in reversed(range(len(self._ends))):
            for change in self._changes:
                column, value = change.column, change.value
                for person in change.people[at]:
                    column[person] = value
            yield self._masks(at)

    def _marked(self, people: Sequence[int]) -> bytearray:
        """Return a byte for each person, one where they are among these."""
        marked = bytearray(len(self.people.came))
        for person in people:
            marked[person] = 1
        return marked

    def _found(self, changed: Moves) -> list[_Change]:
        """Return what has to be put back.

        Of several changes after an end the first tells what stood at it.
        """
        size = len(self.people.came)
        columns = self.people.owner, self.people.lost, self.people.unwanted
        reached = {id(column): bytearray(size) for column in columns}
        of = {
            told: [
                _Change(column, value, reached[id(column)], [[] for _end in self._ends])
                for column, value in self._before(past)
            ]
            for told, past in changed.pasts().items()
        }
        rows = zip(changed.people, changed.places, changed.told, strict=True)
        for person, place, told in rows:
            for _column, _value, until, people in of[told]:
                if place > until[person]:
                    until[person] = place
                    people[place - FIRST - 1].append(person)
        return [change for changes in of.values() for change in changes]

    def _before(self, past: Past) -> list[tuple[bytearray, int]]:
        """Return the columns of a change, with the bytes that stood before it."""
        was = before(NOTHING, [past])
        lost = was.temperature == Temperature.LOST
        told = (
            ("owner_id", self.people.owner, self._reps.letter(was.owner_id)),
            ("temperature", self.people.lost, int(lost)),
            ("do_not_contact", self.people.unwanted, int(was.do_not_contact)),
        )
        return [(column, value) for key, column, value in told if key in past]

    def _masks(self, at: int) -> Masks:
        people, ones = self.people, self._ones
        there = (
            _number(people.came.translate(up_to(at)))
            & _number(people.left.translate(beyond(at)))
            & _number(people.owner.translate(self._reps.in_scope()))
        )
        none = _number(people.owner.translate(self._reps.without_rep(at)))
        masks = {PROSPECTS: there, WITHOUT_REP: there & none}
        told = self._planned[at], people.unwanted, people.lost
        facts = [(ones ^ number, number) for number in map(_number, told)]
        for planned, unwanted, lost in product((False, True), repeat=len(facts)):
            value = Temperature.LOST.value if lost else None
            stock = stock_of(Standing(None, value, unwanted), planned=planned)
            mask = there
            for fact, is_so in zip(facts, (planned, unwanted, lost), strict=True):
                mask &= fact[is_so]
            masks[stock] = masks.get(stock, 0) | mask
        return masks


def _number(told: bytes | bytearray) -> int:
    return int.from_bytes(told, "little")


def _people(
    reader: Reader, asked: Asked, months: Sequence[Month], reps: RepLetters
) -> _People:
    """Read who was a prospect at some end."""
    came, left, alive = _there(months)
    seen: Test = true()
    if not everything(reader, asked):
        seen = person_seen(reader.actor, col(Person.id))
    is_lost = text(col(Person.temperature)) == Temperature.LOST.value
    lost: ColumnElement[int] = case((is_lost, LOST), else_=0)
    query = chosen(
        func.json_group_array(whole(col(Person.id))),
        joined(came),
        joined(left),
        joined(reps.sql("person.owner_id")),
        joined(lost + whole(col(Person.do_not_contact)) * UNWANTED),
    ).where(col(Person.deleted_at).is_(None), alive, seen)
    connection = reader.session.connection()
    told, *columns = connection.execute(query).one()
    (most,) = connection.execute(chosen(func.max(whole(col(Person.id))))).one()
    size = (maybe_integer(most) or 0) + 2
    came_at, left_at, owner, bits = (bytearray([FIRST]) * size for _one in columns)
    rows = zip(json.loads(string(told)), *map(letters, columns), strict=True)
    for person, came_in, left_in, rep, bit in rows:
        came_at[person] = came_in
        left_at[person] = left_in
        owner[person] = rep
        bits[person] = bit
    lost_now, unwanted = (bits.translate(_bit(bit)) for bit in (LOST, UNWANTED))
    return _People(string(told), came_at, left_at, owner, lost_now, unwanted)


def _bit(bit: int) -> bytes:
    """Return the table that translates digits to whether they have a bit."""
    return bytes(bool(code & bit) for code in CODES)


def _there(
    months: Sequence[Month],
) -> tuple[ColumnElement[str], ColumnElement[str], Test]:
    """Return from which end on a person was a prospect, until which, if at any."""
    ends = [to_text(month.end) for month in months]
    days = [month.after.isoformat() for month in months]
    since, told = text(col(Person.customer_since)), text(col(Person.came_on))
    is_prospect = text(col(Person.lifecycle)) == Lifecycle.PROSPECT.value
    left = case(
        (is_prospect, fixed(len(months))),
        (since.is_(None), fixed(0)),
        else_=letter_of("person.customer_since", days),
    )
    came = case(
        (told.is_not(None), letter_of("person.came_on", days)),
        else_=letter_of("person.created_at", ends),
    )
    return came, left, or_(is_prospect, since >= days[0])
