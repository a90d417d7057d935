"""Lengths of time: median first, then mean and 90th percentile (C.0, C.11, C.12)."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.vocabulary import CloseKind

TAIL = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Spread:
    """How lengths are spread; undefined for none."""

    number: int
    median: Fraction | None = None
    mean: Fraction | None = None
    p90: Fraction | None = None


def spread(lengths: Mapping[int, int]) -> Spread:
    """Return the spread of lengths in days, given how often each occurs."""
    number = sum(lengths.values())
    if not number:
        return Spread(0)
    total = sum(days * times for days, times in lengths.items())
    return Spread(
        number=number,
        median=quantile(lengths, Fraction(1, 2)),
        mean=Fraction(total, number),
        p90=quantile(lengths, TAIL),
    )


def quantile(lengths: Mapping[int, int], share: Fraction) -> Fraction | None:
    """Return the value below which that share lies, linear between two neighbours."""
    number = sum(lengths.values())
    if not number:
        return None
    place = share * (number - 1)
    below = int(place)
    low = _nth(lengths, below)
    high = _nth(lengths, min(below + 1, number - 1))
    return low + (place - below) * (high - low)


def merged(*tallies: Mapping[int, int]) -> dict[int, int]:
    """Return how often each length occurs in all of them together."""
    found: dict[int, int] = {}
    for tally in tallies:
        for days, number in tally.items():
            found[days] = found.get(days, 0) + number
    return found


def closed_days(closings: Iterable[tuple[CloseKind, date]]) -> int:
    """Return the days between each close and the reopening after it (C.12)."""
    closed: date | None = None
    days = 0
    for kind, on in closings:
        if kind is not CloseKind.REOPENED:
            closed = on
        elif closed is not None:
            days += (on - closed).days
            closed = None
    return days


def _nth(lengths: Mapping[int, int], place: int) -> Fraction:
    passed = 0
    for days in sorted(lengths):
        passed += lengths[days]
        if passed > place:
            break
    else:
        raise IndexError(place)
    return Fraction(days)
