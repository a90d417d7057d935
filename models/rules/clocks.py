"""The two clocks of a deal: idle and stuck, told apart (K-10, B1.3).

Both are worked out when they are read: a limit that changes counts at once.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.vocabulary import StageKind
from models.vocabulary import Status


class Clock(StrEnum):
    """Which clock ran out."""

    IDLE = "idle"
    STUCK = "stuck"


class Limits(NamedTuple):
    """The days a stage allows; an empty one never runs out."""

    idle_days: int | None = None
    stuck_days: int | None = None


class Signs(NamedTuple):
    """What a deal shows, in local days, as far as it is known."""

    opened: date | None
    entered: date | None
    touched: date | None
    planned: bool


def clocks_run(status: Status, kind: StageKind) -> bool:
    """Tell whether a deal in a stage can wait too long: open, or won and delivered."""
    return status is Status.OPEN or (
        status is Status.WON and kind is StageKind.POST_SALE
    )


def idle_days(signs: Signs, today: date) -> int | None:
    """Return the days without a touch; a planned step, even overdue, stops the clock.

    A deal that was never touched has been idle since it was opened, or since it
    came to its stage where that is all that is known.
    """
    since = signs.touched or signs.opened or signs.entered
    if signs.planned or since is None:
        return None
    return (today - since).days


def stuck_days(signs: Signs, today: date) -> int | None:
    """Return the days in this stage; neither a touch nor a plan stops this clock."""
    return None if signs.entered is None else (today - signs.entered).days


def run_out(signs: Signs, limits: Limits, today: date) -> dict[Clock, int]:
    """Return the clocks that are past their limit, with the days that they show."""
    shown = (
        (Clock.IDLE, idle_days(signs, today), limits.idle_days),
        (Clock.STUCK, stuck_days(signs, today), limits.stuck_days),
    )
    return {
        clock: days
        for clock, days, limit in shown
        if days is not None and limit is not None and days > limit
    }


class Overrun(NamedTuple):
    """A clock that ran out: the days that it shows and the limit that it passed."""

    clock: Clock
    days: int
    limit: int


def overrun(signs: Signs, limits: Limits, today: date) -> Overrun | None:
    """Return the clock to tell of, the one of the stage before the idle one (K-10)."""
    days = run_out(signs, limits, today)
    for clock, limit in (
        (Clock.STUCK, limits.stuck_days),
        (Clock.IDLE, limits.idle_days),
    ):
        if clock in days and limit is not None:
            return Overrun(clock, days[clock], limit)
    return None
