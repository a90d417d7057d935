"""Forms of the settings, whose half-typed words outlive them (safety.md 3.5)."""

from collections.abc import Mapping
from typing import Generic
from typing import TypeVar

from tui.dialogs.base import Dialog
from tui.dialogs.base import Keep
from tui.drafts import Draft
from tui.widgets.check_list import CheckList
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines

Answer = TypeVar("Answer")

NOTHING: Mapping[str, str] = {}


class KeepingDialog(Dialog[Answer], Generic[Answer]):
    """A form that is given a draft shows what was typed then, and keeps it anew."""

    _about = Draft("", "")
    _began = NOTHING
    left: Draft | None = None
    """What was worth keeping when the form was left."""

    def keep_as(self, draft: Draft, keep: Keep) -> None:
        """Begin with the texts of a draft, and write down under its name."""
        self._about = draft
        self._keep = keep

    def on_mount(self) -> None:
        """Wait until the fields are filled with what is stored."""
        self.call_next(self._begin)

    @property
    def key(self) -> str:
        """The name of the draft among the others of its author."""
        return self._about.key

    @property
    def named(self) -> str:
        """What the form is about, in words."""
        title, context = self._words
        return context or title

    def draft(self) -> Draft | None:
        """Keep what differs from what is stored, and only that."""
        texts = {
            name: text
            for name, text in self.standing().items()
            if text != self._began.get(name, "")
        }
        self.left = self._about._replace(texts=texts) if texts else None
        return self.left

    def standing(self) -> dict[str, str]:
        """Return what stands in every field, as text."""
        texts = dict(self.frame.typed().texts)
        for lines in self.query(TextLines):
            texts[lines.id or ""] = lines.value
        for choice in self.query(ChoiceField):  # pyright: ignore[reportUnknownVariableType]
            texts[choice.id or ""] = choice.words
        for ticked in self.query(CheckList):  # pyright: ignore[reportUnknownVariableType]
            texts[ticked.id or ""] = ticked.words
        return texts

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put texts where they stood, as far as their fields still take them."""
        for field in self.query(TextField):
            field.value = texts.get(field.id or "", field.value)
        for lines in self.query(TextLines):
            lines.value = texts.get(lines.id or "", lines.value)
        for ticked in self.query(CheckList):  # pyright: ignore[reportUnknownVariableType]
            kept = texts.get(ticked.id or "")
            if kept is not None:
                ticked.tick(kept)

    def _begin(self) -> None:
        """Choose first: what else is offered may depend on it."""
        self._began = self.standing()
        for choice in self.query(ChoiceField):  # pyright: ignore[reportUnknownVariableType]
            choice.choose(self._about.texts.get(choice.id or "", choice.words))
        self.call_next(self.put_back, self._about.texts)
