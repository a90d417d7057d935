"""Hang-up, end of file, Escape and repaint, through a pseudo-terminal."""

import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.terminal.driver import PUT_BACK

PATIENCE = 20.0

KEPT_ON_THE_WAY_OUT = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l", "\x1b[<u", "\x1b[?7h")
MOUSE_OFF = ("\x1b[?1000l", "\x1b[?1003l", "\x1b[?1006l")


class PtySession:
    """A process on a pseudo-terminal whose other end we hold."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.log = folder / "keys.log"
        self.log.touch()
        self.master, terminal = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color"}
        environment.pop("ESCDELAY", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.driver.key_log", str(self.log), *options],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            env=environment,
        )
        os.close(terminal)
        self.output = b""
        self._open = True
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while self._open:
            if not select.select([self.master], [], [], 0.05)[0]:
                continue
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                return

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def wait_for(self, *lines: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while (seen := self.log.read_text("utf-8").splitlines())[: len(lines)] != [
            *lines
        ]:
            if time.monotonic() > deadline:
                pytest.fail(f"expected {lines}, got {seen}:\n{self.output!r}")
            time.sleep(0.01)

    def end(self) -> int:
        code = self.process.wait(PATIENCE)
        self._reader.join(1)
        return code

    def vanish(self) -> None:
        """Lose the terminal, as a dropped link does."""
        self._open = False
        self._reader.join()
        os.close(self.master)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._open:
            self.vanish()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[PtySession]:
    session = PtySession(tmp_path)
    session.wait_for("ready")
    yield session
    session.close()


def test_escape_arrives_alone(session: PtySession) -> None:
    session.type(b"\x1b")
    session.wait_for("ready", "escape")


def test_an_arrow_key_split_by_the_link_is_still_an_arrow(
    session: PtySession,
) -> None:
    for part in (b"\x1b", b"[", b"A"):
        session.type(part)
        time.sleep(0.012)
    session.type(b"x")
    session.wait_for("ready", "up", "x")


def test_bytes_that_are_no_text_do_not_end_the_input(session: PtySession) -> None:
    session.type(b"\xff\xfe")
    session.type(b"x")
    deadline = time.monotonic() + PATIENCE
    while "x" not in session.log.read_text("utf-8").splitlines():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("signum", "code"),
    [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 130)],
)
def test_a_signal_saves_the_draft_and_puts_the_terminal_back(
    session: PtySession, signum: signal.Signals, code: int
) -> None:
    session.process.send_signal(signum)
    assert session.end() == code
    session.wait_for("ready", f"draft saved {signum.value}")
    ending = session.output.decode()[-300:]
    assert all(sequence in ending for sequence in KEPT_ON_THE_WAY_OUT)
    assert "Traceback" not in session.output.decode()


def test_mouse_reports_end_with_the_session(tmp_path: Path) -> None:
    session = PtySession(tmp_path, "mouse")
    session.wait_for("ready")
    session.process.send_signal(signal.SIGTERM)
    assert session.end() == 143
    ending = session.output.decode()[-400:]
    assert all(sequence in ending for sequence in MOUSE_OFF)
    session.close()


def test_a_lost_terminal_is_a_hang_up(session: PtySession) -> None:
    session.vanish()
    assert session.end() == 129
    session.wait_for("ready", "draft saved 1")


def test_a_lost_terminal_ends_the_process_though_hang_ups_are_ignored(
    tmp_path: Path,
) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        session = PtySession(tmp_path)
    finally:
        signal.signal(signal.SIGHUP, before)
    session.wait_for("ready")
    session.vanish()
    assert session.end() == 129
    session.close()


def test_an_app_that_does_not_go_is_ended_with_the_terminal_put_back(
    tmp_path: Path,
) -> None:
    session = PtySession(tmp_path, "stuck")
    session.wait_for("ready")
    session.process.send_signal(signal.SIGTERM)
    assert session.end() == 143
    assert session.output.decode().endswith(PUT_BACK)
    session.close()


def stopped(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat").read_text("utf-8")
    return status.rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize("way", ["key", "stop"])
def test_after_fg_the_screen_is_painted_again(session: PtySession, way: str) -> None:
    if way == "key":
        session.type(b"\x1a")
    else:
        session.process.send_signal(signal.SIGSTOP)
    deadline = time.monotonic() + PATIENCE
    while not stopped(session.process.pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(0.1)
    sent = len(session.output)
    session.process.send_signal(signal.SIGCONT)
    while b"Ready to listen" not in session.output[sent:]:
        assert time.monotonic() < deadline, session.output[sent:]
        time.sleep(0.01)
    assert b"\x1b[?1049h" in session.output[sent:]
    session.type(b"x")
    session.wait_for(*(["ready", "ctrl+z", "x"] if way == "key" else ["ready", "x"]))
