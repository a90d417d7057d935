"""What the edit forms share: fields that scroll, names that are asked about."""

from typing import Generic
from typing import TypeVar

from textual.containers import VerticalScroll
from textual.widget import Widget

from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.base import Keep
from tui.dialogs.candidates import CandidateList
from tui.dialogs.candidates import Candidates
from tui.dialogs.candidates import question
from tui.dialogs.frame import Typed
from tui.drafts import Draft
from tui.i18n import _
from tui.widgets.facts import Facts
from tui.widgets.link_field import LinkField
from tui.widgets.text_field import TextField

Answer = TypeVar("Answer")

AROUND = 8
"""The lines of a screen that the frame and what stands around it take."""


class FieldScroll(VerticalScroll, can_focus=False):
    """Fields that scroll where the screen is too low for them."""

    DEFAULT_CSS = """
    FieldScroll {
        height: auto;
        background: $panel;
        scrollbar-size-vertical: 1;
    }
    """


class EditDialog(Dialog[Answer], Generic[Answer]):
    """A form of a record; a subclass says its ``rows`` and reads them."""

    DEFAULT_CSS = """
    EditDialog CandidateList, EditDialog #question { display: none; }
    EditDialog.-asking CandidateList { display: block; margin: 0 0 1 0; }
    EditDialog.-asking #question { display: block; }
    EditDialog.-asking FieldScroll { display: none; }
    """

    def __init__(
        self,
        title: str,
        draft: Draft,
        accept: Accept[Answer] | None = None,
        keep: Keep | None = None,
    ) -> None:
        """Open a form; the texts of *draft* were typed before and are put back."""
        super().__init__(title, draft.about, accept, keep)
        self._before = draft
        self._began: Typed = Typed({})
        self._asked: Candidates | None = None
        self.last_typed = Typed({})
        """What stood in the fields when the form was closed."""
        self.last_draft: Draft | None = None
        """What was worth keeping of it."""
        self.question = Facts(id="question")
        self.candidates = CandidateList(id="candidates")
        self.scroll = FieldScroll(*self.rows())

    def rows(self) -> list[Widget]:
        """Make the fields of the form."""
        raise NotImplementedError

    def fill(self) -> None:
        """Put the record's own values into the fields."""
        raise NotImplementedError

    def read(self) -> Answer | None:
        """Read the fields; where one will not do, refuse it and answer nothing."""
        raise NotImplementedError

    def fields(self) -> list[Widget]:
        return [self.scroll, self.question, self.candidates]

    def first(self) -> Widget:
        return self.query(TextField).first()

    def reset(self) -> None:
        self.scroll.styles.max_height = max(self.size.height - AROUND, 4)
        self.fill()
        self._began = self.frame.typed()
        self.frame.retype(Typed({**self._began.texts, **self._before.texts}))

    def answer(self) -> Answer | None:
        """Settle the name that was asked about, then read the fields."""
        if self._asked is not None and not self._settle(self._asked):
            return None
        self.last_typed = self.frame.typed()
        return self.read()

    def offer(self, found: Candidates) -> str:
        """Ask who is meant by a name; return what to say beside the keys."""
        self._asked = found
        self.candidates.offer(found)
        self.question.show(question(found))
        self.add_class("-asking")
        self.candidates.focus()
        return _("Press a letter.")

    def draft(self) -> Draft | None:
        """Keep what was changed, and only that."""
        began = self._began.texts
        texts = {
            name: text
            for name, text in self.frame.typed().texts.items()
            if text != began.get(name, "")
        }
        self.last_typed = self.frame.typed()
        self.last_draft = None
        if not texts:
            return None
        self.last_draft = self._draft(texts)
        return self.last_draft

    def _draft(self, texts: dict[str, str]) -> Draft:
        return Draft(self._before.dialog, self._before.about, self._before.ids, texts)

    def _settle(self, asked: Candidates) -> bool:
        chosen = self.candidates.value
        if chosen is None:
            self.frame.keys.refusal = _("Press a letter.")
            self.candidates.focus()
            return False
        field = self.query_one(f"#{asked.field}", LinkField)
        field.settle(chosen)
        self._asked = None
        self.remove_class("-asking")
        self.candidates.clear()
        field.focus()
        return True
