"""Reads the rows of a CSV file, each with its line, the broken ones with a reason."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.errors import BadData
from models.exchange.bytes_in import FileBytes
from models.exchange.encodings import decode
from models.exchange.encodings import recognise
from models.exchange.reports import Problem

SEPARATORS = (",", ";", "\t", "|")
AUTO = "auto"

LONGEST_FIELD = 100_000
"""Characters that one cell may have; Python's own reader stops soon after."""
LONGEST_LINE = 1_000_000
RESCUES = 1_000
"""Broken records after which the lines behind are not tried again one by one."""
SAMPLE_LINES = 20

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAYS_SEPARATOR = re.compile(r"sep=(?P<sign>[,;\t|])[\r\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file: the line it begins on, its cells, and why it is no good."""

    number: int
    cells: Sequence[str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose first row has been understood."""

    path: Path
    digest: str
    text: str
    separator: str
    headers: tuple[str, ...]
    begins: int
    """The line of the headers."""
    rows: tuple[Line, ...] | None = None
    """The rows of a file that is no CSV, read already."""
    addresses: int = 0
    """The rows whose postal address is left out, for people have none."""

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    def lines(self) -> Iterator[Line]:
        """Yield the rows below the headers; rows without any text are left out."""
        if self.rows is not None:
            yield from self.rows
            return
        for line in _records(self):
            blank = line.problem is None and not any(map(str.strip, line.cells))
            if line.number > self.begins and not blank:
                yield _checked(self, line)


def table_of(file: FileBytes, encoding: str = AUTO, separator: str = AUTO) -> Table:
    """Return the table that the bytes hold.

    Raises ``BadData`` naming line and column where the headers tell nothing.
    """
    where = str(file.path)
    if not file.content.strip():
        raise BadData("file_empty", path=where)
    used = recognise(file.content, where) if encoding == AUTO else encoding
    text = decode(file.content, used, where)
    if len(text) > LONGEST_LINE and {"\n", "\r"}.isdisjoint(text[:LONGEST_LINE]):
        raise BadData("file_no_lines", path=where)
    said = _SAYS_SEPARATOR.match(text)
    if separator == AUTO:
        separator = said["sign"] if said else _separator(text)
    draft = Table(file.path, file.digest, text, separator, (), 0)
    first = next((line for line in _records(draft) if _is_header(line, said)), None)
    if first is None:
        raise BadData("file_empty", path=where)
    if first.problem is not None:
        raise BadData("header_broken", path=where, line=first.number)
    headers = _headers(first, where)
    return Table(file.path, file.digest, text, separator, headers, first.number)


def _is_header(line: Line, said: re.Match[str] | None) -> bool:
    if said is not None and line.number == 1:
        return False
    return line.problem is not None or any(map(str.strip, line.cells))


def _headers(line: Line, where: str) -> tuple[str, ...]:
    names = [" ".join(cell.split()) for cell in line.cells]
    while names and not names[-1]:
        names.pop()
    for place, name in enumerate(names, 1):
        if not name:
            raise BadData("header_blank", path=where, line=line.number, column=place)
        if name in names[: place - 1]:
            raise BadData("header_doubled", path=where, line=line.number, column=name)
    return tuple(names)


def _separator(text: str) -> str:
    """Return the sign that splits the first row most, and the next ones alike."""
    lines = _LINE.finditer(text, 0, LONGEST_LINE)
    sample = [found[0] for found in islice(lines, SAMPLE_LINES)]

    def score(sign: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(sample, delimiter=sign) if row]
        except csv.Error:
            return (0, 0)
        width = len(rows[0]) if rows else 0
        return width, sum(len(row) == width for row in rows)

    return max(SEPARATORS, key=score)


def _checked(table: Table, line: Line) -> Line:
    """Return the row with exactly one cell for each header, or with its problem."""
    width = len(table.headers)
    found = len(line.cells)
    if line.problem is not None:
        return line
    if found > width and any(map(str.strip, line.cells[width:])):
        return _broken(table, line, "row_long", found)
    if found < width:
        return _broken(table, line, "row_short", found)
    for header, cell in zip(table.headers, line.cells, strict=False):
        if len(cell) > LONGEST_FIELD:
            problem = Problem(table.name, line.number, header, "", "cell_too_long")
            return Line(line.number, line.cells, problem)
        if "\0" in cell:
            values = {"character": "U+0000", "position": cell.index("\0")}
            problem = Problem(
                table.name, line.number, header, cell, "text_control", values
            )
            return Line(line.number, line.cells, problem)
    return Line(line.number, line.cells[:width])


def _broken(table: Table, line: Line, code: str, found: int) -> Line:
    values = {"found": found, "expected": len(table.headers)}
    problem = Problem(table.name, line.number, "", "", code, values)
    return Line(line.number, line.cells, problem)


class _Lines:
    """The lines of a text, of which the last ones can be given back."""

    def __init__(self, text: str) -> None:
        self._file = (found[0] for found in _LINE.finditer(text))
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self.number += 1
        self._taken.append(line)
        return line

    def settle(self) -> None:
        """Forget the lines taken so far: they made a record."""
        self._taken.clear()

    def give_back(self) -> str:
        """Give back all lines of a broken record but its first, which is returned."""
        first, *others = self._taken
        self._again.extendleft(reversed(others))
        self.number -= len(others)
        self._taken.clear()
        return first


def _records(table: Table) -> Iterator[Line]:
    """Yield every record; a quote that is never closed costs its own line only."""
    lines = _Lines(table.text)
    reader = csv.reader(lines, delimiter=table.separator, strict=True)
    rescued = 0
    while True:
        begins = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            broken = _unreadable(table, begins)
            if rescued < RESCUES:
                rescued += 1
                first = lines.give_back().rstrip("\r\n")
                yield Line(begins, first.split(table.separator), broken)
            else:
                yield Line(begins, (), broken)
        else:
            yield Line(begins, cells)
        lines.settle()


def _unreadable(table: Table, number: int) -> Problem:
    return Problem(table.name, number, "", "", "quote_broken")
