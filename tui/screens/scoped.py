"""One scope for the session: whose records ``O`` chose, in every place that asks it."""

from textual import events
from textual import on

from models.actor import Whose
from models.store import Store
from tui.screens.base import AppScreen


class Scoped(AppScreen):
    """A place that can show other people's records, the same ones as its like."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.whose_name = ""
        """Whose records are shown, where they are one colleague's."""

    def set_whose(self, whose: Whose, name: str = "") -> None:
        """Show these people's records."""
        raise NotImplementedError

    @on(events.ScreenResume)
    def follow_scope(self) -> None:
        """Show whose records were chosen in another place meanwhile."""
        chosen = self.relance.whose
        if chosen is not None and chosen != (self.whose, self.whose_name):
            self.set_whose(*chosen)
