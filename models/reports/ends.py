"""The ends of months as letters, one for each row, that the database joins.

Joining a million letters takes a tenth of the time that sorting as many rows does.
"""

from collections.abc import Callable
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Text
from sqlalchemy import func
from sqlalchemy import literal_column

FIRST = ord("0")
"""The letter of the first place; those that follow have no meaning in SQL either."""
LETTERS = 127 - FIRST
"""Places that have a letter of one byte."""
CODES = range(256)


def place_of(column: str, bounds: Sequence[str]) -> ColumnElement[int]:
    """Write the search for how many bounds the text of a column has reached."""
    return literal_column(_search(column, bounds, str), Integer)


def letter_of(column: str, bounds: Sequence[str], first: int = 0) -> ColumnElement[str]:
    """Write the same search for the letter of that place, counted from ``first``."""
    found = _search(column, bounds, lambda place: _quoted(first + place))
    return literal_column(found, Text)


def fixed(place: int) -> ColumnElement[str]:
    """Return the SQL of the letter of a place."""
    return literal_column(_quoted(place), Text)


def _quoted(place: int) -> str:
    return f"'{chr(FIRST + place)}'"


def _search(column: str, bounds: Sequence[str], value: Callable[[int], str]) -> str:
    """Halve what is left until one place is; bounds are moments or days, as stored.

    Written out: building a tree of terms takes as long as reading a month.
    """

    def among(low: int, high: int) -> str:
        if low == high:
            return value(low)
        middle = (low + high) // 2
        before, after = among(low, middle), among(middle + 1, high)
        return f"CASE WHEN {column} < '{bounds[middle]}' THEN {before} ELSE {after} END"

    return among(0, len(bounds))


def joined(column: ColumnElement[int] | ColumnElement[str]) -> ColumnElement[str]:
    """Join the letters of all rows."""
    return func.group_concat(column, literal_column("''"))


def letters(told: object) -> bytes:
    """Read joined letters; of no rows there are none."""
    return str(told).encode() if told else b""


def up_to(place: int) -> bytes:
    """Return the table that translates letters to whether they are no later."""
    return bytes(code <= FIRST + place for code in CODES)


def beyond(place: int) -> bytes:
    """Return the table that translates letters to whether they are later."""
    return bytes(code > FIRST + place for code in CODES)
