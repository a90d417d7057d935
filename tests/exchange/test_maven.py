import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest

from models import operations
from models.clock import Clock
from models.exchange.importing import ImportOptions
from models.exchange.importing import list_imports
from models.exchange.importing import run_import
from models.exchange.mapping_file import load_mapping
from models.exchange.reports import ImportReport
from models.exchange.reports import Tally
from models.operations import setup
from models.store import Store
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Origin
from tests.conftest import REPOSITORY
from tests.exchange.conftest import rows
from tests.invariants import problems_in

END = datetime(2017, 12, 31, 9, tzinfo=UTC)
MAP = REPOSITORY / "docs" / "examples" / "maven-crm.toml"
NAMES = ("sales_pipeline.csv", "accounts.csv", "sales_teams.csv")


def found(path: Path) -> Store:
    plan = Foundation(
        template="lifecycle",
        currency="USD",
        zone="UTC",
        login="boss",
        name="Boss",
        language=Language.EN,
        workspace="Maven",
    )
    setup.found(path, plan, Clock(start=END, ticking=False))
    return open_store(path, "boss", Clock(start=END, ticking=False), Origin.CLI)


@pytest.fixture(scope="module")
def files(data_folder: Path) -> list[Path]:
    return [data_folder / "maven-crm" / name for name in NAMES]


@pytest.fixture(scope="module")
def maven(
    files: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, ImportReport]]:
    folder = tmp_path_factory.mktemp("maven")
    store = found(folder / "maven.db")
    options = ImportOptions(folder=folder)
    report = run_import(store, files, load_mapping(MAP), options)
    yield store, report
    store.close()


Maven = tuple[Store, ImportReport]


def one(store: Store, query: str) -> object:
    return rows(store, query)[0][0]


def test_the_whole_set_comes_in_at_once(maven: Maven) -> None:
    _, report = maven
    assert (report.read, report.created, report.rejected) == (8920, 8920, 0)
    assert report.by_entity == {
        "team": Tally(created=9),
        "user": Tally(created=41),
        "company": Tally(created=85),
        "deal": Tally(created=8800),
    }
    assert not report.rejects


def test_the_reference_figures_are_met(maven: Maven) -> None:
    store, _ = maven
    figures = rows(
        store, "SELECT status, count(*), sum(amount_minor) FROM deal GROUP BY status"
    )
    assert figures == [
        ("lost", 2473, 0),
        ("open", 2089, None),
        ("won", 4238, 1_000_553_400),
    ]
    assert rows(
        store,
        """SELECT stage.name, count(*) FROM deal JOIN stage ON stage.id = stage_id
           WHERE status = 'open' GROUP BY stage.name ORDER BY position""",
    ) == [("Prospecting", 500), ("Engaging", 1589)]
    assert one(store, "SELECT count(*) FROM deal WHERE organization_id IS NULL") == 1425
    assert (
        one(
            store,
            """SELECT count(*) FROM deal
               WHERE json_extract(custom, '$.product') = 'GTXPro'""",
        )
        == 1480
    )


def test_teams_and_users_form_the_tree(maven: Maven) -> None:
    store, _ = maven
    offices = rows(
        store,
        """SELECT team.name FROM team JOIN team AS root ON root.id = team.parent_id
           WHERE root.parent_id IS NULL ORDER BY team.name""",
    )
    assert offices == [("Central",), ("East",), ("West",)]
    managers = rows(
        store,
        """SELECT user.name FROM user JOIN team ON team.id = team_id
           JOIN team AS office ON office.id = team.parent_id
           WHERE role = 'manager' AND user.name = team.name ORDER BY user.name""",
    )
    assert len(managers) == 6
    assert rows(store, "SELECT role, count(*) FROM user GROUP BY role") == [
        ("admin", 1),
        ("manager", 6),
        ("seller", 35),
    ]
    assert one(store, "SELECT count(*) FROM user WHERE login = 'mei-mei-johns'") == 1


def test_companies_bring_what_their_file_says(maven: Maven) -> None:
    store, _ = maven
    assert one(store, "SELECT count(*) FROM organization") == 85
    subsidiaries = "SELECT count(*) FROM organization WHERE parent_id IS NOT NULL"
    assert one(store, subsidiaries) == 15
    acme = rows(
        store,
        """SELECT industry, place, employees, custom FROM organization
           WHERE name = 'Acme Corporation'""",
    )
    assert acme == [
        (
            "technolgy",
            "United States",
            2822,
            '{"revenue": 1100.04, "year_established": 1996}',
        )
    ]


