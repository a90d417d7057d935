"""Lives that ended, and lives in progress that nobody is waiting for today."""

from datetime import datetime
from datetime import timedelta

from models.sample.lives import Ground
from models.sample.lives import Life
from models.vocabulary import Outcome

WON_OF_TEN = 3
REFUSED_SHARE = 0.6
RETRY_SHARE = 0.25
OPEN_DAYS = 100
LEAF = 3
FORGOTTEN = 5
"""One follow-up of so many is done late."""


def live(life: Life, until: datetime, *, won: bool | None) -> None:
    """Live a deal up to a moment: won, lost, or still open with a next step.

    Stages take some days each; follow-ups are done on the way.
    """
    dice = life.ground.dice
    began = life.deal.moment("opened_at")
    last = len(life.ground.open_stages) - 1
    target = last if won else dice.randint(0, last)
    span = max((until - began) / (target + 2), timedelta(hours=6))
    at = began
    life.plan(_promised(life, 0, at, span), at)
    for step in range(target + 1):
        at = began + span * (step + 1)
        _follow(life, step + 1, at - span / 3, span)
        if step < target:
            life.move_on(at)
        if dice.random() < RETRY_SHARE:
            life.note(at)
    if won is None:
        return
    if won:
        life.finish(until - timedelta(minutes=5), Outcome.ENROLLED)
        life.win(until)
    elif dice.random() < REFUSED_SHARE:
        life.finish(until, Outcome.NOT_INTERESTED)
        life.lose(until, refused=True)
    else:
        life.lose(until, refused=False)


def _promised(life: Life, step: int, at: datetime, span: timedelta) -> datetime:
    """Return when the next follow-up is due: mostly not before it is done."""
    forgotten = (life.deal.id + step) % FORGOTTEN == 0
    return at + (span / 3 if forgotten else span * 4 / 3)


def _follow(life: Life, step: int, at: datetime, span: timedelta) -> None:
    """Do the planned follow-up, perhaps after a failed attempt, and plan the next."""
    dice, path = life.ground.dice, life.ground.types
    pause = span / 9
    planned = life.planned
    if dice.random() < RETRY_SHARE:
        life.finish(at, Outcome.RESCHEDULE)
        planned = life.plan(at + pause, at)
        at += pause
    leaf = planned is not None and planned.values["type_id"] == path[LEAF]
    outcome = Outcome.RESCHEDULE if leaf else Outcome.NEXT_STEP
    life.finish(at, outcome)
    life.plan(_promised(life, step, at, span), at)


def leave_open(life: Life, due: datetime) -> None:
    """Put the last planned follow-up of an open deal where it is still waiting."""
    ground = life.ground
    planned = life.planned
    if planned is None:
        return
    at = max(planned.moment("created_at"), life.deal.moment("opened_at"))
    life.finish(at + timedelta(minutes=1), Outcome.RESCHEDULE)
    life.plan(due, min(at + timedelta(minutes=1), ground.now))
    life.rest()


def moment_of_end(ground: Ground, began: datetime) -> datetime:
    """Return when a deal that began then was closed, some weeks later."""
    days = ground.dice.uniform(12, 110)
    return min(began + timedelta(days=days), ground.now - timedelta(hours=2))
