"""Two people changed the same field: mine or theirs, both texts shown (rulings 13)."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from textual.widget import Widget

from tui.dialogs.base import Dialog
from tui.dialogs.edit import FieldScroll
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.facts import Fact
from tui.widgets.facts import Facts
from tui.widgets.facts import wrapped
from tui.widgets.hint_line import Hint

AROUND = 8
LINES = 3
CELLS = 70
SAVE_OR_BACK = (Hint(("enter",), N_("save")), Hint(("escape",), N_("back to the form")))


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, in words."""

    name: str
    label: str
    theirs: str
    mine: str


class ConflictDialog(Dialog[Mapping[str, bool]]):
    """Answers which fields keep my text; nothing is written before Enter."""

    def __init__(self, clashes: Sequence[Clash], who: str, when: str) -> None:
        context = _("{who}, {when}").format(who=who, when=when) if when else who
        super().__init__(_("Changed meanwhile by"), context)
        self._clashes = tuple(clashes)
        self._kept = [
            ChoiceField[bool](N_("Keep"), id=f"kept-{place}")
            for place, _clash in enumerate(clashes)
        ]

    def fields(self) -> list[Widget]:
        rows: list[Widget] = []
        for place, field in enumerate(self._kept):
            rows += [Facts(id=f"texts-{place}"), field]
        return [FieldScroll(*rows)]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_BACK
        scroll = self.query_one(FieldScroll)
        scroll.styles.max_height = max(self.size.height - AROUND, 4)
        for place, clash in enumerate(self._clashes):
            facts = [
                Fact("", clash.label, role="strong"),
                *wrapped(N_("Theirs"), clash.theirs or _("(empty)"), CELLS, LINES),
                *wrapped(N_("Mine"), clash.mine or _("(empty)"), CELLS, LINES),
            ]
            self.query_one(f"#texts-{place}", Facts).show(facts)
            choices = [Choice(True, _("mine")), Choice(False, _("theirs"))]  # noqa: FBT003
            self._kept[place].set_choices(choices)

    def answer(self) -> Mapping[str, bool]:
        """Say of each field whether mine is kept."""
        pairs = zip(self._clashes, self._kept, strict=True)
        return {clash.name: field.value is not False for clash, field in pairs}
