"""What the screens of a person and of a company show (rulings 26)."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from models.clock import local_day
from models.views.records import CompanyScreen as Company
from models.views.records import DealLine
from models.views.records import FollowUpLine
from models.views.records import InvoiceLine
from models.views.records import PersonScreen as Person
from models.views.records import Point
from models.vocabulary import ContactKind
from models.vocabulary import DueBucket
from models.vocabulary import Lifecycle
from models.vocabulary import Status
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.screens.facts import Fact
from tui.screens.facts import fact_rows
from tui.screens.facts import heading
from tui.screens.facts import label_room
from tui.screens.facts import own_fields
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.record_head import Ends
from tui.words.codes import words_of
from tui.words.due import mark
from tui.words.due import when_forms
from tui.words.fields import valued
from tui.words.follow_ups import step_of

AMOUNT = 14
STAGE = 20
WHO = 16
WHO_FROM = 84


def lifecycle_words(lifecycle: Lifecycle) -> str:
    """Say where a person stands with us (L-05)."""
    words = {
        Lifecycle.PROSPECT: _("prospect"),
        Lifecycle.CUSTOMER: _("customer"),
        Lifecycle.FORMER: _("former customer"),
    }
    return words[lifecycle]


def person_head(person: Person, now: datetime, zone: str) -> tuple[Ends, ...]:
    """Make the lines above the tabs of a person."""
    told = [Cell(lifecycle_words(person.lifecycle), Ink.TEXT)]
    if person.temperature is not None:
        value = valued(person.temperature)
        told.append(Cell(value, Ink(person.temperature.value)))
    told.append(_owner(person.owner.name if person.owner else ""))
    where = [person.title, person.company.name if person.company else ""]
    below = _separated(Cell(text, Ink.MUTED) for text in where if text)
    if person.do_not_contact:
        below = [*below, Cell("  "), Cell(_("do not contact"), Ink.OVERDUE)]
    step = next_cells(person.next, now, zone)
    return ((Cell(person.name, Ink.STRONG),), _separated(told)), (below, step)


def company_head(company: Company) -> tuple[Ends, ...]:
    """Make the lines above the tabs of a company."""
    where = [company.industry, company.place, company.domain]
    below = _separated(Cell(text, Ink.MUTED) for text in where if text)
    owner = (_owner(company.owner.name if company.owner else ""),)
    right = owner if company.full else ()
    return ((Cell(company.name, Ink.STRONG),), right), (below, ())


def next_cells(line: FollowUpLine | None, now: datetime, zone: str) -> list[Cell]:
    """Tell the next step at the right of a head, nothing where there is none."""
    if line is None:
        return []
    step = step_of(line, now, ZoneInfo(zone))
    ink = Ink(step.bucket.value)
    return [
        Cell(f"{mark(step.bucket)} ", ink),
        Cell(line.type, Ink.TEXT),
        Cell(f" {glyphs.current().separator} ", Ink.FAINT),
        Cell(when_forms(step)[0], ink),
    ]


def deal_rows(
    deals: Iterable[DealLine], now: datetime, zone: str, cells: int
) -> Iterator[Row[Link]]:
    """Make the deals of a person or company; Enter opens one."""
    for deal in deals:
        amount = "" if deal.amount is None else formats.amount(deal.amount, language())
        who = (Cell(f"  {deal.owner}", Ink.MUTED, WHO),) if cells >= WHO_FROM else ()
        stage = (
            (Cell(f"  {deal.stage}", Ink.MUTED, STAGE),) if cells >= WHO_FROM else ()
        )
        yield Row(
            (
                *_deal_mark(deal, now, zone),
                Cell(deal.title, Ink.TEXT, FILL, name=True),
                *stage,
                Cell(amount, Ink.TEXT, AMOUNT, at_right=True),
                Cell("  "),
                Cell(_deal_state(deal), _state_ink(deal), 8),
                *who,
            ),
            Link(LinkKind.DEAL, deal.id),
        )


def point_rows(points: Iterable[Point], cells: int, room: int) -> Iterator[Row[Link]]:
    """Make the ways to reach someone, the first one first."""
    labels = {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.URL: _("Web"),
    }
    facts: list[Fact] = [
        (labels[point.kind], point.value, Ink.TEXT) for point in points
    ]
    yield from fact_rows(facts, cells, room=room)


def person_facts(
    person: Person, cells: int, *, links: bool = True
) -> Iterator[Row[Link]]:
    """Make what is known of a person; with *links* the cursor may rest on some."""
    since = person.customer_since
    facts: list[Fact] = [
        (_("Function"), person.title, Ink.TEXT),
        (_("Standing"), lifecycle_words(person.lifecycle), Ink.TEXT),
        (
            _("Customer since"),
            formats.day_year(since, language()) if since else "",
            Ink.TEXT,
        ),
        (_("Source"), person.source.name if person.source else "", Ink.TEXT),
        (_("Owner"), person.owner.name if person.owner else "", Ink.TEXT),
        *own_fields(person.fields),
    ]
    room = label_room(facts, cells)
    if person.points:
        yield heading(_("Reach"))
        yield from point_rows(person.points, cells, room)
        yield Row()
    yield heading(_("Facts"))
    if person.company is not None:
        link = Link(LinkKind.COMPANY, person.company.id) if links else None
        company = ((_("Company"), person.company.name, Ink.TEXT),)
        yield from fact_rows(company, cells, link, room)
    yield from fact_rows(facts, cells, room=room)
    yield Row()
    yield from _invoices(person.invoices)


def company_facts(
    company: Company, cells: int, *, links: bool = True
) -> Iterator[Row[Link]]:
    """Make what the actor may know of a company (rulings 12)."""
    count = company.employees
    employees = "" if count is None else formats.number(count, language())
    facts: list[Fact] = [
        (_("Industry"), company.industry, Ink.TEXT),
        (_("Place"), company.place, Ink.TEXT),
        (_("Domain"), company.domain, Ink.TEXT),
        (_("Employees"), employees, Ink.TEXT),
        (_("Owner"), company.owner.name if company.owner else "", Ink.TEXT),
        *own_fields(company.fields),
    ]
    room = label_room(facts, cells)
    if company.points:
        yield heading(_("Reach"))
        yield from point_rows(company.points, cells, room)
        yield Row()
    yield heading(_("Facts"))
    if company.parent is not None:
        link = Link(LinkKind.COMPANY, company.parent.id) if links else None
        parent = ((_("Belongs to"), company.parent.name, Ink.TEXT),)
        yield from fact_rows(parent, cells, link, room)
    yield from fact_rows(facts, cells, room=room)


def _invoices(invoices: Iterable[InvoiceLine]) -> Iterator[Row[Link]]:
    invoices = tuple(invoices)
    if not invoices:
        return
    yield heading(_("Invoices"), str(len(invoices)))
    for one in invoices:
        day = formats.day_year(one.issued_on, language()) if one.issued_on else ""
        amount = "" if one.amount is None else formats.amount(one.amount, language())
        yield Row(
            (
                Cell(one.number, Ink.TEXT, FILL),
                Cell(day, Ink.MUTED),
                Cell(f"  {amount}", Ink.TEXT),
            )
        )


def _deal_mark(deal: DealLine, now: datetime, zone: str) -> tuple[Cell, ...]:
    marks = glyphs.current()
    match deal.status:
        case Status.WON:
            return (Cell(f"{marks.done} ", Ink.WON),)
        case Status.LOST:
            return (Cell(f"{marks.attempt} ", Ink.LOST),)
        case Status.OPEN:
            bucket = _bucket(deal, now, zone)
            return (Cell(f"{mark(bucket)} ", Ink(bucket.value)),)


def _bucket(deal: DealLine, now: datetime, zone: str) -> DueBucket:
    if deal.next_at is None:
        return DueBucket.NONE
    day, today = local_day(deal.next_at, zone), local_day(now, zone)
    if deal.next_at < now:
        return DueBucket.OVERDUE
    return DueBucket.TODAY if day == today else DueBucket.LATER


def _deal_state(deal: DealLine) -> str:
    return words_of(deal.status)


def _state_ink(deal: DealLine) -> Ink:
    inks = {Status.WON: Ink.WON, Status.LOST: Ink.LOST, Status.OPEN: Ink.MUTED}
    return inks[deal.status]


def _owner(name: str) -> Cell:
    return Cell(name, Ink.TEXT) if name else Cell(_("nobody's"), Ink.NONE)


def _separated(cells: Iterable[Cell]) -> list[Cell]:
    separated: list[Cell] = []
    for cell in cells:
        if separated:
            separated.append(Cell(f" {glyphs.current().separator} ", Ink.FAINT))
        separated.append(cell)
    return separated
