"""The name of a view, and who is to see it (B1.14)."""

from textual.widget import Widget

from models.text import NAME
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import TextField

Named = tuple[str, bool]
"""The name, and whether everybody sees the view."""


class ViewNameDialog(Dialog[Named]):
    """Asks for a name, and for whom the view is where that is still open."""

    def __init__(
        self,
        title: str,
        name: str = "",
        *,
        asks_for_whom: bool,
        accept: Accept[Named] | None = None,
    ) -> None:
        super().__init__(title, accept=accept)
        self._before = name
        self._asks = asks_for_whom
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.whom = ChoiceField[bool](N_("For"), id="whom")

    def fields(self) -> list[Widget]:
        """Ask for the name first."""
        return [self.name_field, *((self.whom,) if self._asks else ())]

    def reset(self) -> None:
        """Begin with the name that it has."""
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.name_field.value = self._before
        self.whom.set_choices(
            (
                Choice(value=False, words=_("me alone")),
                Choice(value=True, words=_("everybody")),
            )
        )

    def answer(self) -> Named | None:
        """Refuse an empty name."""
        name = self.name_field.value.strip()
        if not name:
            self.name_field.refuse(_("Type a name."))
            return None
        return name, bool(self.whom.value)
