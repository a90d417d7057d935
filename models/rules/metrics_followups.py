"""Figures of follow-ups: months, stocks at their ends, verdicts, shares (C.6–C.9)."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from models.clock import local_day
from models.clock import start_of_day
from models.rules.date_days import add_months
from models.rules.metrics import ratio
from models.vocabulary import Temperature

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
USUAL_MONTHS = 12
"""The months that an evolution shows where no period is asked for."""


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, and the moment at which its stocks are taken (C.7)."""

    first: date
    after: date
    """The day after its last one, or after today where it still runs."""
    end: datetime
    """The first moment that is no longer counted."""

    @property
    def name(self) -> str:
        """The month as codes write it: ``2026-11``."""
        return f"{self.first:%Y-%m}"


def months(
    first: date | None, after: date | None, now: datetime, zone: str
) -> tuple[Month, ...]:
    """Return the whole months that local days ``[first, after)`` touch, none to come.

    Without a first day they are the last twelve; the running one ends now (C.7).
    """
    today = local_day(now, zone)
    last = min(after - DAY if after else today, today).replace(day=1)
    here = (first or add_months(last, 1 - USUAL_MONTHS)).replace(day=1)
    found: list[Month] = []
    while here <= last:
        following = add_months(here, 1)
        if following > today:
            found.append(Month(here, today + DAY, now + SECOND))
        else:
            found.append(Month(here, following, start_of_day(following, zone)))
        here = following
    return tuple(found)


class Stock(StrEnum):
    """Where a prospect stands; each stands in one place only (C.7)."""

    IN_TUNNEL = "in_tunnel"
    WITHOUT_FOLLOWUP = "without_followup"
    LOST = "lost"
    DO_NOT_CONTACT = "do_not_contact"


class Standing(NamedTuple):
    """What of a prospect decides where it stands; changes of it are in the journal."""

    owner_id: int | None
    temperature: str | None
    do_not_contact: bool


Past = Mapping[str, object]
"""The columns of one change as they were before it."""


def before(standing: Standing, changes: Iterable[Past]) -> Standing:
    """Walk changes back, the newest first: return what stood before all of them."""
    for past in changes:
        owner = past.get("owner_id", standing.owner_id)
        value = past.get("temperature", standing.temperature)
        standing = Standing(
            owner_id=owner if isinstance(owner, int) else None,
            temperature=value if isinstance(value, str) else None,
            do_not_contact=bool(past.get("do_not_contact", standing.do_not_contact)),
        )
    return standing


def stock_of(standing: Standing, *, planned: bool) -> Stock:
    """Return where a prospect stands: a planned follow-up comes before all else."""
    if planned:
        return Stock.IN_TUNNEL
    if standing.do_not_contact:
        return Stock.DO_NOT_CONTACT
    if standing.temperature == Temperature.LOST:
        return Stock.LOST
    return Stock.WITHOUT_FOLLOWUP


def without_rep(owner_id: int | None, gone: Collection[int]) -> bool:
    """Tell whether nobody who is there has the prospect: none, or a deactivated one."""
    return owner_id is None or owner_id in gone


class Fate(StrEnum):
    """A follow-up as a manager asks for it (R-33)."""

    PLANNED = "planned"
    LATE = "late"
    SUCCESS = "done_with_success"
    WITHOUT = "done_without"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Conversion:
    """Persons who came, by whether they were followed up and became customers (C.8)."""

    followed: int = 0
    followed_converted: int = 0
    not_followed: int = 0
    not_followed_converted: int = 0

    @property
    def created(self) -> int:
        """All who came."""
        return self.followed + self.not_followed

    @property
    def converted(self) -> int:
        """Those of them who became customers, whenever that was."""
        return self.followed_converted + self.not_followed_converted

    @property
    def rates(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """The rate of all, of those followed up, and of the others."""
        return (
            ratio(self.converted, self.created),
            ratio(self.followed_converted, self.followed),
            ratio(self.not_followed_converted, self.not_followed),
        )


def shares(with_followup: int, without: int) -> tuple[float | None, float | None]:
    """Return both shares with four decimals; they sum to one whatever is rounded."""
    exact = ratio(with_followup, with_followup + without)
    if exact is None:
        return None, None
    told = round_half_up(exact)
    return float(Fraction(told, PARTS)), float(Fraction(PARTS - told, PARTS))


PARTS = 10_000


def round_half_up(share: Fraction) -> int:
    """Return a share in parts of ten thousand, half up (rulings 18)."""
    return int(share * PARTS + Fraction(1, 2))
