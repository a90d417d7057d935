"""The floor: the smallest Textual app, one Static that a key changes."""

from typing import ClassVar

from textual.app import App
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class Floor(App[None]):
    """Shows one line."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit"), ("j", "count", "")]
    number = 0

    def compose(self) -> ComposeResult:
        yield Static("Bare 0", id="text")

    def action_count(self) -> None:
        self.number += 1
        self.query_one("#text", Static).update(f"Bare {self.number}")


if __name__ == "__main__":
    Floor().run()
