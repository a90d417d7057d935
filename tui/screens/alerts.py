"""Alerts and notifications: what counts, and what others did to mine (R-26, C-02)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar
from typing import Final
from zoneinfo import ZoneInfo

from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models import operations
from models import queries
from models.actor import Whose
from models.clock import local_day
from models.errors import RelanceError
from models.rules.alerts import BUCKETS
from models.rules.alerts import Alert
from models.store import Store
from models.views.counts import DueCounts
from models.views.counts import read_counts
from models.views.desk import AlertLine
from models.views.desk import Notice
from models.vocabulary import DueBucket
from tui import commands
from tui import commands_of_desk
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
from tui.screens.slowly import slowly
from tui.selection import Selection
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import Rows
from tui.words.desk import alert_words
from tui.words.desk import ids_of
from tui.words.desk import notice_words
from tui.wrapping import wrapped

SIGN: Final = 3
COUNT: Final = 9
WHEN: Final = 14
MOST_CELLS: Final = 96
"""Rows are no wider than this, however wide the screen is."""

INKS: Final = {
    DueBucket.OVERDUE: Ink.OVERDUE,
    DueBucket.TODAY: Ink.TODAY,
    DueBucket.LATER: Ink.LATER,
}
KINDS: Final = {
    "deal": LinkKind.DEAL,
    "person": LinkKind.PERSON,
    "organization": LinkKind.COMPANY,
}

Entry = str | int
"""The code of an alert, or the number of what was told."""


class AlertsScreen(MovingThroughRows, AppScreen):
    """Each count leads to its list, each notification to its record; Esc comes back."""

    PLACE = Place.ALERTS
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        commands_of_desk.ALERT_TOGGLE,
        commands_of_desk.NOTICES_READ,
        commands_of_desk.GO_VIEWS,
        commands.UNDO,
        commands.BACK,
    )
    DEFAULT_CSS = """
    AlertsScreen #rows { margin: 1 0 0 0; }
    """

    rows: "query_one[Rows[Entry]]" = query_one("#rows", Rows)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.alerts: tuple[AlertLine, ...] = ()
        self.notices: tuple[Notice, ...] = ()
        self.due = DueCounts()
        self.counts: Mapping[str, int] = {}
        """What the lists of people held when they were counted last."""

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield Rows[Entry](id="rows")

    def load(self) -> None:
        """Show names and what was told at once; count away from the keys."""
        self.due = read_counts(self.store, Whose())
        self.notices = self.store.read(queries.notices.notices)
        self.alerts = self._named()
        self.rows.show(self.build, keep=True)
        self._count()

    def heading(self) -> Heading:
        """Say how much is new."""
        new = sum(not notice.read for notice in self.notices)
        told = ngettext("{count} unread", "{count} unread", new).format(count=new)
        return Heading(_("Alerts"), pipeline=told if new else "")

    @property
    def selection(self) -> Selection | None:
        """The record that the notification under the cursor is about."""
        notice = self.notice
        if notice is None or notice.entity_id is None:
            return None
        name = notice.values.get("name")
        return Selection(
            title=name if isinstance(name, str) else "",
            deal_id=notice.entity_id if notice.entity == "deal" else None,
            person_id=notice.entity_id if notice.entity == "person" else None,
        )

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @property
    def alert(self) -> AlertLine | None:
        """The alert under the cursor."""
        value = self.rows.value
        return next((one for one in self.alerts if one.code == value), None)

    @property
    def notice(self) -> Notice | None:
        """What was told, under the cursor."""
        value = self.rows.value
        return next((one for one in self.notices if one.id == value), None)

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def build(self, cells: int) -> Sequence[Row[Entry]]:
        """Put the alerts above what was told."""
        return [*self._alert_rows(cells), Row(), *self._notice_rows(cells)]

    @work
    async def action_open(self) -> None:
        """Open the list that the alert counts, or the record that was told of."""
        if self.alert is not None:
            self._open_list(self.alert)
        elif self.notice is not None:
            notice = self.notice
            if not notice.read:
                await self.write(operations.notifying.mark_read, notice.id)
            self._open_record(notice)

    @work
    async def action_alert_toggle(self) -> None:
        """Switch the alert on or off, or mark what was told as read or as new."""
        alert, notice = self.alert, self.notice
        if alert is not None:
            from tui.acts import choosing

            switch = operations.alerts.switch_alert
            done = await self.write(switch, alert.code, wanted=not alert.wanted)
            choosing.say_done(self, done)
        elif notice is not None:
            mark = operations.notifying.mark_read
            await self.write(mark, notice.id, read=not notice.read)
            self.rows.move(1)

    @work
    async def action_notices_read(self) -> None:
        """Mark everything that was told as read."""
        if all(notice.read for notice in self.notices):
            self.say(_("Everything is read."), kind=MessageKind.HINT)
        else:
            await self.write(operations.notifying.mark_all_read)

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        read = self.store.read
        try:
            self.counts = await slowly(self, lambda: read(queries.alerts.counts))
        except RelanceError as error:
            self.refuse(error)
            return
        self.alerts = self._named()
        self.rows.show(self.build, keep=True)

    def _named(self) -> tuple[AlertLine, ...]:
        """Name the alerts, with the counts that are known by now.

        What the header counts is counted as there, so that both are one number.
        """
        return tuple(
            replace(line, count=self._counted(line) if line.wanted else None)
            for line in self.store.read(queries.alerts.alerts)
        )

    def _counted(self, line: AlertLine) -> int | None:
        due: dict[str, int] = {
            Alert.OVERDUE: self.due.overdue,
            Alert.TODAY: self.due.today,
            Alert.NEXT_DAYS: self.due.next_days,
        }
        return due.get(line.code, self.counts.get(line.code))

    def _open_list(self, alert: AlertLine) -> None:
        if alert.code in BUCKETS:
            from tui.screens.today import TodayScreen

            only = BUCKETS[Alert(alert.code)]
            self.relance.push_screen(TodayScreen(self.store, only))
        elif alert.shape is not None:
            from tui.screens.viewing import list_of

            listed = list_of(self.store, alert.shape, alert_words(alert))
            self.relance.push_screen(listed)

    def _open_record(self, notice: Notice) -> None:
        from tui.screens.deal_list import Counted
        from tui.screens.deal_list import DealListScreen
        from tui.screens.visiting import visit

        ids = ids_of(notice)
        if len(ids) > 1:
            words = notice_words(notice, self.store.zone)
            counted = Counted(words, notice.entity, ids)
            self.relance.push_screen(DealListScreen(self.store, counted))
        elif notice.entity in KINDS and notice.entity_id is not None:
            visit(self, Link(KINDS[notice.entity], notice.entity_id))

    def _alert_rows(self, cells: int) -> Iterator[Row[Entry]]:
        yield Row((Cell(_("Alerts"), Ink.STRONG),))
        for alert in self.alerts:
            yield Row((*_alert_cells(alert), *_rest(cells)), alert.code)

    def _notice_rows(self, cells: int) -> Iterator[Row[Entry]]:
        yield Row((Cell(_("Notifications"), Ink.STRONG),))
        if not self.notices:
            yield Row((Cell(_("Nobody gave you anything, or took it over."), MUTED),))
        for notice in self.notices:
            yield from self._told(notice, cells)

    def _told(self, notice: Notice, cells: int) -> Iterator[Row[Entry]]:
        """Say what was told in as many lines as it takes."""
        sign = " " if notice.read else glyphs.current().changed
        ink = Ink.MUTED if notice.read else Ink.TEXT
        words = notice_words(notice, self.store.zone)
        room = min(cells, MOST_CELLS) - SIGN - WHEN - 2
        first, *others = wrapped(words, room) or [""]
        row = (
            Cell(sign, Ink.ACCENT, SIGN),
            Cell(first, ink, FILL, name=not notice.read, gap=2),
            Cell(self._when(notice), Ink.MUTED, WHEN, at_right=True),
        )
        yield Row((*row, *_rest(cells)), notice.id)
        for line in others:
            yield Row((Cell("", ink, SIGN), Cell(line, ink, FILL)), continues=True)

    def _when(self, notice: Notice) -> str:
        """Return the hour of today, or the day."""
        local = notice.at.astimezone(ZoneInfo(self.store.zone))
        if local.date() == local_day(self.store.now(), self.store.zone):
            return formats.clock(local)
        return formats.day_short(local.date(), language())


MUTED: Final = Ink.MUTED


def _alert_cells(alert: AlertLine) -> tuple[Cell, ...]:
    """Draw what alert it is and its count, with the mark that the header gives it."""
    bucket = BUCKETS.get(Alert(alert.code)) if alert.code in set(Alert) else None
    marks = glyphs.current()
    signs = {
        DueBucket.OVERDUE: marks.overdue,
        DueBucket.TODAY: marks.today,
        DueBucket.LATER: marks.later,
    }
    counts = bool(alert.count)
    ink = INKS[bucket] if bucket and counts else Ink.TEXT if counts else Ink.MUTED
    number = formats.number(alert.count, language()) if alert.count is not None else ""
    told = number if alert.wanted else _("off")
    name_ink = Ink.TEXT if alert.wanted and alert.count != 0 else Ink.MUTED
    return (
        Cell(signs[bucket] if bucket else "", ink, SIGN),
        Cell(alert_words(alert), name_ink, FILL, name=True, gap=2),
        Cell(told, ink if alert.wanted else Ink.MUTED, COUNT, at_right=True),
    )


def _rest(cells: int) -> tuple[Cell, ...]:
    """Leave free what is beyond the widest row."""
    return (Cell("", Ink.TEXT, cells - MOST_CELLS),) if cells > MOST_CELLS else ()
