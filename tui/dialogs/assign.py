"""To whom, and whether what is planned goes along (C-02)."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.widget import Widget

from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.dialogs.pick import PickDialog
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint
from tui.widgets.pick_list import Pick

TURN = Hint(("tab",), N_("follow-ups"))

Given = tuple[int, bool]
"""The receiver, and whether the open follow-ups of the former owner go along."""


class AssignDialog(PickDialog[Given]):
    """A colleague by a few letters; Tab says what becomes of the follow-ups."""

    BINDINGS = [Binding("tab,shift+tab", "turn", show=False, priority=True)]

    def __init__(
        self, title: str, picks: Sequence[Pick[int]], *, context: str, asks: bool
    ) -> None:
        given: list[Pick[Given]] = [
            Pick((one.value, True), one.name, one.aside, one.forbidden) for one in picks
        ]
        keys = (TURN, *SAVE_OR_CANCEL) if asks else SAVE_OR_CANCEL
        super().__init__(title, given, context=context, keys=keys)
        self._asks = asks
        self.follow_ups = ChoiceField[bool](N_("Follow-ups"), id="follow_ups")

    def action_turn(self) -> None:
        """Go on to the other choice."""
        if self._asks:
            self.follow_ups.turn()

    def fields(self) -> list[Widget]:
        """Ask about the follow-ups only where there is a choice."""
        return [*super().fields(), *((self.follow_ups,) if self._asks else ())]

    def reset(self) -> None:
        """Let them go along, as they mostly do."""
        super().reset()
        self.follow_ups.set_choices(
            (
                Choice(value=True, words=_("open ones go along")),
                Choice(value=False, words=_("they stay where they are")),
            )
        )

    def answer(self) -> Given | None:
        """Take the colleague under the cursor, and the choice."""
        picked = super().answer()
        if picked is None or not self._asks:
            return picked
        return picked[0], self.follow_ups.value is not False
