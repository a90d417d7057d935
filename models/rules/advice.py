"""Advice on the balance of the funnel: push a stage, a void is coming (C.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from models.rules.metrics import median
from models.rules.metrics_funnel import COMPARABLE

WEEKS = 8
FEW = Fraction(1, 2)
VOID = Fraction(6, 10)


@dataclass(frozen=True, slots=True)
class Level:
    """A stage: deals now, deals at the end of past weeks, and stays seen since."""

    stage: int
    now: int
    weekly: Sequence[int]
    seen: int

    @property
    def usual(self) -> Fraction:
        """The trailing median; none were there where nothing is known."""
        return median(self.weekly) or Fraction(0)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the next cycle promises: wins, window, cycle, odds of open deals."""

    wins: int
    window_days: int
    cycle_days: Fraction | None
    expected: Fraction
    cohort_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Void:
    """Fewer wins are in sight than usual; so many new deals would fill the gap."""

    expected: Fraction
    usual: Fraction
    needed: int


def pushes(levels: Sequence[Level]) -> list[tuple[int, int]]:
    """Return the stages to push and the emptier one after each (K-14).

    A stage without cards has nothing to push; under ten stays in both stages
    nothing is usual yet.
    """
    return [
        (here.stage, ahead.stage)
        for here, ahead in pairwise(levels)
        if here.seen + ahead.seen >= COMPARABLE
        and ahead.now < max(Fraction(1), FEW * ahead.usual)
        and here.now >= max(Fraction(1), here.usual)
    ]


def void(outlook: Outlook) -> Void | None:
    """Return the gap that is coming, if one is (K-15).

    Silent under ten wins in the window, and without a cycle or a rate to count with.
    """
    days, rate = outlook.cycle_days, outlook.cohort_rate
    if outlook.wins < COMPARABLE or not days or not rate:
        return None
    usual = outlook.wins * days / outlook.window_days
    if outlook.expected >= VOID * usual:
        return None
    return Void(outlook.expected, usual, ceil((usual - outlook.expected) / rate))
