"""Lines of labels and values: what was understood, what a stage is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.cells import pad
from tui.cells import safe
from tui.i18n import _
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.field import LABEL
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

INDENT = LABEL + 1
"""Where values begin, under the text of the wells."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: its label, the value, what is said beside it; how each reads."""

    label: str
    """Marked for translation, said when it is drawn; empty where a text goes on."""
    value: str = ""
    aside: str = ""
    role: str = "text"
    """The style of the value by its name in the palette."""
    aside_role: str = "muted"
    wide: bool = False
    """Whether it begins at the left, where the labels are."""


class Facts(Drawn):
    """A block of facts, as high as it has lines unless a height is given."""

    DEFAULT_CSS = """
    Facts {
        width: 1fr;
        height: 0;
        background: $panel;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._facts: tuple[Fact, ...] = ()

    def render_line(self, y: int) -> Strip:
        """Draw one fact."""
        palette, cells = palette_for(self, Ground.PANEL), self.size.width
        if y >= len(self._facts):
            return Strip.blank(cells, palette.ground)
        parts = cropped(_parts(self._facts[y], palette), cells)
        segments = [Segment(text, style) for text, style in parts]
        return Strip(segments).adjust_cell_length(cells, palette.ground)

    def show(self, facts: Sequence[Fact], height: int | None = None) -> None:
        """Show other facts, in a block of a fixed height where one is given."""
        self._facts = tuple(facts)
        self.styles.height = len(facts) if height is None else height
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every line as plain text."""
        return [
            f"{_(one.label)} {one.value} {one.aside}".strip() for one in self._facts
        ]


def wrapped(
    label: str, text: str, cells: int, lines: int, role: str = "text"
) -> list[Fact]:
    """Break a text over lines of so many cells; the last one is cut if need be."""
    from textwrap import wrap  # noqa: PLC0415 - needed only where a dialog tells much

    room = max(cells - INDENT, 10)
    rows = wrap(safe(text), room) or [""]
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    labels = [label, *[""] * (len(rows) - 1)]
    return [Fact(name, row, role=role) for name, row in zip(labels, rows, strict=True)]


def _parts(fact: Fact, palette: Palette) -> list[Part]:
    parts: list[Part] = []
    if not fact.wide:
        label = pad(safe(_(fact.label)) if fact.label else "", INDENT)
        parts.append((label, palette.muted))
    if fact.value:
        parts.append((safe(fact.value), _style(palette, fact.role)))
    if fact.aside:
        gap = "  " if fact.value else ""
        parts.append((f"{gap}{safe(fact.aside)}", _style(palette, fact.aside_role)))
    return parts


def _style(palette: Palette, role: str) -> Style:
    styles = {
        "text": palette.text,
        "strong": palette.strong,
        "muted": palette.muted,
        "faint": palette.faint,
        "overdue": palette.overdue,
        "hot": palette.hot,
        "warm": palette.warm,
        "cold": palette.cold,
        "lost": palette.lost,
        "won": palette.won,
        "amber": palette.amber,
        "accent": palette.accent,
    }
    return styles[role]
