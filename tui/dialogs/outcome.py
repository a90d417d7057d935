"""The outcome dialog: four lines, a letter each, the fields of the chosen one below."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.widget import Widget

from models.rules import outcomes
from models.rules.outcomes import OutcomeField
from models.views.asking import OutcomeForm
from models.views.choices import ReasonChoice
from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui.dialogs.base import MountedDialog
from tui.dialogs.frame import SAVE_OR_LEAVE
from tui.dialogs.frame import Rule
from tui.dialogs.outcome_words import NO_CONTACTS
from tui.dialogs.outcome_words import choice_of
from tui.dialogs.outcome_words import other_result
from tui.dialogs.outcome_words import title_of
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.amount_field import AmountField
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.hint_line import Hint
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_choices import LetterChoices
from tui.widgets.letter_grid import LetterGrid
from tui.widgets.text_field import TextField

KIND = "outcome"
"""The name under which a draft of this dialog is kept."""
COMMENT = 2_000
INVOICE = 60
TALL_ENOUGH = 25
"""The height of a screen on which all fields fit between free rows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The follow-up, how dates are read, and what was typed about it before."""

    form: OutcomeForm
    almanac: Almanac
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


class OutcomeDialog(MountedDialog[Asked, LogOutcome]):
    """Nothing is written before Enter; ``d r enter`` is a whole follow-up (R-16)."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("tab", "turn", show=False)]  # type: ignore[assignment]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        self._form: OutcomeForm | None = None
        self._due: dict[Outcome, Due] = {}
        self._began: Mapping[str, str] = {}
        self.outcomes = LetterChoices[Outcome](id="outcome")
        self.result = ChoiceField[NoContact](N_("Result"), id="result")
        self.next_type = ChoiceField[int](N_("Next type"), id="next_type")
        self.when = DateField(N_("When"), id="when")
        self.win = ChoiceField[bool](N_("Deal"), id="win")
        self.amount = AmountField(N_("Amount"), id="amount")
        self.invoice = TextField(N_("Invoice"), limit=INVOICE, id="invoice")
        self.invoiced_on = DateField(N_("Issued"), past=True, id="invoiced_on")
        self.invoiced = AmountField(N_("Invoiced"), id="invoiced")
        self.reason = LetterGrid[int](N_("Reason"), id="reason")
        self.note = TextField(N_("Note"), limit=COMMENT, id="note")
        self.lose = ChoiceField[bool](N_("Deal"), id="lose")
        self.comment = TextField(N_("Comment"), limit=COMMENT, id="comment")
        self._widgets: Mapping[OutcomeField, tuple[Widget, ...]] = {
            OutcomeField.NO_CONTACT: (self.result,),
            OutcomeField.NEXT_TYPE: (self.next_type,),
            OutcomeField.WHEN: (self.when,),
            OutcomeField.WIN_DEAL: (self.win,),
            OutcomeField.AMOUNT: (self.amount,),
            OutcomeField.INVOICE: (self.invoice,),
            OutcomeField.REASON: (self.reason,),
            OutcomeField.NOTE: (),
            OutcomeField.LOSE_DEAL: (self.lose,),
            OutcomeField.COMMENT: (self.comment,),
        }
        super().__init__(
            self.outcomes,
            Rule(),
            self.result,
            self.next_type,
            self.when,
            self.win,
            self.amount,
            self.invoice,
            self.invoiced_on,
            self.invoiced,
            self.reason,
            self.note,
            self.lose,
            self.comment,
            id=id,
        )

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
        if self._untouched():
            self._propose(Outcome.NEXT_STEP)

    @on(LetterGrid.Chosen, "#reason")
    def ask_for_a_note(self, event: LetterGrid.Chosen) -> None:
        """Open the note where the reason wants one, and go there."""
        event.stop()
        self._show_fields()
        if self._note_wanted() is not None:
            self.note.focus()

    @on(TextField.Changed, "#invoice")
    def ask_for_the_invoice(self, event: TextField.Changed) -> None:
        """Ask for day and amount once the invoice has a number."""
        event.stop()
        self._show_fields()

    def action_turn(self) -> None:
        """Switch between no contact and no-show; elsewhere go to the next field."""
        if self.outcomes.value is Outcome.RESCHEDULE:
            self.result.turn()
            self._show_keys()
        else:
            self.action_next()

    def reset(self, asked: Asked) -> None:
        """Fill every field anew for a follow-up."""
        form = self._form = asked.form
        self.entitle(*title_of(form, asked.almanac))
        at = form.offered.index(form.preselected)
        self.outcomes.set_choices([choice_of(one, form) for one in form.offered], at)
        contacts = [kind for kind, _words in NO_CONTACTS]
        self.result.set_choices(
            [Choice(kind, _(words)) for kind, words in NO_CONTACTS],
            contacts.index(form.no_contact),
        )
        self.next_type.set_choices(
            [Choice(one.id, one.name) for one in form.next_types]
        )
        yes_no, leave = (N_("win it"), N_("lose it")), _("leave it open")
        for ending, words in zip((self.win, self.lose), yes_no, strict=True):
            ending.set_choices(
                [Choice(value=True, words=_(words)), Choice(value=False, words=leave)]
            )
        self.reason.set_choices(
            [LetterChoice(one.id, one.letter, one.name) for one in form.reasons]
        )
        self._reset_texts(form, asked.almanac)
        self._began = self.typed().texts
        self._retype(asked.texts)
        self._show_fields()

    def first(self) -> Widget:
        """Start on the four lines."""
        return self.outcomes

    def answer(self) -> LogOutcome | None:
        """Read the fields of the chosen outcome; the first that fails is refused."""
        form = self._asked_form()
        match self.outcomes.value:
            case Outcome.RESCHEDULE:
                return self._rescheduled(form)
            case Outcome.NEXT_STEP:
                return self._continued(form)
            case Outcome.ENROLLED:
                return self._enrolled(form)
            case Outcome.NOT_INTERESTED:
                return self._not_interested(form)
            case None:
                return None

    def draft(self) -> Draft | None:
        """Keep what was typed, and the line it was typed under."""
        texts = self.typed().texts
        if self._form is None or texts == self._began:
            return None
        kept = {**texts, "outcome": str(self.outcomes.value or "")}
        if self.reason.value is not None:
            kept["reason"] = str(self.reason.value)
        ids = {"follow_up_id": self._form.follow_up_id}
        return Draft(KIND, self._form.about, ids, kept)

    def _rescheduled(self, form: OutcomeForm) -> LogOutcome | None:
        due = self.when.read()
        if due is None:
            return None
        return LogOutcome(
            form.follow_up_id,
            Outcome.RESCHEDULE,
            self.comment.value,
            due=due,
            no_contact=self.result.value,
        )

    def _continued(self, form: OutcomeForm) -> LogOutcome | None:
        due = self.when.read()
        if due is None:
            return None
        return LogOutcome(
            form.follow_up_id,
            Outcome.NEXT_STEP,
            self.comment.value,
            due=due,
            next_type_id=self.next_type.value,
        )

    def _enrolled(self, form: OutcomeForm) -> LogOutcome | None:
        amount, invoice = None, None
        if form.deal is not None and self.win.value:
            known, amount = self.amount.read()
            if not known:
                return None
        if self.invoice.value.strip():
            invoice = self._invoice()
            if invoice is None:
                return None
        return LogOutcome(
            form.follow_up_id,
            Outcome.ENROLLED,
            self.comment.value,
            invoice=invoice,
            win_deal=bool(self.win.value),
            amount=amount,
        )

    def _invoice(self) -> InvoiceDraft | None:
        day: Due | None = None
        if self.invoiced_on.value.strip():
            day = self.invoiced_on.read()
            if day is None:
                return None
        known, money = self.invoiced.read()
        if not known:
            return None
        number = self.invoice.value.strip()
        return InvoiceDraft(number, day.day if day is not None else None, money)

    def _not_interested(self, form: OutcomeForm) -> LogOutcome | None:
        if self.reason.value is None and form.reason_required:
            self.reason.refuse(_("A reason is missing. Press the letter of one."))
            return None
        wanted = self._note_wanted()
        if wanted is not None and not self.note.value.strip():
            said = _("{reason} asks for a note. Say in a few words why.")
            self.note.refuse(said.format(reason=wanted.name))
            return None
        return LogOutcome(
            form.follow_up_id,
            Outcome.NOT_INTERESTED,
            self.comment.value,
            reason_id=self.reason.value,
            note="" if wanted is None else self.note.value,
            lose_deal=bool(self.lose.value),
        )

    def _reset_texts(self, form: OutcomeForm, almanac: Almanac) -> None:
        self._due = {Outcome.RESCHEDULE: Due(form.retry_day)}
        self.when.begin(almanac, Due(form.retry_day))
        self.invoiced_on.begin(almanac)
        self.amount.begin(form.deal.amount if form.deal else None, form.currency)
        self.invoiced.begin(None, form.currency)
        for text in (self.invoice, self.note, self.comment):
            text.clear()

    def _retype(self, texts: Mapping[str, str]) -> None:
        """Put back what a draft kept."""
        form = self._asked_form()
        for line, outcome in enumerate(form.offered):
            if texts.get("outcome") == outcome:
                self.outcomes.at = line
        if texts.get("reason", "").isdigit():
            self.reason.choose_value(int(texts["reason"]))
        for text in self.query(TextField):
            text.value = texts.get(text.id or "", text.value)

    def _show_fields(self) -> None:
        form, outcome = self._asked_form(), self.outcomes.value
        asked: set[Widget] = set()
        if outcome is not None:
            lines = outcomes.fields(outcome, open_deal=form.deal is not None)
            asked = {one for line in lines for one in self._widgets[line]}
        if self.invoice in asked and self.invoice.value.strip():
            asked |= {self.invoiced_on, self.invoiced}
        if self.reason in asked and self._note_wanted() is not None:
            asked.add(self.note)
        for widget in self._fields[2:]:
            widget.display = widget in asked
        low = self.screen.size.height < TALL_ENOUGH
        self.set_class(low and self.invoiced in asked, "-tight")
        if outcome is not None and self._untouched():
            self._propose(outcome)
        self._show_keys()

    def _show_keys(self) -> None:
        """Offer Tab where it switches, with the word that it switches to."""
        keys: tuple[Hint, ...] = SAVE_OR_LEAVE
        if self.outcomes.value is Outcome.RESCHEDULE and self.result.value:
            keys = (Hint(("tab",), other_result(self.result.value)), *keys)
        self.keys.offered = keys

    def _enter(self) -> None:
        """Go on into the field that is typed into first."""
        match self.outcomes.value:
            case Outcome.RESCHEDULE:
                self.when.focus()
                self.when.select()
            case Outcome.NEXT_STEP:
                several = len(self._asked_form().next_types) > 1
                (self.next_type if several else self.when).focus()
                self.when.select()
            case Outcome.ENROLLED:
                (self.win if self.win.display else self.invoice).focus()
            case Outcome.NOT_INTERESTED:
                self.reason.focus()
            case None:
                pass

    def _propose(self, outcome: Outcome) -> None:
        """Put the default date of an outcome into the field (rulings 21)."""
        form = self._asked_form()
        if outcome is Outcome.RESCHEDULE:
            self.when.propose(Due(form.retry_day))
        if outcome is Outcome.NEXT_STEP:
            chosen = self.next_type.value
            days = [one.day for one in form.next_types if one.id == chosen]
            self.when.propose(Due(days[0]) if days else None)
        self._began = {**self._began, "when": self.when.value}

    def _untouched(self) -> bool:
        """Tell whether the date is still the proposed one."""
        return self.when.value == self._began.get("when", "")

    def _note_wanted(self) -> ReasonChoice | None:
        """Return the chosen reason if it wants a note."""
        chosen = self.reason.value
        for one in self._asked_form().reasons:
            if one.id == chosen and one.note_required:
                return one
        return None

    def _asked_form(self) -> OutcomeForm:
        if self._form is None:
            raise RuntimeError
        return self._form
