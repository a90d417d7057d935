"""What a stage is for, what to do, what must be true before leaving it (K-09)."""

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding
from textual.widget import Widget

from tui.dialogs.base import Dialog
from tui.dialogs.pick import Gap
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.widgets.facts import Fact
from tui.widgets.facts import Facts
from tui.widgets.facts import wrapped
from tui.widgets.hint_line import Hint

CELLS = 68
LINES = 4

CLOSE = Hint(("escape",), N_("close"))
ANSWERS = (
    Hint(("m",), N_("stage")),
    Hint(("l",), N_("lower priority")),
    Hint(("s",), N_("not today")),
)


class Answer(StrEnum):
    """What to do with a deal that stays too long (K-10)."""

    MOVE = "move"
    LOWER = "lower"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class GuideForm:
    """A stage in the words of the workspace."""

    stage: str
    pipeline: str
    chance: str
    description: str
    guidance: str
    exit_criteria: str
    buyer_step: str
    idle_days: int | None = None
    stuck_days: int | None = None
    nudge: str = ""
    """Which clock of the deal ran out, in words; then an answer may be given."""


class GuideDialog(Dialog[Answer]):
    """Shows the guide, and what may be done where the deal stays too long."""

    BINDINGS = [
        Binding("enter,escape,q,i", "close_guide", show=False),
        Binding("m", "answer('move')", show=False),
        Binding("l", "answer('lower')", show=False),
        Binding("s", "answer('wait')", show=False),
    ]

    def __init__(self, form: GuideForm) -> None:
        super().__init__(form.stage, form.pipeline)
        self._form = form
        self.facts = Facts(id="guide")

    def fields(self) -> list[Widget]:
        return [self.facts, Gap()]

    def first(self) -> Widget:
        return self.frame

    def reset(self) -> None:
        nudged = bool(self._form.nudge)
        self.frame.keys.offered = (*ANSWERS, CLOSE) if nudged else (CLOSE,)
        self.facts.show(facts_of(self._form))

    def action_close_guide(self) -> None:
        self.dismiss(None)

    def action_answer(self, answer: str) -> None:
        if self._form.nudge:
            self.dismiss(Answer(answer))

    def answer(self) -> Answer | None:
        """Answer nothing: its letters do."""
        return None


def facts_of(form: GuideForm) -> list[Fact]:
    """Return the guide line by line, without what the workspace left empty."""
    told: list[Fact] = []
    if form.nudge:
        told += wrapped(N_("Too long"), form.nudge, CELLS, LINES, "amber")
    for label, text in (
        (N_("What for"), form.description),
        (N_("What to do"), form.guidance),
        (N_("Leave when"), form.exit_criteria),
        (N_("Buyer step"), form.buyer_step),
        (N_("Chance"), form.chance),
        (N_("Attention"), _clocks(form)),
    ):
        if text:
            told += wrapped(label, text, CELLS, LINES)
    return told or [Fact("", _("This stage has no guide yet."), role="muted")]


def _clocks(form: GuideForm) -> str:
    said: list[str] = []
    if form.idle_days:
        idle = ngettext(
            "idle after {days} day",
            "idle after {days} days",
            form.idle_days,
        )
        said.append(idle.format(days=form.idle_days))
    if form.stuck_days:
        stuck = ngettext(
            "stuck after {days} day",
            "stuck after {days} days",
            form.stuck_days,
        )
        said.append(stuck.format(days=form.stuck_days))
    return ", ".join(said)
