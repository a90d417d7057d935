"""Exact sums of money: SQLite's own ``sum`` ends with an error at 2^63 (C.0)."""

from typing import Final

from models.views.people import maybe_integer

BITS: Final = 32
LOW: Final = (1 << BITS) - 1
FAITHFUL: Final = 1 << 53
"""Below this a sum of whole numbers that was kept as a real number is exact."""


def real(value: object) -> float:
    """Return a column that the select promises to be a real number."""
    if not isinstance(value, float):
        raise TypeError(value)
    return value


def together(high: object, low: object) -> int:
    """Return the sum that two halves stand for; nothing sums up to zero."""
    return ((maybe_integer(high) or 0) << BITS) + (maybe_integer(low) or 0)
