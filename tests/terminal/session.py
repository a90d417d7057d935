"""A session on a bare pseudo-terminal: the very bytes that the command sends."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from collections.abc import Mapping

import pytest

PATIENCE = 10.0
SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X].*?(?:\x07|\x1b\\)|[ -/]*[0-~])|[\x00-\x1f]",
    re.DOTALL,
)
"""A control sequence or a control character."""


class Session:
    """One command on a terminal, all of whose bytes are kept."""

    def __init__(
        self,
        *command: str,
        width: int = 80,
        height: int = 24,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._master, terminal = pty.openpty()
        size = struct.pack("HHHH", height, width, 0, 0)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
        self.sent = b""
        """Everything that the command has sent."""
        told = {**os.environ, "TERM": "xterm-256color", **(environ or {})}
        self.process = subprocess.Popen(
            command,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env={name: value for name, value in told.items() if value},
            start_new_session=True,
        )
        os.close(terminal)

    @property
    def text(self) -> str:
        """What was sent, without what steers the terminal."""
        return SEQUENCE.sub(b"", self.sent).decode(errors="replace")

    @property
    def controls(self) -> set[bytes]:
        """The kinds of control sequences that were sent, their numbers left out."""
        found = SEQUENCE.findall(self.sent)
        return {re.sub(rb"[0-9;]+", b"", sequence) for sequence in found}

    def type(self, keys: str) -> None:
        """Send keys as a terminal does."""
        os.write(self._master, keys.encode())

    def wait_for(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until the text was sent in one piece."""
        self.wait_until(lambda: text in self.text, seconds)

    def answered(self, keys: str) -> None:
        """Send keys and wait until the command has drawn anything for them."""
        before = len(self.sent)
        self.type(keys)
        self.wait_until(lambda: len(self.sent) > before)

    def rested(self, keys: str, quiet: float = 0.15) -> None:
        """Send keys and wait until nothing more is drawn for them."""
        self.type(keys)
        before = -1
        while len(self.sent) > before:
            before = len(self.sent)
            self._read(time.monotonic() + quiet)
            deadline = time.monotonic() + quiet
            while self._read(deadline):
                pass

    def wait_until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until something is true of what was sent."""
        deadline = time.monotonic() + seconds
        while not true():
            if not self._read(deadline):
                pytest.fail(f"not in time:\n{self.text}")

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait until the command has ended, read the rest, return the exit status."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            if not self._read(deadline):
                pytest.fail(f"it never ended:\n{self.text}")
        while self._read(time.monotonic()):
            pass
        return self.process.returncode

    def close(self) -> None:
        """End whatever still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def _read(self, deadline: float) -> bool:
        """Take what comes within a moment; tell whether there may be more in time."""
        patience = max(0.0, min(0.05, deadline - time.monotonic()))
        if select.select([self._master], [], [], patience)[0]:
            try:
                came = os.read(self._master, 65536)
            except OSError:
                time.sleep(patience)
                return time.monotonic() < deadline
            self.sent += came
            return True
        return time.monotonic() < deadline
