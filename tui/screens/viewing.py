"""What a list of people offers to saved views and alerts (B1.14, R-22)."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Protocol
from typing import runtime_checkable

from models import queries
from models.store import Store
from models.views.desk import Shape
from models.views.desk import ViewLine
from models.vocabulary import ViewOf
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.widgets.message_line import MessageKind


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


def first_views(store: Store) -> Iterator[ViewLine]:
    """Read the views that the person chose as defaults, one for each list."""
    for of in ViewOf:
        view = store.read(queries.views.first_view, of)
        if view is not None:
            yield view


def tell_gone(screen: AppScreen, names: Iterable[str]) -> None:
    """Say which columns of a view are gone; it opened without them."""
    listed = ", ".join(dict.fromkeys(names))
    if listed:
        told = _("The view names what is no more there: {names}.")
        screen.say(told.format(names=listed), kind=MessageKind.HINT)


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
