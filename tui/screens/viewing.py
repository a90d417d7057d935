"""What a list of people offers to saved views and alerts (B1.14, R-22)."""

from typing import Protocol
from typing import runtime_checkable

from models.store import Store
from models.views.desk import Shape
from models.views.desk import ViewLine
from tui.screens.base import AppScreen


@runtime_checkable
class Viewed(Protocol):
    """A place whose list can be saved as a view, and shown as one."""

    @property
    def shape(self) -> Shape:
        """How the list is shown now."""
        ...

    def wear(self, shape: Shape, name: str) -> None:
        """Show the list so, under the name of a view or an alert."""
        ...


def list_of(store: Store, shape: Shape, name: str) -> AppScreen:
    """Make a list of its own that shows exactly this; Esc leaves it."""
    from tui.screens.people import PeopleScreen

    return PeopleScreen(store, shape, name)


def show_view(screen: AppScreen, line: ViewLine) -> None:
    """Show a view where its list is; elsewhere as a list of its own."""
    if isinstance(screen, Viewed):
        screen.wear(line.shape, line.name)
    else:
        screen.relance.push_screen(list_of(screen.store, line.shape, line.name))
