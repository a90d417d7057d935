"""Databases in trouble: each fault with a reading and a writing command (case 44)."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import Store
from tests.cli.conftest import Call

READS = ("due",)
WRITES = ("add", "deal", "Another")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("hello")


def header(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"XXXX" + content[4:])


def foreign(path: Path) -> None:
    _pragma(path, "application_id")


def newer(path: Path) -> None:
    _pragma(path, "user_version")


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096 * 5, len(content), 4096 * 3):
        content[place : place + 600] = b"\xa5" * 600
    path.write_bytes(content)


def _pragma(path: Path, name: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {name} = 99")
    connection.close()


@pytest.mark.parametrize("words", [READS, WRITES], ids=["read", "write"])
@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (Path.unlink, 66, "No CRM data at"),
        (empty, 65, "is empty (0 bytes)"),
        (text, 65, "is not a CRM database"),
        (header, 65, "is not a CRM database"),
        (foreign, 65, "belongs to another program (application id 99)"),
        (damaged, 65, "is damaged. Nothing was changed"),
        (newer, 78, "newer version"),
    ],
)
def test_a_fault_is_one_line_and_the_file_stays_as_it_was(
    store: Store,
    call: Call,
    words: tuple[str, ...],
    fault: Callable[[Path], None],
    status: int,
    said: str,
) -> None:
    store.close()
    fault(store.path)
    before = store.path.read_bytes() if store.path.exists() else None
    answer = call(*words, db=store.path)
    assert answer.status == status, answer.err
    assert said in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)
    after = store.path.read_bytes() if store.path.exists() else None
    assert before == after


def test_a_locked_database_is_read_and_refuses_to_save_in_time(
    store: Store, call: Call
) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert call(*READS, db=store.path).status == 0
    begun = time.monotonic()
    answer = call(*WRITES, db=store.path)
    assert time.monotonic() - begun < 8
    holder.close()
    assert (answer.status, answer.err.count("\n")) == (75, 1)


def test_a_folder_is_no_database(call: Call, tmp_path: Path) -> None:
    assert call(*READS, db=tmp_path).status == 65


def run(*words: object, **environ: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from tui.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": "/nonexistent", "PATH": "/usr/bin", **environ},
    )


def test_a_process_answers_as_the_contract_says(store: Store) -> None:
    store.close()
    seen = run("due", "--json", "--db", store.path)
    assert (seen.returncode, seen.stderr) == (0, "")
    assert "\x1b" not in seen.stdout
    hidden = run("show", "deal", "9", RELANCE_DB=str(store.path))
    assert (hidden.returncode, hidden.stdout) == (77, "")
    assert hidden.stderr.count("\n") == 1
    debugged = run("show", "deal", "9", "--debug", "--db", store.path)
    assert "Traceback" in debugged.stderr
    assert run("--db", store.path).returncode == 64
    assert run("--version").stdout.startswith("relance ")


LOADED = """
import sys
from tui.cli.main import run
run(sys.argv[1:])
heavy = ("textual", "sqlalchemy", "sqlmodel", "pydantic", "babel", "alembic", "plotext")
print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        ("--help", "[]"),
        ("due", "[]"),
        ("due --json", "[]"),
        ("search x", "['sqlalchemy', 'sqlmodel', 'pydantic']"),
        ("show deal 1", "['sqlalchemy', 'sqlmodel', 'pydantic']"),
        ("stats wins", "['sqlalchemy', 'sqlmodel', 'pydantic']"),
    ],
)
def test_commands_load_no_more_than_they_need(
    store: Store, words: str, loaded: str
) -> None:
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words.split(), "--db", str(store.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == loaded, done.stderr
