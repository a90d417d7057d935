"""What the tabs of plain lists share: reasons, sources, activities."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import Generic
from typing import Protocol
from typing import TypeVar

from models.store import Store
from models.views.done import Done
from tui.acts import choosing
from tui.dialogs.base import Accept
from tui.dialogs.keeping import KeepingDialog
from tui.settings_pages.keeping import ask
from tui.settings_pages.page import F
from tui.settings_pages.page import Page
from tui.settings_pages.page import act
from tui.settings_pages.page import rebased
from tui.settings_pages.page import teach
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row

if TYPE_CHECKING:
    from models.history import Writer
    from tui.screens.base import AppScreen


class Line(Protocol):
    """A row of a list: its id, and whether it is in use."""

    @property
    def id(self) -> int:
        """The id of the record."""
        ...

    @property
    def active(self) -> bool:
        """Whether it is offered."""
        ...


L = TypeVar("L", bound=Line)


class ListPage(Page, Generic[L, F]):
    """A tab says what it reads, its dialog, its operations, and draws one line."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.found: tuple[L, ...] = ()

    def read(self) -> None:
        self.found = self.lines()

    def rows(self, cells: int) -> Sequence[Row[int]]:
        if not self.found:
            return teach(*self.lesson())
        return [Row(self.cells(one, cells), one.id) for one in self.found]

    def lines(self) -> tuple[L, ...]:
        """Read the lines."""
        raise NotImplementedError

    def lesson(self) -> tuple[str, str]:
        """Say what belongs here while it is empty, and the key that makes it."""
        raise NotImplementedError

    def cells(self, line: L, cells: int) -> tuple[Cell, ...]:
        """Draw a line."""
        raise NotImplementedError

    def fields_of(self, line: L | None) -> F:
        """Return what the form shows of a line, or of a new one."""
        raise NotImplementedError

    def dialog(self, was: F, accept: Accept[F]) -> KeepingDialog[F]:
        """Make the form."""
        raise NotImplementedError

    @property
    def creates(self) -> "Callable[[Writer, F], Done]":
        """The operation that adds a line."""
        raise NotImplementedError

    @property
    def edits(self) -> "Callable[[Writer, int, F, F], Done]":
        """The operation that changes a line."""
        raise NotImplementedError

    @property
    def moves(self) -> "Callable[[Writer, int, int], Done]":
        """The operation that puts a line elsewhere."""
        raise NotImplementedError

    @property
    def removes(self) -> "Callable[[Writer, int], Done]":
        """The operation that deletes a line that was never used."""
        raise NotImplementedError

    def turns(self, *, active: bool) -> "Callable[[Writer, int], Done]":
        """Return the operation that switches a line on or off."""
        raise NotImplementedError

    async def new(self, screen: "AppScreen") -> None:
        async def accept(fields: F) -> str:
            return await choosing.saved(screen, dialog.frame, self.creates, fields)

        dialog: KeepingDialog[F] = self.dialog(self.fields_of(None), accept)
        await ask(screen, dialog, self.kind)

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        was = stands = self.fields_of(self.line(record_id))

        async def accept(typed: F) -> str:
            nonlocal stands
            now = rebased(was, stands, typed)
            refusal = await choosing.saved(
                screen, dialog.frame, self.edits, record_id, stands, now
            )
            if refusal:
                stands = self._now(record_id, stands)
            return refusal

        dialog: KeepingDialog[F] = self.dialog(was, accept)
        await ask(screen, dialog, self.kind, record_id)

    async def move(self, screen: "AppScreen", record_id: int, steps: int) -> None:
        await act(screen, self.moves, record_id, steps)

    async def switch(self, screen: "AppScreen", record_id: int) -> None:
        turn = self.turns(active=not self.line(record_id).active)
        await act(screen, turn, record_id)

    async def remove(self, screen: "AppScreen", record_id: int) -> None:
        await act(screen, self.removes, record_id)

    def _now(self, record_id: int, before: F) -> F:
        """Return how the line is stored now, so that another Enter keeps mine."""
        found = [one for one in self.lines() if one.id == record_id]
        return self.fields_of(found[0]) if found else before

    def line(self, record_id: int) -> L:
        """Return the line of an id."""
        return next(one for one in self.found if one.id == record_id)
