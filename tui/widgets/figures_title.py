"""The line over a chart: the question, what is counted, the period, whose figures."""

from dataclasses import dataclass

from textual.reactive import reactive

from tui import glyphs
from tui.cells import safe
from tui.i18n import _
from tui.theming import Palette
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.line import cells_of


@dataclass(frozen=True, slots=True)
class Title:
    """What the line says."""

    name: str = ""
    about: str = ""
    brief: str = ""
    """The same in fewer words."""
    period: str = ""
    """Empty where the period does not matter."""
    scope: str = ""
    pipeline: str = ""
    """Empty unless one was chosen."""


class FiguresTitle(Line):
    """One line; the period stands between the marks of the keys that move it."""

    EDGE = 2

    title: reactive[Title] = reactive(Title())

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Draw the question, as the header does too, where there is room for it."""
        title, marks = self.title, glyphs.current()
        right: list[Part] = []
        if title.period:
            right += [
                (f"{marks.previous} ", palette.accent),
                (title.period, palette.text),
                (f" {marks.next}", palette.accent),
                ("   ", palette.ground),
            ]
        if title.pipeline:
            right += [(safe(title.pipeline), palette.text), ("   ", palette.ground)]
        right += [(_("scope"), palette.muted), (f" {title.scope}", palette.text)]
        named: list[Part] = [(safe(title.name), palette.strong), ("  ", palette.ground)]
        whole: list[Part] = [(safe(title.about), palette.muted)]
        brief: list[Part] = [(safe(title.brief), palette.muted)]
        room = cells - GAP - cells_of(right)
        forms = ([*named, *whole], [*named, *brief], whole, brief)
        return next((form for form in forms if cells_of(form) <= room), brief), right
