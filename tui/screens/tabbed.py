"""What the screens of a deal, a person and a company share: tabs over one list."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual import on
from textual.getters import query_one
from textual.widget import Widget

from models.errors import NotFound
from models.store import Store
from tui import glyphs
from tui.commands import Command
from tui.i18n import _
from tui.ink import Ink
from tui.preferences.keymap import key_label
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.timeline_rows import Timeline
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import Rows
from tui.widgets.tab_line import Tab
from tui.widgets.tab_line import TabLine
from tui.words.timeline import tell
from tui.words.timeline_kinds import Shown
from tui.words.timeline_kinds import TimelineKind
from tui.words.timeline_kinds import kind_of
from tui.words.timeline_kinds import kind_words


class TabbedScreen(MovingThroughRows, AppScreen):
    """Tabs are switched with Tab; Enter opens a record or unfolds a text."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (100, "-wide"),
        (120, "-wider"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-short"),
        (30, "-tall"),
    ]

    DEFAULT_CSS = """
    TabbedScreen {
        #facts { width: 36; margin: 0 1 0 0; }
        &.-wider #facts { width: 42; }
        #body { height: 1fr; margin: 1 0 0 0; }
        #head { margin: 1 0; }
        &.-short #head, &.-short #body { margin: 0; }
        &.-narrow #facts, &.-narrow Upright { display: none; }
    }
    """

    rows: "query_one[Rows[Link]]" = query_one("#rows", Rows)
    tabs = query_one("#tabs", TabLine)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.unfolded: set[Link] = set()
        """Rows whose text is shown whole."""
        self.shown = Shown()
        """Which events the timeline shows."""
        self._left_at: dict[int, Link | None] = {}
        """Where the cursor was when a tab was left."""

    @on(TabLine.Clicked)
    def show_clicked(self, event: TabLine.Clicked) -> None:
        self.show_tab(event.at)

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def tab_widgets(self) -> Iterable[Widget]:
        """Make the tabs; a subclass puts the list with the id ``rows`` below them."""
        yield TabLine(id="tabs")

    def build(self, cells: int) -> Sequence[Row[Link]]:
        """Make the rows of the tab that shows."""
        raise NotImplementedError

    def show_tabs(self, tabs: tuple[Tab, ...]) -> None:
        """Name the tabs and show the present one's rows, the cursor where it was."""
        self.tabs.tabs = tabs
        self.rows.show(self.build, keep=True)

    def show_tab(self, at: int) -> None:
        """Show another tab, its cursor where it was left."""
        if at == self.tab:
            return
        self._left_at[self.tab] = self.rows.value
        self.tabs.at = at
        self.rows.show(self.build)
        before = self._left_at.get(at)
        if before is not None:
            self.rows.rest_on(before)

    def load(self) -> None:
        """Read the record; leave when it is gone or no longer to be seen."""
        try:
            self.read_record()
        except NotFound as gone:
            self.call_later(self._leave, gone)

    def read_record(self) -> None:
        """Read the record and show it."""
        raise NotImplementedError

    @property
    def timeline(self) -> Timeline | None:
        """What the first tab is made from, nothing before the record was read."""
        raise NotImplementedError

    def timeline_counts(self) -> Counter[TimelineKind]:
        """Count the events that have a line, by their kind."""
        timeline = self.timeline
        entries = timeline.entries if timeline else ()
        return Counter(
            kind_of(entry)
            for entry in entries
            if timeline and tell(entry, timeline.known)
        )

    def narrow_timeline(self, kind: TimelineKind) -> None:
        """Show events of one kind only, or everything again."""
        self._show_timeline(replace(self.shown, kind=kind))

    def _show_timeline(self, shown: Shown) -> None:
        self.shown = shown
        self.show_tab(0)
        self.rows.show(self.build)
        order = _("the oldest first") if shown.oldest_first else _("the newest first")
        marks = glyphs.current()
        told = f"{kind_words(shown.kind)} {marks.separator} {order}"
        self.say(told, kind=MessageKind.HINT)

    def teach(self, sentence: str, command: Command) -> Sequence[Row[Link]]:
        """Say what belongs here and which key helps."""
        key = Cell(f"{self.first_key(command)}  ", Ink.KEY)
        does = Cell(_(command.help), Ink.TEXT)
        return Row((Cell(sentence, Ink.STRONG),)), Row(), Row((key, does))

    def first_key(self, command: Command) -> str:
        """Return the first key of a command as it reads, the person's own if any."""
        keys = self.keymap.of(command)
        return key_label(keys[0]) if keys else ""

    @property
    def tab(self) -> int:
        """The place of the tab that shows."""
        return self.tabs.at

    @property
    def moved_rows(self) -> Moved:
        """The list of the tab."""
        return self.rows

    def action_tab_next(self) -> None:
        self.show_tab((self.tab + 1) % len(self.tabs.tabs))

    def action_tab_previous(self) -> None:
        self.show_tab((self.tab - 1) % len(self.tabs.tabs))

    def action_cursor_left(self) -> None:
        self.show_tab(max(self.tab - 1, 0))

    def action_cursor_right(self) -> None:
        self.show_tab(min(self.tab + 1, len(self.tabs.tabs) - 1))

    async def action_timeline_filter(self) -> None:
        from tui.acts import timelines

        await self.until_asked(timelines.choose(self))

    def action_timeline_order(self) -> None:
        oldest_first = not self.shown.oldest_first
        self._show_timeline(replace(self.shown, oldest_first=oldest_first))

    def action_open(self) -> None:
        """Open the record under the cursor, or unfold its text."""
        link = self.rows.value
        if link is None:
            return
        match link.kind:
            case LinkKind.DEAL | LinkKind.PERSON | LinkKind.COMPANY:
                from tui.screens.visiting import visit

                visit(self, link)
            case LinkKind.EVENT | LinkKind.FOLLOW_UP:
                self.unfolded ^= {link}
                self.rows.rebuild()
            case LinkKind.NOTHING:
                return

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.rows.rebuild()

    def _leave(self, gone: NotFound) -> None:
        self.dismiss()
        behind = self.relance.screen
        if isinstance(behind, AppScreen):
            behind.refuse(gone)
