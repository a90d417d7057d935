"""What every tab of the settings is: rows of a list, and what may be done to them."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import fields
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from models.store import Store
from models.views.configuring import ActivityFields
from models.views.configuring import ReasonFields
from models.views.configuring import SourceFields
from models.views.configuring import TypeFields
from models.views.done import Done
from models.vocabulary import Role
from tui.acts import choosing
from tui.commands_of_settings import LIST_ACTS
from tui.i18n import _
from tui.ink import Ink
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer
    from tui.command import Command
    from tui.screens.base import AppScreen

P = ParamSpec("P")
F = TypeVar("F", TypeFields, ReasonFields, SourceFields, ActivityFields)

ENOUGH = 80
"""Cells for which rows can always be made."""
OFF = 6
USES = 8


class Page:
    """A tab: it reads its rows, draws them, and answers to the keys of the settings."""

    word: ClassVar[str]
    """The word of the tab, marked for translation."""
    roles: ClassVar[frozenset[Role]] = frozenset({Role.MANAGER, Role.ADMIN})
    """Who has this tab; the data layer refuses the others too (R-37)."""
    acts: ClassVar[tuple["Command", ...]] = LIST_ACTS

    kind: ClassVar[str] = ""
    """The name under which the drafts of its form are kept."""
    leads: ClassVar[bool] = False
    """Whether a line leads further than to its form."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.used: Mapping[int, int] = {}
        """How often each line is used, as it was last counted."""

    @property
    def counts(self) -> "Callable[[Reader], Mapping[int, int]] | None":
        """The query that counts how often each line is used, where a column says it."""
        return None

    def read(self) -> None:
        """Read what the tab shows."""
        raise NotImplementedError

    def heads(self, cells: int) -> Sequence[Cell]:
        """Name the columns."""
        raise NotImplementedError

    def rows(self, cells: int) -> Sequence[Row[int]]:
        """Make the rows, each with the id that it stands for."""
        raise NotImplementedError

    def whole(self, record_id: int, cells: int) -> str:
        """Say in full what the row of a line leaves out; nothing where it is whole."""
        del record_id, cells
        return ""

    def has(self, record_id: int) -> bool:
        """Tell whether a line of that id is there."""
        return any(row.value == record_id for row in self.rows(ENOUGH))

    async def new(self, screen: "AppScreen") -> None:
        """Ask for a new line and save it."""
        raise NotImplementedError

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        """Ask for changes of a line and save them."""
        raise NotImplementedError

    async def open(self, screen: "AppScreen", record_id: int) -> None:
        """Show what a line leads to: its form, unless a tab has more to show."""
        await self.edit(screen, record_id)

    async def move(self, screen: "AppScreen", record_id: int, steps: int) -> None:
        """Put a line elsewhere among its like."""
        raise NotImplementedError

    async def switch(self, screen: "AppScreen", record_id: int) -> None:
        """Put a line out of use, or into use again."""
        raise NotImplementedError

    async def remove(self, screen: "AppScreen", record_id: int) -> None:
        """Delete a line that was never used."""
        raise NotImplementedError

    async def pause(self, screen: "AppScreen", record_id: int) -> None:
        """Let rules give nothing to a user, or let them again."""
        raise NotImplementedError


async def act(
    screen: "AppScreen",
    operation: "Callable[Concatenate[Writer, P], Done]",
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Save at once what needs no form, and say what was done."""
    choosing.say_done(screen, await screen.write(operation, *args, **kwargs))


def rebased(was: F, stands: F, now: F) -> F:
    """Return what was typed, and as it stands meanwhile what was left alone."""
    left = {
        one.name: getattr(stands, one.name)
        for one in fields(now)
        if getattr(now, one.name) == getattr(was, one.name)
    }
    return replace(now, **left)


def teach(sentence: str, then: str) -> list[Row[int]]:
    """Say what belongs into an empty list, and what makes the first line."""
    return [
        Row((Cell(sentence, Ink.STRONG),)),
        Row(),
        Row((Cell(then, Ink.TEXT),)),
    ]


def off(*, active: bool) -> Cell:
    """Say in its column that a line is out of use."""
    return Cell("" if active else _("off"), Ink.AMBER, OFF)


def uses(count: int) -> Cell:
    """Tell how often a line is used; nothing where it is not, or not counted yet."""
    return Cell(str(count) if count else "", Ink.MUTED, USES, at_right=True)


def ink(*, active: bool) -> Ink:
    """Return the ink of a line: muted where it is out of use."""
    return Ink.TEXT if active else Ink.MUTED


def name_cell(name: str, *, active: bool, cells: int = FILL) -> Cell:
    """Return the cell of a name, which stands out under the cursor."""
    return Cell(name, ink(active=active), cells, gap=2, name=True)
