"""A timeline as rows: what is planned, then what happened, day by day (B1.10)."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from itertools import groupby

from models.views.records import FollowUpLine
from models.views.records import TimelineEntry
from models.vocabulary import DueBucket
from tui import formats
from tui import glyphs
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.words.due import mark
from tui.words.due import when_forms
from tui.words.follow_ups import due
from tui.words.follow_ups import step_of
from tui.words.follow_ups import try_words
from tui.words.timeline import History
from tui.words.timeline import Told
from tui.words.timeline import tell
from tui.words.timeline_kinds import Shown
from tui.words.timeline_kinds import TimelineKind
from tui.words.timeline_kinds import kind_of
from tui.wrapping import wrapped

TIME = 9
"""The column of the hour, indented under its day."""
WHAT = 22
NARROW_WHAT = 19
LONGER = 10
"""How far what happened may run on before its detail."""
WIDE_FROM = 70
LONGEST = 40
"""The most lines to which a text unfolds."""


EVERYTHING = Shown()
STEPS = frozenset({TimelineKind.ALL, TimelineKind.FOLLOW_UPS})
"""The kinds of events among which the next step belongs."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the rows of a timeline are made from."""

    entries: tuple[TimelineEntry, ...]
    known: History
    now: datetime
    next: FollowUpLine | None = None
    plans: bool = True
    """Whether a missing next step is worth saying: not for what is closed."""
    unfolded: Collection[Link] = ()
    shown: Shown = EVERYTHING


def timeline_rows(timeline: Timeline, cells: int) -> Iterator[Row[Link]]:
    """Make the rows that are asked for, the newest first unless it is said."""
    shown = timeline.shown
    if shown.words:
        yield Row((Cell(shown.words, Ink.MUTED),))
        yield Row()
    if shown.kind in STEPS and (timeline.next is not None or timeline.plans):
        yield Row((Cell(_("Next step"), Ink.STRONG),))
        yield _step(timeline, cells)
        yield Row()
    told = [
        (entry, said)
        for entry in sorted(
            timeline.entries,
            key=lambda entry: (entry.at, entry.id),
            reverse=not shown.oldest_first,
        )
        if shown.kind in {TimelineKind.ALL, kind_of(entry)}
        and (said := tell(entry, timeline.known))
    ]
    if not told and shown.kind is not TimelineKind.ALL:
        yield Row((Cell(_("Nothing of this kind happened yet."), Ink.MUTED),))
    zone = timeline.known.zone
    days = groupby(told, key=lambda pair: pair[0].at.astimezone(zone).date())
    for day, lines in days:
        yield Row((Cell(_day(day, timeline.now.astimezone(zone).date()), Ink.STRONG),))
        for entry, said in lines:
            yield from _entry(entry, said, timeline, cells)
        yield Row()


def day_words(day: date, today: date) -> str:
    """Name a day, with its year where it is not this one."""
    if day.year == today.year:
        return formats.day_short(day, language())
    return formats.day_full(day, language())


def folded(
    text: str, ink: Ink, before: Iterable[Cell], cells: int, link: Link
) -> Iterator[Row[Link]]:
    """Make the rows of a text that is shown whole, under its own beginning."""
    head = tuple(before)
    taken = sum(cell.cells if cell.cells > 0 else width(cell.text) for cell in head)
    lines = wrapped(text, cells - taken, LONGEST) or [""]
    yield Row((*head, Cell(lines[0], ink, FILL)), link)
    for line in lines[1:]:
        yield Row((Cell("", ink, taken), Cell(line, ink, FILL)), continues=True)


def _day(day: date, today: date) -> str:
    return _("Today") if day == today else day_words(day, today)


def _step(timeline: Timeline, cells: int) -> Row[Link]:
    line, zone = timeline.next, timeline.known.zone
    what = WHAT if cells >= WIDE_FROM else NARROW_WHAT
    if line is None:
        words = _("no next step")
        told = (Cell(f"{mark(DueBucket.NONE)} ", Ink.NONE), Cell(words, Ink.NONE))
        return Row((Cell("", Ink.MUTED, TIME), *told), Link(LinkKind.NOTHING))
    step = step_of(line, timeline.now, zone)
    ink = Ink(step.bucket.value)
    planned = _("planned for {when}").format(when=due(line, zone, timeline.now))
    detail = planned
    if step.bucket in (DueBucket.OVERDUE, DueBucket.TODAY):
        detail += f" {glyphs.current().separator} {when_forms(step)[0]}"
    if line.comment:
        detail += f" {glyphs.current().separator} {line.comment}"
    words = try_words(line)
    return Row(
        (
            Cell("", Ink.MUTED, TIME),
            Cell(f"{mark(step.bucket)} ", ink),
            Cell(words, Ink.TEXT, room_for(words, what), name=True, gap=2),
            Cell(detail, ink, FILL),
        ),
        Link(LinkKind.FOLLOW_UP, line.id),
    )


def _entry(
    entry: TimelineEntry, said: Told, timeline: Timeline, cells: int
) -> Iterator[Row[Link]]:
    what = WHAT if cells >= WIDE_FROM else NARROW_WHAT
    hour = formats.clock(entry.at.astimezone(timeline.known.zone))
    link = Link(LinkKind.EVENT, entry.id)
    ink = Ink.TEXT if said.loud else Ink.MUTED
    room = room_for(said.what, what)
    before = (
        Cell(f"  {hour}", Ink.MUTED, TIME),
        Cell(f"{said.mark} ", said.ink),
        Cell(said.what, Ink.TEXT, room, name=True, gap=2),
    )
    if link in timeline.unfolded:
        yield from folded(said.detail, ink, before, cells, link)
        return
    line = " ".join(said.detail.split())
    yield Row((*before, Cell(line, ink, FILL)), link)


def room_for(words: str, usual: int) -> int:
    """Let long words run on for a while before the detail begins."""
    return min(max(usual, width(words) + 2), usual + LONGER)
