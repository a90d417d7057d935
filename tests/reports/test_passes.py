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
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
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


def plans(reader: Reader, name: str, by: str, index: str = INDEX) -> list[list[str]]:
    """Return how each statement of a report is answered that an index is read for."""
    connection = reader.session.connection()
    with statements() as seen:
        PAGES[name](reader, Asked(Period(ZONE), by=by))
    found: list[list[str]] = []
    for sql, values in seen:
        if sql.lstrip().startswith(("SELECT", "WITH")):
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            found.append([str(row[3]) for row in rows])
    return [plan for plan in found if any(index in step for step in plan)]


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


def test_values_before_outcomes_are_read_from_one_narrow_table(store: Store) -> None:
    """R-33: nobody's changes of value are walked back when the page is opened."""
    (plan,) = store.read(plans, "outcomes", "value", "follow_up_value")
    assert plan == ["SCAN follow_up_value"]


def test_who_had_customers_is_walked_back_for_those_alone_who_changed_hands(
    store: Store,
) -> None:
    """C.9: who went to nobody else is told from an index that holds few."""
    (plan,) = store.read(plans, "reps", "", "ix_event_handed")
    assert "SCAN event USING INDEX ix_event_handed" in plan
    assert not any("TEMP B-TREE" in step for step in plan)


def test_what_was_held_is_read_from_one_narrow_table(store: Store) -> None:
    """C.9, C.16: no booking, slot or follow-up is looked up for it."""
    for name in ("reps", "discipline"):
        (plan,) = store.read(plans, name, "", "booking_held")
        assert plan == ["SCAN booking_held"]


@pytest.mark.parametrize("login", ["boss", "claire"])
def test_who_wrote_people_down_is_counted_in_the_order_of_an_index(
    store: Store, as_user: AsUser, login: str
) -> None:
    """C.9: for the boss and for a manager, who sees but some of them."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    (plan,) = as_user(store, login).read(plans, "reps", "", "ix_person_created")
    assert "person USING COVERING INDEX ix_person_created" in plan[0]
    assert not any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize("login", ["boss", "claire"])
def test_customers_are_found_without_reading_everybody(
    store: Store, as_user: AsUser, login: str
) -> None:
    """C.8, C.9: in the order of their ids, as their follow-ups are stored."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    (plan,) = as_user(store, login).read(plans, "reps", "", "ix_person_customers")
    assert "SCAN person USING COVERING INDEX ix_person_customers" in plan
