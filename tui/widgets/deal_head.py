"""The two lines that stay above the tabs of a deal (look.md, Deal)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from textual.reactive import reactive
from textual.strip import Strip

from models.views.records import DealScreen as Deal
from models.vocabulary import Status
from tui import formats
from tui import glyphs
from tui.cells import safe
from tui.i18n import _
from tui.i18n import language
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.deal_path import path_parts
from tui.widgets.line import GAP
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.widgets.line import palette_for
from tui.widgets.line import spread
from tui.words.codes import words_of
from tui.words.due import fitting
from tui.words.due import mark
from tui.words.due import when_forms
from tui.words.fields import valued
from tui.words.follow_ups import step_of

EDGE = 2
WIDE_FROM = 100


class DealHead(Drawn):
    """Name and figures, then the path and the next step."""

    DEFAULT_CSS = """
    DealHead {
        width: 1fr;
        height: 2;
    }
    """

    deal: reactive[Deal | None] = reactive[Deal | None](None)

    def __init__(self, zone: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._zone = ZoneInfo(zone)
        self._now: datetime | None = None

    def show(self, deal: Deal, now: datetime) -> None:
        """Show a deal as it stands at a moment."""
        self._now = now
        self.deal = deal
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of the two lines."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        if self.deal is None or self._now is None or y > 1:
            return Strip.blank(cells, palette.ground)
        room = cells - 2 * EDGE
        left, right = (
            self._figures(self.deal, palette)
            if y == 0
            else self._way(self.deal, self._now, room, palette)
        )
        return spread(left, right, cells, palette.ground, EDGE)

    def _figures(self, deal: Deal, palette: Palette) -> tuple[list[Part], list[Part]]:
        told: list[list[Part]] = []
        if deal.amount is not None:
            told.append([(formats.amount(deal.amount, language()), palette.strong)])
        if deal.probability is not None and deal.status is Status.OPEN:
            chance = formats.percent(deal.probability, language())
            told.append([(chance, palette.text)])
        if deal.temperature is not None:
            value = valued(deal.temperature)
            told.append([(value, palette.value(deal.temperature))])
        if deal.owner is not None:
            told.append([(safe(deal.owner.name), palette.text)])
        else:
            told.append([(_("nobody's"), palette.none)])
        separator = f" {glyphs.current().separator} "
        right: list[Part] = []
        for parts in told:
            right += [(separator, palette.faint), *parts] if right else parts
        return [(safe(deal.title), palette.strong)], right

    def _way(
        self, deal: Deal, now: datetime, room: int, palette: Palette
    ) -> tuple[list[Part], list[Part]]:
        least = self._step(deal, now, room // 2, palette)
        left = room - cells_of(least) - GAP
        path = path_parts(deal.path, deal.status, left, palette)
        return path, self._step(deal, now, room - cells_of(path) - GAP, palette)

    def _step(
        self, deal: Deal, now: datetime, cells: int, palette: Palette
    ) -> list[Part]:
        if deal.status is not Status.OPEN:
            return self._ended(deal, palette)
        marks = glyphs.current()
        if deal.next is None:
            return [(f"{marks.none} {_('no next step')}", palette.none)]
        step = step_of(deal.next, now, self._zone)
        style = palette.due(step.bucket)
        kind = safe(deal.next.type)
        room = cells - len(kind) - len(marks.separator) - 4
        when = fitting(when_forms(step), max(room, 0))
        return [
            (f"{mark(step.bucket)} ", style),
            (kind, palette.text),
            (f" {marks.separator} ", palette.faint),
            (when, style),
        ]

    def _ended(self, deal: Deal, palette: Palette) -> list[Part]:
        marks = glyphs.current()
        won = deal.status is Status.WON
        style = palette.won if won else palette.lost
        parts: list[Part] = [
            (f"{marks.done if won else marks.attempt} ", style),
            (words_of(deal.status), style),
        ]
        if deal.reason is not None:
            parts.append((f" {marks.separator} {safe(deal.reason.name)}", palette.text))
        if deal.closed_at is not None:
            day = deal.closed_at.astimezone(self._zone).date()
            said = formats.day_year(day, language())
            parts.append((f" {marks.separator} {said}", palette.muted))
        return parts
