"""Figures from plain rows: means, medians, rates (metrics.md C.0, C.1, C.13)."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from decimal import ROUND_HALF_UP
from decimal import Decimal
from fractions import Fraction

from models.rules.metrics_times import merged
from models.rules.metrics_times import spread

PLACES = Decimal("0.0001")
HALF = 2


@dataclass(slots=True)
class Closes:
    """The wins or the losses of one group, by how often each length and amount occurs.

    Days are the cycle: closing minus opening in local dates (C.12). Only wins need
    each amount, for their median.
    """

    deals: int = 0
    amount: int = 0
    """The sum of the amounts that are known, in minor units of the base currency."""
    days: dict[int, int] = field(default_factory=dict[int, int])
    amounts: dict[int, int] = field(default_factory=dict[int, int])

    def add(self, other: "Closes") -> None:
        """Count another group's with this one's."""
        self.deals += other.deals
        self.amount += other.amount
        self.days = merged(self.days, other.days)
        self.amounts = merged(self.amounts, other.amounts)


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


def win_figures(won: Closes, lost: Closes) -> WinFigures:
    """Return the figures of C.1 and C.12 for one group of wins and losses.

    The rate by amount is over deals that have an amount (rulings 18).
    """
    to_win, priced = spread(won.days), spread(won.amounts)
    return WinFigures(
        won=won.deals,
        lost=lost.deals,
        win_rate=rounded(ratio(won.deals, won.deals + lost.deals)),
        win_rate_amount=rounded(ratio(won.amount, won.amount + lost.amount)),
        won_amount=won.amount,
        mean_amount=whole(priced.mean),
        median_amount=whole(priced.median),
        mean_days_to_win=rounded(to_win.mean),
        median_days_to_win=rounded(to_win.median),
        mean_days_to_lose=rounded(spread(lost.days).mean),
        mean_days_to_close=rounded(spread(merged(won.days, lost.days)).mean),
    )


def weighted(amount: int, percent: int) -> Fraction:
    """Return an amount weighted by its chance, not yet rounded (C.13)."""
    return Fraction(amount * percent, 100)
