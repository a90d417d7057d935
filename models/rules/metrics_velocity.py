"""Sales velocity from its four levers (C.10)."""

from dataclasses import dataclass
from fractions import Fraction

WINDOW_DAYS = 180
"""The trailing window of the win rate, the amount and the cycle."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class Levers:
    """Deals in play, win rate, amount of a win in minor units, cycle in days."""

    deals: int
    win_rate: Fraction | None
    amount: Fraction | None
    cycle_days: Fraction | None


def per_day(levers: Levers) -> Fraction | None:
    """Return N x W x A / L, undefined while a lever is, or without a cycle."""
    rate, amount, days = levers.win_rate, levers.amount, levers.cycle_days
    if rate is None or amount is None or not days:
        return None
    return levers.deals * rate * amount / days


def steps_a_week(steps: int, days: int) -> Fraction | None:
    """Return forward steps per deal and week, from the days that deals stood (L-18)."""
    return Fraction(steps * WEEK, days) if days else None
