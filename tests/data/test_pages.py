"""Every page and index is looked at in a process of its own (safety case 46)."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models import pages
from models.pages import Depth
from models.pages import Looking
from models.store import Store
from tests.factories import a_deal

Look = Callable[[Path], str]
ENDING = """
import sys, threading
from pathlib import Path
from models.pages import Depth, Looking

def look():
    threading.main_thread().join()
    with Looking(Path(sys.argv[1]), Depth.ROWS) as looking:
        sys.stdout.write(looking.said())

threading.Thread(target=look).start()
"""


def look_here(path: Path) -> str:
    return pages.look(path, Depth.INDEXES)


def look_apart(path: Path) -> str:
    with Looking(path, Depth.INDEXES) as looking:
        return looking.said()


@pytest.fixture(params=[look_here, look_apart])
def look(request: pytest.FixtureRequest) -> Look:
    found: Look = request.param
    return found


def test_a_whole_file_is_ok(store: Store, look: Look) -> None:
    a_deal(store)
    assert look(store.path) == "ok"


def test_an_index_that_misses_a_record_is_told(store: Store, look: Look) -> None:
    a_deal(store)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        forgotten = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?"
        connection.execute(forgotten, ("'lead'", "'deal'", "ix_deal_leads"))
        connection.commit()
    assert "ix_deal_leads" in look(store.path)


def test_what_lies_in_the_folder_that_one_is_in_is_never_run(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "pages.py").write_text("print('mine')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert look_apart(store.path) == "ok"


def test_where_no_process_can_be_made_this_one_looks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert look_apart(store.path) == "ok"


def test_a_file_that_cannot_be_read_is_refused_as_sqlite_does(
    store: Store, look: Look
) -> None:
    store.path.write_bytes(b"no database " * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        look(store.path)


def test_a_look_at_rows_leaves_what_indexes_hold_aside(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 2 WHERE rootpage = 3")
        connection.commit()
    assert pages.look(store.path, Depth.ROWS) != pages.SOUND


def test_it_can_be_begun_while_a_session_ends(store: Store) -> None:
    """A copy goes on in a thread that nobody waits for: no thread begins any more."""
    done = subprocess.run(
        [sys.executable, "-c", ENDING, str(store.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("ok", "")