def test_no_visit_is_invented(maven: Maven) -> None:
    store, _ = maven
    visits = rows(
        store,
        """SELECT stage.name, count(*), count(entered_at), count(exited_at)
           FROM stage_visit JOIN stage ON stage.id = stage_id GROUP BY stage.name""",
    )
    assert visits == [("Engaging", 8300, 8300, 6711), ("Prospecting", 500, 0, 0)]
    assert one(store, "SELECT count(*) FROM close_event WHERE imported") == 6711


def test_the_template_pipeline_that_held_no_deal_gives_way(maven: Maven) -> None:
    store, _ = maven
    assert rows(store, "SELECT name, is_default FROM pipeline") == [("Maven", 1)]
    assert rows(store, "SELECT name, probability FROM stage ORDER BY position") == [
        ("Prospecting", 10),
        ("Engaging", 50),
    ]


def test_every_row_leaves_an_event_and_no_invariant_breaks(maven: Maven) -> None:
    store, report = maven
    written = rows(
        store,
        f"""SELECT entity, count(*) FROM event WHERE batch_id = {report.batch}
            AND entity IN ('deal', 'stage_visit', 'close_event', 'organization')
            GROUP BY entity""",
    )
    assert written == [
        ("close_event", 6711),
        ("deal", 8800),
        ("organization", 85),
        ("stage_visit", 8800),
    ]
    assert problems_in(store.path) == []
    assert one(store, "SELECT count(*) FROM search") == 8885


def test_the_import_is_listed(maven: Maven) -> None:
    store, report = maven
    (past,) = store.read(list_imports)
    assert past.batch == report.batch
    assert past.files == tuple(sorted(NAMES))
    assert (past.actor, past.read, past.reverted) == ("boss", 8920, False)


def test_the_same_files_again_change_nothing(maven: Maven, files: list[Path]) -> None:
    store, _ = maven
    before = one(store, "SELECT max(id) FROM event")
    report = run_import(store, files, load_mapping(MAP), ImportOptions())
    assert report.batch is None
    assert (report.created, report.updated, report.skipped) == (0, 0, 8920)
    assert one(store, "SELECT max(id) FROM event") == before
    assert one(store, "SELECT count(*) FROM import_batch") == 1


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the workspace, but for what counts writes."""
    connection = sqlite3.connect(path)
    try:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'"
        ).fetchall()
        journal = {"batch", "event", "import_batch", "import_row", "sqlite_sequence"}
        found: dict[str, list[tuple[object, ...]]] = {}
        for (name,) in tables:
            if name in journal or name.startswith("search"):
                continue
            cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            names = [column[0] for column in cursor.description]
            kept = [
                place
                for place, column in enumerate(names)
                if column not in {"version", "updated_at"}
            ]
            found[name] = [tuple(row[place] for place in kept) for row in cursor]
    finally:
        connection.close()
    return found


def test_reverting_brings_back_what_was_before(
    files: list[Path], tmp_path: Path
) -> None:
    store = found(tmp_path / "maven.db")
    before = contents(store.path)
    options = ImportOptions(folder=tmp_path)
    report = run_import(store, files, load_mapping(MAP), options)
    assert report.batch is not None
    store.write(operations.undoing.revert, report.batch)
    assert contents(store.path) == before
    assert problems_in(store.path) == []
    (past,) = store.read(list_imports)
    assert past.reverted
    again = run_import(store, files, load_mapping(MAP), options)
    assert again.created == 8920
    store.close()


SCRIPT = """
import sys
from pathlib import Path
from tests.exchange.test_maven import found, MAP, run_import, load_mapping
from tests.exchange.test_maven import END, Clock, ImportOptions, Origin, open_store
store = open_store(Path(sys.argv[1]), "boss", Clock(END, False), Origin.CLI)
print("ready", flush=True)
files = [Path(name) for name in sys.argv[2:]]
run_import(store, files, load_mapping(MAP), ImportOptions())
print("done", flush=True)
"""


@pytest.mark.parametrize("after", [0.3, 1.5])
def test_a_killed_import_is_whole_or_absent(
    files: list[Path], tmp_path: Path, after: float
) -> None:
    path = tmp_path / "maven.db"
    found(path).close()
    command = [sys.executable, "-c", SCRIPT, str(path), *map(str, files)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=REPOSITORY)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    store = open_store(path, "boss", Clock(END, ticking=False), Origin.CLI)
    assert one(store, "SELECT count(*) FROM deal") in {0, 8800}
    assert problems_in(path) == []
    options = ImportOptions(folder=tmp_path)
    run_import(store, files, load_mapping(MAP), options)
    assert one(store, "SELECT count(*) FROM deal") == 8800
    store.close()
