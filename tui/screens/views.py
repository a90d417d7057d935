"""The panel of saved views: open one, or say what becomes of it (B1.14)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import ClassVar
from typing import Final

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from models.views.desk import ViewLine
from models.vocabulary import Role
from models.vocabulary import ViewOf
from tui import commands
from tui import commands_of_desk as desk
from tui import commands_of_people
from tui import glyphs
from tui.commands import Command
from tui.commands import Place
from tui.commands import bindings
from tui.commands_of_settings import kept_from
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.messages import DataChanged
from tui.preferences.keymap import Keymap
from tui.screens.moving import MOVES
from tui.screens.panel import Panel
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import Hint
from tui.widgets.hint_line import HintLine
from tui.widgets.message_line import LineMessage
from tui.widgets.rows import Rows

SIGN: Final = 3
LIST: Final = 13
NOTES: Final = 36
NARROW_NOTES: Final = 32
WIDE_FROM: Final = 96
MOST_CELLS: Final = 110


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to do with which view; with none for the list as it is shown."""

    command: Command
    view: ViewLine | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What the panel shows, and what it says of the last act."""

    views: Sequence[ViewLine]
    read: Callable[[], Sequence[ViewLine] | None]
    """Reads the views again; none where that was refused, in words."""
    role: Role
    saves: bool
    """Whether the place behind has a list that can be saved."""
    at: int | None = None
    """The view on which the cursor rests."""
    said: LineMessage | None = None


GOING = (
    commands.GO_TODAY,
    commands.GO_BOARD,
    commands.GO_STATISTICS,
    commands_of_people.GO_PEOPLE,
    desk.GO_ALERTS,
)
"""What leads from the panel to a place."""
BESIDES = (commands.UNDO, *MOVES, commands.OPEN, commands.BACK, *GOING, commands.HELP)
"""What works on the panel as it does everywhere."""


class ViewsPanel(Panel[Wanted]):
    """Lists the views; every key but those that move answers, and the act goes on."""

    NAME: ClassVar[str] = N_("Saved views")
    HINTS = (
        commands.OPEN,
        desk.VIEW_SAVE,
        desk.VIEW_KEEP,
        desk.VIEW_PIN,
        desk.VIEW_FIRST,
        desk.VIEW_SHARE,
        desk.VIEW_REMOVE,
        desk.VIEW_RENAME,
        desk.VIEW_COUNT,
        commands.UNDO,
        commands.BACK,
    )
    BINDINGS = [
        *bindings(*MOVES, commands.OPEN, commands.BACK, commands.UNDO),
        *bindings(desk.VIEW_SAVE, desk.VIEW_KEEP, desk.VIEW_PIN, desk.VIEW_FIRST),
        *bindings(desk.VIEW_SHARE, desk.VIEW_COUNT, desk.VIEW_RENAME),
        *bindings(desk.VIEW_REMOVE, commands.HELP, *GOING),
        Binding("q,V", "back", show=False),
    ]
    DEFAULT_CSS = """
    ViewsPanel #rows { margin: 1 0 0 0; }
    """

    def __init__(self, heading: Heading, keymap: Keymap, offered: Offered) -> None:
        super().__init__(heading, keymap)
        self._offered = offered

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield Rows[object](id="rows")

    def on_mount(self) -> None:
        self.rows.show(self._build)
        if self._offered.at is not None:
            self.rows.rest_on(self._offered.at)
        if self._offered.said is not None:
            self.message.say(self._offered.said)
        self.call_after_refresh(self._offer_help)

    @property
    def hinted(self) -> Sequence[Command]:
        """Leave out what the person's role does not let them do."""
        kept = kept_from(self._offered.role)
        return [command for command in self.HINTS if command.id not in kept]

    @on(DataChanged)
    def read_again(self) -> None:
        """Follow what others save, the cursor on the same view."""
        views = self._offered.read()
        if views is not None:
            self._offered = replace(self._offered, views=views)
            self.rows.show(self._build, keep=True)

    @property
    def view(self) -> ViewLine | None:
        """The view under the cursor."""
        value = self.rows.value
        return next((one for one in self._offered.views if one.id == value), None)

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self._want(commands.OPEN)

    def action_help(self) -> None:
        """Show the keys of this panel."""
        from tui.screens.help import HelpScreen

        heading, role = self.header.heading, self._offered.role
        keys = HelpScreen(Place.VIEWS, heading, self._keymap, role, BESIDES)
        self.app.push_screen(keys)  # pyright: ignore[reportUnknownMemberType]

    def action_undo(self) -> None:
        self.dismiss(Wanted(commands.UNDO, self.view))

    def action_go_today(self) -> None:
        self.dismiss(Wanted(commands.GO_TODAY))

    def action_go_board(self) -> None:
        self.dismiss(Wanted(commands.GO_BOARD))

    def action_go_statistics(self) -> None:
        self.dismiss(Wanted(commands.GO_STATISTICS))

    def action_go_people(self) -> None:
        self.dismiss(Wanted(commands_of_people.GO_PEOPLE))

    def action_go_alerts(self) -> None:
        self.dismiss(Wanted(desk.GO_ALERTS))

    def action_view_save(self) -> None:
        """Save the list of the place behind."""
        self.dismiss(Wanted(desk.VIEW_SAVE))

    def action_view_keep(self) -> None:
        self._want(desk.VIEW_KEEP)

    def action_view_rename(self) -> None:
        self._want(desk.VIEW_RENAME)

    def action_view_pin(self) -> None:
        self._want(desk.VIEW_PIN)

    def action_view_first(self) -> None:
        self._want(desk.VIEW_FIRST)

    def action_view_share(self) -> None:
        self._want(desk.VIEW_SHARE)

    def action_view_count(self) -> None:
        self._want(desk.VIEW_COUNT)

    def action_view_remove(self) -> None:
        self._want(desk.VIEW_REMOVE)

    def _offer_help(self) -> None:
        self.query_one("#hints", HintLine).help = Hint(("?",), commands.HELP.label)

    def _want(self, command: Command) -> None:
        if self.view is not None:
            self.dismiss(Wanted(command, self.view))

    def _build(self, cells: int) -> Sequence[Row[object]]:
        views = self._offered.views
        if not views:
            return list(self._teach())
        return [_row(view, cells) for view in views]

    def _teach(self) -> Iterator[Row[object]]:
        """Say what belongs here, and which key makes the first one."""
        yield Row((Cell(_("No view is saved yet."), Ink.STRONG),))
        yield Row()
        if self._offered.saves:
            yield Row((Cell(_("n saves the list as it is shown, under a name.")),))
        else:
            yield Row((Cell(_("P opens the people; V there saves their list.")),))


