"""What winning, losing and reopening ask for and freeze (C-04, C.0, rulings 6)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import ROUND_HALF_UP
from decimal import Decimal

from models.clock import end_of_day
from models.errors import BadValue
from models.errors import RuleBroken
from models.money import Money
from models.money import exponent
from models.text import NOTE
from models.text import clean
from models.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Reason:
    """A loss reason as far as a loss is concerned."""

    id: int
    name: str
    note_required: bool
    active: bool = True


def check_open(status: Status, title: str) -> None:
    """Refuse to close what is closed: it is reopened first."""
    if status is not Status.OPEN:
        raise RuleBroken("deal_not_open", deal=title, status=status)


def check_closed(status: Status, title: str) -> None:
    """Refuse to reopen what is open."""
    if status is Status.OPEN:
        raise RuleBroken("deal_already_open", deal=title)


def closing_moment(on: date | None, today: date, now: datetime, zone: str) -> datetime:
    """Return when a deal counts as closed: now, or the end of an earlier day."""
    if on is None or on == today:
        return now
    if on > today:
        raise BadValue("close_in_future", "on", day=on, today=today)
    return min(now, end_of_day(on, zone))


def loss_note(reason: Reason | None, note: str, *, required: bool) -> str:
    """Return the cleaned note; refuse a missing reason or note (D.3 no 3)."""
    if reason is None:
        if required:
            raise BadValue("reason_required", "reason")
        return clean(note, NOTE, lines=True).strip()
    if not reason.active:
        raise BadValue("reason_inactive", "reason", reason=reason.name)
    text = clean(note, NOTE, lines=True).strip()
    if reason.note_required and not text:
        raise BadValue("note_required", "note", reason=reason.name)
    return text


def base_minor(money: Money, base: str, rate: Decimal | None) -> int | None:
    """Return the amount in minor units of the base currency, half-up, at a rate."""
    if rate is None:
        return None
    scale = exponent(base) - exponent(money.currency)
    value = (Decimal(money.minor) * rate).scaleb(scale)
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))
