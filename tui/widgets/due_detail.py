"""Everything needed to act on a follow-up without opening it (R-11, look.md, Today)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from models.views.due import DueDetail
from models.views.due import DueItem
from models.views.due import PastEntry
from models.vocabulary import DueBucket
from tui import formats
from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.cells import width
from tui.code_words import temperature
from tui.code_words import touch
from tui.due_words import NextStep
from tui.due_words import days
from tui.due_words import mark
from tui.due_words import when_forms
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.outcome_words import went
from tui.theming import Ground
from tui.theming import Palette
from tui.tries import nth_try
from tui.widgets.line import Part
from tui.widgets.line import palette_for
from tui.widgets.line import spread
from tui.widgets.line import with_keys
from tui.widgets.line import wrapped

DATE = 8
WHAT = 14
INDENT = 2
GAP = 3
COMMENT_LINES = 4

Ends = tuple[list[Part], list[Part]]
"""What stands at the left and at the right of a line."""
BLANK: Ends = ([], [])


@dataclass(frozen=True, slots=True)
class Beside:
    """What the pane shows: the item at the cursor, what is known of it, and today."""

    item: DueItem
    detail: DueDetail | None
    today: date
    of_others: bool = False
    """Whether the items of several people are shown, so that theirs are named."""
    copy_key: str = "y"
    note_key: str = "t"


class DuePane(Widget):
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
        self._lines: list[Ends] = []

    def on_resize(self) -> None:
        self._write()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        left, right = self._lines[y] if y < len(self._lines) else BLANK
        return spread(left, right, cells, palette.ground, 0)

    def show(self, beside: Beside | None) -> None:
        """Show another item, or nothing."""
        if beside != self._beside:
            self._beside = beside
            self._write()

    def repaint(self) -> None:
        """Draw again in another theme or language."""
        self._write()

    @property
    def texts(self) -> list[str]:
        """Every line as plain text."""
        return [
            "".join(text for text, _style in [*left, *right])
            for left, right in self._lines
        ]

    def _write(self) -> None:
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        beside = self._beside
        self._lines = list(_lines(beside, palette, cells)) if beside else []
        self.refresh()


def _lines(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    yield from _who(beside, palette, cells)
    yield BLANK
    if beside.item.deal_id is not None:
        yield from _deal(beside, palette)
        yield BLANK
    yield from _step(beside, palette, cells)
    yield BLANK
    yield from _history(beside, palette)
    if beside.item.company:
        yield BLANK
        heading = (pad(_("Company"), DATE + WHAT), palette.strong)
        yield [heading, (safe(beside.item.company), palette.text)], []


def _who(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    name = item.deal or item.person or item.company
    person = item.person if item.person != name else ""
    if detail is not None and detail.person_title and item.person:
        person = ", ".join(part for part in (person, detail.person_title) if part)
    named, with_whom = (safe(name), palette.strong), (safe(person), palette.text)
    if width(name) + GAP + width(person) <= cells:
        yield [named, (" " * GAP, palette.ground), with_whom], []
    else:
        yield [named], []
        yield [with_whom], []
    reach = [point for point in (item.phone, item.email) if point]
    if reach:
        said = f"`{beside.copy_key}` {_('copy')}"
        yield (
            _dotted([(safe(point), palette.text) for point in reach], palette),
            with_keys(said, palette.muted, palette.key),
        )
    if detail is not None and detail.do_not_contact:
        bang = glyphs.current().overdue
        yield [(f"{bang} {_('do not contact')}", palette.overdue)], []


def _deal(beside: Beside, palette: Palette) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    parts: list[Part] = [(safe(item.stage), palette.strong)]
    if detail is not None and detail.days_in_stage is not None:
        parts.append((f" {days(detail.days_in_stage)}", palette.text))
        parts += _limit(detail, palette)
    worth: list[Part] = []
    if item.amount is not None:
        worth.append((formats.amount(item.amount, language()), palette.strong))
    worth += _value(item, palette)
    yield [*parts, ("    ", palette.ground), *_dotted(worth, palette)], []
    if detail is not None and detail.expected_close is not None:
        day = formats.day_month(detail.expected_close, language())
        yield [(_("expected {day}").format(day=day), palette.muted)], []


def _limit(detail: DueDetail, palette: Palette) -> list[Part]:
    spent, limit = detail.days_in_stage, detail.stuck_days
    if limit is None or spent is None:
        return []
    style = palette.amber if spent > limit else palette.muted
    dot = f" {glyphs.current().separator} "
    return [(dot, palette.faint), (_("limit {count}").format(count=limit), style)]


def _value(item: DueItem, palette: Palette) -> list[Part]:
    if item.temperature is None:
        return []
    word = temperature(item.temperature)
    return [(f"{word[:1].upper()} {word}", palette.value(item.temperature))]


def _step(beside: Beside, palette: Palette, cells: int) -> Iterable[Ends]:
    item, detail = beside.item, beside.detail
    style = palette.due(item.bucket)
    step = NextStep(item.bucket, beside.today, item.day, item.at)
    named = ", ".join(part for part in (safe(item.type), nth_try(item.attempt)) if part)
    said: list[Part] = [(named, palette.strong), (when_forms(step)[0], style)]
    if item.bucket is DueBucket.OVERDUE and item.days_late:
        day = formats.day_short(item.day, language())
        said.append((_("planned {day}").format(day=day), palette.muted))
    if item.snoozes:
        said.append((_put_off(item.snoozes), palette.muted))
    if beside.of_others:
        said.append((safe(item.assignee_name), palette.muted))
    yield [(f"{mark(item.bucket)} ", style), *_dotted(said, palette)], []
    room = max(cells - INDENT, 1)
    if detail is not None and detail.type_description:
        for row in wrapped(detail.type_description, room):
            yield [(" " * INDENT, palette.ground), (row, palette.text)], []
    if item.comment:
        yield from _comment(beside, palette, room)


def _comment(beside: Beside, palette: Palette, room: int) -> Iterable[Ends]:
    """Quote what was written when the follow-up was planned (R-11)."""
    detail = beside.detail
    italic = palette.text + Style(italic=True)
    rows = wrapped(f"“{beside.item.comment}”", room)
    if len(rows) > COMMENT_LINES:
        rows = [*rows[: COMMENT_LINES - 1], " ".join(rows[COMMENT_LINES - 1 :])]
    for row in rows:
        yield [(" " * INDENT, palette.ground), (row, italic)], []
    if detail is not None and detail.author and detail.planned_day is not None:
        day = formats.day_month(detail.planned_day, language())
        said = f"{safe(detail.author)}, {day}"
        yield [(" " * INDENT, palette.ground), (said, palette.muted)], []


def _history(beside: Beside, palette: Palette) -> Iterable[Ends]:
    yield [(_("History"), palette.strong)], []
    past = beside.detail.history if beside.detail is not None else ()
    if not past:
        sentence = _("Nothing yet: `{key}` logs a note or a call.")
        said = sentence.format(key=beside.note_key)
        yield with_keys(said, palette.muted, palette.key), []
    for entry in past:
        yield _entry(entry, palette), []


def _entry(entry: PastEntry, palette: Palette) -> list[Part]:
    what = entry.type or (touch(entry.kind) if entry.kind is not None else "")
    told = [
        went(entry.outcome, entry.no_contact) if entry.outcome is not None else "",
        " ".join(safe(entry.text).split()),
        safe(entry.who),
    ]
    parts: list[Part] = [(one, palette.muted) for one in told if one]
    return [
        (pad(formats.day_month(entry.day, language()), DATE), palette.muted),
        (pad(safe(what), WHAT - 1) + " ", palette.text),
        *_dotted(parts, palette),
    ]


def _put_off(count: int) -> str:
    return ngettext("put off once", "put off {count} times", count).format(count=count)


def _dotted(parts: list[Part], palette: Palette) -> list[Part]:
    """Put a faint dot between parts."""
    dot = f" {glyphs.current().separator} "
    dotted: list[Part] = []
    for part in parts:
        if dotted:
            dotted.append((dot, palette.faint))
        dotted.append(part)
    return dotted
