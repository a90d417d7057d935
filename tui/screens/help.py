"""Every key of the place where `?` was pressed, from the registry (B1.8)."""

from collections.abc import Iterable
from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding
from textual.widget import Widget

from models.vocabulary import Role
from tui import commands
from tui.cells import width
from tui.commands import Command
from tui.commands import Group
from tui.commands import Place
from tui.commands import bindings
from tui.commands import in_place
from tui.commands_of_settings import kept_from
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.preferences.keymap import Keymap
from tui.preferences.keymap import key_label
from tui.screens.base import AppScreen
from tui.screens.moving import MOVES
from tui.screens.panel import Panel
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.rows import Rows
from tui.wrapping import wrapped

KEYS = 12
"""The least cells of the column of keys."""
BETWEEN = 3
TWO_COLUMNS_FROM = 108
BESIDE: tuple[Sequence[Group], Sequence[Group]] = (
    (Group.ACT, Group.APP),
    (Group.MOVE, Group.GO),
)
"""What stands left and right on a wide screen."""


class HelpScreen(Panel[None]):
    """The keys of one place, in chapters; it scrolls and goes with Esc."""

    NAME: ClassVar[str] = N_("Help")
    HINTS = (commands.CURSOR_UP, commands.CURSOR_DOWN, commands.BACK)
    BINDINGS = [
        *bindings(*MOVES, commands.BACK),
        Binding("question_mark,q", "back", show=False),
    ]

    def __init__(
        self,
        place: Place,
        heading: Heading,
        keymap: Keymap,
        role: Role,
        also: Sequence[Command] = (),
    ) -> None:
        super().__init__(heading, keymap)
        self._also = also
        """What works there besides, though it belongs to no place."""
        self.place = place
        """Where the keys work."""
        self._kept = kept_from(role)
        self._behind = heading.place

    def on_mount(self) -> None:
        self.entitle(self._behind)
        self.rows.show(self._chapters)

    def body(self) -> Iterable[Widget]:
        """Show one list."""
        yield Rows[object](id="rows")

    def _chapters(self, cells: int) -> Sequence[Row[object]]:
        if cells < TWO_COLUMNS_FROM:
            return list(self._column(tuple(Group), cells))
        half = (cells - BETWEEN) // 2
        left, right = (list(self._column(groups, half)) for groups in BESIDE)
        blank: Row[object] = Row()
        return [
            Row((*_fixed(one.cells, half), Cell(" " * BETWEEN), *other.cells))
            for one, other in zip_longest(left, right, fillvalue=blank)
        ]

    def _column(self, groups: Sequence[Group], room: int) -> Iterable[Row[object]]:
        told = [
            command
            for command in (*in_place(self.place), *self._also)
            if self._keys(command) and command.id not in self._kept
        ]
        column = max(KEYS, *(width(self._keys(command)) + 2 for command in told))
        yield Row()
        for group in groups:
            chapter = [command for command in told if command.group is group]
            if not chapter:
                continue
            yield Row((Cell(_(group.value), Ink.STRONG),))
            for command in chapter:
                keys = self._keys(command)
                for line in wrapped(_(command.help), room - column):
                    says = Cell(line, Ink.TEXT, FILL)
                    yield Row((Cell(keys, Ink.KEY, column), says))
                    keys = ""
            yield Row()

    def _keys(self, command: Command) -> str:
        """Return the keys of a command as they read, the person's own if there are."""
        return "  ".join(key_label(key) for key in self._keymap.of(command) if key)


async def open_help(screen: AppScreen) -> None:
    """Show the keys of a place before it."""
    app = screen.relance
    await app.push_screen_wait(
        HelpScreen(
            screen.PLACE,
            screen.header.heading,
            screen.keymap,
            screen.store.actor.role,
        )
    )


def _fixed(cells: Sequence[Cell], room: int) -> Sequence[Cell]:
    """Give a row of the left column its whole width."""
    if not cells:
        return (Cell("", Ink.TEXT, room),)
    *first, last = cells
    taken = sum(cell.cells for cell in first)
    return (*first, Cell(last.text, last.ink, room - taken))
