"""What stands before a place for a moment: help, search."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import ClassVar
from typing import TypeVar

from textual.app import ComposeResult
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget

from tui.commands import Command
from tui.i18n import _
from tui.preferences.keymap import NO_KEYMAP
from tui.preferences.keymap import Keymap
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.widgets.header_line import HeaderLine
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import HintLine
from tui.widgets.hint_line import hints
from tui.widgets.message_line import MessageLine
from tui.widgets.rows import Rows

Answer = TypeVar("Answer")


class Panel(MovingThroughRows, Screen[Answer | None]):
    """A header with the counts of the place behind, a body, and the keys that help."""

    NAME: ClassVar[str]
    """What the header calls it."""
    HINTS: ClassVar[tuple[Command, ...]] = ()

    header = query_one("#header", HeaderLine)
    message = query_one("#message", MessageLine)
    rows: "query_one[Rows[object]]" = query_one("#rows", Rows)

    def __init__(self, heading: Heading, keymap: Keymap = NO_KEYMAP) -> None:
        super().__init__()
        self._heading = heading
        self._keymap = keymap
        self._detail = ""

    def compose(self) -> ComposeResult:
        yield HeaderLine(id="header")
        yield from self.body()
        yield MessageLine(id="message")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        hint = self.query_one("#hints", HintLine)
        hint.hints = hints(self.hinted, self._keymap)
        hint.help = None
        self.entitle(self._detail)

    @property
    def hinted(self) -> Sequence[Command]:
        """The commands of its last line, the most frequent first."""
        return self.HINTS

    def body(self) -> Iterable[Widget]:
        """Make the widgets between the header and the message line."""
        raise NotImplementedError

    def entitle(self, detail: str) -> None:
        """Say in the header what this panel is about."""
        self._detail = detail
        self.header.heading = self._heading._replace(
            place=_(self.NAME), pipeline=detail, scope="", view=""
        )

    @property
    def moved_rows(self) -> Moved:
        """The one list of the panel."""
        return self.rows

    def action_back(self) -> None:
        self.dismiss(None)
