"""Databases in trouble: each fault with a reading and a writing command (case 44)."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from models import door
from models.backups import Reason
from models.backups import found
from models.backups import keep
from models.store import Store
from tests import factories
from tests.cli.conftest import Call
from tests.conftest import NOW
from tests.data.full import full_disk
from tests.data.test_backups import change_a_title

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
    """Safety case 44: each fault, by a reading and by a writing command."""
    store.close()
    fault(store.path)
    before = store.path.read_bytes() if store.path.exists() else None
    answer = call(*words, db=store.path)
    assert answer.status == status, answer.err
    assert said in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)
    after = store.path.read_bytes() if store.path.exists() else None
    assert before == after


@pytest.mark.parametrize("words", [READS, WRITES], ids=["read", "write"])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            Path.unlink,
            "Backups found: 2. relance restore {backup} puts back that of 23",
        ),
        (empty, "Backups found: 2. relance restore {backup} puts back that of 23 Nov"),
        (damaged, "Newest good backup: {backup} (23 Nov 2026)."),
    ],
)
def test_a_fault_names_the_newest_good_backup(
    store: Store,
    call: Call,
    words: tuple[str, ...],
    fault: Callable[[Path], None],
    said: str,
) -> None:
    """Safety case 44: the message names what can be put back, damaged copies never."""
    good = keep(store.path, Reason.DAY, NOW)
    damaged(keep(store.path, Reason.DAY, NOW + timedelta(days=1)))
    store.close()
    fault(store.path)
    answer = call(*words, db=store.path)
    assert said.format(backup=good) in answer.err
    assert answer.err.count("\n") == 1


def test_an_index_that_is_damaged_is_repaired_into_a_new_file(
    store: Store, call: Call, tmp_path: Path
) -> None:
    """Safety case 44: rows without a sound index are saved by ``restore``."""
    for number in range(40):
        factories.a_deal(store, f"Deal {number}")
    store.close()
    page = root_of(store.path, "ix_deal_board")
    content = bytearray(store.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    store.path.write_bytes(content)
    answer = call(*WRITES, db=store.path)
    assert answer.status == 65
    fresh = tmp_path / "fresh.db"
    assert "is damaged. Nothing was changed." in answer.err
    assert f"It can be repaired: relance restore {store.path} --db NEW." in answer.err
    assert call("restore", store.path, db=fresh).status == 0
    assert call("doctor", db=fresh).status == 0
    assert call("search", "Deal 39", "--json", db=fresh).json["count"] >= 1
    assert store.path.read_bytes() == bytes(content)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.x"])
def test_a_network_file_system_is_refused_by_name(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Safety case 48: the type is named, and PostgreSQL as the way out."""

    def of_kind(_path: Path) -> str:
        return kind

    monkeypatch.setattr(door, "file_system", of_kind)
    for words in (READS, WRITES):
        answer = call(*words, db=store.path)
        assert (answer.status, answer.err.count("\n")) == (78, 1)
        assert f"({kind})" in answer.err
        assert "PostgreSQL" in answer.err


@pytest.mark.parametrize("kind", ["ext4", "fuseblk", "fuse.fuse-overlayfs", ""])
def test_a_file_system_of_this_host_is_used(kind: str) -> None:
    assert not door.is_remote(kind)


def test_a_full_disk_refuses_to_save_and_still_reads(store: Store, call: Call) -> None:
    """Safety case 44: disk full is 74 in one line, and the file is as it was."""
    factories.a_deal(store, "Acme licence")
    store.close()
    before = store.path.read_bytes()
    with full_disk():
        answer = call(*WRITES, db=store.path)
        assert (answer.status, answer.err.count("\n")) == (74, 1)
        assert "Nothing was changed." in answer.err
        assert call("search", "Acme", "--json", db=store.path).json["count"] == 1
    assert store.path.read_bytes() == before


def test_a_file_that_finds_no_more_room_is_told_as_a_full_disk(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 44: the words and the status of the table, not of a damaged file."""
    deal = factories.a_deal(store, "Acme licence")
    store.close()
    connect = door.connect

    def without_room(path: Path, *, writable: bool = True) -> sqlite3.Connection:
        connection = connect(path, writable=writable)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        return connection

    monkeypatch.setattr(door, "connect", without_room)
    answer = call("note", "deal", str(deal), "x" * 20_000, db=store.path)
    assert (answer.status, answer.err.count("\n")) == (74, 1)
    assert answer.err.startswith("relance: Disk full: not saved.")


def test_a_damaged_page_that_the_save_never_meets_refuses_it(
    store: Store, call: Call
) -> None:
    """Safety case 44: a save into a damaged file might succeed, and make it worse."""
    factories.a_deal(store, "Acme licence")
    store.close()
    page = root_of(store.path, "saved_view")
    content = bytearray(store.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    store.path.write_bytes(content)
    answer = call(*WRITES, db=store.path)
    assert (answer.status, answer.err.count("\n")) == (65, 1)
    assert "is damaged. Nothing was changed." in answer.err
    assert store.path.read_bytes() == bytes(content)


def test_a_backup_on_a_full_disk_is_refused_and_leaves_nothing(
    store: Store, call: Call, tmp_path: Path
) -> None:
    """Safety case 52: exit 74 and no new file, by name or by itself."""
    store.close()
    before = sorted(tmp_path.iterdir())
    with full_disk():
        answer = call("backup", tmp_path / "copy.db", db=store.path)
    assert (answer.status, answer.err.count("\n")) == (74, 1)
    assert "No backup was made" in answer.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_without_a_name_goes_to_the_others(store: Store, call: Call) -> None:
    store.close()
    assert call("backup", db=store.path).status == 0
    (copy,) = found(store.path)
    assert copy.path.name.endswith(".asked.backup")


def test_a_backup_of_records_that_break_a_rule_is_named_so(
    store: Store, call: Call, tmp_path: Path
) -> None:
    """Safety case 43: a copy that fails its check never gets the name asked for."""
    factories.a_deal(store, "Acme licence")
    store.close()
    change_a_title(store.path)
    answer = call("backup", tmp_path / "copy.db", db=store.path)
    assert answer.status == 65
    assert not (tmp_path / "copy.db").exists()
    assert (tmp_path / "copy.db.doubtful").exists()


def test_the_doctor_says_why_the_journal_is_the_slower_one(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 47: with SQLite 3.40.1 no WAL, and why; with 3.53 WAL."""
    assert not door.wal_safe((3, 40, 1))
    assert door.wal_safe((3, 53, 0))
    assert not door.wal_safe((3, 51, 1))
    assert not door.wal_safe((3, 52, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    monkeypatch.setattr(door, "wal_safe", partial(bool, 0))
    told = call("doctor", db=store.path).out
    assert "truncate (SQLite 3.40.1 may damage a WAL journal)" in told
    monkeypatch.setattr(door, "wal_safe", partial(bool, 1))
    assert door.journal_mode() == "wal"
    assert "may damage" not in call("doctor", db=store.path).out


def root_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(query, (name,)).fetchone()
    return int(page)


def test_a_locked_database_is_read_and_refuses_to_save_in_time(
    store: Store, call: Call
) -> None:
    """Safety case 44: a lock over five seconds is 75 for who saves, nobody else."""
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert call(*READS, db=store.path).status == 0
    begun = time.monotonic()
    answer = call(*WRITES, db=store.path)
    assert time.monotonic() - begun < 8
    holder.close()
    assert (answer.status, answer.err.count("\n")) == (75, 1)
    assert "Nothing was changed. Try again" in answer.err


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
