"""The stages that a deal may move to, with the guide of the one chosen (K-08, K-09)."""

from dataclasses import dataclass

from textual import on

from tui.dialogs.base import MountedDialog
from tui.dialogs.frame import Rule
from tui.dialogs.pick import FIND
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.widgets.facts import Fact
from tui.widgets.facts import Facts
from tui.widgets.facts import wrapped
from tui.widgets.hint_line import Hint
from tui.widgets.pick_list import Pick
from tui.widgets.pick_list import PickList
from tui.widgets.text_field import TextField

GUIDE_LINES = 2
MOVE_OR_LEAVE = (Hint(("enter",), N_("move")), Hint(("escape",), N_("cancel")))


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the list offers it."""

    id: int
    name: str
    probability: str
    guidance: str
    exit_criteria: str
    forbidden: str = ""
    """Why the deal may not go there."""
    here: bool = False


@dataclass(frozen=True, slots=True)
class MoveForm:
    """What the dialog is opened with; several deals move together."""

    title: str
    stages: tuple[StageLine, ...]
    count: int = 1

    @property
    def at(self) -> int:
        """The line on which the list opens: the stage after the present one."""
        here = next((n for n, each in enumerate(self.stages) if each.here), -1)
        after = here + 1 if here + 1 < len(self.stages) else max(here, 0)
        return here if self.stages and self.stages[after].forbidden else after


class MoveDialog(MountedDialog[MoveForm, int]):
    """Answers with the stage chosen; a letter or two find it."""

    def __init__(self) -> None:
        self.find = TextField(FIND, id="find")
        self.list = PickList[StageLine](id="stages")
        self.guide = Facts(id="guide")
        super().__init__(self.find, Rule(), self.list, Rule(), self.guide, id="move")
        self.keys.offered = MOVE_OR_LEAVE

    @on(TextField.Changed, "#find")
    def narrow(self, event: TextField.Changed) -> None:
        event.stop()
        self.list.narrow(event.value)

    @on(PickList.Moved)
    def show_guide(self, event: PickList.Moved) -> None:
        event.stop()
        self._show_guide()

    def action_next(self) -> None:
        self.list.move(1)

    def action_previous(self) -> None:
        self.list.move(-1)

    def reset(self, asked: MoveForm) -> None:
        """Offer the stages, the next one first, under the name of what moves."""
        title = ngettext(
            "Move to a stage", "Move {count} deals to a stage", asked.count
        )
        self.entitle(title.format(count=asked.count), asked.title)
        self.find.clear()
        self.list.set_picks([_pick(stage) for stage in asked.stages], asked.at)
        self._show_guide()

    def answer(self) -> int | None:
        """Take the stage under the cursor, or say why the deal may not go there."""
        picked = self.list.picked
        if picked is None:
            self.find.refuse(_("No stage is called that. Delete some letters."))
            return None
        if picked.forbidden:
            self.find.refuse(picked.forbidden)
            return None
        return picked.value.id

    def _show_guide(self) -> None:
        picked = self.list.picked
        cells = self.list.size.width or 70
        lines: list[Fact] = []
        if picked is not None:
            stage = picked.value
            if picked.forbidden:
                lines += wrapped(
                    N_("Not now"), picked.forbidden, cells, GUIDE_LINES, "overdue"
                )
            else:
                lines += wrapped(N_("What to do"), stage.guidance, cells, GUIDE_LINES)
                lines += wrapped(N_("Leave when"), stage.exit_criteria, cells, 1)
        self.guide.show(lines, height=GUIDE_LINES + 2)


def _pick(stage: StageLine) -> Pick[StageLine]:
    aside = _("here now") if stage.here else stage.probability
    return Pick(stage, stage.name, aside, stage.forbidden)
