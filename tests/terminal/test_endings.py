"""Dropped lines, signals, troubled files: nothing lost, the terminal put back."""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models.backups import Reason
from models.backups import keep
from models.store import Store
from tests.screens.day import a_prospect
from tests.screens.day import november
from tests.terminal.conftest import CLOCK
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenSession
from tests.terminal.conftest import OpenTerminal

pytestmark = pytest.mark.terminal

PATIENCE = 5.0
PUT_BACK = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l", "\x1b[<u", "\x1b[?7h")
MOUSE_OFF = ("\x1b[?1000l", "\x1b[?1003l", "\x1b[?1006l")


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def begun(process: int | None) -> bool:
    """Whether Python has come to our first line, which puts Ctrl+Z out of action."""
    status = Path(f"/proc/{process}/status")
    if process is None or not status.exists():
        return False
    ignored = re.search(r"SigIgn:\s*([0-9a-f]+)", status.read_text(encoding="ascii"))
    mask = int(ignored[1], 16) if ignored else 0
    return bool(mask >> (signal.SIGTSTP - 1) & 1)


def test_a_dropped_line_keeps_the_draft_and_the_next_start_brings_it_back(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_prospect(store, "Kiné Plus", november(23))
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("0 of 1 done")
    terminal.press("d")
    terminal.wait_for("Reschedule")
    terminal.press("r", "Down")
    terminal.type("call her after five")
    terminal.wait_for("call her after five")
    process = terminal.process
    assert process is not None
    terminal.hang_up()
    deadline = time.monotonic() + PATIENCE
    while not gone(process):
        assert time.monotonic() < deadline

    again = open_terminal(*relance.on(store.path))
    again.wait_for("A draft of")
    again.press("Enter")
    again.wait_for("call her after five")
    again.press("Enter")
    again.wait_for("1 of 1 done")
    due = relance.answer(store.path, "due")
    assert due["counts"] == {"overdue": 0, "today": 0, "next": 1}


@pytest.mark.parametrize(
    ("signum", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_ends_the_session_and_puts_the_terminal_back(
    open_session: OpenSession,
    relance: Installed,
    store: Store,
    signum: signal.Signals,
    status: int,
) -> None:
    """Safety case 61: 143 or 129, and the modes of the terminal are off."""
    a_prospect(store, "Kiné Plus", november(23))
    session = open_session(*relance.on(store.path))
    session.wait_for("Kiné Plus")
    session.process.send_signal(signum)
    assert session.end() == status
    ending = session.sent.decode()[-600:]
    assert all(sequence in ending for sequence in (*PUT_BACK, *MOUSE_OFF))
    assert "Traceback" not in session.text


def test_an_interrupt_while_it_starts_leaves_no_traceback(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    """Safety case 20: at any moment of the start."""
    terminal = open_terminal(*relance.on(store.path))
    deadline = time.monotonic() + PATIENCE
    while not begun(terminal.process):
        assert time.monotonic() < deadline
    terminal.press("C-c")
    assert terminal.wait_for_exit() == 128 + signal.SIGINT
    assert "Traceback" not in terminal.screen


def test_a_theme_that_cannot_be_worn_is_told_and_the_app_starts(
    open_terminal: OpenTerminal, relance: Installed, store: Store, home: Path
) -> None:
    """Safety case 84: the app starts with the default theme."""
    folder = home / ".config/relance"
    (folder / "themes").mkdir(parents=True)
    folder.joinpath("settings.toml").write_text('theme = "slate"\n')
    folder.joinpath("themes/slate.toml").write_text(
        'name = "slate"\ndark = true\nprimary = "mauvish"\n'
    )
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("opens the board")
    terminal.wait_for("slate.toml left aside, line 3: “mauvish” is not a colour")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    path.write_text("Dear diary, this is no database.\n" * 100)


def taken_over(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (title)")
        other.execute("PRAGMA application_id = 77")


def upgraded(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 9999")


def spoiled(path: Path) -> None:
    pages = bytearray(path.read_bytes())
    pages[8192:81920] = b"\xee" * (81920 - 8192)
    path.write_bytes(pages)


@pytest.mark.parametrize(
    ("trouble", "told", "status"),
    [
        (emptied, "is empty (0 bytes)", 65),
        (overwritten, "is not a CRM database.", 65),
        (taken_over, "belongs to another program", 65),
        (spoiled, "is damaged.", 65),
        (upgraded, "was last opened by a newer", 78),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_on_a_screen_and_left_alone(
    open_terminal: OpenTerminal,
    relance: Installed,
    database: Path,
    trouble: Callable[[Path], None],
    told: str,
    status: int,
) -> None:
    """Safety case 45: message and choices; quitting ends with the fault's status."""
    trouble(database)
    before = database.read_bytes()
    terminal = open_terminal(*relance.on(database), width=120)
    terminal.wait_for(told)
    terminal.wait_for("q quit")
    terminal.press("r")
    terminal.wait_for("Still so.")
    terminal.press("q")
    assert terminal.wait_for_exit() == status
    assert database.read_bytes() == before


def test_a_path_without_a_database_is_told_in_one_line(
    open_session: OpenSession, relance: Installed, database: Path
) -> None:
    database.unlink()
    session = open_session(*relance.on(database))
    assert session.end() == 66
    assert "No CRM data at" in session.text
    assert session.sent.count(b"\n") == 1
    assert b"\x1b" not in session.sent


@pytest.mark.parametrize("trouble", [spoiled, emptied, Path.unlink])
def test_the_newest_good_backup_comes_back_by_a_key_and_work_goes_on(
    open_terminal: OpenTerminal,
    relance: Installed,
    store: Store,
    trouble: Callable[[Path], None],
) -> None:
    """Safety case 45: a backup is opened from the screen that tells the fault."""
    a_prospect(store, "Kiné Plus", november(23))
    keep(store.path, Reason.DAY, store.now())
    store.close()
    trouble(store.path)
    terminal = open_terminal(
        relance.command, "--db", str(store.path), "--now", CLOCK, width=120
    )
    terminal.wait_for("put back the backup")
    terminal.press("b")
    terminal.wait_for("is not in the backup.")
    terminal.press("b")
    terminal.wait_for("Kiné Plus")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_a_database_replaced_under_a_session_is_told_before_a_save_is_lost(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_prospect(store, "Kiné Plus", november(23))
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("0 of 1 done")
    copy = store.path.with_suffix(".copy")
    copy.write_bytes(store.path.read_bytes())
    copy.replace(store.path)
    terminal.press("z", "t")
    terminal.wait_for("was replaced while you worked")
    terminal.press("q")
    assert terminal.wait_for_exit() == 74
