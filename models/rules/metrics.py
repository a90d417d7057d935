"""Figures from plain rows: means, medians, rates (metrics.md C.0, C.1, C.13)."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP
from decimal import Decimal
from fractions import Fraction

PLACES = Decimal("0.0001")
HALF = 2


@dataclass(frozen=True, slots=True)
class Closed:
    """A win or loss: base amount in minor units and local days, as far as known."""

    won: bool
    amount: int | None
    opened_on: date | None
    closed_on: date | None

    @property
    def days(self) -> int | None:
        """The cycle: closing minus opening in local dates (C.12)."""
        if self.opened_on is None or self.closed_on is None:
            return None
        return (self.closed_on - self.opened_on).days


@dataclass(frozen=True, slots=True)
class WinFigures:
    """The figures of one group of closed deals; ratios and means may be undefined."""

    won: int
    lost: int
    win_rate: float | None
    win_rate_amount: float | None
    won_amount: int
    mean_amount: int | None
    median_amount: int | None
    mean_days_to_win: float | None
    median_days_to_win: float | None
    mean_days_to_lose: float | None
    mean_days_to_close: float | None


def rounded(value: Fraction | None) -> float | None:
    """Return a rate or a number of days with four decimals, half up (rulings 18)."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(PLACES, ROUND_HALF_UP))


def whole(value: Fraction | None) -> int | None:
    """Return a mean of minor units as minor units, half up."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return int(exact.to_integral_value(ROUND_HALF_UP))


def ratio(part: int, of: int) -> Fraction | None:
    """Return a ratio; with a denominator of 0 it is undefined, never 0 or 1 (C.0)."""
    return Fraction(part, of) if of else None


def mean(values: Sequence[int]) -> Fraction | None:
    """Return the mean, undefined for nothing."""
    return Fraction(sum(values), len(values)) if values else None


def median(values: Iterable[int]) -> Fraction | None:
    """Return the middle value, the mean of both where there are two."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // HALF
    if len(ordered) % HALF:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], HALF)


def win_figures(deals: Sequence[Closed]) -> WinFigures:
    """Return the figures of C.1 and C.12 for one group of wins and losses.

    The rate by amount is over deals that have an amount (rulings 18).
    """
    won = [deal for deal in deals if deal.won]
    lost = [deal for deal in deals if not deal.won]
    gains = [deal.amount for deal in won if deal.amount is not None]
    losses = [deal.amount for deal in lost if deal.amount is not None]
    to_win = [deal.days for deal in won if deal.days is not None]
    to_lose = [deal.days for deal in lost if deal.days is not None]
    return WinFigures(
        won=len(won),
        lost=len(lost),
        win_rate=rounded(ratio(len(won), len(deals))),
        win_rate_amount=rounded(ratio(sum(gains), sum(gains) + sum(losses))),
        won_amount=sum(gains),
        mean_amount=whole(mean(gains)),
        median_amount=whole(median(gains)),
        mean_days_to_win=rounded(mean(to_win)),
        median_days_to_win=rounded(median(to_win)),
        mean_days_to_lose=rounded(mean(to_lose)),
        mean_days_to_close=rounded(mean([*to_win, *to_lose])),
    )


def weighted(amount: int, percent: int) -> Fraction:
    """Return an amount weighted by its chance, not yet rounded (C.13)."""
    return Fraction(amount * percent, 100)
