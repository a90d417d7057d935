"""Counts the statements of a query, so that each number is pinned by a test."""

from collections.abc import Callable
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import event

Statements = list[str]
Watch = Callable[[], Statements]


@pytest.fixture
def queries() -> Iterator[Watch]:
    """Collect what is sent to databases from now on: ``sent = queries()``."""
    lists: list[Statements] = []

    def watch() -> Statements:
        lists.append([])
        return lists[-1]

    def note(
        _connection: Connection, _cursor: object, statement: str, *_more: object
    ) -> None:
        for sent in lists[-1:]:
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield watch
    event.remove(Engine, "before_cursor_execute", note)
