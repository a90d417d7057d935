"""Checks a database against every invariant, for tests that have written to one."""

import sqlite3
from pathlib import Path

from models.integrity import findings


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong in a database, a line each."""
    return [f"{found.code} {found.entity} {found.id}" for found in findings(connection)]


def problems_in(path: Path) -> list[str]:
    """Return what is wrong in a database file."""
    connection = sqlite3.connect(path)
    try:
        return problems(connection)
    finally:
        connection.close()
