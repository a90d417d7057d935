"""Everything needed to act on a follow-up without opening it (R-11, look.md, Today)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rich.style import Style
from textual.strip import Strip

from models.views.due import DueDetail
from models.views.due import DueItem
from models.views.due import PastEntry
from models.vocabulary import DueBucket
from tui import formats
from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.widgets.line import flowed
from tui.widgets.line import palette_for
from tui.widgets.line import spread
from tui.widgets.line import with_keys
from tui.words.codes import temperature
from tui.words.codes import touch
from tui.words.due import NextStep
from tui.words.due import days
from tui.words.due import mark
from tui.words.due import when_forms
from tui.words.outcome import went
from tui.words.quotes import quoted
from tui.words.tries import nth_try
from tui.wrapping import wrapped

DATE = 8
WHAT = 12
"""The cells that the type of a past entry gets at least."""
WHAT_LEAVES = 24
"""The cells that are left to what came of it."""
INDENT = 2
GAP = 3
LEAST_GAP = 2
WIDE_GAP = 4
COMMENT_LINES = 4
TEXT_LINES = 4
"""The rows that a past entry may take."""

Ends = tuple[list[Part], list[Part]]
"""What stands at the left and at the right of a line."""
BLANK: Ends = ([], [])


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pane shows: the item at the cursor, and what is known of it."""

    item: DueItem
    detail: DueDetail | None
    of_others: bool = False
    """Whether the items of several people are shown, so that theirs are named."""
    copy_key: str = "y"
    note_key: str = "t"


class DuePane(Drawn):
    """Draws the facts of one item; cut at its own height, never scrolled."""

    DEFAULT_CSS = """
    DuePane {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._beside: Beside | None = None
        self._low = False
        self._lines: list[Ends] = []
        self._drawn: tuple[Beside | None, bool, Palette, int] | None = None

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        lines = self._written(palette, cells)
        left, right = lines[y] if y < len(lines) else BLANK
        return spread(left, right, cells, palette.ground, 0)

    def show(self, beside: Beside | None, *, low: bool = False) -> None:
        """Show another item, or nothing; *low* under the list, where rows are few."""
        if (beside, low) != (self._beside, self._low):
            self._beside, self._low = beside, low
            self.refresh()

    def repaint(self) -> None:
        """Draw again in another language."""
        self._drawn = None
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every line as plain text."""
        lines = self._written(palette_for(self, Ground.SCREEN), self.size.width)
        return [
            "".join(text for text, _style in [*left, *right]) for left, right in lines
        ]

    def _written(self, palette: Palette, cells: int) -> list[Ends]:
        """Write the lines once for an item, a width and a theme."""
        wanted = self._beside, self._low, palette, cells
        if self._drawn != wanted:
            self._drawn, self._lines = wanted, []
            if self._beside is not None:
                write = _low if self._low else _lines
                self._lines = list(write(self._beside, palette, cells))
        return self._lines


