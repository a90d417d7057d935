"""What every field of a dialog shares: a label, a bar, one free line for a refusal."""

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from models.errors import BadValue
from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for

LABEL = 13
"""The cells of a label, counted from the padding of the dialog (look.md, Dialog)."""


def too_long(length: int, limit: int) -> str:
    """Return what is said of a paste of which only a part was taken."""
    from tui.words.refusals import explain  # noqa: PLC0415 - a field is made before that

    return explain(BadValue("text_too_long", limit=limit, length=length)).line


class Field(Drawn):
    """Two lines: the label and the value, then the refusal or nothing."""

    DEFAULT_CSS = """
    Field {
        width: 1fr;
        height: 2;
        background: $panel;
    }
    """

    refusal: reactive[str] = reactive("")
    """Why the value was not taken and what would be; empty when nothing was said."""

    def __init__(self, label: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._label = label

    @property
    def palette(self) -> Palette:
        """The styles of the theme in use, on the ground of a dialog."""
        return palette_for(self, Ground.PANEL)

    @property
    def active(self) -> bool:
        """Whether the keys go here."""
        return self.has_focus

    def render_line(self, y: int) -> Strip:
        """Draw the value, then the line that is kept free for its refusal."""
        cells, parts = self.size.width, self.line_parts(y)
        segments = [Segment(*part) for part in cropped(parts, cells)]
        return Strip(segments).adjust_cell_length(cells, self.palette.ground)

    def line_parts(self, y: int) -> list[Part]:
        """Say what stands on a line: the value on the first, a refusal below it."""
        return self._value_line() if y == 0 else self._refusal_line() if y == 1 else []

    def refuse(self, reason: str) -> None:
        """Say why the value is not taken and what would be; the value stays."""
        self.refusal = reason
        self.focus()

    def shown_value(self) -> list[Part]:
        """Say what stands at the right of the label, the cell of the bar first."""
        raise NotImplementedError

    def _value_line(self) -> list[Part]:
        palette = self.palette
        bar = palette.overdue if self.refusal else palette.accent
        value = self.shown_value()
        parts: list[Part] = [(pad(safe(_(self._label)), LABEL), palette.muted)]
        if not (self.active or self.refusal) or not value:
            return [*parts, *value]
        first, style = value[0]
        on_its_ground = bar + Style(bgcolor=style.bgcolor, underline=style.underline)
        mark = (glyphs.current().cursor, on_its_ground)
        return [*parts, mark, (first[1:], style), *value[1:]]

    def _refusal_line(self) -> list[Part]:
        if not self.refusal:
            return []
        said = f"{glyphs.current().overdue} {safe(self.refusal)}"
        indent = max(min(LABEL, self.size.width - width(said)), 0)
        return [(" " * indent, self.palette.ground), (said, self.palette.overdue)]
