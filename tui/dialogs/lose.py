"""Closing deals as lost: a letter gives the reason, some want a note (C-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.widget import Widget

from models.text import NOTE
from models.views.choices import ReasonChoice
from models.views.drafts import Due
from models.views.drafts import LoseDeal
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_grid import LetterGrid
from tui.widgets.text_field import TextField


@dataclass(frozen=True, slots=True)
class LoseForm:
    """What is lost, and for which reasons it may be."""

    deal_id: int
    title: str
    reasons: Sequence[ReasonChoice]
    reason_required: bool
    today: date
    almanac: Almanac
    count: int = 1


class LoseDialog(Dialog[LoseDeal]):
    """A reason-letter and Enter; the stage and the value of the person stay."""

    def __init__(self, form: LoseForm, accept: Accept[LoseDeal] | None = None) -> None:
        title = ngettext("Lost", "{count} deals lost", form.count)
        super().__init__(title.format(count=form.count), form.title, accept)
        self._form = form
        self.reason = LetterGrid[ReasonChoice](N_("Reason"), id="reason")
        self.note = TextField(N_("Note"), limit=NOTE, id="note")
        self.on_day = DateField(N_("Closed on"), past=True, id="on")

    def fields(self) -> list[Widget]:
        return [self.reason, self.note, self.on_day]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        choices = [LetterChoice(each, each.letter, each.name) for each in self._reasons]
        self.reason.set_choices(choices)
        self.note.clear()
        self.on_day.begin(self._form.almanac, Due(self._form.today))

    @on(LetterGrid.Chosen, "#reason")
    def ask_for_the_note(self, event: LetterGrid.Chosen) -> None:
        """Send the keys into the note where the reason wants one."""
        event.stop()
        chosen = self.reason.value
        if chosen is not None and chosen.note_required:
            self.note.focus()

    def answer(self) -> LoseDeal | None:
        """Read the reason, its note and the day."""
        chosen, note = self.reason.value, self.note.value.strip()
        if chosen is None and self._form.reason_required:
            self.reason.refuse(_("A reason is missing. Press the letter of one."))
            return None
        if chosen is not None and chosen.note_required and not note:
            said = _("{reason} asks for a note. Say in a few words why.")
            self.note.refuse(said.format(reason=chosen.name))
            return None
        due = self.on_day.read()
        if due is None:
            return None
        reason_id = chosen.id if chosen else None
        return LoseDeal(self._form.deal_id, reason_id, note, due.day)

    @property
    def _reasons(self) -> Sequence[ReasonChoice]:
        return self._form.reasons
