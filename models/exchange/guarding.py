"""Cells that a spreadsheet would run as formulas get an apostrophe, and lose it again.

safety.md 4.3. Text that begins with apostrophes before such a sign gets one more, so
that taking one off gives back exactly what was there.
"""

import csv
import io
from collections.abc import Iterable
from collections.abc import Sequence

from models.text import harmless

FORMULA = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


def guarded(cell: object) -> object:
    """Return a cell that a spreadsheet shows as text; numbers stay numbers."""
    if isinstance(cell, str) and _runs(cell):
        return GUARD + cell
    return cell


def unguarded(text: str) -> str:
    """Return a cell of our own files as it was before it was guarded."""
    if text.startswith(GUARD) and _runs(text):
        return text[1:]
    return text


def csv_text(
    head: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool
) -> str:
    """Return CSV lines, guarded unless ``raw``."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        cells = [_plain(cell) for cell in row]
        writer.writerow(cells if raw else [guarded(cell) for cell in cells])
    return buffer.getvalue()


def _plain(cell: object) -> object:
    match cell:
        case bool():
            return "true" if cell else "false"
        case str():
            return harmless(cell)
        case _:
            return cell


def _runs(text: str) -> bool:
    return text.lstrip(GUARD).startswith(FORMULA)
