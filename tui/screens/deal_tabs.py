"""What the tabs of a deal show, and the facts beside them (look.md, Deal)."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.views.records import DealScreen as Deal
from models.views.records import FollowUpLine
from models.views.records import PersonLine
from models.vocabulary import DueBucket
from models.vocabulary import FollowUpStatus
from models.vocabulary import Status
from tui import glyphs
from tui.cells import width
from tui.i18n import _
from tui.ink import Ink
from tui.screens.facts import deal_details
from tui.screens.facts import deal_facts
from tui.screens.facts import fact_rows
from tui.screens.facts import heading
from tui.screens.facts import label_room
from tui.screens.facts import own_fields
from tui.screens.timeline_rows import folded
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.words.due import mark
from tui.words.due import when_forms
from tui.words.fields import valued
from tui.words.follow_ups import booked
from tui.words.follow_ups import cancelled
from tui.words.follow_ups import done
from tui.words.follow_ups import due
from tui.words.follow_ups import invoiced
from tui.words.follow_ups import step_of
from tui.words.follow_ups import try_words
from tui.wrapping import wrapped

WHEN = 20
TYPE = 26
NARROW_TYPE = 18
WHO = 16
WHO_FROM = 84
NAME = 24
LEAST_SAID = 23
"""What the mark and what is said of a follow-up keep beside its date and its type."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A deal as it stands at a moment, for one person's calendar."""

    deal: Deal
    now: datetime
    zone: str
    calendar: str
    """The workspace's zone, in which days are counted (rulings 16)."""
    guide_key: str
    unfolded: Collection[Link] = ()


def follow_up_rows(
    lines: Iterable[FollowUpLine],
    now: datetime,
    zone: str,
    unfolded: Collection[Link],
    cells: int,
) -> Iterator[Row[Link]]:
    """Make the chain of follow-ups, the open one first (R-27)."""
    lines = tuple(lines)
    planned = [line for line in lines if line.status is FollowUpStatus.PLANNED]
    past = [line for line in lines if line.status is not FollowUpStatus.PLANNED]
    calendar = ZoneInfo(zone)
    kind = _room_for_types(lines, cells)
    for words, group in ((_("Planned"), planned), (_("Before"), past)):
        if not group:
            continue
        yield heading(words)
        for line in group:
            yield from _follow_up(line, now, calendar, unfolded, cells, kind)
        yield Row()


def people_rows(people: Iterable[PersonLine], cells: int) -> Iterator[Row[Link]]:
    """Make the people with what reaches them; Enter opens one."""
    for person in people:
        value = _value(person)
        taken = sum(width(cell.text) for cell in value)
        room = max(cells - NAME - taken, 0)
        yield Row(
            (
                Cell(person.name, Ink.TEXT, NAME, name=True, gap=2),
                Cell(person.title, Ink.MUTED, room),
                *value,
            ),
            Link(LinkKind.PERSON, person.id),
        )
        for contact in (person.phone, person.email):
            if contact:
                yield Row((Cell(f"  {contact}", Ink.TEXT, FILL),), continues=True)
        yield Row()


def detail_rows(shown: Shown, cells: int, *, facts: bool) -> Iterator[Row[Link]]:
    """Make everything that is known; with the *facts* where they have no column."""
    deal, nothing = shown.deal, Link(LinkKind.NOTHING)
    yield heading(_("Deal"))
    if deal.company is not None:
        link = Link(LinkKind.COMPANY, deal.company.id)
        company = ((_("Company"), deal.company.name, Ink.TEXT),)
        yield from fact_rows(company, cells, link)
    told = list(deal_details(deal))
    if facts:
        told = [*deal_facts(deal, shown.now, shown.calendar), *told]
    yield from fact_rows(told, cells)
    yield Row()
    own = list(own_fields(deal.fields))
    if any(value for _label, value, _ink in own):
        yield heading(_("Own fields"))
        yield from fact_rows(own, cells, nothing, label_room(own, cells))
        yield Row()
    if facts:
        yield from leaving_rows(shown, cells)


