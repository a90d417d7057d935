"""Search as one types, over deals, people and companies (B1.7, rulings 26)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import Input

from models import queries
from models.errors import RelanceError
from models.store import Store
from models.views.hits import Hit
from tui import commands
from tui.commands import bindings
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.ink import Ink
from tui.messages import DataChanged
from tui.preferences.keymap import Keymap
from tui.recent import Recent
from tui.screens.base import AppScreen
from tui.screens.panel import Panel
from tui.screens.visiting import screen_of
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.query_line import QueryLine
from tui.widgets.rows import Rows
from tui.words.hits import kind_words
from tui.words.hits import link_of
from tui.words.hits import standing

KIND = 11
SUBTITLE = 26
STAGE = 20
OWNER = 16
NARROW_SUBTITLE = 18
NARROW_STAGE = 16
WIDE_FROM = 96
LIMIT = 50


class SearchScreen(Panel[None]):
    """Each letter is looked up in the frame in which it shows; Enter opens."""

    NAME: ClassVar[str] = N_("Search")
    HINTS = (commands.OPEN, commands.CURSOR_UP, commands.CURSOR_DOWN, commands.BACK)
    BINDINGS = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        *bindings(commands.BACK, commands.CURSOR_PAGE_UP, commands.CURSOR_PAGE_DOWN),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        QueryLine { margin: 1 0; }
    }
    """

    query_line = query_one("#query", QueryLine)

    def __init__(
        self, store: Store, heading: Heading, keymap: Keymap, recent: Recent
    ) -> None:
        super().__init__(heading, keymap)
        self._store = store
        self._recent = recent
        self._hits: Sequence[Hit] = ()

    def on_mount(self) -> None:
        self.query_line.focus()
        self.watch(self.query_line, "text", self.look_up)

    def body(self) -> Iterable[Widget]:
        """Stand the results under what is typed."""
        yield QueryLine("/", id="query")
        yield Rows[object](id="rows")

    @on(DataChanged)
    def look_again(self) -> None:
        """Find again what is typed: something was saved meanwhile."""
        self._find(self.query_line.text)
        self.rows.show(self._results, keep=True)

    def look_up(self, text: str) -> None:
        """Find what is typed and show it from the top."""
        self._find(text)
        self.rows.show(self._results)

    @on(Input.Submitted)
    @on(Rows.Opened)
    def open_chosen(self) -> None:
        """Open the record under the cursor; Esc comes back here."""
        hit = self.rows.value
        if not isinstance(hit, Hit):
            return
        self._recent.note(hit)
        screen = screen_of(self._store, link_of(hit))
        if screen is not None:
            self.app.push_screen(screen)  # pyright: ignore[reportUnknownMemberType]

    def _find(self, text: str) -> None:
        self._hits = self._recent.records
        if not text.strip():
            self.entitle("")
            return
        try:
            self._hits = self._store.read(queries.find.search, text, LIMIT)
        except RelanceError as error:
            self.message.refuse(error, self._store.zone)
            return
        count = len(self._hits)
        more = _("{count} or more found").format(count=count)
        found = ngettext("{count} found", "{count} found", count).format(count=count)
        self.entitle(more if count == LIMIT else found if count else "")

    def _results(self, cells: int) -> Sequence[Row[object]]:
        if self._hits:
            return [_line(hit, cells) for hit in self._hits]
        if self.query_line.text.strip():
            return (
                Row((Cell(_("Nothing is called that."), Ink.STRONG),)),
                Row(),
                Row((Cell(_("Fewer letters find more; accents do not matter.")),)),
            )
        return (
            Row((Cell(_("Type a few letters of a name."), Ink.STRONG),)),
            Row(),
            Row((Cell(_("Deals, people and companies are found by their words,")),)),
            Row((Cell(_("by phone number or e-mail, and by what was noted.")),)),
        )


async def open_search(screen: AppScreen) -> None:
    """Open the search before a place."""
    app = screen.relance
    await app.push_screen_wait(
        SearchScreen(screen.store, screen.header.heading, screen.keymap, app.recent)
    )


def _line(hit: Hit, cells: int) -> Row[object]:
    stage, ink = standing(hit)
    wide = cells >= WIDE_FROM
    owner = (Cell(hit.owner, Ink.MUTED, OWNER),) if wide else ()
    return Row(
        (
            Cell(kind_words(hit.kind), Ink.MUTED, KIND, gap=1),
            Cell(hit.title, Ink.TEXT, FILL, name=True, gap=2),
            Cell(hit.subtitle, Ink.MUTED, SUBTITLE if wide else NARROW_SUBTITLE, gap=2),
            Cell(stage, ink, STAGE if wide else NARROW_STAGE, gap=2),
            *owner,
        ),
        hit,
    )
