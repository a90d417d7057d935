"""Exact sums of money: SQLite's own ``sum`` ends with an error at 2^63 (C.0)."""

from sqlalchemy import ColumnElement
from sqlalchemy import func

from models.views.people import maybe_integer

BITS = 32
LOW = (1 << BITS) - 1


def halves(amount: ColumnElement[int]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the sums of the upper and of the lower half of each amount."""
    return (
        func.sum(amount.bitwise_rshift(BITS)),
        func.sum(amount.bitwise_and(LOW)),
    )


def together(high: object, low: object) -> int:
    """Return the sum that two halves stand for; nothing sums up to zero."""
    return ((maybe_integer(high) or 0) << BITS) + (maybe_integer(low) or 0)
