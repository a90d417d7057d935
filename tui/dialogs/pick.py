"""A dialog of one list that typing narrows: to whom, whose, what to copy."""

from collections.abc import Sequence
from typing import Generic
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from tui.dialogs.base import Dialog
from tui.dialogs.frame import DialogFrame
from tui.dialogs.frame import Rule
from tui.i18n import N_
from tui.i18n import _
from tui.theming import Ground
from tui.widgets.hint_line import Hint
from tui.widgets.line import palette_for
from tui.widgets.pick_list import Pick
from tui.widgets.pick_list import PickList
from tui.widgets.text_field import TextField

Value = TypeVar("Value")

FIND = N_("Find")
CHOOSE_OR_LEAVE = (Hint(("enter",), N_("choose")), Hint(("escape",), N_("cancel")))
SAVE_OR_CANCEL = (Hint(("enter",), N_("save")), Hint(("escape",), N_("cancel")))


class PickFrame(DialogFrame):
    """A frame whose arrows move through its list while one types above it."""

    @on(TextField.Changed, "#find")
    def narrow(self, event: TextField.Changed) -> None:
        event.stop()
        self.query_one(PickList).narrow(event.value)

    def action_next(self) -> None:
        self.query_one(PickList).move(1)

    def action_previous(self) -> None:
        self.query_one(PickList).move(-1)


class PickDialog(Dialog[Value], Generic[Value]):
    """Offers lines; typing narrows them, Enter takes the one under the cursor."""

    def __init__(
        self,
        title: str,
        picks: Sequence[Pick[Value]],
        *,
        context: str = "",
        at: int = 0,
        keys: tuple[Hint, ...] = CHOOSE_OR_LEAVE,
    ) -> None:
        super().__init__(title, context)
        self._picks = tuple(picks)
        self._at = at
        self._keys = keys
        self.find = TextField(FIND, id="find")
        self.list = PickList[Value](id="picks")

    def compose(self) -> ComposeResult:
        frame = PickFrame(*self.fields())
        frame.entitle(*self._words)
        frame.keys.offered = self._keys
        yield frame

    def fields(self) -> list[Widget]:
        return [self.find, Rule(), self.list, Gap()]

    def reset(self) -> None:
        self.list.set_picks(self._picks, self._at)

    def answer(self) -> Value | None:
        """Take the line under the cursor, if it may be picked."""
        picked = self.list.picked
        if picked is None:
            self.find.refuse(_("Nothing is called that. Delete some letters."))
            return None
        if picked.forbidden:
            self.find.refuse(picked.forbidden)
            return None
        return picked.value


class Gap(Widget):
    """One free line."""

    DEFAULT_CSS = """
    Gap { height: 1; width: 1fr; background: $panel; }
    """

    def render_line(self, y: int) -> Strip:
        """Draw nothing."""
        del y
        return Strip.blank(self.size.width, palette_for(self, Ground.PANEL).ground)
