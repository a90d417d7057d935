"""Counts the statements of a query, so that each number is pinned by a test."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection
from sqlalchemy import event

from models.store import Store

Statements = list[str]
Watch = Callable[[Store], Statements]


@pytest.fixture
def queries() -> Watch:
    """Collect what a store's queries send from now on: ``sent = queries(store)``."""

    def watch(store: Store) -> Statements:
        sent: Statements = []

        def note(_connection: Connection, _cursor: object, statement: str, *_: object):
            sent.append(statement)

        reading, _ = store._both()
        event.listen(reading, "before_cursor_execute", note)
        return sent

    return watch
