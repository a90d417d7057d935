"""Whether rules give a seller prospects for now, and how many within 30 days."""

from dataclasses import replace

from textual.widget import Widget

from models.views.assigning import Duty
from tui.dialogs.base import Accept
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField

DIGITS = 6


class DutyDialog(KeepingDialog[Duty]):
    """An empty number means as many as come."""

    def __init__(self, name: str, was: Duty, accept: Accept[Duty]) -> None:
        super().__init__(_("Prospects by rules"), name, accept)
        self._was = was
        self.paused = ChoiceField[bool](N_("Gets them"), id="paused")
        self.capacity = TextField(
            N_("In 30 days"),
            well=SHORT_WELL,
            limit=DIGITS,
            understand=_any_number,
            id="capacity",
        )

    def fields(self) -> list[Widget]:
        """Put the pause first, for it is what changes."""
        return [self.paused, self.capacity]

    def reset(self) -> None:
        """Begin with what is so now."""
        choices = (Choice(False, _("in turn")), Choice(True, _("not for now")))  # noqa: FBT003
        self.paused.set_choices(choices, int(self._was.paused))
        most = self._was.capacity
        self.capacity.value = "" if most is None else str(most)
        self.capacity.understood = _any_number(self.capacity.value)
        self.frame.keys.offered = SAVE_OR_CANCEL

    def answer(self) -> Duty | None:
        """Read the number, if there is one."""
        text = "".join(self.capacity.value.split())
        if text and not (text.isascii() and text.isdigit()):
            self.capacity.refuse(_("Type how many at most, or nothing for any number."))
            return None
        return replace(
            self._was,
            paused=bool(self.paused.value),
            capacity=int(text) if text else None,
        )


def _any_number(typed: str) -> str:
    """Say what an empty number means."""
    return "" if typed.strip() else _("any number of them")
