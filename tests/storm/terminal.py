"""The installed command on a bare pseudo-terminal of any size, in a home of its own."""

import fcntl
import os
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Generator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path

from tests.terminal.session import Session

NOW = "2026-11-23T09:14"
"""The moment in which the day of the tests takes place."""


def installed(database: Path, login: str) -> tuple[str, ...]:
    """Return the call that opens the app on a database as somebody."""
    beside = Path(sys.executable).with_name("relance")
    command = os.environ.get("RELANCE") or str(beside)
    return (command, "--db", str(database), "--as", login, "--now", NOW)


@contextmanager
def at_home() -> Generator[Path]:
    """Be in an empty home with nothing that opens a window or an editor."""
    with tempfile.TemporaryDirectory(prefix="relance-home-") as folder:
        usual, where = dict(os.environ), Path.cwd()
        left = ("XDG_", "LC_", "SSH_", "RELANCE_")
        for name in [name for name in usual if name.startswith(left)]:
            del os.environ[name]
        os.environ |= {"HOME": folder, "LANG": "C.UTF-8", "TZ": "Europe/Paris"}
        os.environ |= {"EDITOR": "true", "VISUAL": "true", "BROWSER": "true"}
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(where)
            os.environ.clear()
            os.environ |= usual


class Resized(Session):
    """A session whose terminal changes its size, and whose bytes are not all kept."""

    def resize(self, width: int, height: int) -> None:
        """Be another size from now on, and say so."""
        size = struct.pack("HHHH", height, width, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGWINCH)

    def burst(self, keys: Sequence[str], quiet: float = 0.2) -> bytes:
        """Press keys one after the other; return what is drawn until it rests."""
        self.sent = b""
        for key in keys:
            if self.process.poll() is not None:
                break
            self.type(key)
            self._read(time.monotonic())
        before = -1
        while len(self.sent) > before and self.process.poll() is None:
            before = len(self.sent)
            deadline = time.monotonic() + quiet
            while self._read(deadline):
                pass
        return self.sent

    def memory(self) -> int:
        """Return the most bytes of memory that it ever held."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        except OSError:
            return 0
        found = [line.split() for line in lines if line.startswith("VmHWM:")]
        return int(found[0][1]) << 10 if found else 0
