"""How the figures of follow-ups are read: in one pass, and never sorted."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection
from sqlalchemy import event
from sqlalchemy.engine import Engine

from models.access import Reader
from models.reports import PAGES
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.reports.conftest import ZONE

INDEX = "ix_follow_up_figures"
Values = tuple[str | int | None, ...]
Told = tuple[str, Values]


@contextmanager
def statements() -> Generator[list[Told]]:
    """Note the statements that run, with their values."""
    seen: list[Told] = []

    def note(
        _connection: Connection, _cursor: object, sql: str, values: Values, *_: object
    ) -> None:
        seen.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def plans(reader: Reader, name: str, by: str) -> list[list[str]]:
    """Return how each statement of a report is answered that counts by the index."""
    connection = reader.session.connection()
    with statements() as seen:
        PAGES[name](reader, Asked(Period(ZONE), by=by))
    found: list[list[str]] = []
    for sql, values in seen:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            found.append([str(row[3]) for row in rows])
    return [plan for plan in found if any(INDEX in step for step in plan)]


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("reps", ""),
        ("discipline", "none"),
        ("discipline", "owner"),
        ("discipline", "type"),
        ("outcomes", "type"),
        ("outcomes", "attempt"),
        ("outcomes", "owner"),
        ("followups", ""),
    ],
)
def test_follow_ups_are_counted_from_one_index_without_sorting(
    store: Store, name: str, by: str
) -> None:
    a_follow_up(store, person=a_person(store))
    found = store.read(plans, name, by)
    counted = found[0]
    assert f"SCAN follow_up USING COVERING INDEX {INDEX}" in counted
    assert not any("TEMP B-TREE" in step for step in counted)
