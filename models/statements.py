"""The first screens' selects, compiled once, run by plain sqlite3 (start-up.md).

A start needs a tenth of them: each line of the file is one, read when it is asked for,
from the place that the first line tells.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.actor import Row
from models.door import SCHEMA

FILE = Path(__file__).with_name("statements.jsonl")


class Statement(NamedTuple):
    """SQL text, the values it always carries, and the names it is given."""

    sql: str
    fixed: Mapping[str, object]
    names: tuple[str, ...]


class Statements(Mapping[str, Statement]):
    """The statements of a file by their names.

    The file stays open, so that an upgrade that replaces it changes none of them.
    """

    def __init__(self, file: int, start: int, lengths: Mapping[str, int]) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int]] = {}
        for name, length in lengths.items():
            self._places[name] = length, start
            start += length
        self._read: dict[str, Statement] = {}

    def __getitem__(self, name: str) -> Statement:
        found = self._read.get(name)
        if found is None:
            line = os.pread(self._file, *self._places[name])
            _name, sql, fixed, names = json.loads(line)
            found = self._read[name] = Statement(sql, fixed, tuple(names))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def load() -> Statements | None:
    """Open the shipped file; ``None`` when it is not of this schema or cut short."""
    try:
        return _opened(FILE)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@cache
def _opened(path: Path) -> Statements | None:
    with path.open("rb") as file:
        head = file.readline()
        told = json.loads(head)
        start, lengths = len(head), told["statements"]
        whole = start + sum(lengths.values()) == path.stat().st_size
        if told["schema"] != SCHEMA or not whole:
            return None
        return Statements(os.dup(file.fileno()), start, lengths)


def run(
    connection: sqlite3.Connection, statement: Statement, values: Mapping[str, object]
) -> list[Row]:
    """Run one statement and fetch all of it at once."""
    given = {name: values[name] for name in statement.names}
    return connection.execute(statement.sql, {**statement.fixed, **given}).fetchall()
