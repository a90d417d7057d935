"""Reasons in columns, a letter each: a dozen in a few lines (look.md, Dialog)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.theming import Palette
from tui.widgets.field import LABEL
from tui.widgets.field import Field
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.line import Part

Value = TypeVar("Value")

LEAST_COLUMN = 19
"""The cells that a column needs for the names to be read."""
AROUND = 4
"""The cells of a bar, a letter and the gaps beside a name."""
STEPS = {"left": -1, "right": 1}


class LetterGrid(Field, Generic[Value], can_focus=True):
    """One letter chooses, Left and Right go on to the next; nothing is chosen first."""

    @dataclass
    class Chosen(Message):
        """The person chose a reason."""

        grid: Field

        @property
        def control(self) -> Field:
            """The grid, for ``@on(LetterGrid.Chosen, "#reason")``."""
            return self.grid

    at: reactive[int | None] = reactive[int | None](None)
    """The place of the chosen one, if any."""

    def __init__(self, label: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(label, id=id)
        self._choices: tuple[LetterChoice[Value], ...] = ()
        self._rows = 1

    def on_key(self, event: events.Key) -> None:
        """Take the letters and the arrows sideways; leave the rest."""
        letters = [choice.letter for choice in self._choices]
        step = STEPS.get(event.key)
        if event.character and event.character in letters:
            self._choose(letters.index(event.character))
        elif step and self._choices:
            before = -1 if self.at is None and step > 0 else self.at or 0
            self._choose((before + step) % len(self._choices))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_resize(self, event: events.Resize) -> None:
        self._measure(event.size.width)

    def set_choices(self, choices: Sequence[LetterChoice[Value]]) -> None:
        """Offer other reasons, none of them chosen, without a message."""
        self._choices = tuple(choices)
        self.refusal = ""
        self.at = None
        self._measure(self.size.width)
        self.refresh()

    def choose_value(self, value: Value) -> None:
        """Choose the line of a value, where there is one, without a message."""
        for place, choice in enumerate(self._choices):
            if choice.value == value:
                self.at = place

    @property
    def value(self) -> Value | None:
        """What the chosen line stands for."""
        return None if self.at is None else self._choices[self.at].value

    def line_parts(self, y: int) -> list[Part]:
        """Draw the rows of the grid, then the line that is free for a refusal."""
        if y >= self._rows:
            return self._refusal_line() if y == self._rows else []
        palette = self.palette
        label = pad(safe(_(self._label)), LABEL) if y == 0 else " " * LABEL
        style = palette.accent if self.has_focus else palette.muted
        return [(label, style), *self._row(y, palette)]

    def shown_value(self) -> list[Part]:
        """Draw the first row."""
        return self._row(0, self.palette)

    def _row(self, row: int, palette: Palette) -> list[Part]:
        sizes = self._sizes()
        parts: list[Part] = []
        for column, cells in enumerate(sizes):
            place = row * len(sizes) + column
            if place < len(self._choices):
                parts += self._cell(place, cells, palette)
        return parts or [(" ", palette.ground)]

    def _cell(self, place: int, cells: int, palette: Palette) -> list[Part]:
        choice, chosen = self._choices[place], place == self.at
        bar = glyphs.current().cursor if chosen else " "
        name = pad(safe(choice.name), max(cells - AROUND, 1))
        return [
            (bar, palette.accent),
            (f"{choice.letter} ", palette.key),
            (name, palette.chosen if chosen else palette.text),
            (" ", palette.ground),
        ]

    def _choose(self, place: int) -> None:
        self.refusal = ""
        self.at = place
        self.post_message(self.Chosen(self))

    def _room(self) -> int:
        return max(self.size.width - LABEL, LEAST_COLUMN)

    def _columns(self) -> int:
        return max(1, self._room() // LEAST_COLUMN)

    def _sizes(self) -> list[int]:
        """Return the cells of each column: as many each, else as its names need.

        The gap behind the last one may be out of sight; where even that is too much,
        the widest column gives way.
        """
        columns = self._columns()
        each = self._room() // columns
        needs = [
            max(
                (width(safe(one.name)) for one in self._choices[at::columns]), default=0
            )
            + AROUND
            for at in range(columns)
        ]
        spare = self._room() + 1 - sum(needs)
        if max(needs) <= each:
            return [each] * columns
        if spare < 0:
            widest = needs.index(max(needs))
            needs[widest] = max(needs[widest] + spare, AROUND)
            spare = 0
        return [need + spare // columns for need in needs]

    def _measure(self, cells: int) -> None:
        if not cells:
            return
        self._rows = -(-len(self._choices) // self._columns()) or 1
        self.styles.height = self._rows + 1