def _lines(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    yield from _who(beside, palette, cells)
    yield BLANK
    if beside.item.deal_id is not None:
        yield from _deal(beside, palette, cells)
        yield BLANK
    yield from _step(beside, palette, cells)
    yield BLANK
    yield [(_("History"), palette.strong)], []
    yield from _history(beside, palette, cells)
    if beside.item.company:
        yield BLANK
        heading = (f"{_('Company')}   ", palette.strong)
        yield [heading, (safe(beside.item.company), palette.text)], []


def _low(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    """Write the same without free lines, under a rule of its own."""
    yield [(glyphs.current().line * cells, palette.rule)], []
    yield from _who(beside, palette, cells)
    if beside.item.deal_id is not None:
        yield from _deal(beside, palette, cells)
    yield from _step(beside, palette, cells)
    yield from _history(beside, palette, cells, rows=1)


def _who(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    name = item.deal or item.person or item.company
    person = item.person if item.person != name else ""
    if detail is not None and detail.person_title and item.person:
        person = ", ".join(part for part in (person, detail.person_title) if part)
    named: list[Part] = [(safe(name), palette.strong), (safe(person), palette.text)]
    gap = (" " * GAP, palette.ground)
    yield from _whole(flowed([one for one in named if one[0]], gap, cells))
    yield from _reach(beside, palette, cells)
    if detail is not None and detail.do_not_contact:
        bang = glyphs.current().overdue
        yield [(f"{bang} {_('do not contact')}", palette.overdue)], []


def _reach(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    """Tell how to reach the person: two lines rather than half an address."""
    points = [point for point in (beside.item.phone, beside.item.email) if point]
    if not points:
        return
    said = f"`{beside.copy_key}` {_('copy')}"
    copies = with_keys(said, palette.muted, palette.key)
    room = cells - cells_of(copies) - LEAST_GAP
    parts: list[Part] = [(safe(point), palette.text) for point in points]
    together = _dotted(parts, palette)
    if cells_of(together) <= room:
        yield together, copies
        return
    first, *others = flowed(parts[:1], _dot(palette), room)
    yield first, copies
    yield from _whole([*others, *flowed(parts[1:], _dot(palette), cells)])


def _deal(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    stage: list[Part] = [(safe(item.stage), palette.strong)]
    if detail is not None and detail.days_in_stage is not None:
        stage.append((f" {days(detail.days_in_stage)}", palette.text))
        stage += _limit(detail, palette)
    worth: list[Part] = []
    if item.amount is not None:
        worth.append((formats.amount(item.amount, language()), palette.strong))
    worth += _value(item, palette)
    groups = [stage, _dotted(worth, palette)]
    if detail is not None and detail.expected_close is not None:
        day = formats.day_month(detail.expected_close, language())
        groups.append([(_("expected {day}").format(day=day), palette.muted)])
    line: list[Part] = []
    for group in filter(None, groups):
        if line and cells_of(line) + WIDE_GAP + cells_of(group) > cells:
            yield line, []
            line = []
        line += [(" " * WIDE_GAP, palette.ground), *group] if line else group
    yield line, []


def _limit(detail: DueDetail, palette: Palette) -> list[Part]:
    spent, limit = detail.days_in_stage, detail.stuck_days
    if limit is None or spent is None:
        return []
    style = palette.amber if spent > limit else palette.muted
    return [_dot(palette), (_("limit {count}").format(count=limit), style)]


def _value(item: DueItem, palette: Palette) -> list[Part]:
    if item.temperature is None:
        return []
    word = temperature(item.temperature)
    return [(f"{word[:1].upper()} {word}", palette.value(item.temperature))]


def _step(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    room = max(cells - INDENT, 1)
    sign: Part = (f"{mark(item.bucket)} ", palette.due(item.bucket))
    indent: Part = (" " * INDENT, palette.ground)
    for place, line in enumerate(flowed(_due(beside, palette), _dot(palette), room)):
        yield [indent if place else sign, *line], []
    if detail is not None and detail.type_description:
        for row in wrapped(detail.type_description, room, COMMENT_LINES):
            yield [indent, (row, palette.text)], []
    if item.comment:
        for line in _comment(beside, palette, room):
            yield [indent, *line], []


def _due(beside: Beside, palette: Palette) -> list[Part]:
    """Say which try of what is due when, and how often it was put off."""
    item = beside.item
    style = palette.due(item.bucket)
    step = NextStep(item.bucket, item.today, item.day, item.at)
    named = ", ".join(part for part in (safe(item.type), nth_try(item.attempt)) if part)
    said: list[Part] = [(named, palette.strong), (when_forms(step)[0], style)]
    if item.bucket is DueBucket.OVERDUE and item.days_late:
        day = formats.day_short(item.day, language())
        said.append((_("planned {day}").format(day=day), palette.muted))
    if item.snoozes:
        said.append((_put_off(item.snoozes), palette.muted))
    if beside.of_others:
        said.append((safe(item.assignee_name), palette.muted))
    return said


def _comment(beside: Beside, palette: Palette, room: int) -> Iterable[list[Part]]:
    """Quote what was written when the follow-up was planned (R-11)."""
    detail = beside.detail
    italic = palette.text + Style(italic=True)
    rows = wrapped(quoted(beside.item.comment), room, COMMENT_LINES)
    lines: list[list[Part]] = [[(row, italic)] for row in rows]
    if detail is not None and detail.author and detail.planned_day is not None:
        day = formats.day_month(detail.planned_day, language())
        said = (f"{safe(detail.author)}, {day}", palette.muted)
        if lines and cells_of([*lines[-1], said]) + LEAST_GAP <= room:
            lines[-1] += [(" " * LEAST_GAP, palette.ground), said]
        else:
            lines.append([said])
    yield from lines


def _history(
    beside: Beside, palette: Palette, cells: int, rows: int = TEXT_LINES
) -> Iterable[Ends]:
    past = beside.detail.history if beside.detail is not None else ()
    if not past:
        sentence = _("Nothing yet: `{key}` logs a note or a call.")
        said = sentence.format(key=beside.note_key)
        yield with_keys(said, palette.muted, palette.key), []
    days_told = [_past_day(entry.day, beside.item.today) for entry in past]
    date_room = max((width(day) + 1 for day in days_told), default=0)
    date_room = max(date_room, DATE)
    longest = max((width(_what(entry)) for entry in past), default=0)
    kind = min(longest, max(cells - date_room - WHAT_LEAVES, WHAT))
    for entry, day in zip(past, days_told, strict=True):
        head = pad(day, date_room), pad(_what(entry), kind) + " " * LEAST_GAP
        yield from _entry(entry, palette, cells, (head, rows))


def _past_day(day: date, today: date) -> str:
    """Tell the day, with its year where it is not this one."""
    same_year = day.year == today.year
    return (formats.day_month if same_year else formats.day_year)(day, language())


def _entry(
    entry: PastEntry, palette: Palette, cells: int, fit: tuple[tuple[str, str], int]
) -> Iterable[Ends]:
    """Write what was done or said after its day and type; it has so many rows."""
    (day, kind), rows = fit
    told = [
        went(entry.outcome, entry.no_contact) if entry.outcome is not None else "",
        " ".join(safe(entry.text).split()),
        safe(entry.who),
    ]
    parts: list[Part] = [(one, palette.muted) for one in told if one]
    before: list[Part] = [(day, palette.muted), (kind, palette.text)]
    room = max(cells - width(day) - width(kind), 1)
    blank: Part = (" " * (cells - room), palette.ground)
    for place, line in enumerate(flowed(parts, _dot(palette), room, rows)):
        yield [*([blank] if place else before), *line], []


def _what(entry: PastEntry) -> str:
    return safe(entry.type or (touch(entry.kind) if entry.kind is not None else ""))


def _put_off(count: int) -> str:
    return ngettext("put off once", "put off {count} times", count).format(count=count)


def _whole(lines: Iterable[list[Part]]) -> Iterable[Ends]:
    return ((line, []) for line in lines)


def _dot(palette: Palette) -> Part:
    return f" {glyphs.current().separator} ", palette.faint


def _dotted(parts: list[Part], palette: Palette) -> list[Part]:
    """Put a faint dot between parts."""
    return [one for part in parts for one in (_dot(palette), part)][1:]
