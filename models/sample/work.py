"""The work that waits for the acting seller: exact counts around now (defaults 11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta

from models.clock import end_of_day
from models.clock import local_day
from models.sample.lives import Life
from models.vocabulary import Outcome

ATTEMPTS = 4
LAST_TWO = 2
"""The attempt that just failed and the one that waits."""
TODAY = (
    timedelta(minutes=16),
    timedelta(hours=1, minutes=46),
    timedelta(hours=5, minutes=16),
    timedelta(hours=6, minutes=46),
    None,
)
NEXT = (1, 2, 2, 3, 3, 4, 6, 7)
OVERDUE = (3, 2, 1)
STUCK_DAYS = 60
IDLE_DAYS = 12
"""Longer than the first stage may idle, shorter than a deal may stay in it."""
OVERDUE_AGE = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A deal of the acting seller: when its next step is due, and how old it is."""

    due: datetime | None
    timed: bool = False
    age: int = 5
    attempts: int = 1
    stage: int = 0


def waiting(now: datetime, zone: str) -> Iterator[Waiting]:
    """Yield 3 overdue, 5 today, 8 in the next 7 days, 2 without a step.

    One of the overdue is a fourth attempt; one without a step is idle; one planned
    is stuck.
    """
    for place, days in enumerate(OVERDUE):
        attempts = ATTEMPTS if place == 0 else 1
        due = now - timedelta(days=days)
        yield Waiting(due, age=OVERDUE_AGE + place, attempts=attempts, stage=place)
    for place, ahead in enumerate(TODAY):
        due = now if ahead is None else now + ahead
        fits = ahead is not None and due < end_of_day(local_day(now, zone), zone)
        yield Waiting(due if fits else now, timed=fits, stage=place % 3)
    for place, days in enumerate(NEXT):
        age = STUCK_DAYS if place == 0 else 5
        timed = place % 2 == 1
        yield Waiting(now + timedelta(days=days), timed=timed, age=age, stage=place % 4)
    yield Waiting(None, age=3)
    yield Waiting(None, age=IDLE_DAYS)


def wait(life: Life, work: Waiting) -> None:
    """Bring a new deal to where its next step waits."""
    ground = life.ground
    began = life.deal.moment("opened_at")
    if work.due is None:
        return
    at = began + timedelta(hours=1)
    for place in range(work.stage):
        if life.planned is None:
            life.plan(at + timedelta(hours=2), at)
        life.finish(at + timedelta(hours=3), Outcome.NEXT_STEP)
        life.plan(at + timedelta(hours=5), at + timedelta(hours=3))
        life.move_on(at + timedelta(hours=4 + place))
        at += timedelta(hours=6)
    for _attempt in range(work.attempts - LAST_TWO):
        if life.planned is None:
            life.plan(at + timedelta(hours=2), at)
        life.finish(at + timedelta(hours=3), Outcome.RESCHEDULE)
        life.plan(at + timedelta(days=2), at + timedelta(hours=3))
        at += timedelta(days=2)
    if life.planned is not None:
        missed = work.attempts > 1
        life.finish(at, Outcome.RESCHEDULE if missed else Outcome.NEXT_STEP)
    life.plan(work.due, min(at, ground.now), timed=work.timed)
    life.rest()
