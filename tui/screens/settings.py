"""Settings: one's own first, then, for those who lead, how we work (R-01, R-37)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import ClassVar

from textual import events
from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models.errors import RelanceError
from models.store import Store
from models.views.done import Done
from models.vocabulary import Role
from tui import commands
from tui import commands_of_settings as settings
from tui.commands import Command
from tui.commands import Place
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.slowly import quietly
from tui.selection import Selection
from tui.settings_pages.activities import ActivitiesPage
from tui.settings_pages.page import Page
from tui.settings_pages.personal import PersonalPage
from tui.settings_pages.reasons import ReasonsPage
from tui.settings_pages.sources import SourcesPage
from tui.settings_pages.staff import TeamsPage
from tui.settings_pages.staff import UsersPage
from tui.settings_pages.types import TypesPage
from tui.settings_pages.workflow import ReadWorkflowPage
from tui.settings_pages.workflow import WorkflowPage
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import hints
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import BAR
from tui.widgets.rows import Rows
from tui.widgets.tab_line import Tab
from tui.widgets.tab_line import TabLine
from tui.widgets.table_head import TableHead

if TYPE_CHECKING:
    from models.access import Reader

NAME = N_("Settings")
MOST_CELLS = 140
"""No list is wider than that: text is not stretched over the screen."""
AROUND = BAR + 2
"""The columns of the screen in which no row is drawn."""
MOST_SAID = 2
"""The lines that what a row had no room for may take."""
PAGES: tuple[type[Page], ...] = (
    PersonalPage,
    TypesPage,
    WorkflowPage,
    ReadWorkflowPage,
    ReasonsPage,
    SourcesPage,
    ActivitiesPage,
    UsersPage,
    TeamsPage,
)
"""The tabs in their order; each says for whom it is."""


class SettingsScreen(MovingThroughRows, AppScreen):
    """A tab for each list; what a tab cannot do has no key there."""

    PLACE = Place.SETTINGS
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        settings.SETTING_NEW,
        settings.SETTING_EDIT,
        settings.SETTING_EARLIER,
        settings.SETTING_LATER,
        settings.SETTING_SWITCH,
        settings.SETTING_PAUSE,
        settings.RULES_OPEN,
        commands.TAB_NEXT,
        settings.SETTING_REMOVE,
        commands.BACK,
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    DEFAULT_CSS = """
    SettingsScreen {
        #tabs, #head { margin: 1 0 0 0; }
        &.-short #tabs, &.-short #head { margin: 0; }
    }
    """

    rows: "query_one[Rows[int]]" = query_one("#rows", Rows)
    tabs = query_one("#tabs", TabLine)
    table_head = query_one("#head", TableHead)

    def __init__(self, store: Store, first: type[Page] = PersonalPage) -> None:
        super().__init__(store)
        role = store.actor.role
        self.pages = [kind(store) for kind in PAGES if role in kind.roles]
        kinds = [type(page) for page in self.pages]
        self._at = kinds.index(first) if first in kinds else 0
        self._left_at: dict[int, int | None] = {}
        self._made: int | None = None
        """The line that was made last, on which the cursor is to rest."""

    def body(self) -> Iterable[Widget]:
        """Stand the tabs over the list of the one that shows."""
        yield TabLine(id="tabs")
        yield TableHead(id="head")
        yield Rows[int](id="rows")

    def load(self) -> None:
        """Read the tab that shows."""
        page = self.page
        if isinstance(page, PersonalPage):
            page.settings = self.relance.settings
        page.read()
        self.tabs.tabs = tuple(Tab(one.word) for one in self.pages)
        self.tabs.at = self._at
        self.table_head.show(self._heads)
        self.rows.show(self._rows, keep=True)
        made, self._made = self._made, None
        if made is not None:
            self.rows.rest_on(made)
        self.tell_whole()
        self.hint.hints = hints(filter(self._hinted, self.HINTS), self.keymap)
        if page.counts is not None:
            self._count(page, page.counts)
            self.hold_a_turn()

    @work(exclusive=True, group="uses")
    async def _count(
        self, page: Page, counts: "Callable[[Reader], Mapping[int, int]]"
    ) -> None:
        """Count uses away from the keys; what was counted before stays till then."""
        try:
            used = await quietly(self, lambda: self.store.read(counts))
        except RelanceError as error:
            self.refuse(error)
            return
        changed, page.used = used != page.used, used
        if changed and page is self.page:
            self.rows.rebuild()

    def heading(self) -> Heading:
        """Say which list is shown."""
        return Heading(_(NAME), pipeline=_(self.page.word))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the tab can do."""
        if action in {one.action for one in settings.ACTS}:
            return action in {one.action for one in self.page.acts}
        if action == settings.RULES_OPEN.action:
            return self.store.actor.role is not Role.SELLER
        return super().check_action(action, parameters)

    @property
    def page(self) -> Page:
        """The tab that shows."""
        return self.pages[self._at]

    @property
    def selection(self) -> Selection | None:
        """Settings are no records."""
        return None

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    def wrote(self, done: Done) -> None:
        """Put the cursor on a line that is new."""
        if done.verb.endswith(".created"):
            self._made = done.id

    @on(TabLine.Clicked)
    def show_clicked(self, event: TabLine.Clicked) -> None:
        self.show_page(event.at)

    @on(Rows.Moved)
    def tell_whole(self) -> None:
        """Say below the list what the row at the cursor had no room for."""
        at, cells = self.rows.value, self.size.width
        said = "" if at is None else self.page.whole(at, _listed(cells - AROUND))
        told = LineMessage(MessageKind.HINT, said) if said else None
        if told != self.message.standing:
            self.message.standing = told
            self.message.styles.height = self.message.lines_of(cells, MOST_SAID)

    @on(Rows.Opened)
    async def open_pointed_at(self) -> None:
        await self.action_open()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.rows.rebuild()
        self.tell_whole()

    def show_page(self, at: int) -> None:
        """Show another tab, the cursor where it was left."""
        if at == self._at:
            return
        self._left_at[self._at] = self.rows.value
        self._at = at
        self.message.clear()
        self.rows.show(lambda _cells: ())
        self.reload()
        before = self._left_at.get(at)
        if before is not None:
            self.rows.rest_on(before)

    def action_tab_next(self) -> None:
        self.show_page((self._at + 1) % len(self.pages))

    def action_tab_previous(self) -> None:
        self.show_page((self._at - 1) % len(self.pages))

    def action_cursor_left(self) -> None:
        self.show_page(max(self._at - 1, 0))

    def action_cursor_right(self) -> None:
        self.show_page(min(self._at + 1, len(self.pages) - 1))

    async def action_open(self) -> None:
        at = self._selected()
        if at is not None and settings.SETTING_EDIT in self.page.acts:
            await self.until_asked(self.page.open(self, at))

    async def action_settings(self) -> None:
        """Show one's own settings, the first tab."""
        self.show_page(0)

    async def action_setting_new(self) -> None:
        await self.until_asked(self.page.new(self))

    async def action_setting_edit(self) -> None:
        at = self._selected()
        if at is not None and settings.SETTING_EDIT in self.page.acts:
            await self.until_asked(self.page.edit(self, at))

    async def action_setting_earlier(self) -> None:
        await self._move(-1)

    async def action_setting_later(self) -> None:
        await self._move(1)

    async def action_setting_switch(self) -> None:
        at = self._selected()
        if at is not None:
            await self.page.switch(self, at)

    async def action_setting_remove(self) -> None:
        at = self._selected()
        if at is not None:
            await self.page.remove(self, at)

    async def action_setting_pause(self) -> None:
        at = self._selected()
        if at is not None:
            await self.page.pause(self, at)

    async def _move(self, steps: int) -> None:
        at = self._selected()
        if at is not None:
            await self.page.move(self, at, steps)

    def _selected(self) -> int | None:
        """Return the id under the cursor, else say that there is none."""
        if self.rows.value is None:
            self.say(_("Nothing is selected."), kind=MessageKind.HINT)
        return self.rows.value

    def _hinted(self, command: Command) -> bool:
        """Tell whether a hint is worth its place: Enter is, where it leads further."""
        if command is commands.OPEN:
            return self.page.leads
        return bool(self.check_action(command.action, ()))

    def _heads(self, cells: int) -> Sequence[Cell]:
        return _not_stretched(self.page.heads(_listed(cells)), cells)

    def _rows(self, cells: int) -> Sequence[Row[int]]:
        return [
            replace(row, cells=_not_stretched(row.cells, cells))
            for row in self.page.rows(_listed(cells))
        ]


def _listed(cells: int) -> int:
    return min(cells, MOST_CELLS)


def _not_stretched(drawn: Sequence[Cell], cells: int) -> tuple[Cell, ...]:
    """Leave what is right of the columns empty on a very wide screen (look.md)."""
    free = cells - MOST_CELLS
    if free <= 0 or all(cell.cells != FILL for cell in drawn):
        return tuple(drawn)
    return (*drawn, Cell("", Ink.MUTED, free))


async def open_settings(screen: AppScreen, first: type[Page] = PersonalPage) -> None:
    """Open the settings over a place; Esc comes back to it."""
    await screen.relance.push_screen(SettingsScreen(screen.store, first))


async def resume(screen: AppScreen, kind: str, record_id: int | None) -> bool:
    """Open the tab and the form that was half typed; tell whether it still can be."""
    first = next((page for page in PAGES if page.kind == kind), PersonalPage)
    await open_settings(screen, first)
    shown = screen.relance.screen
    if not isinstance(shown, SettingsScreen) or shown.page.kind != kind:
        return False
    if record_id is None:
        shown.run_worker(shown.page.new(shown))
    elif shown.page.has(record_id):
        shown.run_worker(shown.page.edit(shown, record_id))
    else:
        return False
    return True
