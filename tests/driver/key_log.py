"""A small app on our driver that logs its keys and its end to a file."""

import fcntl
import sys
import termios
from pathlib import Path

from textual import events
from textual.app import App
from textual.app import ComposeResult
from textual.widgets import Static

from tui.terminal.driver import RelanceDriver


class KeyLog(App[None]):
    """Shows one sentence and remembers what was pressed."""

    def __init__(self, log: Path, *, stuck: bool) -> None:
        super().__init__(driver_class=RelanceDriver)
        self.log_file = log
        self.stuck = stuck

    def compose(self) -> ComposeResult:
        yield Static("Ready to listen")

    def on_mount(self) -> None:
        self.call_after_refresh(self.note, "ready")

    def on_key(self, event: events.Key) -> None:
        self.note(event.key)
        if event.key == "ctrl+z":
            self.action_suspend_process()

    def hang_up(self, signum: int) -> None:
        self.note(f"draft saved {signum}")
        if not self.stuck:
            self.exit(return_code=128 + signum)

    def note(self, line: str) -> None:
        with self.log_file.open("a", encoding="utf-8") as log:
            log.write(line + "\n")


if __name__ == "__main__":
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    key_log = KeyLog(Path(sys.argv[1]), stuck="stuck" in sys.argv)
    key_log.run(mouse="mouse" in sys.argv)
    sys.exit(key_log.return_code)
