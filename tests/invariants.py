"""Checks a database against every invariant, for tests that have written to one."""

import sqlite3
from pathlib import Path

from models.integrity import problems


def problems_in(path: Path) -> list[str]:
    """Return what is wrong in a database file, a line each."""
    connection = sqlite3.connect(path)
    try:
        return problems(connection)
    finally:
        connection.close()
