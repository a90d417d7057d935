"""The tab of follow-up types: what there is to do, and what may come next (R-01)."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.store import Store
from models.views.choices import Ref
from models.views.configuring import EditType
from models.views.configuring import TypeFields
from models.views.configuring import TypeRow
from models.vocabulary import ActionKind
from tui import glyphs
from tui.acts import choosing
from tui.cells import cut
from tui.cells import width
from tui.dialogs.type_form import TypeDialog
from tui.dialogs.type_form import TypeForm
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.ink import Ink
from tui.settings_pages.keeping import ask
from tui.settings_pages.page import OFF
from tui.settings_pages.page import USES
from tui.settings_pages.page import Page
from tui.settings_pages.page import act
from tui.settings_pages.page import ink
from tui.settings_pages.page import name_cell
from tui.settings_pages.page import off
from tui.settings_pages.page import rebased
from tui.settings_pages.page import teach
from tui.settings_pages.page import uses
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.configured import action

if TYPE_CHECKING:
    from models.access import Reader
    from tui.screens.base import AppScreen

FIRST = 2
ACTION = 18
NARROW, WIDE = 22, 30
WIDE_FROM = 100


class TypesPage(Page):
    """``◆`` stands before what may begin a tunnel; a line says if nothing does."""

    word = N_("Types")
    kind = "type"

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.found: tuple[TypeRow, ...] = ()

    def read(self) -> None:
        self.found = self.store.read(queries.configuring.types)

    @property
    def counts(self) -> "Callable[[Reader], Mapping[int, int]]":
        return queries.uses.of_types

    def heads(self, cells: int) -> Sequence[Cell]:
        return (
            Cell(_("Type"), Ink.MUTED, _names(cells) + FIRST),
            Cell(_("Action"), Ink.MUTED, ACTION),
            Cell(_("Next types"), Ink.MUTED, FILL),
            Cell(_("Uses"), Ink.MUTED, USES, at_right=True),
            *([Cell("", Ink.MUTED, OFF + 1)] if self._any_off else []),
        )

    def rows(self, cells: int) -> Sequence[Row[int]]:
        if not self.found:
            return teach(
                _("What is there to do with a prospect? A call, a visit, a trial."),
                _("n makes the first type of follow-up."),
            )
        banner = [] if self.begins else _banner()
        return [*banner, *(self._row(row, cells) for row in self.found)]

    def whole(self, record_id: int, cells: int) -> str:
        """Name every next type of a line that has no room for all of them."""
        fields = next((one.fields for one in self.found if one.id == record_id), None)
        told = [] if fields is None else self._next(fields)
        if fields is None or width(", ".join(told)) <= self._room(cells):
            return ""
        return _("{name}, then: {types}").format(
            name=fields.name, types=", ".join(told)
        )

    @property
    def begins(self) -> bool:
        """Whether any type in use may begin a tunnel."""
        return any(row.active and row.fields.is_first for row in self.found)

    async def new(self, screen: "AppScreen") -> None:
        create = operations.types.create_type

        async def accept(fields: TypeFields) -> str:
            return await choosing.saved(screen, dialog.frame, create, fields)

        first = TypeFields("", is_first=not self.begins)
        dialog = TypeDialog(self._form(first), accept)
        await ask(screen, dialog, self.kind)

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        """Change a type; what a colleague changed too is asked once (rulings 13)."""
        row = next(one for one in self.found if one.id == record_id)
        stands = row.fields

        async def accept(fields: TypeFields) -> str:
            nonlocal stands
            now = rebased(row.fields, stands, fields)
            draft = EditType(record_id, stands, now)
            edit = operations.types.edit_type
            refusal = await choosing.saved(screen, dialog.frame, edit, draft)
            if refusal:
                stands = self._now(record_id, stands)
            return refusal

        dialog = TypeDialog(self._form(row.fields, record_id), accept)
        await ask(screen, dialog, self.kind, record_id)

    async def move(self, screen: "AppScreen", record_id: int, steps: int) -> None:
        await act(screen, operations.types.move_type, record_id, steps)

    async def switch(self, screen: "AppScreen", record_id: int) -> None:
        active = any(row.id == record_id and row.active for row in self.found)
        types = operations.types
        turn = types.deactivate_type if active else types.activate_type
        await act(screen, turn, record_id)

    async def remove(self, screen: "AppScreen", record_id: int) -> None:
        await act(screen, operations.types.remove_type, record_id)

    def _form(self, fields: TypeFields, own_id: int | None = None) -> TypeForm:
        linked = {step.type_id for step in fields.next}
        offered = [
            Ref(row.id, row.fields.name if row.id == own_id else _name(row))
            for row in self.found
            if row.active or row.id in linked or row.id == own_id
        ]
        activities = self.store.read(queries.configuring.activities)
        off = [one.fields.name for one in self.found if not one.active]
        return TypeForm(fields, offered, activities, own_id, off)

    def _now(self, record_id: int, before: TypeFields) -> TypeFields:
        """Return how the type is stored now, so that another Enter keeps mine."""
        rows = self.store.read(queries.configuring.types)
        return next((row.fields for row in rows if row.id == record_id), before)

    def _row(self, row: TypeRow, cells: int) -> Row[int]:
        fields, active = row.fields, row.active
        first = glyphs.current().first if fields.is_first else ""
        asks = fields.action_kind is not ActionKind.NONE
        told = self._next(fields)
        room = self._room(cells)
        following = _fitting(told, room) if told else glyphs.current().absent
        drawn = (
            Cell(first, Ink.ACCENT, FIRST),
            name_cell(fields.name, active=active, cells=_names(cells)),
            Cell(action(fields.action_kind) if asks else "", Ink.MUTED, ACTION, gap=1),
            Cell(following, ink(active=active), FILL, gap=1),
            uses(self.used.get(row.id, 0)),
            *([Cell(" ", Ink.MUTED), off(active=active)] if self._any_off else []),
        )
        return Row(drawn, row.id)

    def _next(self, fields: TypeFields) -> list[str]:
        names = {row.id: _name(row) for row in self.found}
        return [
            f"{names.get(step.type_id or 0, '')} +{step.delay_days}"
            for step in fields.next
        ]

    def _room(self, cells: int) -> int:
        """Return the cells that the next types of a row have."""
        room = cells - (FIRST + _names(cells) + ACTION + 1 + USES)
        return room - (OFF + 1) if self._any_off else room

    @property
    def _any_off(self) -> bool:
        return not all(row.active for row in self.found)


def _names(cells: int) -> int:
    return WIDE if cells >= WIDE_FROM else NARROW


def _fitting(told: Sequence[str], cells: int) -> str:
    """Name as many next types as there is room for, and say how many are left out."""
    for shown in range(len(told), 0, -1):
        left, names = len(told) - shown, ", ".join(told[:shown])
        more = ngettext("{count} more", "{count} more", left)
        after = f", {more.format(count=left)}" if left else ""
        if width(names + after) <= cells or shown == 1:
            return cut(names, cells - width(after)) + after
    return ""


def _name(row: TypeRow) -> str:
    """Return the name of a next type, and that it is not offered where it is off."""
    if row.active:
        return row.fields.name
    return _("{name} (switched off)").format(name=row.fields.name)


def _banner() -> list[Row[int]]:
    mark = glyphs.current().overdue
    said = _("No type comes first, so no follow-up can be started.")
    then = _("Flag one with e.")
    return [Row((Cell(f"{mark} {said} {then}", Ink.OVERDUE),)), Row()]
