"""The outcome dialog: four lines, a letter each, the fields of the chosen one below."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from models.views.asking import OutcomeForm
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.vocabulary import Outcome
from tui.dialogs.base import MountedDialog
from tui.dialogs.frame import SAVE_OR_LEAVE
from tui.dialogs.frame import Rule
from tui.dialogs.frame import Typed
from tui.dialogs.outcome_fields import OutcomeFields
from tui.dialogs.outcome_words import choice_of
from tui.dialogs.outcome_words import guide_of
from tui.dialogs.outcome_words import other_result
from tui.dialogs.outcome_words import title_of
from tui.dialogs.slot_asking import AsksForSlot
from tui.dialogs.slot_desk import SlotDesk
from tui.dialogs.slot_desk import offer_slots
from tui.drafts import Draft
from tui.widgets.choice_field import ChoiceField
from tui.widgets.date_field import Almanac
from tui.widgets.facts import Fact
from tui.widgets.facts import Facts
from tui.widgets.hint_line import Hint
from tui.widgets.letter_choices import LetterChoices
from tui.widgets.letter_grid import LetterGrid
from tui.widgets.slot_field import SlotField
from tui.widgets.text_field import TextField

KIND = "outcome"
"""The name under which a draft of this dialog is kept."""
TALL_ENOUGH = 25
"""The height of a screen on which all fields fit between free rows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The follow-up, how dates are read, and what was typed about it before."""

    form: OutcomeForm
    almanac: Almanac
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    desk: SlotDesk | None = None
    """Where slots are read and made; without one the moment alone is asked."""


class OutcomeDialog(MountedDialog[Asked, LogOutcome], AsksForSlot):
    """Nothing is written before Enter; ``d r enter`` is a whole follow-up (R-16)."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("tab", "turn", show=False)]  # type: ignore[assignment]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        self._began: Mapping[str, str] = {}
        self._asked: Asked | None = None
        self._guided: Sequence[Fact] = ()
        self.guide = Facts(id="guide")
        self.outcomes = LetterChoices[Outcome](id="outcome")
        self.lines = OutcomeFields()
        super().__init__(self.guide, self.outcomes, Rule(), *self.lines.all, id=id)

    @on(LetterChoices.Chosen, "#outcome")
    def open_fields(self, event: LetterChoices.Chosen) -> None:
        """Show the fields of the chosen line; a letter goes on into the first one."""
        event.stop()
        self._show_fields()
        if not self.outcomes.moved:
            self._enter()

    @on(ChoiceField.Changed, "#next_type")
    def propose_its_day(self, event: ChoiceField.Changed) -> None:
        """Propose the day of another type, unless a day was typed."""
        event.stop()
        untouched = self.untouched()
        self._show_fields()
        if untouched:
            self._propose(Outcome.NEXT_STEP)

    @on(LetterGrid.Chosen, "#reason")
    def ask_for_a_note(self, event: LetterGrid.Chosen) -> None:
        """Open the note where the reason wants one, and go there."""
        event.stop()
        self._show_fields()
        if self.lines.note_wanted() is not None:
            self.lines.note.focus()

    @on(TextField.Changed, "#invoice")
    def ask_for_the_invoice(self, event: TextField.Changed) -> None:
        """Ask for day and amount once the invoice has a number."""
        event.stop()
        self._show_fields()

    def action_turn(self) -> None:
        """Switch between no contact and no-show; elsewhere go to the next field."""
        if self.outcomes.value is Outcome.RESCHEDULE:
            self.lines.result.turn()
            self._show_keys()
        else:
            self.action_next()

    def reset(self, asked: Asked) -> None:
        """Fill every field anew for a follow-up."""
        form = asked.form
        self._asked = asked
        self.entitle(*title_of(form, asked.almanac))
        self._guided = guide_of(form, low=self._low)
        self.guide.show(self._guided)
        at = form.offered.index(form.preselected)
        self.outcomes.set_choices([choice_of(one, form) for one in form.offered], at)
        self.lines.reset(form, asked.almanac)
        self._began = self.typed().texts
        self._retype(asked.texts)
        self._show_fields()

    @property
    def slot_field(self) -> SlotField:
        return self.lines.slot

    @property
    def slots(self) -> tuple[SlotDesk, Almanac] | None:
        asked = self._asked
        if asked is None or asked.desk is None:
            return None
        return asked.desk, asked.almanac

    def propose_day(self) -> None:
        if self.outcomes.value is not None:
            self._propose(self.outcomes.value)

    def first(self) -> Widget:
        """Start on the four lines."""
        return self.outcomes

    def answer(self) -> LogOutcome | None:
        """Read the fields of the chosen outcome; the first that fails is refused."""
        outcome = self.outcomes.value
        return None if outcome is None else self.lines.answer(outcome)

    def draft(self) -> Draft | None:
        """Keep what was typed, and the line it was typed under."""
        texts = self.typed().texts
        if texts == self._began:
            return None
        kept = {**texts, "outcome": str(self.outcomes.value or "")}
        if self.lines.reason.value is not None:
            kept["reason"] = str(self.lines.reason.value)
        form = self.lines.form
        return Draft(KIND, form.about, {"follow_up_id": form.follow_up_id}, kept)

    def _retype(self, texts: Mapping[str, str]) -> None:
        """Put back what a draft kept."""
        form = self.lines.form
        for line, outcome in enumerate(form.offered):
            if texts.get("outcome") == outcome:
                self.outcomes.at = line
        if texts.get("reason", "").isdigit():
            self.lines.reason.choose_value(int(texts["reason"]))
        self.retype(Typed(texts))

    def _show_fields(self) -> None:
        outcome = self.outcomes.value
        asked = self.lines.of(outcome)
        if self.slots is not None:
            desk, almanac = self.slots
            booked = self.lines.booked(outcome)
            offer_slots(self.lines.slot, desk, booked, almanac.zone)
        for widget in self.lines.all:
            widget.display = widget in asked
        higher = {self.lines.invoiced, *([self.lines.note] if self._guided else ())}
        tight = self._low and not asked.isdisjoint(higher)
        self.set_class(tight, "-tight")
        self.guide.display = bool(self._guided) and not tight
        self.lines.comment.make_room()
        if outcome is not None and self.untouched():
            self._propose(outcome)
        self._show_keys()

    @property
    def _low(self) -> bool:
        return self.screen.size.height < TALL_ENOUGH

    def _show_keys(self) -> None:
        """Offer Tab where it switches, with the word that it switches to."""
        keys: tuple[Hint, ...] = SAVE_OR_LEAVE
        if self.outcomes.value is Outcome.RESCHEDULE and self.lines.result.value:
            keys = (Hint(("tab",), other_result(self.lines.result.value)), *keys)
        self.keys.offered = keys

    def _enter(self) -> None:
        """Go on into the field that is typed into first."""
        lines = self.lines
        match self.outcomes.value:
            case Outcome.RESCHEDULE:
                lines.when.focus()
            case Outcome.NEXT_STEP:
                several = len(lines.form.next_types) > 1
                (lines.next_type if several else lines.when).focus()
            case Outcome.ENROLLED:
                (lines.win if lines.win.display else lines.invoice).focus()
            case Outcome.NOT_INTERESTED:
                lines.reason.focus()
            case None:
                pass
        lines.when.select()

    def _propose(self, outcome: Outcome) -> None:
        """Put the default date of an outcome into the field (rulings 21)."""
        form, due = self.lines.form, self.lines.slot.due
        if due is not None:
            self.lines.when.propose(due)
        elif outcome is Outcome.RESCHEDULE:
            self.lines.when.propose(Due(form.retry_day))
        elif outcome is Outcome.NEXT_STEP:
            chosen = self.lines.next_type.value
            days = [one.day for one in form.next_types if one.id == chosen]
            self.lines.when.propose(Due(days[0]) if days else None)
        self._began = {**self._began, "when": self.lines.when.value}

    def untouched(self) -> bool:
        """Tell whether the date is still the proposed one."""
        return self.lines.when.value == self._began.get("when", "")
