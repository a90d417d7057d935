"""Runs a first statement through SQLAlchemy where its compiled text is unusable."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from models import engine
from models.actor import Row
from models.queries.first import statements


def rows(
    reading: Engine, path: Path, name: str, values: Mapping[str, object]
) -> list[Row]:
    """Return the rows of the named statement, from the same select as the text."""
    with engine.session(reading, path) as session:
        return [
            tuple(row)
            for row in session.connection().execute(statements()[name], values)
        ]
