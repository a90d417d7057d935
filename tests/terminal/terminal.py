"""A real terminal, driven through tmux."""

import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

PATIENCE = 10.0
"""Seconds to wait for what a person would see at once on a quiet machine."""
PAUSE = 0.05
OUTER = """
trap : INT QUIT
inner=$1; shift
sh -c "$inner" "$0" "$@"
echo $? >"$0/status"
exec sleep 600
"""
"""Stays when the command has ended, so that its last words are still there."""
INNER = 'echo $$ >"$0/process"; exec "$@"'


class Terminal:
    """Runs one command and shows what a person would see of it."""

    def __init__(
        self,
        *command: str,
        width: int = 100,
        height: int = 30,
        environ: dict[str, str] | None = None,
    ) -> None:
        self._server = f"relance-{uuid4().hex[:8]}"
        self._notes = TemporaryDirectory(prefix=self._server)
        told = [f"{name}={value}" for name, value in (environ or {}).items()]
        self._tmux(
            *("set-option", "-g", "status", "off", ";"),
            *("set-option", "-s", "escape-time", "0", ";"),
            *("new-session", "-d", "-x", str(width), "-y", str(height)),
            *("sh", "-c", OUTER, self._notes.name, INNER),
            *("env", "LANG=C.UTF-8", *told, *command),
        )

    @property
    def screen(self) -> str:
        """The text on the screen."""
        return self._tmux("capture-pane", "-p")

    @property
    def colours(self) -> str:
        """The screen with the sequences that colour it."""
        return self._tmux("capture-pane", "-p", "-e")

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and row of the terminal's own cursor, from 0."""
        column, row = self._ask("#{cursor_x} #{cursor_y}").split()
        return int(column), int(row)

    @property
    def status(self) -> int | None:
        """The exit status of the command, or nothing while it runs."""
        return self._noted("status")

    @property
    def process(self) -> int | None:
        """The process id of the command, once it has one."""
        return self._noted("process")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names: ``Enter``, ``Escape``, ``C-r``, ``n``."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type text letter by letter, whatever the letters mean to tmux."""
        self._tmux("send-keys", "-l", text)

    def paste(self, text: str) -> None:
        """Paste text in one piece, bracketed where the command asked for that."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", "-p")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def wait_for(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until the text is on the screen."""
        self._wait(text, seconds, wanted=True)

    def wait_until_gone(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until the text is off the screen."""
        self._wait(text, seconds, wanted=False)

    def wait_for_exit(self, seconds: float = PATIENCE) -> int:
        """Wait until the command has ended and return its exit status."""
        deadline = time.monotonic() + seconds
        while (status := self.status) is None:
            if time.monotonic() > deadline:
                pytest.fail(f"the command never ended:\n{self.screen}")
            time.sleep(PAUSE)
        return status

    def close(self) -> None:
        """End the terminal and whatever still runs in it."""
        self._run("kill-server")
        self._notes.cleanup()

    def hang_up(self) -> None:
        """Take the terminal away from the command, as a dropped line does."""
        self._tmux("kill-server")

    def _wait(self, text: str, seconds: float, *, wanted: bool) -> None:
        deadline = time.monotonic() + seconds
        while (text in self.screen) is not wanted:
            if time.monotonic() > deadline:
                told = "never appeared" if wanted else "never went away"
                pytest.fail(f"{text!r} {told}:\n{self.screen}")
            time.sleep(PAUSE)

    def _noted(self, name: str) -> int | None:
        note = Path(self._notes.name, name)
        text = note.read_text(encoding="ascii") if note.is_file() else ""
        return int(text) if text.endswith("\n") else None

    def _ask(self, form: str) -> str:
        return self._tmux("display-message", "-p", form).strip()

    def _tmux(self, *arguments: str) -> str:
        done = self._run(*arguments)
        if done.returncode:
            pytest.fail(f"tmux {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["tmux", "-L", self._server, "-f", "/dev/null", *arguments],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            timeout=30,
        )