def list_words(of: ViewOf) -> str:
    """Return the name of a list of people."""
    words = {
        ViewOf.PROSPECTS: _("prospects"),
        ViewOf.TUNNELS: _("tunnels"),
        ViewOf.CUSTOMERS: _("customers"),
    }
    return words[of]


def _row(view: ViewLine, cells: int) -> Row[object]:
    pin = glyphs.current().milestone if view.pinned else ""
    notes = NOTES if cells >= WIDE_FROM else NARROW_NOTES
    free = max(cells - MOST_CELLS, 0)
    return Row(
        (
            Cell(pin, Ink.ACCENT, SIGN),
            Cell(view.name, Ink.TEXT, FILL, name=True, gap=2),
            Cell(list_words(view.shape.of), Ink.MUTED, LIST, gap=1),
            Cell(_notes(view), Ink.MUTED, notes),
            *((Cell("", Ink.TEXT, free),) if free else ()),
        ),
        view.id,
    )


def _notes(view: ViewLine) -> str:
    """Say whose it is, and what is special about it."""
    dot = f" {glyphs.current().separator} "
    shared = _("shared") if view.mine else view.owner
    told = (
        shared if view.shared else _("mine alone"),
        _("default") if view.first else "",
        _("alert") if view.as_alert else "",
    )
    return dot.join(one for one in told if one)
