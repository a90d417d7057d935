"""Funnel and velocity of the imported Maven set (rulings 17, the notes beside it)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.exchange.mapping_file import load_mapping
from models.money import Money
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.store import Store
from models.views.people import integer
from tests.exchange.test_maven import MAP
from tests.exchange.test_maven import NAMES
from tests.exchange.test_maven import found

ALL_TIME = Period("UTC")
YEARS = Period("UTC", date(2016, 1, 1), date(2018, 1, 1))


@pytest.fixture(scope="module")
def store(
    data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("funnel")
    opened = found(folder / "maven.db")
    files = [data_folder / "maven-crm" / name for name in NAMES]
    run_import(opened, files, load_mapping(MAP), ImportOptions(folder=folder))
    yield opened
    opened.close()


def asked(
    store: Store, name: str, period: Period = ALL_TIME, by: str = "", basis: str = ""
) -> Report:
    return store.read(REPORTS[name], Asked(period, by=by, basis=basis))


def test_the_funnel_of_all_time_counts_deals_without_a_date(store: Store) -> None:
    report = asked(store, "funnel")
    assert [
        (row["stage"], row["deals"], row["conversion"], row["cumulative"])
        for row in report.rows
    ] == [
        ("Prospecting", 8800, 0.9432, 1.0),
        ("Engaging", 8300, 0.5106, 0.9432),
        ("won", 4238, None, 0.4816),
    ]
    assert report.notes == ()


def test_with_a_period_deals_without_a_date_are_left_out_and_told(store: Store) -> None:
    report = asked(store, "funnel", YEARS)
    assert [row["deals"] for row in report.rows] == [8300, 8300, 4238]
    assert report.notes == (Note("without_opened_at", {"count": 500}),)


@pytest.mark.parametrize(
    ("basis", "deals"), [("visited", [500, 8300, 4238]), ("strict", [500, 0, 0])]
)
def test_no_visit_is_invented_for_engaged_deals(
    store: Store, basis: str, deals: list[int]
) -> None:
    assert [row["deals"] for row in asked(store, "funnel", basis=basis).rows] == deals


def test_the_velocity_of_the_open_deals(store: Store) -> None:
    (row,) = asked(store, "velocity", YEARS).rows
    assert (row["deals"], row["win_rate"]) == (2089, 0.6315)
    assert row["mean_amount"] == Money(236091, "USD")
    assert row["cycle_days"] == 51.782
    assert row["per_day"] == Money(6_014_685, "USD")


def test_the_losses_happen_while_engaging(store: Store) -> None:
    rows = asked(store, "losses").rows
    assert [(row["lost"], row["exits"]) for row in rows] == [(0, 0), (2473, 6711)]
    assert [row["loss_rate"] for row in rows] == [None, 0.3685]
    (reason,) = asked(store, "losses", by="reason").rows
    assert (reason["group"], reason["lost"], reason["share"]) == (None, 2473, 1.0)


def test_the_losses_of_the_owners_add_up(store: Store) -> None:
    report = asked(store, "losses", by="owner")
    assert len(report.rows) == 30
    assert sum(integer(row["lost"]) for row in report.rows) == 2473
    most = report.rows[0]
    assert (most["group"], most["lost"], most["exits"]) == ("Darcel Schlecht", 204, 553)


def test_stays_without_a_date_are_counted_but_not_measured(store: Store) -> None:
    prospecting, engaging = asked(store, "time-in-stage").rows
    assert (prospecting["visits"], prospecting["open_visits"]) == (0, 500)
    assert prospecting["open_median_age_days"] is None
    assert (engaging["visits"], engaging["mean_days"]) == (6711, 47.9854)


def test_the_snapshot_is_what_is_open_now(store: Store) -> None:
    rows = asked(store, "funnel", basis="snapshot").rows
    assert [row["deals"] for row in rows] == [500, 1589, 4238]


def test_the_lists_are_as_long_as_the_numbers(store: Store) -> None:
    for stage, number in (("Prospecting", 8800), ("Engaging", 8300), ("won", 4238)):
        listed = store.read(LISTS["funnel"], Asked(ALL_TIME), CellAt(stage, "deals"))
        assert len(listed.ids) == number
