"""A list of lines that are ticked, put in order, and each given a delay in days."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Generic
from typing import TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.i18n import ngettext
from tui.theming import Palette
from tui.widgets.field import LABEL
from tui.widgets.field import Field
from tui.widgets.line import Part
from tui.words.quantities import out_of_sight

Value = TypeVar("Value")

TALLEST = 8
"""The most lines in sight; the others come with the cursor."""
MOST_DIGITS = 4
NAMES = 36
STEPS = {"left": -1, "right": 1}


@dataclass(frozen=True, slots=True)
class CheckLine(Generic[Value]):
    """One line: what it stands for, its words, whether it is ticked, its delay."""

    value: Value
    words: str
    checked: bool = False
    days: int | None = None
    """After how many days; none where the list has no delays."""


class CheckList(Field, Generic[Value], can_focus=True):
    """Space ticks, Left and Right give the days, ``<`` ``>`` the order."""

    @dataclass
    class Wanted(Message):
        """The person wants a line that is not there, or to open one that is."""

        list: Field
        at: int | None = None
        """The line to open; none for a new one."""

        @property
        def control(self) -> Field:
            """The list, for ``@on(CheckList.Wanted, "#next")``."""
            return self.list

    def __init__(
        self,
        label: str,
        *,
        adds: str = "",
        opens: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make a list; *adds* names what a last line makes, *opens* what ``e`` does."""
        super().__init__(label, id=id)
        self._adds = adds
        self._opens = opens
        self._lines: tuple[CheckLine[Value], ...] = ()
        self._at = 0
        self._top = 0
        self._typing = False

    def on_key(self, event: events.Key) -> None:
        """Take the keys of a list; at its ends the arrows go on to other fields."""
        if self._taken(event.key, event.character or ""):
            self.refusal = ""
            event.stop()
            event.prevent_default()
            self.refresh()

    def on_focus(self) -> None:
        self._typing = False

    def set_lines(self, lines: Sequence[CheckLine[Value]]) -> None:
        """Show other lines, the cursor on the first, without a message."""
        self._lines = tuple(lines)
        self._at = self._top = 0
        self._measure()

    def put(self, line: CheckLine[Value], at: int | None = None) -> None:
        """Add a line after those ticked, or change one; the cursor goes there."""
        lines = list(self._lines)
        if at is None:
            at = sum(one.checked for one in lines) if line.checked else len(lines)
            lines.insert(at, line)
        else:
            lines[at] = line
        self._lines, self._at = tuple(lines), at
        self._measure()

    @property
    def lines(self) -> tuple[CheckLine[Value], ...]:
        """Every line in the order in which it stands."""
        return self._lines

    @property
    def checked(self) -> tuple[CheckLine[Value], ...]:
        """The lines that are ticked, in their order."""
        return tuple(line for line in self._lines if line.checked)

    @property
    def words(self) -> str:
        """The words and the days of the lines that are ticked, one a line."""
        return "\n".join(f"{line.words}\t{line.days}" for line in self.checked)

    def tick(self, words: str) -> None:
        """Tick the lines of these words in their order, and no others."""
        known = {line.words: line for line in self._lines}
        ticked: list[CheckLine[Value]] = []
        for one in words.splitlines():
            name, _tab, days = one.partition("\t")
            line = known.pop(name, None)
            if line is not None:
                after = int(days) if days.isdecimal() else line.days
                ticked.append(replace(line, checked=True, days=after))
        others = (replace(line, checked=False) for line in known.values())
        self.set_lines([*ticked, *others])

    def line_parts(self, y: int) -> list[Part]:
        """Draw the lines in sight, then the line that is free for a refusal."""
        if y >= self._shown:
            return self._refusal_line() if y == self._shown else []
        palette, place = self.palette, self._top + y
        label = pad(safe(self._beside(y)), LABEL)
        here = self.has_focus and place == self._at
        bar = glyphs.current().cursor if here else " "
        mark = palette.overdue if self.refusal else palette.accent
        parts: list[Part] = [(label, palette.muted), (bar, mark)]
        return [*parts, *self._words(place, palette, here=here)]

    def _beside(self, y: int) -> str:
        """Say at the left what the list is, and how many lines are out of sight."""
        if y == 0:
            return _(self._label)
        if y == 1:
            return out_of_sight(above=self._top)
        if y == self._shown - 1:
            return out_of_sight(below=self._every - self._top - self._shown)
        return ""

    def shown_value(self) -> list[Part]:
        """Draw the first line."""
        return self._words(0, self.palette, here=False)

    def _words(self, place: int, palette: Palette, *, here: bool) -> list[Part]:
        style = palette.chosen if here else palette.text
        if place >= len(self._lines):
            words = f"{glyphs.current().created} {_(self._adds)}" if self._adds else ""
            none = words or _("none")
            return [(none, style if here else palette.muted)]
        line = self._lines[place]
        tick = glyphs.current().marked if line.checked else " "
        names = max(min(max(width(one.words) for one in self._lines), NAMES), 1)
        parts: list[Part] = [
            (f"[{tick}] ", palette.key if line.checked else palette.faint),
            (pad(safe(line.words), names), style if line.checked else palette.muted),
        ]
        if line.days is not None and line.checked:
            parts.append((f"  {in_days(line.days)}", palette.muted))
        return parts

    def _taken(self, key: str, character: str) -> bool:
        if key in {"up", "down"}:
            return self._move(1 if key == "down" else -1)
        if key in {"home", "end"}:
            return self._move((self._every - 1 if key == "end" else 0) - self._at)
        if self._adds and character == "n":
            return self._ask(None)
        if self._at >= len(self._lines):
            return key in {"space", "enter"} and self._ask(None)
        if key in STEPS or key == "backspace" or character.isdecimal():
            return self._give_days(key, character)
        return self._taken_by_line(key, character)

    def _taken_by_line(self, key: str, character: str) -> bool:
        if key == "space":
            return self._tick()
        if character in {"<", ">"}:
            return self._shift(1 if character == ">" else -1)
        return self._opens and character == "e" and self._ask(self._at)

    def _move(self, step: int) -> bool:
        last = len(self._lines) - (0 if self._adds else 1)
        if not 0 <= self._at + step <= last:
            return False
        self._at += step
        self._typing = False
        self._measure()
        return True

    def _tick(self) -> bool:
        line = self._lines[self._at]
        self._change(replace(line, checked=not line.checked))
        return True

    def _ask(self, at: int | None) -> bool:
        adds = at is not None or bool(self._adds)
        if adds:
            self.post_message(self.Wanted(self, at))
        return adds

    def _shift(self, step: int) -> bool:
        lines, aim = list(self._lines), self._at + step
        if 0 <= aim < len(lines):
            lines[self._at], lines[aim] = lines[aim], lines[self._at]
            self._lines, self._at = tuple(lines), aim
            self._measure()
        return True

    def _give_days(self, key: str, character: str) -> bool:
        """Give a day less or more, or type them: the first digit begins anew."""
        line = self._lines[self._at]
        if line.days is None:
            return False
        if key in STEPS:
            days = max(line.days + STEPS[key], 0)
        elif character.isdecimal():
            before = str(line.days) if self._typing else ""
            days = int((before + character)[:MOST_DIGITS])
        else:
            days = line.days // 10
        self._typing = key not in STEPS
        self._change(replace(line, checked=True, days=days))
        return True

    def _change(self, line: CheckLine[Value]) -> None:
        lines = list(self._lines)
        lines[self._at] = line
        self._lines = tuple(lines)
        self.refresh()

    @property
    def _every(self) -> int:
        return len(self._lines) + (1 if self._adds else 0)

    @property
    def _shown(self) -> int:
        return max(min(self._every, TALLEST), 1)

    def _measure(self) -> None:
        self._top = min(max(self._top, self._at - self._shown + 1), self._at)
        self.styles.height = self._shown + 1
        self.refresh()
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Scroll what holds the list to the line of the cursor, where it is too low."""
        if self.has_focus and isinstance(self.parent, Widget):
            at = self.virtual_region.y + self._at - self._top
            self.parent.scroll_to_region(Region(0, at, 1, 1), animate=False)


def in_days(days: int) -> str:
    """Say after how many days something is proposed."""
    said = ngettext("after {count} day", "after {count} days", days)
    return said.format(count=days)
