"""The header: where I am, whose data I see, what is due, and the clock (look.md)."""

from typing import ClassVar
from typing import Final
from typing import NamedTuple

from textual.reactive import reactive

from tui import glyphs
from tui.cells import safe
from tui.i18n import _
from tui.i18n import ngettext
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.line import cells_of

FROM: Final = {
    "pipeline": 0,
    "scope": 0,
    "brand": 120,
    "words": 120,
    "unread": 120,
    "view": 160,
    "user": 160,
    "date": 160,
    "order": 200,
}
"""The width of the screen from which each part is shown."""

CUT_IN_ORDER: Final = (
    *("brand", "view", "order", "scope", "pipeline"),
    *("user", "date", "unread", "words"),
)
"""What goes when it does not fit; the place and the counts never do."""


class Heading(NamedTuple):
    """Everything that the header can say; what is empty or zero is left out."""

    place: str
    pipeline: str = ""
    scope: str = ""
    view: str = ""
    """The name of the filter or of the saved view."""
    order: str = ""
    """The sort order where it is not the usual one."""
    overdue: int = 0
    today: int = 0
    next_days: int = 0
    unread: int = 0
    """What the person was told and has not read."""
    user: str = ""
    date: str = ""
    clock: str = ""
    stale: bool = False
    """Whether the clock tells when the data was read rather than the hour."""


class HeaderLine(Line):
    """The first row of every screen."""

    GROUND: ClassVar[Ground] = Ground.BAND

    heading: reactive[Heading] = reactive(Heading(""))
    """What is said; equal headings draw nothing."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Leave out part after part until both ends fit."""
        shown = {name for name, least in FROM.items() if self.size.width >= least}
        for name in ("", *CUT_IN_ORDER):
            shown.discard(name)
            left = self._where(palette, shown)
            right = self._due(palette, shown)
            if cells_of(left) + GAP + cells_of(right) <= cells:
                return left, right
        return self._where(palette, shown), self._due(palette, shown)

    def _where(self, palette: Palette, shown: set[str]) -> list[Part]:
        heading = self.heading
        parts: list[Part] = []
        if "brand" in shown:
            mark = glyphs.current().breadcrumb
            parts += [("Relance ", palette.muted), (f"{mark} ", palette.faint)]
        parts.append((safe(heading.place), palette.strong))
        details = {
            "pipeline": heading.pipeline,
            "scope": heading.scope,
            "view": heading.view,
            "order": heading.order,
        }
        glue = "  "
        for name, detail in details.items():
            if detail and name in shown:
                parts += [(glue, palette.faint), (safe(detail), palette.muted)]
                glue = f" {glyphs.current().separator} "
        return parts

    def _due(self, palette: Palette, shown: set[str]) -> list[Part]:
        heading, marks = self.heading, glyphs.current()
        counts = (
            (heading.overdue, marks.overdue, _("{count} overdue"), palette.overdue),
            (heading.today, marks.today, _("{count} today"), palette.today),
            (heading.next_days, marks.later, _("{count} next 7 days"), palette.later),
        )
        parts: list[Part] = []
        for count, mark, words, style in counts:
            if count:
                said = words.format(count=count) if "words" in shown else str(count)
                parts += [("  ", palette.ground)] if parts else []
                parts.append((f"{mark} {said}", style))
        if heading.unread and "unread" in shown:
            new = heading.unread
            told = ngettext("{count} unread", "{count} unread", new)
            told = told.format(count=new)
            parts += [("  ", palette.ground)] if parts else []
            parts.append((told, palette.accent))
        ending = self._clock(palette, shown)
        return [*parts, ("   ", palette.ground), *ending] if ending else parts

    def _clock(self, palette: Palette, shown: set[str]) -> list[Part]:
        heading = self.heading
        parts: list[Part] = []
        if heading.user and "user" in shown:
            separator = f" {glyphs.current().separator} "
            parts += [(safe(heading.user), palette.muted), (separator, palette.faint)]
        if heading.date and "date" in shown:
            parts.append((f"{heading.date} ", palette.muted))
        if heading.stale:
            parts.append((f"{glyphs.current().idle}{heading.clock}", palette.stale))
        elif heading.clock:
            parts.append((heading.clock, palette.muted))
        return parts
