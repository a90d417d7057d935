"""Planning a follow-up: type, date, whom it falls to, value, comment (R-07 to R-11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from textual import on
from textual.widget import Widget

from models.views.asking import PlanForm
from models.views.choices import ReasonChoice
from models.views.drafts import Due
from models.views.drafts import PlanFollowUp
from models.vocabulary import ActionKind
from models.vocabulary import Temperature
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.base import Keep
from tui.dialogs.frame import Typed
from tui.dialogs.slot_asking import AsksForSlot
from tui.dialogs.slot_desk import SlotDesk
from tui.dialogs.slot_desk import offer_slots
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_grid import LetterGrid
from tui.widgets.slot_field import SlotField
from tui.widgets.text_lines import TextLines
from tui.words.codes import temperature

KIND = "follow_up"
"""The name under which a draft of this dialog is kept."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What becomes of the answer, of what is half typed, and what was before."""

    accept: Accept[PlanFollowUp] | None = None
    keep: Keep | None = None
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    desk: SlotDesk | None = None
    """Where slots are read and made; without one the moment alone is asked."""


class FollowUpDialog(  # pyright: ignore[reportIncompatibleMethodOverride] - Textual's own
    Dialog[PlanFollowUp], AsksForSlot
):
    """Everything is proposed; with the value lost it asks a reason, no date."""

    def __init__(self, form: PlanForm, almanac: Almanac, saving: Saving) -> None:
        super().__init__(_("Follow-up"), form.about, saving.accept, saving.keep)
        self._form = form
        self._almanac = almanac
        self._texts = saving.texts
        self._desk = saving.desk
        self._began: Mapping[str, str] = {}
        self.type = ChoiceField[int](N_("Type"), id="type")
        self.when = DateField(N_("When"), id="when")
        self.slot = SlotField()
        self.assignee = ChoiceField[int](N_("For"), id="assignee")
        self.value = ChoiceField[Temperature | None](N_("Value"), id="value")
        self.reason = LetterGrid[int](N_("Reason"), id="reason")
        self.note = TextLines(N_("Note"), grows=True, id="note")
        self.comment = TextLines(N_("Comment"), grows=True, id="comment")

    def fields(self) -> list[Widget]:
        return [
            self.type,
            self.when,
            self.slot,
            self.assignee,
            self.value,
            self.reason,
            self.note,
            self.comment,
        ]

    def reset(self) -> None:
        form = self._form
        self.type.set_choices([Choice(one.id, one.name) for one in form.types])
        known = [one.id for one in form.colleagues]
        at = known.index(form.assignee_id) if form.assignee_id in known else 0
        people = [Choice(one.id, one.name) for one in form.colleagues]
        self.assignee.set_choices(people, at)
        values: list[Choice[Temperature | None]] = [
            Choice(one, temperature(one)) for one in Temperature
        ]
        known_value = None if form.value is Temperature.LOST else form.value
        if known_value is None:
            values.insert(0, Choice(None, _("not said")))
        chosen = [choice.value for choice in values].index(known_value)
        self.value.set_choices(values, chosen)
        self.reason.set_choices(
            [LetterChoice(one.id, one.letter, one.name) for one in form.reasons]
        )
        self.when.begin(self._almanac, Due(form.types[0].day))
        self.when.select()
        self._began = self.frame.typed().texts
        self.frame.retype(Typed(self._texts))
        self._show_fields()

    @property
    def slot_field(self) -> SlotField:
        return self.slot

    @property
    def slots(self) -> tuple[SlotDesk, Almanac] | None:
        return None if self._desk is None else (self._desk, self._almanac)

    def propose_day(self) -> None:
        self.when.propose(self.slot.due or Due(self._form.types[0].day))
        self._began = {**self._began, "when": self.when.value}

    def untouched(self) -> bool:
        return self.when.value == self._began.get("when", "")

    def first(self) -> Widget:
        """Start on the date: the type is proposed."""
        return self.when

    @on(ChoiceField.Changed, "#type")
    def offer_its_slots(self, event: ChoiceField.Changed) -> None:
        """Ask for a slot where the type takes place in one (R-03)."""
        event.stop()
        untouched = self.untouched()
        self._show_fields()
        if untouched:
            self.propose_day()

    @on(ChoiceField.Changed, "#value")
    def ask_why(self, event: ChoiceField.Changed) -> None:
        """Ask for a reason instead of a date where the prospect is lost."""
        event.stop()
        self._show_fields()

    @on(LetterGrid.Chosen, "#reason")
    def ask_for_a_note(self, event: LetterGrid.Chosen) -> None:
        """Open the note where the reason wants one, and go there."""
        event.stop()
        self._show_fields()
        if self._note_wanted() is not None:
            self.note.focus()

    def answer(self) -> PlanFollowUp | None:
        """Read the fields; the first that will not do is refused."""
        return self._lost() if self._is_lost else self._planned()

    def draft(self) -> Draft | None:
        """Keep what was typed."""
        form, texts = self._form, self.frame.typed().texts
        if texts == self._began:
            return None
        ids = {"deal_id": form.deal_id, "person_id": form.person_id}
        known = {name: value for name, value in ids.items() if value is not None}
        return Draft(KIND, form.about, known, texts)

    def _planned(self) -> PlanFollowUp | None:
        due = self.when.read()
        if due is None:
            return None
        value = self.value.value
        return PlanFollowUp(
            deal_id=self._form.deal_id,
            person_id=self._form.person_id,
            type_id=self.type.value,
            due=due,
            assignee_id=self._chosen_assignee(),
            temperature=None if value is self._form.value else value,
            comment=self.comment.value,
            slot_id=self.slot.value,
        )

    def _lost(self) -> PlanFollowUp | None:
        if self.reason.value is None and self._form.reason_required:
            self.reason.refuse(_("A reason is missing. Press the letter of one."))
            return None
        wanted = self._note_wanted()
        if wanted is not None and not self.note.value.strip():
            said = _("{reason} asks for a note. Say in a few words why.")
            self.note.refuse(said.format(reason=wanted.name))
            return None
        return PlanFollowUp(
            deal_id=self._form.deal_id,
            person_id=self._form.person_id,
            type_id=self.type.value,
            assignee_id=self._chosen_assignee(),
            temperature=Temperature.LOST,
            comment=self.comment.value,
            reason_id=self.reason.value,
            note=self.note.value if wanted is not None else "",
        )

    def _chosen_assignee(self) -> int | None:
        """Return whom it falls to; the proposed one needs no right to be given it."""
        chosen = self.assignee.value
        return None if chosen == self._form.assignee_id else chosen

    @property
    def _is_lost(self) -> bool:
        return self.value.value is Temperature.LOST

    def _show_fields(self) -> None:
        lost = self._is_lost
        self.when.display = not lost
        self.slot.display = not lost and self._booked is not None
        if self._desk is not None:
            offer_slots(self.slot, self._desk, self._booked, self._almanac.zone)
        self.reason.display = lost
        self.note.display = lost and self._note_wanted() is not None
        self.assignee.display = len(self._form.colleagues) > 1
        self.comment.make_room()

    @property
    def _booked(self) -> int | None:
        """The chosen type, where it takes place in a slot."""
        for one in self._form.types:
            if one.id == self.type.value and one.kind is not ActionKind.NONE:
                return one.id
        return None

    def _note_wanted(self) -> ReasonChoice | None:
        chosen = self.reason.value
        for one in self._form.reasons:
            if one.id == chosen and one.note_required:
                return one
        return None
