"""Exact sums of money: SQLite's own ``sum`` ends with an error at 2^63 (C.0)."""

from collections.abc import Mapping
from typing import Final

from models.actor import Row
from models.actor import Whose
from models.views.people import maybe_integer
from models.views.sight import Sight

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


def summed(
    sight: Sight, name: str, whose: Whose, values: Mapping[str, object]
) -> list[tuple[Row, int]]:
    """Return each row and its sum, asked again exactly where that is very large.

    Exact sums of any size take half as long again, and hardly anybody has them.
    """
    found = [(row, real(row[-1])) for row in sight.scoped(name, whose, values)]
    if all(total < FAITHFUL for _row, total in found):
        return [(row, int(total)) for row, total in found]
    exact = sight.scoped(f"exact_{name}", whose, values)
    return [(row, together(row[-2], row[-1])) for row in exact]
