"""A card as a frozen value, and where it stands in a column (K-02)."""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from typing import NamedTuple

from models.actor import Row
from models.clock import to_text
from models.due import Horizon
from models.money import Money
from models.views import columns
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.vocabulary import DueBucket
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import Status
from models.vocabulary import Temperature

BACKWARDS = frozenset({"opened", "touched", "amount"})
"""The stretches that begin with the newest or the highest."""


def standing(bucket: DueBucket, priority: Priority) -> str:
    """Name the stretch of a column where such a card stands, low ones last (K-22)."""
    return f"next_{bucket}_low" if priority is Priority.LOW else f"next_{bucket}"


NEXT = tuple(
    standing(bucket, priority)
    for bucket in DueBucket
    for priority in (Priority.NORMAL, Priority.LOW)
)
"""The stretches of the order by next step, from the top of a column."""
NEXT_LATER = standing(DueBucket.LATER, Priority.NORMAL)


class Card(NamedTuple):
    """A deal as its column shows it; equal cards need no repaint."""

    id: int
    title: str
    company: str
    person: str
    amount: Money | None
    temperature: Temperature | None
    status: Status
    phase: Phase
    priority: Priority
    bucket: DueBucket
    day: date | None
    """The local date of the next step."""
    at: time | None
    """The local hour of the next step, None where only the day was said."""
    step: str
    """The type of the next step."""
    follow_up_id: int | None
    entered_at: datetime | None
    """Since when it is in its stage."""
    touched_at: datetime | None
    opened_at: datetime | None
    expected_close: date | None
    reach: str
    """How to reach a lead, which has no amount yet."""
    version: int
    owner_id: int | None
    stage_id: int
    pipeline_id: int
    next_at: datetime | None


def holds(statement: str, card: Card, here: Horizon) -> bool:
    """Say whether a card stands in that stretch of its column."""
    match statement:
        case "expected":
            return card.expected_close is not None
        case "opened" | "touched" | "undated" | "amount":
            return True
        case _:
            return statement == standing(here.bucket(card.next_at), card.priority)


def stored_key(statement: str, card: Card) -> str | int | None:
    """Return what a card is sorted by there, as the database has it."""
    match statement:
        case "opened":
            moment = card.opened_at
        case "touched":
            moment = card.touched_at
        case "expected":
            return card.expected_close.isoformat() if card.expected_close else None
        case "amount":
            return card.amount.minor if card.amount is not None else None
        case "undated":
            return None
        case _:
            moment = card.next_at
    return to_text(moment) if moment else None


def in_order(statement: str, cards: Iterable[Card]) -> list[Card]:
    """Sort a page as its statement chose it: SQL promises no order after a join."""
    backwards = statement in BACKWARDS

    def key(card: Card) -> tuple[bool, int, str, int]:
        stored = stored_key(statement, card)
        amount = stored if isinstance(stored, int) else 0
        told = stored if isinstance(stored, str) else ""
        return stored is not None, amount, told, card.id

    return sorted(cards, key=key, reverse=backwards)


def card_of(row: Row, here: Horizon) -> Card:
    """Return the card of a row, its next step as it stands now."""
    due = columns.moment(row[11])
    all_day = bool(row[12])
    planned_on = columns.day(row[13])
    return Card(
        id=integer(row[0]),
        title=string(row[1]),
        company=string(row[2]),
        person=columns.full_name(row[3], row[4]),
        amount=columns.money(row[5], row[6]),
        temperature=columns.temperature(row[7]),
        status=Status(string(row[8])),
        phase=Phase(string(row[9])),
        priority=Priority(string(row[10])),
        bucket=here.bucket(due),
        day=planned_on if all_day and planned_on else (here.day(due) if due else None),
        at=None if all_day or due is None else here.hour(due),
        step=string(row[14]),
        follow_up_id=maybe_integer(row[15]),
        entered_at=columns.moment(row[16]),
        touched_at=columns.moment(row[17]),
        version=integer(row[18]),
        owner_id=maybe_integer(row[19]),
        opened_at=columns.moment(row[20]),
        expected_close=columns.day(row[21]),
        reach=string(row[22]),
        stage_id=integer(row[23]),
        pipeline_id=integer(row[24]),
        next_at=due,
    )
