"""The first screens' selects, compiled once, run by plain sqlite3 (start-up.md)."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from models.actor import Row
from models.door import SCHEMA

FILE = Path(__file__).with_name("statements.json")


class Statement(NamedTuple):
    """SQL text, the values it always carries, and the names it is given."""

    sql: str
    fixed: Mapping[str, object]
    names: tuple[str, ...]


def load() -> Mapping[str, Statement] | None:
    """Read the shipped file; ``None`` when it is not of this schema or unreadable."""
    try:
        stored = json.loads(FILE.read_text(encoding="utf-8"))
        if stored["schema"] != SCHEMA:
            return None
        return {
            name: Statement(entry["sql"], entry["fixed"], tuple(entry["names"]))
            for name, entry in stored["statements"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def run(
    connection: sqlite3.Connection, statement: Statement, values: Mapping[str, object]
) -> list[Row]:
    """Run one statement and fetch all of it at once."""
    given = {name: values[name] for name in statement.names}
    return connection.execute(statement.sql, {**statement.fixed, **given}).fetchall()
