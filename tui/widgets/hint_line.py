"""The last row: the keys that help here, most used first, help at the right edge."""

from collections.abc import Iterable
from typing import ClassVar
from typing import NamedTuple

from textual.reactive import reactive

from tui.cells import width
from tui.commands import HELP
from tui.commands import Command
from tui.i18n import _
from tui.preferences.keymap import NO_KEYMAP
from tui.preferences.keymap import Keymap
from tui.preferences.keymap import key_label
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part

BETWEEN = "   "


class Hint(NamedTuple):
    """A key as it reads and the one word beside it, translated when drawn."""

    keys: tuple[str, ...]
    word: str

    @property
    def key(self) -> str:
        """The keys as the line shows them: ``< >``."""
        return " ".join(key_label(key) for key in self.keys)


def hints(commands: Iterable[Command], keymap: Keymap = NO_KEYMAP) -> tuple[Hint, ...]:
    """Tell the first key of each command; neighbours with one word share a hint."""
    told: list[Hint] = []
    for command in commands:
        keys = keymap.of(command)[:1]
        if told and told[-1].word == command.label:
            told[-1] = Hint((*told[-1].keys, *keys), command.label)
        elif keys:
            told.append(Hint(keys, command.label))
    return tuple(told)


class HintLine(Line):
    """One widget for all keys: the stock footer leaks its key widgets."""

    GROUND: ClassVar[Ground] = Ground.BAND

    hints: reactive[tuple[Hint, ...]] = reactive(())
    """What is offered, most used first; help need not be among it."""
    help: reactive[Hint | None] = reactive[Hint | None](Hint(HELP.keys, HELP.label))
    """What stands at the right edge and is never dropped."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Drop whole hints from the right until the rest fits."""
        right = hint_parts([self.help], palette) if self.help else []
        room = cells - sum(width(text) for text, _style in right) - GAP
        kept: list[Hint] = []
        for hint in self.hints:
            room -= width(hint.key) + 1 + width(_(hint.word))
            if room < 0:
                break
            kept.append(hint)
            room -= len(BETWEEN)
        return hint_parts(kept, palette), right


def hint_parts(told: Iterable[Hint], palette: Palette) -> list[Part]:
    """Draw hints: the key in accent and bold, its word muted, three spaces between."""
    parts: list[Part] = []
    for hint in told:
        if parts:
            parts.append((BETWEEN, palette.ground))
        parts += [(hint.key, palette.key), (f" {_(hint.word)}", palette.muted)]
    return parts
