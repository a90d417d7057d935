"""The tab of activities: what slots are made of (R-14)."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.views.configuring import ActivityFields
from models.views.configuring import ActivityRow
from models.views.done import Done
from tui.acts import slots
from tui.dialogs.base import Accept
from tui.dialogs.listed import ActivityDialog
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.settings_pages.listed import ListPage
from tui.settings_pages.page import OFF
from tui.settings_pages.page import USES
from tui.settings_pages.page import name_cell
from tui.settings_pages.page import off
from tui.settings_pages.page import uses
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.words.configured import action

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer
    from tui.screens.base import AppScreen

NAMES = 26
KIND = 20


class ActivitiesPage(ListPage[ActivityRow, ActivityFields]):
    """A type of follow-up offers the slots of its activities."""

    word = N_("Activities")
    kind = "activity"
    leads = True

    def lines(self) -> tuple[ActivityRow, ...]:
        return self.store.read(queries.configuring.activities)

    def lesson(self) -> tuple[str, str]:
        return (
            _("What can be tried or visited? A class, a tour, a talk."),
            _("n makes the first activity."),
        )

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return (
            Cell(_("Activity"), Ink.MUTED, NAMES),
            Cell(_("Kind"), Ink.MUTED, KIND),
            Cell(_("Offered by"), Ink.MUTED, FILL),
            Cell(_("Slots"), Ink.MUTED, USES, at_right=True),
            Cell("", Ink.MUTED, OFF + 1),
        )

    def cells(self, line: ActivityRow, cells: int) -> tuple[Cell, ...]:
        del cells
        return (
            name_cell(line.fields.name, active=line.active, cells=NAMES),
            Cell(action(line.fields.kind), Ink.MUTED, KIND),
            Cell(", ".join(line.types), Ink.MUTED, FILL, gap=1),
            uses(self.used.get(line.id, 0)),
            Cell(" ", Ink.MUTED),
            off(active=line.active),
        )

    async def open(self, screen: "AppScreen", record_id: int) -> None:
        """Show the slots of the activity, and who has a place in them."""
        name = self.line(record_id).fields.name
        await slots.open_slots(screen, record_id, name)

    @property
    def counts(self) -> "Callable[[Reader], Mapping[int, int]]":
        return queries.uses.of_activities

    def fields_of(self, line: ActivityRow | None) -> ActivityFields:
        return line.fields if line is not None else ActivityFields("")

    def dialog(
        self, was: ActivityFields, accept: Accept[ActivityFields]
    ) -> ActivityDialog:
        return ActivityDialog(was, accept)

    @property
    def creates(self) -> "Callable[[Writer, ActivityFields], Done]":
        return operations.activities.create_activity

    @property
    def edits(self) -> "Callable[[Writer, int, ActivityFields, ActivityFields], Done]":
        return operations.activities.edit_activity

    @property
    def moves(self) -> "Callable[[Writer, int, int], Done]":
        return operations.activities.move_activity

    @property
    def removes(self) -> "Callable[[Writer, int], Done]":
        return operations.activities.remove_activity

    def turns(self, *, active: bool) -> "Callable[[Writer, int], Done]":
        found = operations.activities
        return found.activate_activity if active else found.deactivate_activity
