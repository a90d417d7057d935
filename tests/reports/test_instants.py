"""Moments of follow-ups as numbers: the same moments, read from the index alone."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies
from sqlalchemy import create_engine
from sqlalchemy import select

from models.access import Reader
from models.clock import to_text
from models.reports import PAGES
from models.reports.instants import CREATED
from models.reports.instants import DONE
from models.reports.instants import DUE
from models.reports.instants import FIRST_DUE
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.reports.conftest import ZONE
from tests.reports.test_passes import INDEX
from tests.reports.test_passes import statements

ENGINE = create_engine("sqlite://")
LINE = (
    "WITH follow_up (created_at, done_at, planned_at, original_planned_at,"
    " cancelled_at) AS (VALUES (?, ?, ?, ?, ?)) "
)
MOMENTS = strategies.datetimes(
    datetime(1971, 1, 1),  # noqa: DTZ001
    datetime(2999, 1, 1),  # noqa: DTZ001
    timezones=strategies.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))
SECONDS = strategies.integers(-2, 2) | strategies.none()


@given(made=MOMENTS, done=MOMENTS, due=MOMENTS, first=MOMENTS, after=SECONDS)
def test_a_number_is_its_moment_unless_it_was_cancelled_before_it_fell_due(
    made: datetime, done: datetime, due: datetime, first: datetime, after: int | None
) -> None:
    """C.16: cancelled at the very moment is due, a second before is not."""
    cancelled = None if after is None else due + timedelta(seconds=after)
    moments = (made, done, due, first, cancelled)
    query = select(CREATED.number, DONE.number, DUE.number, FIRST_DUE.number)
    with ENGINE.connect() as connection:
        told = connection.exec_driver_sql(
            f"{LINE}{query.compile(ENGINE)} FROM follow_up",
            tuple(None if one is None else to_text(one) for one in moments),
        ).one()
    stands = [
        None if cancelled is not None and cancelled < one else int(one.timestamp())
        for one in (due, first)
    ]
    assert [*told] == [int(made.timestamp()), int(done.timestamp()), *stands]


def programs(reader: Reader, name: str, by: str) -> list[list[str]]:
    """Return what SQLite does for each statement that reads the index of figures."""
    connection = reader.session.connection()
    with statements() as seen:
        PAGES[name](reader, Asked(Period(ZONE), by=by))
    found: list[list[str]] = []
    for sql, values in seen:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        if any(
            row[3] == f"SCAN follow_up USING COVERING INDEX {INDEX}" for row in plan
        ):
            steps = connection.exec_driver_sql(f"EXPLAIN {sql}", values)
            found.append([f"{step[1]} {step[5]}" for step in steps])
    return found


@pytest.mark.parametrize(
    ("name", "by"),
    [("reps", ""), ("discipline", "none"), ("discipline", "owner")],
)
def test_moments_are_read_as_numbers_from_the_index(
    store: Store, name: str, by: str
) -> None:
    """C.16: of a million follow-ups no moment is made a number while they are read."""
    a_follow_up(store, person=a_person(store))
    (counted,) = store.read(programs, name, by)
    assert not [step for step in counted if "strftime" in step or "unixepoch" in step]
