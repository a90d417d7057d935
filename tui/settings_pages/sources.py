"""The tab of sources: where prospects come from, and of which kind (R-35)."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.views.configuring import SourceFields
from models.views.configuring import SourceRow
from models.views.done import Done
from tui.dialogs.base import Accept
from tui.dialogs.listed import SourceDialog
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
from tui.words.configured import source_kind

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer

KIND = 18


class SourcesPage(ListPage[SourceRow, SourceFields]):
    """The kind tells prospects of the web apart, whatever their source is called."""

    word = N_("Sources")
    kind = "source"

    def lines(self) -> tuple[SourceRow, ...]:
        return self.store.read(queries.configuring.sources)

    def lesson(self) -> tuple[str, str]:
        return _("Where do prospects come from?"), _("n makes the first source.")

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return (
            Cell(_("Source"), Ink.MUTED, FILL),
            Cell(_("Kind"), Ink.MUTED, KIND),
            Cell(_("Uses"), Ink.MUTED, USES, at_right=True),
            Cell("", Ink.MUTED, OFF + 1),
        )

    def cells(self, line: SourceRow, cells: int) -> tuple[Cell, ...]:
        del cells
        return (
            name_cell(line.fields.name, active=line.active),
            Cell(source_kind(line.fields.kind), Ink.MUTED, KIND),
            uses(self.used.get(line.id, 0)),
            Cell(" ", Ink.MUTED),
            off(active=line.active),
        )

    @property
    def counts(self) -> "Callable[[Reader], Mapping[int, int]]":
        return queries.uses.of_sources

    def fields_of(self, line: SourceRow | None) -> SourceFields:
        return line.fields if line is not None else SourceFields("")

    def dialog(self, was: SourceFields, accept: Accept[SourceFields]) -> SourceDialog:
        return SourceDialog(was, accept)

    @property
    def creates(self) -> "Callable[[Writer, SourceFields], Done]":
        return operations.sources.create_source

    @property
    def edits(self) -> "Callable[[Writer, int, SourceFields, SourceFields], Done]":
        return operations.sources.edit_source

    @property
    def moves(self) -> "Callable[[Writer, int, int], Done]":
        return operations.sources.move_source

    @property
    def removes(self) -> "Callable[[Writer, int], Done]":
        return operations.sources.remove_source

    def turns(self, *, active: bool) -> "Callable[[Writer, int], Done]":
        found = operations.sources
        return found.activate_source if active else found.deactivate_source
