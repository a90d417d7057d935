"""The records that a figure counts: every one that it adds up, and no other (C.0)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import ClassVar
from typing import Final

from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.errors import RelanceError
from models.store import Store
from models.views.counted import FollowUpCounted
from models.views.counted import ListOrder
from models.views.counted import PersonCounted
from models.views.records import DealLine
from tui import commands
from tui import formats
from tui import glyphs
from tui.commands import Command
from tui.commands import Place
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.ink import Ink
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.record_tabs import deal_rows
from tui.screens.slowly import slowly
from tui.selection import Selection
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import hints
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.long_rows import LongRows
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import BAR
from tui.widgets.rows import Rows
from tui.widgets.windows import Windows
from tui.words.outcome import went
from tui.words.quantities import marked

COMPANY: Final = 30
TYPE: Final = 16
WENT: Final = 20
DAY: Final = 14
ORDERS: Final = {
    ListOrder.GIVEN: N_("in the order of the numbers"),
    ListOrder.NAME: N_("by name"),
    ListOrder.AMOUNT: N_("largest amount first"),
}
"""The orders that one key goes through on deals, which alone have amounts."""
NAMED: Final = {order: ORDERS[order] for order in (ListOrder.GIVEN, ListOrder.NAME)}
DUE: Final = {**NAMED, ListOrder.GIVEN: N_("by due date")}
ORDERS_OF: Final[Mapping[str, Mapping[ListOrder, str]]] = {
    "person": NAMED,
    "follow_up": DUE,
}
"""The orders of other records; follow-ups stand by due date from the beginning."""

Line = DealLine | PersonCounted | FollowUpCounted


@dataclass(frozen=True, slots=True)
class Counted:
    """What is listed: the words of the figure and the records it counts."""

    words: str
    entity: str
    ids: tuple[int, ...]
    """A record is here as often as it is counted."""
    period: str = ""
    """When the figure is of; empty where its words say so, or no period matters."""


class CountedWindows(Windows[Line, Link]):
    """The lines of a list whose records are known by number, in its order."""

    def __init__(
        self,
        ids: Sequence[int],
        read: Callable[[Sequence[int]], Mapping[int, Line]],
        make: Callable[[Line], Row[Link]],
    ) -> None:
        super().__init__(len(ids), make)
        self.ids = ids
        self._read = read

    def place(self, value: Link) -> None:
        """Leave the cursor where it is: a record may stand in several lines."""

    def fetched(self, rows: range) -> Sequence[Line | None]:
        """Read the records of a window; one that went meanwhile leaves its line."""
        ids = self.ids[rows.start : rows.stop]
        found = self._read(ids)
        return [found.get(one) for one in ids]

    def found_again(self, at: int, ids: Sequence[int]) -> int:
        """Return where the record of a line stands among other numbers."""
        wanted = self.ids[at] if at < len(self.ids) else None
        if at < len(ids) and ids[at] == wanted:
            return at
        return ids.index(wanted) if wanted in ids else min(at, max(len(ids) - 1, 0))


class DealListScreen(MovingThroughRows, AppScreen):
    """The list behind a figure; Esc goes back to the row it came from."""

    PLACE = Place.LIST
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        commands.FOLLOWUP_DONE,
        commands.FOLLOWUP_PLAN,
        commands.MARK,
        commands.DEAL_ASSIGN,
        commands.SORT,
        commands.BACK,
    )
    DEFAULT_CSS = """
    DealListScreen #rows { margin: 1 0 0 0; }
    """

    rows: "query_one[LongRows[Link]]" = query_one("#rows", LongRows)

    def __init__(self, store: Store, counted: Counted) -> None:
        super().__init__(store)
        self.counted = counted
        self.windows: CountedWindows | None = None
        self.marks: set[int] = set()
        self.order = ListOrder.GIVEN

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield LongRows[Link](id="rows")

    def load(self) -> None:
        """Read the records away from the keys: a figure may count very many."""
        if self.counted.ids:
            self._read()
            return
        none: Row[Link] = Row((Cell(_("This figure counts no record."), Ink.MUTED),))
        self.rows.show(lambda _cells: (none,))
        self.hint.hints = hints((commands.BACK,), self.keymap)

    def heading(self) -> Heading:
        """Say which figure it is and how many it counts."""
        count = len(self.counted.ids)
        told = ngettext("{count} record", "{count} records", count)
        number = formats.number(count, language())
        return Heading(
            self.counted.words,
            pipeline=told.format(count=number),
            scope=self.counted.period,
            order=self._ordered,
        )

    @property
    def line(self) -> Line | None:
        """The record under the cursor."""
        if self.windows is None or self.rows.value is None:
            return None
        return self.windows.line(self.rows.at)

    @property
    def selection(self) -> Selection | None:
        """The deal or person under the cursor, with the deals that are marked."""
        line, link = self.line, self.rows.value
        if line is None or link is None:
            return None
        title = line.name if isinstance(line, PersonCounted) else line.title
        if link.kind is LinkKind.PERSON:
            return Selection(title=title, person_id=link.id)
        known = self.windows.ids if self.windows and self.marks else ()
        marked = dict.fromkeys(one for one in known if one in self.marks)
        return Selection(title=title, deal_id=link.id, marked=tuple(marked))

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the record under the cursor."""
        from tui.screens.visiting import visit

        if self.rows.value is not None:
            visit(self, self.rows.value)

    def action_sort(self) -> None:
        """Go on to the next order, where there is anything to order."""
        if not self.counted.ids:
            return
        orders = list(self._orders)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._read()
        self.show_heading()
        self.say(_(self._orders[self.order]), kind=MessageKind.HINT)

    def action_mark(self) -> None:
        """Mark the deal under the cursor or take its mark away."""
        link = self.rows.value
        if link is not None and link.kind is LinkKind.DEAL:
            self.marks ^= {link.id}
            self._show_marks()
            self.rows.move(1)

    def action_mark_all(self) -> None:
        """Mark every deal of the list, or none."""
        if self.counted.entity != "deal" or self.windows is None:
            return
        every = set(self.windows.ids)
        self.marks = set() if self.marks >= every else every
        self._show_marks()

    def unmark(self) -> None:
        self.marks.clear()
        self._show_marks()

    @property
    def _ordered(self) -> str:
        return "" if self.order is ListOrder.GIVEN else _(self._orders[self.order])

    @property
    def _orders(self) -> Mapping[ListOrder, str]:
        return ORDERS_OF.get(self.counted.entity, ORDERS)

    @work(exclusive=True, group="list")
    async def _read(self) -> None:
        try:
            windows, at = await slowly(self, self._found)
        except RelanceError as error:
            self.refuse(error)
            return
        self.windows = windows
        if self.marks:
            self.marks &= set(windows.ids)
        self.rows.show_at(windows, at)

    def _found(self) -> tuple[CountedWindows, int]:
        """Read the order of all records and the window of the one at the cursor."""
        entity, order, was = self.counted.entity, self.order, self.windows
        ids = self.store.read(queries.lines.ordered, entity, self.counted.ids, order)
        at = 0 if was is None else was.found_again(self.rows.at, ids)
        windows = CountedWindows(ids, self._fetched, self._row)
        windows.ensure(range(at, at + 1))
        return windows, at

    def _fetched(self, ids: Sequence[int]) -> Mapping[int, Line]:
        lines, entity = queries.lines, self.counted.entity
        if entity == "person":
            return self.store.read(lines.people, ids)
        if entity == "follow_up":
            return self.store.read(lines.follow_ups, ids)
        return self.store.read(lines.deals, ids)

    def _row(self, line: Line) -> Row[Link]:
        if isinstance(line, PersonCounted):
            return _person_row(line)
        if isinstance(line, FollowUpCounted):
            return _follow_up_row(line)
        cells = self.rows.size.width - BAR - 2
        made = deal_rows((line,), self.store.now(), self.store.zone, cells)
        return self._marked(next(made))

    def _marked(self, row: Row[Link]) -> Row[Link]:
        if row.value is None or row.value.id not in self.marks:
            return row
        cells = tuple(
            replace(cell, ink=Ink.ACCENT) if cell.name else cell for cell in row.cells
        )
        sign = Cell(f" {glyphs.current().marked}", Ink.ACCENT)
        return replace(row, cells=(*cells, sign))

    def _show_marks(self) -> None:
        said = marked(len(self.marks))
        standing = LineMessage(MessageKind.HINT, "", aside=said) if said else None
        self.message.standing = standing
        self.rows.refresh()


def _person_row(person: PersonCounted) -> Row[Link]:
    cells = (
        Cell(person.name, Ink.TEXT, FILL, name=True, gap=2),
        Cell(person.company, Ink.MUTED, COMPANY),
    )
    return Row(cells, Link(LinkKind.PERSON, person.id))


def _follow_up_row(line: FollowUpCounted) -> Row[Link]:
    told = went(line.outcome, None) if line.outcome else _("planned")
    day = formats.day_year(line.planned_on, language())
    cells = (
        Cell(line.title, Ink.TEXT, FILL, name=True, gap=2),
        Cell(line.type, Ink.MUTED, TYPE),
        Cell(f"  {told}", Ink.MUTED, WENT),
        Cell(day, Ink.TEXT, DAY, at_right=True),
    )
    if line.deal_id is not None:
        return Row(cells, Link(LinkKind.DEAL, line.deal_id))
    return Row(cells, Link(LinkKind.PERSON, line.person_id or 0))
