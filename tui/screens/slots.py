"""The planning: slots by their day, how full they are, and who has a place (R-12)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from typing import Final
from typing import NamedTuple
from zoneinfo import ZoneInfo

from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.clock import local_day
from models.store import Store
from models.views.bookings import Booked
from models.views.bookings import PlannedSlot
from models.views.done import Done
from models.vocabulary import BookingStatus
from tui import commands
from tui import commands_of_slots
from tui import formats
from tui import glyphs
from tui.commands import Command
from tui.commands import Place
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.ink import Ink
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.selection import Selection
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.rows import Rows
from tui.words.follow_ups import booking_state
from tui.words.slots import places_left

HOURS: Final = 15
PLACES: Final = 26
HOST: Final = 18
LESS: Final = 2
"""The cells that the places and the host give the activity on a narrow screen."""
STATE: Final = 18
NEW: Final = "slot.created"
ROOM: Final = 100
"""From that many cells on, a slot tells where it is, and a place whose it is."""


class Spot(NamedTuple):
    """What a row stands for: a slot, or a place in it that is taken."""

    slot_id: int
    booking_id: int = 0


class SlotsScreen(MovingThroughRows, AppScreen):
    """Slots of the last days and to come; below each, who has a place in it."""

    PLACE = Place.SLOTS
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands_of_slots.SLOT_NEW,
        commands_of_slots.SLOT_EDIT,
        commands_of_slots.BOOKING_MARK,
        commands_of_slots.SLOT_FREE,
        commands.FOLLOWUP_DONE,
        commands.OPEN,
        commands.UNDO,
        commands.BACK,
    )
    DEFAULT_CSS = """
    SlotsScreen #rows { margin: 1 0 0 0; }
    """

    rows: "query_one[Rows[Spot]]" = query_one("#rows", Rows)

    def __init__(
        self, store: Store, activity_id: int | None = None, activity: str = ""
    ) -> None:
        """Show the slots of one activity, of that name, or of all."""
        super().__init__(store)
        self.activity_id = activity_id
        self.slots: tuple[PlannedSlot, ...] = ()
        self._activity = activity
        self._opened = False
        self._made: int | None = None
        """The slot that was just made, until it shows."""

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield Rows[Spot](id="rows")

    def load(self) -> None:
        """Read the slots; the cursor begins on the first of today or later."""
        self.slots = self.store.read(queries.planning.planning, self.activity_id)
        self.rows.show(self.build, keep=True)
        if self._made is not None:
            self.rows.rest_on(Spot(self._made))
            self._made = None
        if not self._opened:
            self._opened = True
            self.call_after_refresh(self._begin)

    def wrote(self, done: Done) -> None:
        """Put the cursor on a new slot once the list that has it is read."""
        if done.verb == NEW:
            self._made = done.id

    def heading(self) -> Heading:
        """Say of which activity they are."""
        return Heading(_("Slots"), pipeline=self._activity)

    @property
    def selection(self) -> Selection | None:
        """Who has the place under the cursor."""
        booked = self.booked
        if booked is None:
            return None
        return Selection(
            booked.about,
            deal_id=booked.deal_id,
            person_id=booked.person_id,
            follow_up_id=booked.follow_up_id if booked.waits else None,
        )

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @property
    def slot(self) -> PlannedSlot | None:
        """The slot under the cursor, or the one of the place that is under it."""
        spot = self.rows.value
        known = (one for one in self.slots if spot and one.id == spot.slot_id)
        return next(known, None)

    @property
    def booked(self) -> Booked | None:
        """The place under the cursor."""
        slot, spot = self.slot, self.rows.value
        if slot is None or spot is None:
            return None
        return next((one for one in slot.booked if one.id == spot.booking_id), None)

    @on(Rows.Opened)
    async def open_pointed_at(self) -> None:
        await self.action_open()

    def build(self, cells: int) -> Sequence[Row[Spot]]:
        """Put the slots of each day under it."""
        return list(self._lines(cells)) if self.slots else list(_lesson())

    async def action_open(self) -> None:
        """Open who has the place, else the form of the slot."""
        from tui.screens.visiting import visit

        booked = self.booked
        if booked is None:
            await self.action_slot_edit()
        elif booked.person_id is not None:
            visit(self, Link(LinkKind.PERSON, booked.person_id))
        elif booked.deal_id is not None:
            visit(self, Link(LinkKind.DEAL, booked.deal_id))

    async def action_slot_new(self) -> None:
        from tui.acts import slots

        await self.until_asked(slots.make(self))

    async def action_slot_edit(self) -> None:
        from tui.acts import slots

        await self.until_asked(slots.edit(self))

    @work
    async def action_slot_free(self) -> None:
        from tui.acts import slots

        await slots.free(self)

    @work
    async def action_booking_mark(self) -> None:
        from tui.acts import slots

        await slots.mark(self)

    def _begin(self) -> None:
        today = local_day(self.store.now(), self.store.zone)
        coming = (one for one in self.slots if self._day(one) >= today)
        first = next(coming, None)
        if first is not None:
            self.rows.rest_on(Spot(first.id))
        elif self.slots:
            self.rows.last()

    def _day(self, slot: PlannedSlot) -> date:
        return local_day(slot.starts_at, self.store.zone)

    def _lines(self, cells: int) -> Iterator[Row[Spot]]:
        zone = ZoneInfo(self.store.zone)
        day: date | None = None
        for slot in self.slots:
            if self._day(slot) != day:
                if day is not None:
                    yield Row()
                day = self._day(slot)
                yield Row((Cell(formats.day_full(day, language()), Ink.STRONG),))
            yield _slot_row(slot, zone, cells)
            for one in slot.booked:
                yield _booked_row(slot, one, cells)
            if slot.others:
                yield _others_row(slot)


def _slot_row(slot: PlannedSlot, zone: ZoneInfo, cells: int) -> Row[Spot]:
    """Draw when, what, how full, with whom, and where if there is room."""
    starts, ends = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    less = 0 if cells >= ROOM else LESS
    hours = f"{formats.clock(starts)}{glyphs.current().absent}{formats.clock(ends)}"
    drawn = (
        Cell(f"  {hours}", Ink.TEXT, HOURS, gap=1),
        Cell(slot.activity, Ink.TEXT, FILL, gap=2, name=True),
        Cell(
            places_left(slot),
            Ink.TEXT if slot.free else Ink.MUTED,
            PLACES - less,
            gap=1 if less else 2,
        ),
        Cell(slot.host, Ink.MUTED, HOST - less, gap=1),
    )
    where = Cell(slot.place, Ink.MUTED, STATE)
    return Row((*drawn, where) if cells >= ROOM else drawn, Spot(slot.id))


def _booked_row(slot: PlannedSlot, booked: Booked, cells: int) -> Row[Spot]:
    """Draw who has a place, what for, what became of it, and with whom."""
    inks = {BookingStatus.ATTENDED: Ink.WON, BookingStatus.NO_SHOW: Ink.LOST}
    less = 0 if cells >= ROOM else LESS
    drawn = (
        Cell("", Ink.TEXT, HOURS),
        Cell(booked.about, Ink.TEXT, FILL, gap=2, name=True),
        Cell(booked.type, Ink.MUTED, PLACES - less, gap=1 if less else 2),
    )
    rep = Cell(booked.rep, Ink.MUTED, HOST, gap=1)
    ink = inks.get(booked.status, Ink.MUTED)
    state = Cell(
        booking_state(booked.status), ink, STATE if cells >= ROOM else HOST - less
    )
    shown = (*drawn, rep, state) if cells >= ROOM else (*drawn, state)
    return Row(shown, Spot(slot.id, booked.id))


def _others_row(slot: PlannedSlot) -> Row[Spot]:
    """Count who has a place and is not the reader's to see."""
    told = ngettext(
        "and {count} of a colleague", "and {count} of colleagues", slot.others
    )
    return Row(
        (Cell("", Ink.TEXT, HOURS), Cell(told.format(count=slot.others), Ink.MUTED))
    )


def _lesson() -> Iterator[Row[Spot]]:
    """Say what belongs here while nothing does."""
    said = _("When can a prospect come to a trial, a visit, a talk?")
    yield Row((Cell(said, Ink.STRONG),))
    yield Row()
    yield Row((Cell(_("n makes the first slot."), Ink.TEXT),))
