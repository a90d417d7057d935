"""Asks before what is done to many, or ends what undo alone brings back."""

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.cells import safe
from tui.dialogs.base import Dialog
from tui.dialogs.pick import Gap
from tui.i18n import N_
from tui.widgets.hint_line import Hint


class ConfirmDialog(Dialog[bool]):
    """Enter goes on, Escape leaves everything as it is."""

    BINDINGS = [
        Binding("enter", "agree", show=False),
        Binding("escape,q", "decline", show=False),
    ]

    def __init__(self, title: str, text: str, yes: str, context: str = "") -> None:
        """Ask *text*; *yes* is the word beside Enter, marked for translation."""
        super().__init__(title, context)
        self._text = text
        self._yes = yes

    def fields(self) -> list[Widget]:
        return [Static(Content(safe(self._text)), id="text"), Gap()]

    def first(self) -> Widget:
        return self.frame

    def reset(self) -> None:
        self.frame.keys.offered = (
            Hint(("enter",), self._yes),
            Hint(("escape",), N_("cancel")),
        )

    def action_agree(self) -> None:
        self.dismiss(True)  # noqa: FBT003

    def action_decline(self) -> None:
        self.dismiss(None)

    def answer(self) -> bool | None:
        """Agree."""
        return True
