"""What is made inside the form of a type: a next type, a text (R-05, R-38)."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.errors import BadValue
from models.rules import letters
from models.text import NAME
from models.text import fold
from models.views.configuring import NewType
from models.views.configuring import TextDraft
from models.vocabulary import ActionKind
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.check_list import MOST_DIGITS
from tui.widgets.check_list import in_days
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.field import LABEL
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import NEW_LINE
from tui.widgets.text_lines import TextLines
from tui.words.configured import action
from tui.words.refusals import explain_under_a_field

MOST_DAYS = 3_650
USUAL_DELAY = "2"
TEXT_KEYS = (NEW_LINE, *SAVE_OR_CANCEL)


@dataclass(frozen=True, slots=True)
class MadeType:
    """A new type, and after how many days it follows."""

    type: NewType
    delay_days: int


class NewTypeDialog(KeepingDialog[MadeType]):
    """Its name and its action; the rest is set in its own form, later."""

    def __init__(self, taken: Sequence[str] = (), off: Sequence[str] = ()) -> None:
        """Make the form; a name among those *taken*, or switched *off*, is refused."""
        super().__init__(_("New type"))
        self._taken, self._off = taken, off
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.action = ChoiceField[ActionKind](N_("Action"), id="action")
        self.delay = TextField(
            N_("After days"), well=SHORT_WELL, understand=told_days, id="delay"
        )

    def fields(self) -> list[Widget]:
        return [self.name_field, self.action, self.delay]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.action.set_choices([Choice(one, action(one)) for one in ActionKind])
        self.delay.value = USUAL_DELAY

    def answer(self) -> MadeType | None:
        """Read the name, the action and the delay."""
        name = self.name_field.value.strip()
        if not name:
            self.name_field.refuse(_("A name is missing. Type one."))
            return None
        if known := _same(name, self._taken):
            self.name_field.refuse(
                explain_under_a_field(BadValue("name_taken", text=known))
            )
            return None
        if known := _same(name, self._off):
            refused = BadValue("name_taken_off", text=known)
            self.name_field.refuse(explain_under_a_field(refused))
            return None
        days = whole_days(self.delay)
        if days is None:
            return None
        return MadeType(NewType(name, self.action.value or ActionKind.NONE), days)


def _same(name: str, names: Sequence[str]) -> str:
    """Return the one of the names that reads as this one does, or nothing."""
    return next((one for one in names if fold(one) == fold(name)), "")


class TextDialog(KeepingDialog[TextDraft]):
    """A text with fields; one that is not known is refused by its name."""

    DEFAULT_CSS = f"""
    TextDialog #known {{ margin: 0 1 1 {LABEL + 1}; color: $text-muted; }}
    """

    def __init__(self, text: TextDraft) -> None:
        super().__init__(_("Text"), text.name)
        self._before = text
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.subject = TextField(N_("Subject"), limit=NAME, id="subject")
        self.body = TextLines(N_("Text"), id="body")

    def fields(self) -> list[Widget]:
        known = " ".join(f"{{{name}}}" for name in letters.FIELDS)
        return [
            self.name_field,
            self.subject,
            self.body,
            Static(Content(known), id="known"),
        ]

    def reset(self) -> None:
        self.frame.keys.offered = TEXT_KEYS
        self.name_field.value = self._before.name
        self.subject.value = self._before.subject
        self.body.value = self._before.body

    def answer(self) -> TextDraft | None:
        """Read the text; a name and words are wanted, and known fields only."""
        name, body = self.name_field.value.strip(), self.body.value.strip()
        if not name:
            self.name_field.refuse(_("A name is missing. Type one."))
            return None
        if not body:
            self.body.refuse(_("Nothing to save. Type a few words."))
            return None
        for field in (self.subject, self.body):
            try:
                letters.refuse_unknown(field.value, field.id or "")
            except BadValue as error:
                field.refuse(explain_under_a_field(error))
                return None
        subject = self.subject.value.strip()
        return replace(self._before, name=name, subject=subject, body=body)


def told_days(text: str) -> str:
    """Say ``after 2 days`` beside what is typed, nothing where it is no number."""
    days = _days(text)
    return in_days(days) if days is not None else ""


def _days(text: str) -> int | None:
    typed = text.strip()
    whole = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return int(typed) if whole and int(typed) <= MOST_DAYS else None


def whole_days(field: TextField) -> int | None:
    """Return the days that stand in a field, else refuse it and answer nothing."""
    days = _days(field.value)
    if days is not None:
        return days
    told = _("Type a number of days, from 0 to {most}.")
    field.refuse(told.format(most=MOST_DAYS))
    return None
