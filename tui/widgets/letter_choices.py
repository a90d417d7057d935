"""A list in which one letter chooses: the four outcomes, the reasons of a loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

Value = TypeVar("Value")

NAMES = 15
"""The least cells of the column of names, so that lists line up."""


@dataclass(frozen=True, slots=True)
class LetterChoice(Generic[Value]):
    """A line: what the letter chooses, its name and what it means."""

    value: Value
    letter: str
    name: str
    meaning: str = ""


class LetterChoices(Drawn, Generic[Value], can_focus=True):
    """Letters choose, arrows move the choice; nothing is chosen at first."""

    DEFAULT_CSS = """
    LetterChoices {
        width: 1fr;
        height: 0;
        background: $panel;
    }
    """

    @dataclass
    class Chosen(Message):
        """The person chose a line."""

        choices: Widget

        @property
        def control(self) -> Widget:
            """The list, for ``@on(LetterChoices.Chosen, "#outcomes")``."""
            return self.choices

    at: reactive[int | None] = reactive[int | None](None)
    """The place of the chosen line, if one is chosen."""

    def __init__(
        self,
        choices: Sequence[LetterChoice[Value]] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.styles.height = len(choices)
        self.moved = False
        """Whether it was an arrow that chose last, so that the keys stay here."""

    def on_key(self, event: events.Key) -> None:
        """Take the letters of the lines and the arrows; leave the rest."""
        letters = [choice.letter for choice in self._choices]
        step = {"up": -1, "down": 1}.get(event.key)
        self.moved = step is not None
        if event.character and event.character in letters:
            self.choose(letters.index(event.character))
        elif step and self._choices:
            self.choose(self._moved(step))
        else:
            return
        event.stop()
        event.prevent_default()

    def render_line(self, y: int) -> Strip:
        """Draw one line; the chosen one has a bar, bold words and a ground."""
        palette, cells = self._palette, self.size.width
        if y >= len(self._choices):
            return Strip.blank(cells, palette.ground)
        chosen = y == self.at
        ground = palette.chosen if chosen else palette.ground
        parts = cropped(self._line(self._choices[y], palette, chosen=chosen), cells)
        segments = [Segment(text, ground + style) for text, style in parts]
        return Strip(segments).adjust_cell_length(cells, ground)

    def choose(self, place: int) -> None:
        """Choose a line and say so, also when it was chosen before."""
        self.at = place
        self.post_message(self.Chosen(self))

    def set_choices(
        self, choices: Sequence[LetterChoice[Value]], at: int | None = None
    ) -> None:
        """Offer other lines, without a message."""
        self._choices = tuple(choices)
        self.styles.height = len(choices)
        self.at = at
        self.refresh()

    @property
    def value(self) -> Value | None:
        """What the chosen line stands for."""
        return None if self.at is None else self._choices[self.at].value

    @property
    def _palette(self) -> Palette:
        return palette_for(self, Ground.PANEL)

    def _moved(self, step: int) -> int:
        if self.at is None:
            return 0 if step > 0 else len(self._choices) - 1
        return (self.at + step) % len(self._choices)

    def _line(
        self, choice: LetterChoice[Value], palette: Palette, *, chosen: bool
    ) -> list[Part]:
        names = max(NAMES, *(width(safe(each.name)) for each in self._choices))
        bar = glyphs.current().cursor if chosen else " "
        return [
            (bar, _over(palette.accent, chosen=chosen)),
            (f"{choice.letter}  ", _over(palette.key, chosen=chosen)),
            (
                pad(safe(choice.name), names + 2),
                palette.chosen if chosen else palette.text,
            ),
            (safe(choice.meaning), _over(palette.muted, chosen=chosen)),
        ]


def _over(style: Style, *, chosen: bool) -> Style:
    """Keep the colour of *style* on the ground of the chosen line."""
    return Style(color=style.color, bold=bool(style.bold)) if chosen else style