def fact_column(shown: Shown, cells: int) -> Iterator[Row[Link]]:
    """Make the column at the right of the tabs: facts, people, what to settle."""
    deal = shown.deal
    yield heading(_("Facts"))
    yield from fact_rows(deal_facts(deal, shown.now, shown.calendar), cells)
    yield Row()
    if deal.people or deal.company:
        yield heading(_("People"), str(len(deal.people)) if deal.people else "")
        for person in deal.people:
            value = _value(person)
            yield Row((Cell(person.name, Ink.TEXT, FILL), *value))
            for contact in (person.phone, person.email):
                if contact:
                    yield Row((Cell(contact, Ink.MUTED, FILL),))
        if deal.company:
            yield Row((Cell(deal.company.name, Ink.TEXT, FILL),))
        yield Row()
    yield from leaving_rows(shown, cells)


def leaving_rows(shown: Shown, cells: int) -> Iterator[Row[Link]]:
    """Make what must be true before the deal leaves its stage (K-09)."""
    guide = shown.deal.guide
    if shown.deal.status is not Status.OPEN:
        return
    title = _("Before leaving {stage}").format(stage=guide.stage)
    aside = (
        Cell(f"  {shown.guide_key}", Ink.KEY),
        Cell(f" {_('guide')}", Ink.MUTED),
    )
    yield Row((Cell(title, Ink.STRONG, FILL), *(aside if shown.guide_key else ())))
    for criterion in guide.exit_criteria.splitlines():
        lines = wrapped(criterion, cells - 2)
        for place, line in enumerate(lines):
            todo = f"{glyphs.current().todo} " if place == 0 else "  "
            yield Row((Cell(todo, Ink.FAINT), Cell(line, Ink.TEXT, FILL)))


def _room_for_types(lines: Iterable[FollowUpLine], cells: int) -> int:
    """Return one width for all types, so that what follows them stands in line."""
    usual = TYPE if cells >= WHO_FROM else NARROW_TYPE
    widest = max((width(try_words(line)) + 2 for line in lines), default=usual)
    return max(usual, min(widest, cells - WHEN - LEAST_SAID))


def _follow_up(
    line: FollowUpLine,
    now: datetime,
    zone: ZoneInfo,
    unfolded: Collection[Link],
    cells: int,
    kind: int,
) -> Iterator[Row[Link]]:
    link = Link(LinkKind.FOLLOW_UP, line.id)
    sign, ink, words = _state(line, now, zone)
    before = (
        Cell(f"{sign} ", ink),
        Cell(due(line, zone, now), Ink.TEXT, WHEN, gap=1),
        Cell(try_words(line), Ink.TEXT, kind, name=True, gap=2),
    )
    who = line.done_by or line.assignee
    separator = f" {glyphs.current().separator} "
    led_to = booked(line, zone), invoiced(line)
    comments = line.comment, line.outcome_comment
    on_one_line = (" ".join(text.split()) for text in comments)
    detail = separator.join(text for text in (words, *led_to, *on_one_line) if text)
    shade = ink if line.status is FollowUpStatus.PLANNED else Ink.MUTED
    if link in unfolded:
        whole = separator.join(
            text for text in (words, *led_to, *comments, who) if text
        )
        yield from folded(whole, shade, before, cells, link)
        return
    column = (Cell(f"  {who}", Ink.MUTED, WHO),) if cells >= WHO_FROM else ()
    yield Row((*before, Cell(detail, shade, FILL), *column), link)


def _state(line: FollowUpLine, now: datetime, zone: ZoneInfo) -> tuple[str, Ink, str]:
    """Return the mark of a follow-up, its colour, and where it stands in words."""
    if line.status is FollowUpStatus.PLANNED:
        step = step_of(line, now, zone)
        told = [] if step.bucket is DueBucket.LATER else [when_forms(step)[0]]
        if line.snoozes:
            told.append(_("postponed {count}×").format(count=line.snoozes))
        words = f" {glyphs.current().separator} ".join(told)
        return mark(step.bucket), Ink(step.bucket.value), words
    if line.status is FollowUpStatus.CANCELLED:
        reason = cancelled(line.cancel_reason)
        words = _("cancelled: {reason}") if reason else _("cancelled")
        words = words.format(reason=reason)
        return glyphs.current().attempt, Ink.MUTED, words
    went = done(line)
    return went.mark, went.ink, went.words


def _value(person: PersonLine) -> tuple[Cell, ...]:
    if person.temperature is None:
        return ()
    words = valued(person.temperature)
    return (Cell(f"  {words}", Ink(person.temperature.value)),)
