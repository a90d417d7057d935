"""The records that a figure counts: every one that it adds up, and no other (C.0)."""

from collections.abc import Iterable
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
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import Rows
from tui.words.outcome import went

COMPANY: Final = 30
TYPE: Final = 16
WENT: Final = 20
DAY: Final = 14
ORDERS: Final = (
    N_("in the order of the numbers"),
    N_("by name"),
    N_("largest amount first"),
)
"""The orders that one key goes through."""
BY_NAME: Final = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What is listed: the words of the figure and the records it counts."""

    words: str
    entity: str
    ids: tuple[int, ...]
    """A record is here as often as it is counted."""


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

    rows: "query_one[Rows[Link]]" = query_one("#rows", Rows)

    def __init__(self, store: Store, counted: Counted) -> None:
        super().__init__(store)
        self.counted = counted
        self.deals: tuple[DealLine, ...] = ()
        self.people: tuple[PersonCounted, ...] = ()
        self.follow_ups: tuple[FollowUpCounted, ...] = ()
        self.marks: set[int] = set()
        self._order = 0

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield Rows[Link](id="rows")

    def load(self) -> None:
        """Read the records away from the keys: a figure may count very many."""
        self._read()

    def heading(self) -> Heading:
        """Say which figure it is and how many it counts."""
        count = len(self.counted.ids)
        told = ngettext("{count} record", "{count} records", count)
        number = formats.number(count, language())
        return Heading(
            self.counted.words, pipeline=told.format(count=number), order=self._ordered
        )

    @property
    def selection(self) -> Selection | None:
        """The deal or person under the cursor, with the deals that are marked."""
        link = self.rows.value
        if link is None:
            return None
        if link.kind is LinkKind.PERSON:
            name = next((p.name for p in self.people if p.id == link.id), "")
            name = name or next(
                (line.title for line in self.follow_ups if line.person_id == link.id),
                "",
            )
            return Selection(title=name, person_id=link.id)
        title = next((deal.title for deal in self.deals if deal.id == link.id), "")
        title = title or next(
            (line.title for line in self.follow_ups if line.deal_id == link.id), ""
        )
        marked = tuple(deal.id for deal in self.deals if deal.id in self.marks)
        return Selection(title=title, deal_id=link.id, marked=marked)

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def build(self, cells: int) -> Sequence[Row[Link]]:
        """Make a row for each record, as often as it is counted."""
        if self.counted.entity == "person":
            return [_person_row(person) for person in self._in_order(self.people)]
        if self.counted.entity == "follow_up":
            return [_follow_up_row(one) for one in self._by_title(self.follow_ups)]
        deals = sorted(self.deals, key=self._rank) if self._order else self.deals
        rows = deal_rows(deals, self.store.now(), self.store.zone, cells)
        return [self._marked(row) for row in rows]

    def action_open(self) -> None:
        """Open the record under the cursor."""
        from tui.screens.visiting import visit

        if self.rows.value is not None:
            visit(self, self.rows.value)

    def action_sort(self) -> None:
        """Go on to the next order."""
        self._order = (self._order + 1) % len(ORDERS)
        self.rows.show(self.build, keep=True)
        self.show_heading()
        self.say(_(ORDERS[self._order]), kind=MessageKind.HINT)

    def action_mark(self) -> None:
        """Mark the deal under the cursor or take its mark away."""
        link = self.rows.value
        if link is not None and link.kind is LinkKind.DEAL:
            self.marks ^= {link.id}
            self._show_marks()
            self.rows.move(1)

    def action_mark_all(self) -> None:
        """Mark every deal of the list, or none."""
        every = {deal.id for deal in self.deals}
        self.marks = set() if self.marks >= every else every
        self._show_marks()

    @property
    def _ordered(self) -> str:
        return _(ORDERS[self._order]) if self._order else ""

    @work(exclusive=True, group="list")
    async def _read(self) -> None:
        read, ids = self.store.read, self.counted.ids
        try:
            if self.counted.entity == "person":
                people = queries.lines.people
                self.people = await slowly(self, lambda: read(people, ids))
            elif self.counted.entity == "follow_up":
                found = queries.lines.follow_ups
                self.follow_ups = await slowly(self, lambda: read(found, ids))
            else:
                deals = queries.lines.deals
                self.deals = await slowly(self, lambda: read(deals, ids))
        except RelanceError as error:
            self.refuse(error)
            return
        self.marks &= {deal.id for deal in self.deals}
        self.rows.show(self.build, keep=True)

    def _in_order(self, people: Sequence[PersonCounted]) -> Sequence[PersonCounted]:
        if self._order == BY_NAME:
            return sorted(people, key=lambda person: (person.name, person.id))
        return people

    def _by_title(self, lines: Sequence[FollowUpCounted]) -> Sequence[FollowUpCounted]:
        if self._order == BY_NAME:
            return sorted(lines, key=lambda line: (line.title, line.id))
        return lines

    def _rank(self, deal: DealLine) -> tuple[int, str, int]:
        amount = -deal.amount.minor if deal.amount else 1
        return (0 if self._order == BY_NAME else amount), deal.title, deal.id

    def _marked(self, row: Row[Link]) -> Row[Link]:
        if row.value is None or row.value.id not in self.marks:
            return row
        cells = tuple(
            replace(cell, ink=Ink.ACCENT) if cell.name else cell for cell in row.cells
        )
        sign = Cell(f" {glyphs.current().marked}", Ink.ACCENT)
        return replace(row, cells=(*cells, sign))

    def _show_marks(self) -> None:
        count = len(self.marks)
        said = ngettext("{count} marked", "{count} marked", count).format(count=count)
        standing = LineMessage(MessageKind.HINT, "", aside=said) if count else None
        self.message.standing = standing
        self.rows.rebuild()


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
