"""A pseudo-terminal that answers what a terminal answers, and takes the time."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SETTLED = 0.05
"""Seconds of silence after which a key has been answered."""
PATIENCE = 60.0
NOWHERE = -1
"""The descriptor of a terminal that is gone."""
LOOK = 1.0
IDLES = 0.01
"""The part of a core under which it does nothing."""
HELD = 0.005
"""Seconds between the repeats of a key that is held down."""
FRAME = b"\x1b[?2026h"
"""What begins a frame, since the terminal says that it can hold one back."""
SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?<>$]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came for a key: when first and last, seconds; how much."""

    first: float
    last: float
    sent: int
    frames: int
    spent: float
    """CPU seconds of the process."""
    drawn: float = 0.0
    """When the first text was there, seconds."""


class Terminal:
    """Runs one command, types, and reads what it sends."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int],
        environ: Mapping[str, str],
        folder: Path,
    ) -> None:
        self._master, slave = pty.openpty()
        columns, lines = size
        window = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, window)
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=environ,
            cwd=folder,
        )
        os.close(slave)

    def wait_for(self, text: str) -> Answer:
        """Read until a text is on the screen and no more comes; count from the start.

        ``last`` is when the text was there.
        """
        wanted, seen = text.encode(), b""
        first = drawn = shown = spent = 0.0
        while came := self._read(SETTLED if shown else PATIENCE):
            now = time.perf_counter() - self._begun
            first = first or now
            seen += came
            text_so_far = b"" if shown else SEQUENCE.sub(b"", seen)
            if text_so_far.strip():
                drawn = drawn or now
            if not shown and wanted in text_so_far:
                shown, spent = now, self.spent
        if not shown:
            told = f"{text!r} was never shown"
            raise TimeoutError(told)
        return Answer(first, shown, len(seen), seen.count(FRAME), spent, drawn)

    def press(self, key: str) -> Answer:
        """Type a key and read until it has been answered."""
        before, begun = self.spent, time.perf_counter()
        os.write(self._master, key.encode())
        first = last = 0.0
        sent = frames = 0
        while came := self._read(SETTLED if last else 1.0):
            last = time.perf_counter() - begun
            first = first or last
            sent += len(came)
            frames += came.count(FRAME)
        return Answer(first, last, sent, frames, self.spent - before)

    def hold(self, key: str, times: int) -> float:
        """Type a key so often, without a pause; return how long it lagged behind."""
        for _time in range(times):
            os.write(self._master, key.encode())
            self.rest(HELD)
        begun, last = time.perf_counter(), 0.0
        while self._read(SETTLED):
            last = time.perf_counter() - begun
        return last

    def rest(self, seconds: float) -> int:
        """Let it be idle, and count what it sends meanwhile."""
        sent, until = 0, time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            sent += len(self._read(left))
        return sent

    def calm_down(self) -> None:
        """Wait until it does nothing any more: a busy host needs longer."""
        until = time.monotonic() + PATIENCE
        busy = True
        while busy and time.monotonic() < until:
            spent = self.spent
            self.rest(LOOK)
            busy = self.spent - spent > LOOK * IDLES

    def vanish(self) -> float:
        """Take the terminal away; return the seconds until the command is gone."""
        begun = time.perf_counter()
        os.close(self._master)
        self._master = NOWHERE
        self._process.wait(PATIENCE)
        return time.perf_counter() - begun

    def close(self) -> None:
        """End the command, unless it went with its terminal."""
        if self._master == NOWHERE:
            return
        self._process.send_signal(signal.SIGHUP)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    @property
    def spent(self) -> float:
        """The CPU seconds of all its threads, those that have ended among them."""
        # How clock_getcpuclockid(3) numbers the clock of a process.
        return time.clock_gettime((~self._process.pid << 3) | 2)

    @property
    def memory(self) -> float:
        """The most memory that it had at once, in MB."""
        text = _read_text(Path(f"/proc/{self._process.pid}/status"))
        found = re.search(r"VmHWM:\s+(\d+)", text)
        return int(found[1]) / 1024 if found else 0.0

    def _read(self, patience: float) -> bytes:
        if not select.select([self._master], [], [], patience)[0]:
            return b""
        try:
            came = os.read(self._master, 1 << 16)
        except OSError:
            return b""
        if b"\x1b[?2026$p" in came:
            os.write(self._master, b"\x1b[?2026;2$y")
        return came


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
