"""Putting a follow-up off: one letter, or a date as people say it (B1.5)."""

from datetime import date
from datetime import timedelta

from textual import events
from textual import on
from textual.widget import Widget

from models.due import horizon
from models.views.asking import SnoozeForm
from models.views.drafts import Due
from tui import formats
from tui import glyphs
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.frame import DialogFrame
from tui.dialogs.frame import Rule
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.steps import step_of
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.hint_line import Hint
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_choices import LetterChoices
from tui.words.due import when_forms

LEAVES = "q"
SAVE_OR_CANCEL = (Hint(("enter",), N_("save")), Hint(("escape",), N_("cancel")))


class SnoozeDialog(Dialog[Due]):
    """A letter saves at once; any other character begins a date. The hour stays."""

    def __init__(
        self, form: SnoozeForm, almanac: Almanac, accept: Accept[Due] | None = None
    ) -> None:
        here = horizon(almanac.now, almanac.zone)
        step = step_of(form.planned_on, form.planned_at, here, all_day=form.all_day)
        dot = f" {glyphs.current().separator} "
        title = dot.join((form.type_name, form.about))
        context = when_forms(step)[-1 if form.booked else 0]
        if form.booked:
            freed = _("gives the place in {activity} back")
            context += f"{dot}{freed.format(activity=form.booked)}"
        super().__init__(title, context, accept)
        self._form = form
        self._almanac = almanac
        self._today = here.today
        self._hour = step.at
        self.days = LetterChoices[date](id="days")
        self.when = DateField(N_("When"), id="when")

    def fields(self) -> list[Widget]:
        return [self.days, Rule(), self.when]

    def reset(self) -> None:
        form = self._form
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.when.begin(self._almanac, hour=self._hour)
        next_day = form.tomorrow - self._today == timedelta(days=1)
        named = (
            ("t", _("Tomorrow") if next_day else _("Next working day"), form.tomorrow),
            ("d", _("In 3 days"), form.in_three_days),
            ("w", _("In a week"), form.next_week),
            ("m", _("In a month"), form.next_month),
        )
        self.days.set_choices(
            [
                LetterChoice(day, letter, name, self._shown(day))
                for letter, name, day in named
            ]
        )

    @on(LetterChoices.Chosen, "#days")
    def save_at_once(self, event: LetterChoices.Chosen) -> None:
        """Take the day of a letter; an arrow only looks at one."""
        event.stop()
        if not self.days.moved:
            self.when.clear()
            self.frame.post_message(DialogFrame.Saved(self.frame))

    def on_key(self, event: events.Key) -> None:
        """Begin a date with any character that is no letter of the list."""
        letter = event.character or ""
        wanted = event.is_printable and letter.strip() and letter != LEAVES
        if wanted and self.focused is self.days:
            self.when.value = letter
            self.when.focus()
            event.stop()
            event.prevent_default()

    def answer(self) -> Due | None:
        """Return the day of the chosen line, or the date that was typed."""
        chosen = self.days.value
        if chosen is None or self.when.value.strip():
            return self.when.read()
        return self._almanac.at(chosen, self._hour)

    def _shown(self, day: date) -> str:
        said = formats.day_short(day, language())
        return f"{said} {formats.clock(self._hour)}" if self._hour else said
