"""Today: the queue of what is due, and beside it all that acting needs (B1.4, R-21)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import ClassVar

from textual import events
from textual import on
from textual.containers import Horizontal
from textual.containers import Vertical
from textual.geometry import Size
from textual.getters import query_one
from textual.widget import Widget

from models.actor import Whose
from models.store import Store
from models.views.counts import DueCounts
from models.views.counts import read_counts
from models.views.due import MOST
from models.views.due import DueItem
from models.views.due import Today
from models.views.due import read_detail
from models.views.due import read_due
from models.vocabulary import DueBucket
from tui import commands
from tui.cells import safe
from tui.commands import Command
from tui.commands import Place
from tui.i18n import _
from tui.preferences.settings import Cursor
from tui.screens.base import Scoped
from tui.selection import Selection
from tui.widgets.due_detail import Beside
from tui.widgets.due_detail import DuePane
from tui.widgets.due_list import DueList
from tui.widgets.due_list import Queue
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import hints
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.progress_line import ProgressLine
from tui.widgets.upright import Upright
from tui.words.board import scope_words
from tui.words.today import next_words
from tui.words.today import only_words
from tui.words.today import teaching

if TYPE_CHECKING:
    from models.views.done import Done

PANE_FROM = 100
"""The width of the screen from which the pane stands beside the list."""
UNDER_FROM = 22
"""The height from which it stands under the list where there is no room beside."""
AIRY_FROM = 30
"""The height of the screen from which a free line stands at the top."""
QUEUE = 200
"""How many items the first frame reads."""
AHEAD = 50
LEFT_IT = frozenset({"followup.postponed", "followup.done"})
"""What was done to an item that is then no longer the next one."""

ON_AN_ITEM = frozenset(
    {
        commands.FOLLOWUP_DONE,
        commands.FOLLOWUP_SNOOZE,
        commands.TODAY_SKIP,
        commands.FOLLOWUP_PLAN,
        commands.NOTE_LOG,
        commands.OPEN,
        commands.COPY,
        commands.PERSON_VALUE,
        commands.DEAL_WIN,
        commands.DEAL_LOSE,
    }
)
"""What needs something under the cursor: an empty list does not offer it."""


class TodayScreen(Scoped):
    """Works through what is due; the next item is selected by itself."""

    PLACE = Place.TODAY
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.FOLLOWUP_DONE,
        commands.FOLLOWUP_SNOOZE,
        commands.TODAY_SKIP,
        commands.FOLLOWUP_PLAN,
        commands.NOTE_LOG,
        commands.OPEN,
        commands.COPY,
        commands.PERSON_VALUE,
        commands.OWNER_SCOPE,
        commands.GO_BOARD,
        commands.UNDO,
        commands.SEARCH,
        commands.DEAL_NEW,
        commands.DEAL_WIN,
        commands.DEAL_LOSE,
    )

    DEFAULT_CSS = """
    TodayScreen {
        #today { width: 1fr; height: 1fr; padding: 1 0 0 0; }
        #queue { width: 50%; max-width: 96; height: 1fr; }
        #due { margin: 1 0 0 0; }
        #upright { margin: 0 2 0 0; }
        #beside { margin: 0 1 0 0; max-width: 90; }
        &.-narrow {
            #today { layout: vertical; }
            #queue { width: 100%; max-width: 100%; }
            #upright { display: none; }
            #beside { height: 9; margin: 0 1; max-width: 100%; }
        }
        &.-narrow.-flat #beside { display: none; }
        &.-low #today { padding: 0; }
    }
    """

    queue = query_one("#queue", Vertical)
    list = query_one("#due", DueList)
    pane = query_one("#beside", DuePane)
    progress = query_one("#progress", ProgressLine)

    def __init__(self, store: Store, only: DueBucket | None = None) -> None:
        super().__init__(store)
        self.only = only
        """What alone is shown of the queue: what one counter counts (R-22)."""
        self.follows = only is None
        self._today: Today | None = None
        self._items: tuple[DueItem, ...] = ()
        self._skipped: list[int] = []
        self._limit = QUEUE
        self._follow: int | None = None
        """The item to select when what was saved has taken the present one away."""
        self._next_due: int | None = None
        """What stood after the present item before a colleague put that one off."""

    def on_mount(self) -> None:
        """Have the right widths before the first frame."""
        self._fit(self.relance.size)

    def body(self) -> Iterable[Widget]:
        """Stand the queue beside what is known of the item at the cursor."""
        bold = self.relance.settings.cursor is Cursor.BOLD
        with Horizontal(id="today"):
            with Vertical(id="queue"):
                yield ProgressLine(id="progress")
                yield DueList(bold=bold, id="due")
            yield Upright(id="upright")
            yield DuePane(id="beside")

    def load(self) -> None:
        """Read the queue; the cursor stays on its item, or on its place."""
        before, after, at = self.list.item, self.list.after, self.list.at
        wanted = self._follow or (before.id if before else None)
        self._follow = None
        today = read_due(self.store, self.whose, limit=self._reach)
        self._today = today
        self._items = self._ordered(_kept(today.items, self.only))
        places = {item.id: place for place, item in enumerate(self._items)}
        at = places.get(wanted or 0, places.get(self._next_due or 0, at))
        self.list.show(self._queue(today), at)
        if after is not None and _was_put_off(before, self.list.item):
            self._next_due = after.id
        left = today.counts.left
        self.progress.progress = (today.done, today.done + left)
        self._show_item()
        left_out = frozenset[Command]() if self._items else ON_AN_ITEM
        offered = [one for one in self.HINTS if one not in left_out]
        self.hint.hints = hints(offered, self.keymap)

    def heading(self) -> Heading:
        """Say whose follow-ups these are."""
        scope = self.whose_name or scope_words(self.whose)
        return Heading(_("Today"), pipeline=only_words(self.only), scope=scope)

    @property
    def selection(self) -> Selection | None:
        """The follow-up at the cursor, with its deal, person and company."""
        item = self.list.item
        if item is None:
            return None
        return Selection(
            item.deal or item.person or item.company,
            deal_id=item.deal_id,
            person_id=item.person_id,
            company_id=item.company_id,
            follow_up_id=item.id,
        )

    def wrote(self, done: "Done") -> None:
        """Go on to the next item where this one is finished or put off."""
        if done.verb not in LEFT_IT:
            return
        item, after = self.list.item, self.list.after
        self._skipped = [one for one in self._skipped if one != done.id]
        if item is not None and item.id == done.id:
            self._follow = self._next_due or (after.id if after is not None else None)
        self._next_due = None

    def set_whose(self, whose: Whose, name: str = "") -> None:
        """Show other people's follow-ups."""
        self.whose, self.whose_name = whose, name
        self._limit = QUEUE
        self.reload()

    def show_only(self, only: DueBucket | None) -> None:
        """Keep to what one counter counts, or show everything that is due again."""
        self.only = only
        self.list.move_to(0)
        self.reload()

    @on(events.Resize)
    def lay_out(self, event: events.Resize) -> None:
        """Show the pane where there is room for it; free lines where there are many."""
        self._fit(event.size)
        self._show_item()

    @on(DueList.Moved)
    def follow_the_mouse(self) -> None:
        self._went()

    @on(DueList.Opened)
    def open_by_mouse(self) -> None:
        self.action_open()

    def action_cursor_up(self) -> None:
        self._move(-1)

    def action_cursor_down(self) -> None:
        self._move(1)

    def action_cursor_left(self) -> None:
        """There is nothing at the left of a list."""

    def action_cursor_right(self) -> None:
        """There is nothing at the right of a list."""

    def action_cursor_page_up(self) -> None:
        self.list.page(-1)
        self._went()

    def action_cursor_page_down(self) -> None:
        self.list.page(1)
        self._went()

    def action_cursor_first(self) -> None:
        self.list.move_to(0)
        self._went()

    def action_cursor_last(self) -> None:
        self._read_all()
        self.list.move_to(len(self._items) - 1)
        self._went()

    def action_tab_next(self) -> None:
        self._move(1)

    def action_tab_previous(self) -> None:
        self._move(-1)

    def action_today_skip(self) -> None:
        """Leave the item for the end of the queue, in this session only."""
        item, after = self.list.item, self.list.after
        if item is None:
            return
        self._skipped = [*(one for one in self._skipped if one != item.id), item.id]
        self._follow = after.id if after is not None else item.id
        self.reload()
        name = item.deal or item.person or item.company
        self.say(
            _("{name} waits at the end of the queue.").format(name=name),
            kind=MessageKind.HINT,
        )

    async def action_today_filter(self) -> None:
        from tui.acts import filtering

        await self.until_asked(filtering.today(self))

    def action_open(self) -> None:
        """Open the deal, else the person, that the item is about."""
        from tui.screens.visiting import visit
        from tui.widgets.links import Link
        from tui.widgets.links import LinkKind

        item = self.list.item
        if item is None:
            return
        if item.deal_id is not None:
            visit(self, Link(LinkKind.DEAL, item.deal_id))
        elif item.person_id is not None:
            visit(self, Link(LinkKind.PERSON, item.person_id))

    @property
    def _reach(self) -> int:
        """How many items to read: all that there are, where only some are kept."""
        if self.only is None:
            return self._limit
        counts = read_counts(self.store, self.whose)
        return max(self._limit, counts.left + counts.next_days)

    def _fit(self, size: Size) -> None:
        self.set_class(size.width < PANE_FROM, "-narrow")
        self.set_class(size.height < AIRY_FROM, "-low")
        self.set_class(size.height < UNDER_FROM, "-flat")

    def _ordered(self, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
        """Put what was skipped at the end, in the order in which it was."""
        known = {item.id: item for item in items}
        self._skipped = [one for one in self._skipped if one in known]
        skipped = [known[one] for one in self._skipped]
        return (*(one for one in items if one.id not in self._skipped), *skipped)

    def _queue(self, today: Today) -> Queue:
        skipped = [item.bucket for item in self._items if item.id in self._skipped]
        told = _left(today.counts, skipped)
        if self.only is not None:
            told = {self.only: told[self.only]}
        return Queue(
            self._items,
            told,
            frozenset(self._skipped),
            whose=self.whose != Whose(),
            teaching=teaching(self.store.actor.role, self.keymap, today, self.only),
        )

    def _move(self, step: int) -> None:
        self.list.move(step)
        self._went()

    def _went(self) -> None:
        """Show what goes with the cursor, in the frame of its key."""
        self._next_due = None
        self.message.clear()
        if self.list.at + AHEAD > self._limit:
            self._read_all()
        if not self.relance.more_to_come:
            self._show_item()

    def _read_all(self) -> None:
        """Read the whole queue once the cursor leaves its beginning behind."""
        if self._today is not None and len(self._today.items) >= self._limit:
            self._limit = MOST if self._limit < MOST else self._limit + MOST
            self.load()

    def _show_item(self) -> None:
        """Fill the pane and name the next item."""
        item, after = self.list.item, self.list.after
        said = next_words(after) if item is not None and after is not None else ""
        self.message.standing = (
            LineMessage(MessageKind.NEXT, safe(said)) if said else None
        )
        narrow = self.has_class("-narrow")
        if narrow and self.has_class("-flat"):
            return
        if item is None:
            self.pane.show(None)
            return
        self.pane.show(
            Beside(
                item,
                read_detail(self.store, item.id),
                self.whose != Whose(),
                self.keymap.of(commands.COPY)[0],
                self.keymap.of(commands.NOTE_LOG)[0],
            ),
            low=narrow,
        )


def _kept(items: tuple[DueItem, ...], only: DueBucket | None) -> tuple[DueItem, ...]:
    return tuple(item for item in items if only in (None, item.bucket))


def _left(counts: DueCounts, skipped: Sequence[DueBucket]) -> dict[DueBucket, int]:
    """Return what is told of each section: what was skipped stands apart."""
    told = {
        DueBucket.OVERDUE: counts.overdue,
        DueBucket.TODAY: counts.today,
        DueBucket.LATER: counts.next_days,
    }
    return {bucket: count - skipped.count(bucket) for bucket, count in told.items()}


def _was_put_off(before: DueItem | None, now: DueItem | None) -> bool:
    """Tell whether the item at the cursor was due before, and is not any more."""
    if before is None or now is None or now.id != before.id:
        return False
    return now.bucket is DueBucket.LATER is not before.bucket
