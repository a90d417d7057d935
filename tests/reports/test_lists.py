"""Every number opens the list it counts, whoever reads it and in whatever order."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.errors import BadValue
from models.money import Money
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.rules.metrics import mean
from models.rules.metrics import median
from models.rules.metrics import rounded
from models.rules.metrics import whole
from models.store import Store
from models.views.people import maybe_string
from models.vocabulary import Phase
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.factories import a_user
from tests.reports.conftest import STAGES
from tests.reports.conftest import Figures
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Event
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import day_after
from tests.reports.lives import write_lives

FIRST = date(2024, 11, 1)
PERIODS = ((), (date(2024, 12, 1), date(2025, 2, 1)))
ASKED = (
    *(("funnel", "", basis) for basis in ("reached", "strict", "visited")),
    *(("funnel", "", basis) for basis in ("flow", "snapshot")),
    *(("losses", by, "") for by in ("stage", "reason", "owner")),
    *(("velocity", by, "") for by in ("none", "owner", "team")),
    *(("time-in-stage", "", basis) for basis in ("each", "latest", "cumulative")),
    ("forecast", "", ""),
    ("pipeline", "", ""),
    ("levers", "", ""),
    *(("cycle", "", basis) for basis in ("opened", "qualified", "worked")),
    *(
        ("wins", by, basis)
        for by in ("month", "owner")
        for basis in ("final", "recorded", "cohort")
    ),
)
MEANS = (
    "mean_days",
    "mean_amount",
    "cycle_days",
    "mean_age_days",
    "mean_days_to_win",
    "mean_days_to_lose",
    "mean_days_to_close",
)
MEDIANS = (
    "median_days",
    "open_median_age_days",
    "median_age_days",
    "median_amount",
    "median_days_to_win",
)
UNLISTED = (
    "conversion",
    "cumulative",
    "loss_rate",
    "share",
    "per_day",
    "p90_days",
    "steps_per_deal_week",
    "within_days",
)
RATES = ("win_rate", "win_rate_amount", "win_rate_within")

numbers = count()


@st.composite
def lives(draw: st.DrawFn) -> Life:
    day = day_after(FIRST, draw(st.integers(0, 90)))
    here = draw(st.integers(1, 3))
    events: list[Event] = [(day, here)]
    closed = False
    for _ in range(draw(st.integers(0, 5))):
        day = day_after(day, draw(st.integers(0, 7)))
        ends = [] if closed else [WON, LOST]
        others = [place for place in (1, 2, 3) if closed or place != here]
        options: list[int | str] = [*others, *ends]
        what = draw(st.sampled_from(options))
        closed = isinstance(what, str)
        here = here if isinstance(what, str) else what
        events.append((day, what))
    return Life(
        amount=draw(st.none() | st.integers(0, 9_999)),
        events=events,
        owner=draw(st.sampled_from([None, 1])),
        chance=draw(st.none() | st.integers(0, 100)),
        expected=draw(st.none() | st.dates(date(2025, 1, 1), date(2025, 12, 31))),
        phase=draw(st.sampled_from([Phase.DEAL] * 5 + [Phase.LEAD])),
        dated=draw(st.sampled_from([True, True, True, False])),
        binned=draw(st.sampled_from([False] * 5 + [True])),
    )


def written(store: Store, deals: list[Life]) -> Figures:
    places = a_pipeline(store, f"Random {next(numbers)}", STAGES)
    return Figures(store, places[0], write_lives(store, places, deals))


def cells(report: Report) -> Iterator[tuple[CellAt, Column, Cell]]:
    """Yield every cell that opens a list."""
    key = report.columns[0].key
    second = "stage" if report.name == "pipeline" else ""
    places = [
        (row, CellAt(row[key], "", stage=maybe_string(row.get(second))))
        for row in report.rows
    ]
    if report.total is not None:
        places.append((report.total, CellAt(None, "", total=True)))
    for row, at in places:
        for column in report.columns[1:]:
            if column.kind is Kind.CODE or column.key in UNLISTED:
                continue
            if row[column.key] is not None:
                cell = replace(at, column=column.key)
                yield cell, column, row[column.key]


def counted(column: Column, listed: Listed, currency: str) -> Cell:
    """Return what a cell must say, from its list alone."""
    values = [item.value for item in listed.items if item.value is not None]
    if column.key in MEANS or column.key in MEDIANS:
        whole_days = [int(value) for value in values]
        middle = median if column.key in MEDIANS else mean
        found = middle(whole_days)
        if column.kind is not Kind.MONEY:
            return rounded(found)
        return Money(whole(found) or 0, currency)
    if column.kind is Kind.MONEY:
        total = sum((Fraction(value) for value in values), Fraction())
        return Money(whole(total) or 0, currency)
    return len(listed.items)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives(), max_size=12))
def test_every_cell_is_the_length_or_sum_of_its_list(
    then: Store, deals: list[Life]
) -> None:
    figures = written(then, deals)
    shown = {
        deal_id
        for deal_id, life in zip(figures.deals, deals, strict=True)
        if life.phase is Phase.DEAL and not life.binned
    }
    for (name, by, basis), period in ((a, p) for a in ASKED for p in PERIODS):
        report = figures.report(name, *period, by=by, basis=basis)
        for cell, column, value in cells(report):
            if column.key in RATES:
                continue
            listed = figures.listed(name, cell, *period, by=by, basis=basis)
            expected = counted(column, listed, report.currency)
            assert value == expected, (name, by, basis, period, cell)
            assert set(listed.ids) <= shown


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives(), max_size=12))
def test_figures_do_not_depend_on_the_order_of_the_rows(
    then: Store, deals: list[Life]
) -> None:
    one, other = written(then, deals), written(then, deals[::-1])
    for name, by, basis in ASKED:
        rows = one.rows(name, by=by, basis=basis)
        others = other.rows(name, by=by, basis=basis)
        alike = [{**row, "pipeline": ""} for row in rows]
        assert alike == [{**row, "pipeline": ""} for row in others], (name, by, basis)


def test_figures_depend_on_neither_the_language_nor_the_zone_of_the_reader(
    oracle: Figures, as_user: AsUser
) -> None:
    a_user(oracle.store, "tomoko", role=Role.ADMIN)
    connection = sqlite3.connect(oracle.store.path)
    connection.execute(
        """UPDATE user SET time_zone = 'Asia/Tokyo', language = 'fr'
           WHERE login = 'tomoko'"""
    )
    connection.commit()
    connection.close()
    far = Figures(as_user(oracle.store, "tomoko"), oracle.pipeline, oracle.deals)
    for name, by, basis in ASKED:
        assert far.report(name, by=by, basis=basis) == oracle.report(
            name, by=by, basis=basis
        )


def test_a_deal_that_left_twice_is_listed_twice_and_opened_once(
    oracle: Figures,
) -> None:
    listed = oracle.listed("funnel", CellAt("Qualify", "deals"), basis="flow")
    assert len(listed.items) == 10
    assert len(listed.ids) == 8


def test_a_column_that_counts_nothing_opens_nothing(oracle: Figures) -> None:
    with pytest.raises(BadValue) as refused:
        oracle.listed("losses", CellAt("Qualify", "days"))
    assert refused.value.code == "cell_unlisted"
    known = ["lost", "exits", "loss_rate", "share"]
    assert refused.value.values["choices"] == known


@pytest.mark.parametrize("basis", ["reached", "strict", "flow"])
def test_a_rate_of_the_funnel_opens_the_deals_that_passed_on(
    oracle: Figures, basis: str
) -> None:
    """C.4: what a rate opens, of what its row counts, is the rate."""
    report = oracle.report("funnel", basis=basis)
    assert report.total is not None
    for row in (*report.rows, report.total):
        for column, of in (("conversion", row), ("cumulative", report.rows[0])):
            told, deals = row[column], of["deals"]
            if told is None:
                continue
            assert isinstance(deals, int)
            total = row is report.total
            cell = CellAt(None if total else row["stage"], column, total=total)
            opened = oracle.listed("funnel", cell, basis=basis)
            assert told == round(len(opened.items) / deals, 4)


@pytest.mark.parametrize("by", ["stage", "reason", "owner"])
def test_a_rate_of_losses_opens_the_lost(oracle: Figures, by: str) -> None:
    """C.5: of all exits and of all losses, the part is the lost ones."""
    for row in oracle.rows("losses", by=by):
        for column in ("loss_rate", "share"):
            opened = oracle.listed("losses", CellAt(row["group"], column), by=by)
            assert len(opened.items) == row["lost"]


def test_a_stage_that_is_not_there_is_refused_with_those_that_are(
    oracle: Figures,
) -> None:
    for name in ("funnel", "time-in-stage"):
        with pytest.raises(BadValue) as refused:
            oracle.listed(name, CellAt("Nowhere", "visits"))
        assert refused.value.code == "choice_unknown"
