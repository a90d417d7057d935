"""The keys that move a cursor through the rows of a screen."""

from typing import Final
from typing import Protocol

from textual import events

from tui import commands

MOVES: Final = (
    commands.CURSOR_UP,
    commands.CURSOR_DOWN,
    commands.CURSOR_PAGE_UP,
    commands.CURSOR_PAGE_DOWN,
    commands.CURSOR_FIRST,
    commands.CURSOR_LAST,
)
"""What a list answers to."""


class Moved(Protocol):
    """A list that moves its cursor, or scrolls."""

    def move(self, step: int) -> None:
        """Move by rows."""

    def page(self, pages: int) -> None:
        """Move by its height."""

    def first(self) -> None:
        """Move to the first row."""

    def last(self) -> None:
        """Move to the last row."""


class MovingThroughRows:
    """Actions of the moving commands; a screen says which list they move."""

    @property
    def moved_rows(self) -> Moved:
        """The list that has the cursor."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.moved_rows.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.moved_rows.move(-1)

    def action_cursor_up(self) -> None:
        self.moved_rows.move(-1)

    def action_cursor_down(self) -> None:
        self.moved_rows.move(1)

    def action_cursor_page_up(self) -> None:
        self.moved_rows.page(-1)

    def action_cursor_page_down(self) -> None:
        self.moved_rows.page(1)

    def action_cursor_first(self) -> None:
        self.moved_rows.first()

    def action_cursor_last(self) -> None:
        self.moved_rows.last()
