"""The tab of loss reasons, each with the letter that gives it (C-04)."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.views.configuring import ReasonFields
from models.views.configuring import ReasonRow
from models.views.done import Done
from tui.dialogs.base import Accept
from tui.dialogs.listed import ReasonDialog
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.settings_pages.listed import ListPage
from tui.settings_pages.page import OFF
from tui.settings_pages.page import USES
from tui.settings_pages.page import act
from tui.settings_pages.page import name_cell
from tui.settings_pages.page import off
from tui.settings_pages.page import uses
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.configured import yes_or_no

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer
    from tui.screens.base import AppScreen

LETTER = 8
NOTE = 12
ASKS = 0
"""What the first line stands for: no reason has this id."""


class ReasonsPage(ListPage[ReasonRow, ReasonFields]):
    """The first line says whether losing asks for a reason at all."""

    word = N_("Reasons")
    kind = "reason"

    def lines(self) -> tuple[ReasonRow, ...]:
        return self.store.read(queries.configuring.reasons)

    def rows(self, cells: int) -> Sequence[Row[int]]:
        said = _("Losing asks for a reason")
        asks = yes_or_no(yes=self.store.house.reason_required)
        first = Row((Cell(f"{said}  ", Ink.TEXT, name=True), Cell(asks, Ink.KEY)), ASKS)
        return [first, Row(), *super().rows(cells)]

    def lesson(self) -> tuple[str, str]:
        return _("Why is something lost?"), _("n makes the first reason.")

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return (
            Cell(_("Letter"), Ink.MUTED, LETTER),
            Cell(_("Reason"), Ink.MUTED, FILL),
            Cell(_("Note"), Ink.MUTED, NOTE),
            Cell(_("Uses"), Ink.MUTED, USES, at_right=True),
            Cell("", Ink.MUTED, OFF + 1),
        )

    def cells(self, line: ReasonRow, cells: int) -> tuple[Cell, ...]:
        del cells
        letter = line.fields.letter if line.active else ""
        return (
            Cell(letter, Ink.KEY, LETTER),
            name_cell(line.fields.name, active=line.active),
            Cell(_("wanted") if line.fields.note_required else "", Ink.MUTED, NOTE),
            uses(self.used.get(line.id, 0)),
            Cell(" ", Ink.MUTED),
            off(active=line.active),
        )

    @property
    def counts(self) -> "Callable[[Reader], Mapping[int, int]]":
        return queries.uses.of_reasons

    def fields_of(self, line: ReasonRow | None) -> ReasonFields:
        return line.fields if line is not None else ReasonFields("")

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        if record_id == ASKS:
            await self.switch(screen, record_id)
        else:
            await super().edit(screen, record_id)

    async def switch(self, screen: "AppScreen", record_id: int) -> None:
        if record_id != ASKS:
            await super().switch(screen, record_id)
            return
        wanted = not self.store.house.reason_required
        await act(screen, operations.reasons.require_reason, required=wanted)

    async def move(self, screen: "AppScreen", record_id: int, steps: int) -> None:
        if record_id != ASKS:
            await super().move(screen, record_id, steps)

    async def remove(self, screen: "AppScreen", record_id: int) -> None:
        if record_id != ASKS:
            await super().remove(screen, record_id)

    def dialog(self, was: ReasonFields, accept: Accept[ReasonFields]) -> ReasonDialog:
        return ReasonDialog(was, accept)

    @property
    def creates(self) -> "Callable[[Writer, ReasonFields], Done]":
        return operations.reasons.create_reason

    @property
    def edits(self) -> "Callable[[Writer, int, ReasonFields, ReasonFields], Done]":
        return operations.reasons.edit_reason

    @property
    def moves(self) -> "Callable[[Writer, int, int], Done]":
        return operations.reasons.move_reason

    @property
    def removes(self) -> "Callable[[Writer, int], Done]":
        return operations.reasons.remove_reason

    def turns(self, *, active: bool) -> "Callable[[Writer, int], Done]":
        found = operations.reasons
        return found.activate_reason if active else found.deactivate_reason
