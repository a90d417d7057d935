"""Every figure that the notes beside the Maven set print, from the imported set."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.exchange.mapping_file import load_mapping
from models.money import Money
from models.reports.pipeline import pipeline
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.wins import wins
from models.store import Store
from models.store import open_store
from models.vocabulary import Scope
from tests.exchange.test_maven import MAP
from tests.exchange.test_maven import NAMES
from tests.exchange.test_maven import found

ALL_TIME = Period("UTC")
MONTHS = re.compile(r"\| (2017-\d\d) \| (\d+) \| (\d+) \| ([\d,]+) \| ([\d.]+) \|")
LINES = re.compile(
    r"\| ([^|]+) \| ([\d,]+) \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d,]+) \|"
    r" ([\d,.]+) \| ([\d.]+) \|"
)


@pytest.fixture(scope="module")
def store(
    data_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("figures")
    opened = found(folder / "maven.db")
    files = [data_folder / "maven-crm" / name for name in NAMES]
    run_import(opened, files, load_mapping(MAP), ImportOptions(folder=folder))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def notes(data_folder: Path) -> str:
    return (data_folder / "maven-crm" / "README.md").read_text()


def report(store: Store, by: str) -> Report:
    return store.read(wins, Asked(ALL_TIME, by=by))


def groups(store: Store, by: str) -> dict[str, Row]:
    return {str(row["group"]): row for row in report(store, by).rows}


def dollars(text: str) -> int:
    return round(float(text.replace(",", "")) * 100)


def minor(cell: object) -> int:
    assert isinstance(cell, Money)
    return cell.minor


def near(cell: object, printed: float) -> bool:
    """Whether the figure printed with two decimals is this one."""
    assert isinstance(cell, float)
    return abs(cell - printed) <= 0.00501


def test_the_totals_are_met(store: Store) -> None:
    row = report(store, "none").rows[0]
    assert (row["won"], row["lost"], row["open"]) == (4238, 2473, 2089)
    assert row["win_rate"] == 0.6315
    assert row["won_amount"] == Money(1_000_553_400, "USD")
    assert row["mean_amount"] == Money(236_091, "USD")
    assert row["median_amount"] == Money(111_700, "USD")
    assert near(row["mean_days_to_win"], 51.78)
    assert row["median_days_to_win"] == 57.0
    assert near(row["mean_days_to_lose"], 41.48)
    assert near(row["mean_days_to_close"], 47.99)


def test_every_month_is_met(store: Store, notes: str) -> None:
    rows = groups(store, "month")
    printed = MONTHS.findall(notes)
    assert len(printed) == 10
    assert list(rows)[:10] == [month for month, *_ in printed]
    for month, won, lost, value, rate in printed:
        row = rows[month]
        assert (row["won"], row["lost"]) == (int(won), int(lost))
        assert minor(row["won_amount"]) == dollars(value)
        assert abs(float(str(row["win_rate"])) * 100 - float(rate)) <= 0.0101
        assert row["open"] is None


@pytest.mark.parametrize(("by", "many"), [("field:product", 7), ("owner", 30)])
def test_every_product_and_every_agent_is_met(
    store: Store, notes: str, by: str, many: int
) -> None:
    rows = groups(store, by)
    printed = [line for line in LINES.findall(notes) if line[0] in rows]
    assert len(printed) == many
    for name, deals, won, lost, rate, value, mean, days in printed:
        row = rows[name]
        assert (row["won"], row["lost"]) == (int(won), int(lost))
        counted = sum(int(str(row[key])) for key in ("won", "lost", "open"))
        assert counted == int(deals.replace(",", ""))
        assert abs(float(str(row["win_rate"])) * 100 - float(rate)) <= 0.0101
        assert minor(row["won_amount"]) == dollars(value)
        assert minor(row["mean_amount"]) == dollars(mean)
        assert near(row["mean_days_to_win"], float(days))


def test_owners_come_by_what_they_won(store: Store, notes: str) -> None:
    told = [str(row["group"]) for row in report(store, "owner").rows]
    printed = [line[0] for line in LINES.findall(notes) if line[0] in set(told)]
    assert told == printed


def test_the_managers_of_the_notes_are_met(store: Store) -> None:
    rows = groups(store, "team")
    assert (rows["Cara Losch"]["won"], rows["Cara Losch"]["lost"]) == (480, 265)
    assert (rows["Melvin Marxen"]["won"], rows["Melvin Marxen"]["lost"]) == (882, 536)


def test_quarters_add_up_to_the_whole(store: Store) -> None:
    rows = report(store, "quarter").rows
    assert [row["group"] for row in rows] == [f"2017-Q{place}" for place in range(1, 5)]
    assert sum(int(str(row["won"])) for row in rows) == 4238


def test_a_manager_sees_the_teams_figures_and_the_seller_the_own(store: Store) -> None:
    manager = open_store(store.path, "cara-losch", store.clock)
    row = report(manager, "none").rows[0]
    assert (row["won"], row["lost"]) == (480, 265)
    manager.close()
    seller = open_store(store.path, "darcel-schlecht", store.clock)
    asked = Asked(ALL_TIME, scope=Scope.ALL)
    row = seller.read(wins, asked).rows[0]
    assert (row["won"], row["lost"], row["open"]) == (349, 204, 194)
    seller.close()


def test_the_pipeline_holds_what_is_open(store: Store) -> None:
    rows = store.read(pipeline, Asked(ALL_TIME)).rows
    assert [(row["stage"], row["deals"]) for row in rows] == [
        ("Prospecting", 500),
        ("Engaging", 1589),
    ]
    assert [row["without_amount"] for row in rows] == [500, 1589]
    assert rows[0]["median_age_days"] is None
