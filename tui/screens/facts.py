"""The facts of a record: a muted label, its value, wrapped where it is long."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import datetime

from models.clock import local_day
from models.money import Money
from models.money import half_up
from models.rules.clocks import clocks_run
from models.rules.clocks import idle_days
from models.rules.clocks import stuck_days
from models.views.records import DealScreen as Deal
from models.views.records import FieldValue
from models.vocabulary import FieldType
from models.vocabulary import Language
from models.vocabulary import Priority
from models.vocabulary import Status
from models.vocabulary_rest import ForecastCategory
from tui import formats
from tui import glyphs
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.overruns import signs_of
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.links import Link
from tui.words.codes import words_of
from tui.words.due import SAME_YEAR
from tui.words.due import days
from tui.words.fields import shown_value
from tui.words.forecast import expected
from tui.wrapping import wrapped

LABEL = 13
LONGEST = 8
"""The most lines of one value."""
PERCENT = 100

Fact = tuple[str, str, Ink]
"""A label, a value, and how the value looks; without a value there is no row."""


def label_room(facts: Iterable[Fact], cells: int) -> int:
    """Return the cells of the labels of some facts: the longest, half at most."""
    longest = max((width(label) for label, value, _ink in facts if value), default=0)
    return max(LABEL, min(longest + 1, cells // 2))


def fact_rows(
    facts: Iterable[Fact], cells: int, link: Link | None = None, room: int = LABEL
) -> Iterator[Row[Link]]:
    """Make the rows of some facts; with a *link* the cursor may rest on them."""
    for label, value, ink in facts:
        lines = wrapped(value, cells - room, LONGEST)
        for place, line in enumerate(lines):
            name = label if place == 0 else ""
            yield Row(
                (Cell(name, Ink.MUTED, room, gap=1), Cell(line, ink, FILL)),
                value=link if place == 0 else None,
                continues=place > 0,
            )


def heading(words: str, aside: str = "", ink: Ink = Ink.MUTED) -> Row[Link]:
    """Make the bold head of a section, with a count or a key beside it."""
    cells = (Cell(words, Ink.STRONG, FILL), Cell(aside, ink))
    return Row(cells if aside else (Cell(words, Ink.STRONG),))


def deal_facts(deal: Deal, now: datetime, zone: str) -> Iterator[Fact]:
    """Tell the facts that stand beside the timeline of a deal.

    Days are counted on the workspace's calendar, whose *zone* is given (rulings 16).
    """
    yield _("Amount"), _amount(deal.amount), Ink.TEXT
    yield _("Weighted"), _amount(_weighted(deal)), Ink.TEXT
    yield _("Expected"), _day(deal.expected_close), Ink.TEXT
    yield _("Source"), deal.source.name if deal.source else "", Ink.TEXT
    yield _("Opened"), _since(deal.opened_at, now, zone), Ink.TEXT
    if deal.status is not Status.OPEN:
        yield _("Closed"), _since(deal.closed_at, now, zone), Ink.TEXT
        yield _("Reason"), deal.reason.name if deal.reason else "", Ink.TEXT
        yield _("Note"), deal.loss_note, Ink.TEXT
    if clocks_run(deal.status, deal.stage_kind):
        signs, today = signs_of(deal, zone), local_day(now, zone)
        guide = deal.guide
        yield _("Idle"), *_against(idle_days(signs, today), guide.idle_days)
        yield _("In stage"), *_against(stuck_days(signs, today), guide.stuck_days)


def deal_details(deal: Deal) -> Iterator[Fact]:
    """Tell what else is known of a deal."""
    yield _("Pipeline"), deal.pipeline.name, Ink.TEXT
    yield _("Stage"), deal.stage.name, Ink.TEXT
    yield _("Status"), words_of(deal.status), Ink.TEXT
    if deal.priority is not Priority.NORMAL:
        yield _("Priority"), words_of(deal.priority), Ink.TEXT
    if deal.forecast is not ForecastCategory.PIPELINE:
        yield _("Forecast"), expected(deal.forecast), Ink.TEXT
    chance = deal.probability
    shown = "" if chance is None else formats.percent(chance, language())
    yield _("Chance"), shown, Ink.TEXT
    yield _("Owner"), deal.owner.name if deal.owner else "", Ink.TEXT
    yield _("Team"), deal.team, Ink.TEXT
    imported = f"{deal.external_system} {deal.external_id}".strip()
    yield _("Origin"), imported, Ink.TEXT


def own_fields(fields: Iterable[FieldValue]) -> Iterator[Fact]:
    """Tell the fields that the workspace added, under their own labels (B1.23)."""
    for field in fields:
        french = language() is Language.FR
        label = (field.label_fr if french else field.label_en) or field.key
        yield label, _own_value(field), Ink.TEXT


def _own_value(field: FieldValue) -> str:
    if field.value in (None, ""):
        return ""
    if field.type is FieldType.DATE:
        return shown_value("expected_close", field.value)
    if isinstance(field.value, float):
        return formats.number(field.value, language(), 2)
    return shown_value(field.key, field.value)


def _amount(money: Money | None) -> str:
    return "" if money is None else formats.amount(money, language())


def _weighted(deal: Deal) -> Money | None:
    if deal.amount is None or deal.probability is None:
        return None
    if deal.status is not Status.OPEN:
        return None
    minor = half_up(deal.amount.minor * deal.probability, PERCENT)
    return Money(minor, deal.amount.currency)


def _day(day: date | None) -> str:
    return "" if day is None else formats.day_year(day, language())


def _since(moment: datetime | None, now: datetime, zone: str) -> str:
    passed = days_since(moment, now, zone)
    if moment is None or passed is None:
        return ""
    local = local_day(moment, zone)
    day = formats.day_month(local, language())
    if passed > SAME_YEAR:
        day = formats.day_year(local, language())
    return f"{day} {glyphs.current().separator} {days(passed)}"


def _against(passed: int | None, limit: int | None) -> tuple[str, Ink]:
    """Say how many days passed, and the limit where it was left behind (K-10)."""
    if passed is None:
        return "", Ink.TEXT
    if limit is None or passed <= limit:
        return days(passed), Ink.TEXT
    told = _("{days}, limit {limit}").format(days=days(passed), limit=limit)
    return told, Ink.AMBER


def days_since(moment: datetime | None, now: datetime, zone: str) -> int | None:
    """Return the local days from a moment until now, nothing without a moment."""
    if moment is None:
        return None
    return (local_day(now, zone) - local_day(moment, zone)).days
