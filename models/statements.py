"""The first screens' selects, compiled once, run by plain sqlite3 (start-up.md).

A start needs a tenth of them: each line of the file is one, read when it is asked for.
"""

import json
import sqlite3
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.actor import Row
from models.door import SCHEMA

FILE = Path(__file__).with_name("statements.jsonl")
NAME = len('["')
"""Where the name of a statement begins in its line."""


class Statement(NamedTuple):
    """SQL text, the values it always carries, and the names it is given."""

    sql: str
    fixed: Mapping[str, object]
    names: tuple[str, ...]


class Statements(Mapping[str, Statement]):
    """The statements of a file by their names."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = {line[NAME : line.index(b'"', NAME)]: line for line in lines}
        self._read: dict[str, Statement] = {}

    def __getitem__(self, name: str) -> Statement:
        found = self._read.get(name)
        if found is None:
            _name, sql, fixed, names = json.loads(self._lines[name.encode()])
            found = self._read[name] = Statement(sql, fixed, tuple(names))
        return found

    def __iter__(self) -> Iterator[str]:
        return (name.decode() for name in self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def load() -> Statements | None:
    """Read the shipped file; ``None`` when it is not of this schema or cut short."""
    try:
        head, *lines = FILE.read_bytes().splitlines()
        stored = json.loads(head)
        if stored["schema"] != SCHEMA or stored["statements"] != len(lines):
            return None
        return Statements(lines)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def run(
    connection: sqlite3.Connection, statement: Statement, values: Mapping[str, object]
) -> list[Row]:
    """Run one statement and fetch all of it at once."""
    given = {name: values[name] for name in statement.names}
    return connection.execute(statement.sql, {**statement.fixed, **given}).fetchall()
