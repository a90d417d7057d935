"""The workflow as a text graph: where tunnels begin, lead and end (R-02, R-04)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import ClassVar

from models import queries
from models.rules.workflow import Branch
from models.rules.workflow import Node
from models.rules.workflow import Step
from models.rules.workflow import drawn
from models.views.choices import TypeChoice
from models.vocabulary import ActionKind
from models.vocabulary import Role
from tui import glyphs
from tui.commands_of_settings import SETTING_EDIT
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.settings_pages.page import Page
from tui.settings_pages.page import teach
from tui.settings_pages.types import TypesPage
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.configured import action
from tui.words.configured import delay

if TYPE_CHECKING:
    from tui.command import Command
    from tui.screens.base import AppScreen


class WorkflowPage(Page):
    """A manager's Enter opens the form of the type."""

    word = N_("Workflow")
    acts: ClassVar[tuple["Command", ...]] = (SETTING_EDIT,)
    types: tuple[TypeChoice, ...] = ()
    _ids: tuple[int, ...] = ()

    def read(self) -> None:
        self.types = self.store.read(queries.choices.types)

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        marks = glyphs.current()
        said = _("{first} begins a tunnel, the lines below it may come next")
        return (Cell(said.format(first=marks.first), Ink.MUTED),)

    def rows(self, cells: int) -> Sequence[Row[int]]:
        del cells
        if not self.types:
            return teach(
                _("There is no type of follow-up."), _("A manager makes the first one.")
            )
        drawing = drawn([_node(one) for one in self.types])
        lines = [*drawing.begun, *drawing.unreached]
        self._ids = tuple(line.id for line in lines)
        begun = len(drawing.begun)
        found = [self._row(place, line) for place, line in enumerate(lines)]
        return [
            *(found[:begun] or [_without_first()]),
            *(_unreached_head() if drawing.unreached else ()),
            *found[begun:],
        ]

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        if record_id < len(self._ids):
            page = TypesPage(self.store)
            page.read()
            await page.edit(screen, self._ids[record_id])

    def _row(self, place: int, line: Branch) -> Row[int]:
        kind = next(one for one in self.types if one.id == line.id)
        marks = glyphs.current()
        first = f"{marks.first} " if kind.is_first and not line.above else ""
        cells = [
            Cell(stem(line.above), Ink.FAINT),
            Cell(first, Ink.ACCENT),
            Cell(kind.name, Ink.TEXT, name=True),
        ]
        return Row((*cells, *self._asides(line, kind)), place)

    def _asides(self, line: Branch, kind: TypeChoice) -> Iterable[Cell]:
        marks = glyphs.current()
        if line.delay_days is not None:
            yield Cell(f"  {delay(line.delay_days)}", Ink.MUTED)
        if kind.action_kind is not ActionKind.NONE:
            yield Cell(f"  {marks.separator} {action(kind.action_kind)}", Ink.MUTED)
        if line.again:
            elsewhere = _("see its own line")
            yield Cell(f"  {marks.separator} {elsewhere}", Ink.FAINT)
        if line.ends:
            ends = _("ends here")
            yield Cell(f"  {marks.separator} {ends}", Ink.LATER)


class ReadWorkflowPage(WorkflowPage):
    """The others read it, and no key offers more (R-37, D.5)."""

    roles = frozenset(Role) - WorkflowPage.roles
    acts = ()


def stem(above: Sequence[bool]) -> str:
    """Draw the lines that lead to a branch, in the signs in use."""
    if not above:
        return ""
    marks = glyphs.current()
    through = "".join(f"{marks.upright if more else ' '}  " for more in above[:-1])
    joint = marks.tee if above[-1] else marks.corner_bottom_left
    return f"{through}{joint}{marks.line} "


def _node(kind: TypeChoice) -> Node:
    steps = tuple(Step(after.id, after.delay_days) for after in kind.next)
    return Node(kind.id, is_first=kind.is_first, next=steps)


def _without_first() -> Row[int]:
    mark = glyphs.current().overdue
    said = _("No type comes first, so no follow-up can be started.")
    return Row((Cell(f"{mark} {said}", Ink.OVERDUE),))


def _unreached_head() -> tuple[Row[int], ...]:
    mark = glyphs.current().overdue
    said = _("Unreachable: no type that comes first leads here")
    return Row(), Row((Cell(f"{mark} {said}", Ink.AMBER),))
