"""A field with a few known values: ``‹ Trial session ›``."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui import glyphs
from tui.cells import safe
from tui.widgets.field import Field
from tui.widgets.line import Part

Value = TypeVar("Value")

LEAVES = "q"
"""The letter that closes a dialog and therefore chooses nothing."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One value and the words for it."""

    value: Value
    words: str


class ChoiceField(Field, Generic[Value], can_focus=True):
    """Left and right, or the first letters, choose among the values."""

    @dataclass
    class Changed(Message):
        """The person chose."""

        field: Field

        @property
        def control(self) -> Field:
            """The field, for ``@on(ChoiceField.Changed, "#type")``."""
            return self.field

    at: reactive[int] = reactive(0)
    """The place of the chosen value among the choices."""

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice[Value]] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(label, id=id)
        self._choices = tuple(choices)

    def on_key(self, event: events.Key) -> None:
        """Take the arrows and the letters that begin a value; leave the rest."""
        step = {"left": -1, "right": 1}.get(event.key)
        if step is not None and self._choices:
            self._choose((self.at + step) % len(self._choices))
        elif not self._jump(event.character or ""):
            return
        event.stop()
        event.prevent_default()

    def set_choices(self, choices: Sequence[Choice[Value]], at: int = 0) -> None:
        """Offer other values, one of them chosen, without a message."""
        self._choices = tuple(choices)
        self.refusal = ""
        self.at = at
        self.refresh()

    def turn(self) -> None:
        """Choose the next value."""
        if self._choices:
            self._choose((self.at + 1) % len(self._choices))

    @property
    def value(self) -> Value | None:
        """The chosen value; nothing where there is none to choose."""
        return self._choices[self.at].value if self._choices else None

    @property
    def words(self) -> str:
        """The words of the chosen value, empty where there is none."""
        return self._choices[self.at].words if self._choices else ""

    def choose(self, words: str) -> None:
        """Choose the value of these words, if it is offered."""
        offered = [choice.words for choice in self._choices]
        if words in offered:
            self._choose(offered.index(words))

    def shown_value(self) -> list[Part]:
        """Put the words of the chosen value between two marks."""
        palette, marks = self.palette, glyphs.current()
        words = safe(self._choices[self.at].words) if self._choices else marks.absent
        side = palette.accent if len(self._choices) > 1 else palette.faint
        return [
            (" ", palette.ground),
            (marks.previous, side),
            (f" {words} ", palette.text),
            (marks.next, side),
        ]

    def _jump(self, letter: str) -> bool:
        if not letter.isalnum() or folded(letter) == LEAVES:
            return False
        after = range(self.at + 1, self.at + 1 + len(self._choices))
        for place in (index % len(self._choices) for index in after):
            if folded(self._choices[place].words).startswith(folded(letter)):
                self._choose(place)
                return True
        return False

    def _choose(self, place: int) -> None:
        self.refusal = ""
        if place != self.at:
            self.at = place
            self.post_message(self.Changed(self))


def folded(text: str) -> str:
    """Return *text* without case and accents, so that ``e`` finds ``Échéance``."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
