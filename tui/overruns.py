"""The clocks of a card and of a deal, on the workspace's calendar (K-10)."""

from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING
from typing import assert_never

from models.clock import local_day
from models.rules.clocks import Clock
from models.rules.clocks import Limits
from models.rules.clocks import Overrun
from models.rules.clocks import Signs
from models.rules.clocks import clocks_run
from models.rules.clocks import overrun
from models.views.board import Card
from models.views.board import ColumnHead
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language

if TYPE_CHECKING:
    from models.views.records import DealScreen


def of_card(card: Card, head: ColumnHead, today: date, zone: str) -> Overrun | None:
    """Return the clock of a card that ran out by the limits of its stage."""
    limits = Limits(head.idle_days, head.stuck_days)
    if not clocks_run(card.status, head.kind) or limits == Limits():
        return None
    signs = Signs(
        opened=_day(card.opened_at, zone),
        entered=_day(card.entered_at, zone),
        touched=_day(card.touched_at, zone),
        planned=card.next_at is not None,
    )
    return overrun(signs, limits, today)


def of_deal(deal: "DealScreen", today: date, zone: str) -> Overrun | None:
    """Return the clock of a deal that ran out by the limits of its stage."""
    if not clocks_run(deal.status, deal.stage_kind):
        return None
    limits = Limits(deal.guide.idle_days, deal.guide.stuck_days)
    return overrun(signs_of(deal, zone), limits, today)


def signs_of(deal: "DealScreen", zone: str) -> Signs:
    """Return what the clocks of a deal are read from."""
    return Signs(
        opened=_day(deal.opened_at, zone),
        entered=_day(deal.entered_at, zone),
        touched=_day(deal.last_touch_at, zone),
        planned=deal.next is not None,
    )


def told(over: Overrun, stage: str) -> str:
    """Say which clock ran out, its days and the limit: ``~12d in Proposal …``."""
    days = glyphs.current().idle + formats.days_short(over.days, language())
    match over.clock:
        case Clock.STUCK:
            said = _("{days} in {stage}, limit {limit}")
        case Clock.IDLE:
            said = _("{days} without a touch or a plan, limit {limit}")
        case _:
            assert_never(over.clock)
    return said.format(days=days, stage=stage, limit=over.limit)


def nudge(over: Overrun, stage: str, ahead: str) -> str:
    """Ask for one of the answers: on to the stage *ahead*, or another deal first."""
    said = told(over, stage)
    if not ahead:
        return said
    asked = _("{clock}: go on to {stage}, or turn to another deal")
    return asked.format(clock=said, stage=ahead)


def _day(moment: datetime | None, zone: str) -> date | None:
    return None if moment is None else local_day(moment, zone)
