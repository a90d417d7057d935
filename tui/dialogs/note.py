"""Logging a note, a call, a mail or a meeting on what is selected (B1.10)."""

from dataclasses import dataclass

from textual.widget import Widget

from models.views.drafts import LogTouch
from models.vocabulary import InteractionKind
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.base import Keep
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint
from tui.widgets.text_lines import NEW_LINE
from tui.widgets.text_lines import TextLines
from tui.words import codes

KINDS = (
    InteractionKind.NOTE,
    InteractionKind.CALL,
    InteractionKind.EMAIL,
    InteractionKind.MEETING,
)
KEYS = (
    NEW_LINE,
    Hint(("enter",), N_("save")),
    Hint(("escape",), N_("cancel, keep the draft")),
)


@dataclass(frozen=True, slots=True)
class NoteForm:
    """About whom it is, and a text that was half typed before."""

    about: str
    deal_id: int | None = None
    person_id: int | None = None
    company_id: int | None = None
    text: str = ""

    @property
    def draft(self) -> Draft:
        """The draft of this note, without its text."""
        ids = {
            "deal_id": self.deal_id,
            "person_id": self.person_id,
            "company_id": self.company_id,
        }
        known = {name: number for name, number in ids.items() if number is not None}
        return Draft("note", self.about, known)


class NoteDialog(Dialog[LogTouch]):
    """The text has the keys first; the kind is one Tab back."""

    def __init__(
        self,
        form: NoteForm,
        accept: Accept[LogTouch] | None = None,
        keep: Keep | None = None,
    ) -> None:
        super().__init__(_("Log on the timeline"), form.about, accept, keep)
        self._form = form
        self.kind = ChoiceField[InteractionKind](N_("Kind"), id="kind")
        self.text = TextLines(N_("Text"), id="body")

    def fields(self) -> list[Widget]:
        return [self.kind, self.text]

    def first(self) -> Widget:
        return self.text

    def reset(self) -> None:
        self.frame.keys.offered = KEYS
        self.kind.set_choices([Choice(kind, codes.touch(kind)) for kind in KINDS])
        self.text.value = self._form.text

    def answer(self) -> LogTouch | None:
        """Read the kind and the text; a note without a word is refused."""
        kind = self.kind.value or InteractionKind.NOTE
        body = self.text.value.strip()
        if not body and kind is InteractionKind.NOTE:
            self.text.refuse(_("Nothing to save. Type a few words."))
            return None
        form = self._form
        return LogTouch(kind, body, form.deal_id, form.person_id, form.company_id)

    def draft(self) -> Draft | None:
        """Keep what was typed, until it is saved."""
        if not self.text.value.strip():
            return None
        about = self._form.draft
        return Draft(about.dialog, about.about, about.ids, {"body": self.text.value})
