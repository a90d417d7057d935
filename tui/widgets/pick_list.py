"""A short list that typing narrows: stages, colleagues, whose records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from models.text import fold
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
from tui.words.quantities import out_of_sight

Value = TypeVar("Value")

TALLEST = 9
"""The most lines that a list takes; the others come into sight with the cursor."""
NAMES = 20
"""The least cells of the column of names."""


@dataclass(frozen=True, slots=True)
class Pick(Generic[Value]):
    """A line: what it stands for, its name, what is said beside it."""

    value: Value
    name: str
    aside: str = ""
    forbidden: str = ""
    """Why it cannot be picked; empty where it can."""


class PickList(Drawn, Generic[Value]):
    """Lines under a cursor; a field above narrows them and has the keys."""

    DEFAULT_CSS = """
    PickList {
        width: 1fr;
        height: 0;
        background: $panel;
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor rests on another line, or on none."""

        picks: Widget

        @property
        def control(self) -> Widget:
            """The list, for ``@on(PickList.Moved, "#stages")``."""
            return self.picks

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._all: tuple[Pick[Value], ...] = ()
        self._shown: tuple[Pick[Value], ...] = ()
        self._at = 0
        self._top = 0

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight; the one under the cursor has a bar and a ground."""
        palette, cells = palette_for(self, Ground.PANEL), self.size.width
        place = self._top + y
        if place >= len(self._shown):
            return Strip.blank(cells, palette.ground)
        here = place == self._at
        ground = palette.chosen if here else palette.ground
        more = self._more(y)
        room = cells - width(more)
        parts = cropped(self._line(self._shown[place], palette, here=here), room)
        segments = [Segment(text, ground + style) for text, style in parts]
        line = Strip(segments).adjust_cell_length(room, ground)
        quiet = ground + _over(palette.muted, here=here)
        return Strip([*line, Segment(more, quiet)]) if more else line

    def set_picks(self, picks: Sequence[Pick[Value]], at: int = 0) -> None:
        """Offer other lines, the cursor on one of them, without a message."""
        self._all = self._shown = tuple(picks)
        self._top = 0
        self._at = at if 0 <= at < len(picks) else 0
        self.styles.height = min(len(picks), TALLEST)
        self._show()

    def narrow(self, typed: str) -> None:
        """Show the lines that hold every word typed, those that begin with it first."""
        words = fold(typed).split()
        kept = [pick for pick in self._all if _holds(pick, words)]
        begun = fold(typed)
        kept.sort(key=lambda pick: not fold(pick.name).startswith(begun))
        same = typed.strip() == "" or not kept
        self._shown = self._all if typed.strip() == "" else tuple(kept)
        self._at = min(self._at, max(len(self._shown) - 1, 0)) if same else 0
        self._show()
        self.post_message(self.Moved(self))

    def move(self, step: int) -> None:
        """Move the cursor, round the ends."""
        if self._shown:
            self._at = (self._at + step) % len(self._shown)
            self._show()
            self.post_message(self.Moved(self))

    def _more(self, y: int) -> str:
        """Count the lines out of sight beside the first and the last one in sight."""
        below = len(self._shown) - self._top - self.size.height
        if y == 0 and self._top:
            return f"  {out_of_sight(above=self._top)}"
        if y == self.size.height - 1 and below > 0:
            return f"  {out_of_sight(below=below)}"
        return ""

    @property
    def picked(self) -> Pick[Value] | None:
        """The line under the cursor, nothing where none holds what was typed."""
        return self._shown[self._at] if self._shown else None

    def _show(self) -> None:
        last = self._at - TALLEST + 1
        self._top = min(max(self._top, last), self._at)
        self.refresh()

    def _line(self, pick: Pick[Value], palette: Palette, *, here: bool) -> list[Part]:
        names = max(NAMES, *(width(safe(each.name)) for each in self._all))
        bar = glyphs.current().cursor if here else " "
        plain = palette.muted if pick.forbidden else palette.text
        return [
            (bar, _over(palette.accent, here=here)),
            (
                pad(safe(pick.name), min(names, self.size.width // 2)) + "  ",
                palette.chosen if here else plain,
            ),
            (safe(pick.aside), _over(palette.muted, here=here)),
        ]


def _holds(pick: Pick[Value], words: Sequence[str]) -> bool:
    told = fold(f"{pick.name} {pick.aside}")
    return all(word in told for word in words)


def _over(style: Style, *, here: bool) -> Style:
    """Keep the colour of *style* on the ground of the line under the cursor."""
    return Style(color=style.color, bold=bool(style.bold)) if here else style
