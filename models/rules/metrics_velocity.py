"""Sales velocity from its four levers (C.10)."""

from dataclasses import dataclass
from fractions import Fraction

WINDOW_DAYS = 180
"""The trailing window of the win rate, the amount and the cycle."""


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
