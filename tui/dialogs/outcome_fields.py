"""The fields of the four outcomes: which are asked, and what their answers make."""

from collections.abc import Mapping
from typing import assert_never

from textual.widget import Widget

from models.rules import outcomes
from models.rules.outcomes import OutcomeField
from models.views.asking import OutcomeForm
from models.views.choices import ReasonChoice
from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.vocabulary import ActionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui.dialogs.outcome_words import NO_CONTACTS
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.amount_field import AmountField
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_grid import LetterGrid
from tui.widgets.slot_field import SlotField
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines

INVOICE = 60


class OutcomeFields:
    """Every field that an outcome may ask, made once and shown where it is asked."""

    def __init__(self) -> None:
        self._form: OutcomeForm | None = None
        self.result = ChoiceField[NoContact](N_("Result"), id="result")
        self.next_type = ChoiceField[int](N_("Next type"), id="next_type")
        self.when = DateField(N_("When"), id="when")
        self.slot = SlotField()
        self.win = ChoiceField[bool](N_("Deal"), id="win")
        self.amount = AmountField(N_("Amount"), id="amount")
        self.invoice = TextField(N_("Invoice"), limit=INVOICE, id="invoice")
        self.invoiced_on = DateField(N_("Issued"), past=True, id="invoiced_on")
        self.invoiced = AmountField(N_("Invoiced"), id="invoiced")
        self.reason = LetterGrid[int](N_("Reason"), id="reason")
        self.note = TextLines(N_("Note"), grows=True, id="note")
        self.lose = ChoiceField[bool](N_("Deal"), id="lose")
        self.comment = TextLines(N_("Comment"), grows=True, id="comment")

    @property
    def all(self) -> tuple[Widget, ...]:
        """The fields from top to bottom."""
        return tuple(one for line in self._lines.values() for one in line)

    @property
    def form(self) -> OutcomeForm:
        """What is being asked about."""
        if self._form is None:
            raise RuntimeError
        return self._form

    def of(self, outcome: Outcome | None) -> set[Widget]:
        """Tell which fields an outcome shows, by what has been answered so far."""
        if outcome is None:
            return set()
        lines = outcomes.fields(
            outcome,
            open_deal=self.form.deal is not None,
            booked=self.booked(outcome) is not None,
        )
        asked = {one for line in lines for one in self._lines[line]}
        if not self.invoice.value.strip():
            asked -= {self.invoiced_on, self.invoiced}
        if self.note_wanted() is None:
            asked.discard(self.note)
        return asked

    def booked(self, outcome: Outcome | None) -> int | None:
        """Return the type of what follows, where it takes place in a slot (R-03)."""
        if outcome is Outcome.NEXT_STEP:
            known = {one.id: one for one in self.form.next_types}
            kind = known.get(self.next_type.value or 0)
        else:
            kind = self.form.type if outcome is Outcome.RESCHEDULE else None
        asks = kind is not None and kind.kind is not ActionKind.NONE
        return kind.id if kind is not None and asks else None

    def reset(self, form: OutcomeForm, almanac: Almanac) -> None:
        """Fill every field anew; nothing of the last follow-up stays."""
        self._form = form
        contacts = [kind for kind, _words in NO_CONTACTS]
        self.result.set_choices(
            [Choice(kind, _(words)) for kind, words in NO_CONTACTS],
            contacts.index(form.no_contact),
        )
        self.next_type.set_choices(
            [Choice(one.id, one.name) for one in form.next_types]
        )
        self.reason.set_choices(
            [LetterChoice(one.id, one.letter, one.name) for one in form.reasons]
        )
        for ending, words in ((self.win, N_("win it")), (self.lose, N_("lose it"))):
            close = Choice(value=True, words=_(words))
            ending.set_choices([close, Choice(value=False, words=_("leave it open"))])
        self.when.begin(almanac, Due(form.retry_day))
        self.slot.offer(None)
        self.invoiced_on.begin(almanac)
        self.amount.begin(form.deal.amount if form.deal else None, form.currency)
        self.invoiced.begin(None, form.currency)
        for text in (self.invoice, self.note, self.comment):
            text.clear()

    def answer(self, outcome: Outcome) -> LogOutcome | None:
        """Read the fields of an outcome; the first that will not do is refused."""
        match outcome:
            case Outcome.RESCHEDULE:
                return self._rescheduled(self.form)
            case Outcome.NEXT_STEP:
                return self._continued(self.form)
            case Outcome.ENROLLED:
                return self._enrolled(self.form)
            case Outcome.NOT_INTERESTED:
                return self._not_interested(self.form)
            case _:
                assert_never(outcome)

    def note_wanted(self) -> ReasonChoice | None:
        """Return the chosen reason if it wants a note."""
        chosen = self.reason.value
        for one in self.form.reasons:
            if one.id == chosen and one.note_required:
                return one
        return None

    @property
    def _lines(self) -> Mapping[OutcomeField, tuple[Widget, ...]]:
        return {
            OutcomeField.NO_CONTACT: (self.result,),
            OutcomeField.NEXT_TYPE: (self.next_type,),
            OutcomeField.WHEN: (self.when,),
            OutcomeField.SLOT: (self.slot,),
            OutcomeField.WIN_DEAL: (self.win,),
            OutcomeField.AMOUNT: (self.amount,),
            OutcomeField.INVOICE: (self.invoice, self.invoiced_on, self.invoiced),
            OutcomeField.REASON: (self.reason,),
            OutcomeField.NOTE: (self.note,),
            OutcomeField.LOSE_DEAL: (self.lose,),
            OutcomeField.COMMENT: (self.comment,),
        }

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
            slot_id=self.slot.value,
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
            slot_id=self.slot.value,
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
        wanted = self.note_wanted()
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
