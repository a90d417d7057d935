"""Winning, losing and reopening deals (C-04, B1.12, B1.13, rulings 6)."""

from collections.abc import Sequence
from datetime import date
from datetime import datetime

from models.access import find
from models.clock import local_day
from models.errors import BadValue
from models.history import Writer
from models.money import Money
from models.operations import rates
from models.operations import records
from models.operations import visits
from models.operations.next_step import sync_next
from models.operations.tunnels import end_tunnel
from models.operations.tunnels import tunnel_of_deal
from models.rules import closing
from models.rules import stages
from models.rules.closing import Reason
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import LossReason
from models.tables import Person
from models.tables import User
from models.views.done import Done
from models.views.drafts import LoseDeal
from models.views.drafts import WinDeal
from models.vocabulary import BatchKind
from models.vocabulary import CancelReason
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import Lifecycle
from models.vocabulary import Phase
from models.vocabulary import Status
from models.vocabulary import TunnelResult

WON = "deal.won"
LOST = "deal.lost"
REOPENED = "deal.reopened"


def win_deal(writer: Writer, draft: WinDeal) -> Done:
    """Win an open deal; it goes to the first post-sale stage if there is one."""
    deal = find(writer, Deal, draft.deal_id)
    win(writer, deal, draft.on, draft.amount)
    return writer.done(deal, WON, **_told(writer, deal))


def win_deals(writer: Writer, deal_ids: Sequence[int], on: date | None = None) -> Done:
    """Win all these deals with the amounts they have, or none (B1.15)."""
    deals = _all(writer, deal_ids)
    for deal in deals:
        win(writer, deal, on)
    return writer.done(deals[0], WON, **_told(writer, deals[0]), count=len(deals))


def lose_deal(writer: Writer, draft: LoseDeal) -> Done:
    """Lose an open deal where it stands, for a reason."""
    deal = find(writer, Deal, draft.deal_id)
    reason = lose(writer, deal, draft)
    return writer.done(deal, LOST, **_told(writer, deal), reason=reason)


def lose_deals(writer: Writer, deal_ids: Sequence[int], draft: LoseDeal) -> Done:
    """Lose all these deals for one reason, or none; the draft's own deal is unread."""
    deals = _all(writer, deal_ids)
    reason = ""
    for deal in deals:
        reason = lose(writer, deal, draft)
    told = _told(writer, deals[0])
    return writer.done(deals[0], LOST, **told, reason=reason, count=len(deals))


def reopen_deal(writer: Writer, deal_id: int, stage_id: int | None = None) -> Done:
    """Open a closed deal again; what was recorded of its closing stays (B1.13)."""
    deal = find(writer, Deal, deal_id)
    closing.check_closed(deal.status, deal.title)
    row = visits.spots(writer, deal.pipeline_id)
    here = next(spot for spot in row if spot.id == deal.stage_id)
    left = visits.left_open(writer, deal)
    there = stages.reopened_in(row, here, left, stage_id)
    visits.leave(writer, deal, ExitKind.BACK, writer.now)
    visits.enter(writer, deal, there.id)
    deal.status = Status.OPEN
    deal.stage_id = there.id
    deal.closed_at = deal.closed_rate = deal.base_minor = None
    deal.loss_reason_id = None
    deal.loss_note = ""
    sync_next(writer, deal)
    writer.save(deal, REOPENED)
    _record(writer, deal, CloseKind.REOPENED, there.id)
    return writer.done(deal, REOPENED, **_told(writer, deal))


def win(
    writer: Writer, deal: Deal, on: date | None = None, amount: Money | None = None
) -> None:
    """Win a deal that was found, as part of any act; the amount stays if not given."""
    closing.check_open(deal.status, deal.title)
    at = _moment(writer, on)
    _end_tunnel(writer, deal, TunnelResult.CONVERTED, CancelReason.DEAL_WON)
    before = deal.stage_id
    after = stages.first_post_sale(visits.spots(writer, deal.pipeline_id))
    visits.leave(writer, deal, ExitKind.WON, at)
    if after is not None:
        visits.enter(writer, deal, after.id)
        writer.says(deal, WON)
        deal.stage_id = after.id
    if amount is not None:
        deal.amount_minor, deal.currency = records.money(amount)
    deal.status = Status.WON
    deal.phase = Phase.DEAL
    _close(writer, deal, at, WON)
    _record(writer, deal, CloseKind.WON, before)
    if deal.person_id is not None:
        make_customer(writer, deal.person_id, at)


def lose(writer: Writer, deal: Deal, draft: LoseDeal) -> str:
    """Lose a deal that was found, as part of any act; return the reason's name."""
    closing.check_open(deal.status, deal.title)
    at = _moment(writer, draft.on)
    reason = _reason(writer, draft.reason_id)
    required = writer.house.reason_required
    note = closing.loss_note(reason, draft.note, required=required)
    _end_tunnel(writer, deal, TunnelResult.CANCELLED, CancelReason.DEAL_LOST)
    visits.leave(writer, deal, ExitKind.LOST, at)
    deal.status = Status.LOST
    deal.loss_reason_id = reason.id if reason else None
    deal.loss_note = note
    _close(writer, deal, at, LOST)
    _record(writer, deal, CloseKind.LOST, deal.stage_id)
    return reason.name if reason else ""


def make_customer(writer: Writer, person_id: int, at: datetime) -> None:
    """Make a person a customer since that local day; a customer stays one (C-05)."""
    person = writer.session.get(Person, person_id)
    if person is None or person.lifecycle is Lifecycle.CUSTOMER:
        return
    person.lifecycle = Lifecycle.CUSTOMER
    person.customer_since = local_day(at, writer.house.zone)
    writer.save(person, "person.lifecycle_changed")


def _all(writer: Writer, deal_ids: Sequence[int]) -> list[Deal]:
    deals = [find(writer, Deal, deal_id) for deal_id in dict.fromkeys(deal_ids)]
    if not deals:
        raise BadValue("nothing_selected")
    return deals


def _moment(writer: Writer, on: date | None) -> datetime:
    today = local_day(writer.now, writer.zone)
    return closing.closing_moment(on, today, writer.now, writer.house.zone)


def _reason(writer: Writer, reason_id: int | None) -> Reason | None:
    if reason_id is None:
        return None
    row = writer.session.get(LossReason, reason_id)
    if row is None:
        raise BadValue("reason_unknown", "reason", id=reason_id)
    return Reason(row.pk, row.name, row.note_required, row.active)


def _end_tunnel(
    writer: Writer, deal: Deal, result: TunnelResult, why: CancelReason
) -> None:
    tunnel = tunnel_of_deal(writer, deal.pk)
    if tunnel is not None:
        end_tunnel(writer, tunnel, result, why)


def _close(writer: Writer, deal: Deal, at: datetime, verb: str) -> None:
    """Freeze the close on the deal; one that is entered late was open by then."""
    writer.says(deal, verb)
    deal.closed_at = at
    if deal.opened_at is not None:
        deal.opened_at = min(deal.opened_at, at)
    rates.freeze(writer, deal)
    sync_next(writer, deal)
    writer.save(deal, verb)


def _record(writer: Writer, deal: Deal, kind: CloseKind, stage_id: int) -> None:
    """Keep the close as it was recorded, under the owner and team of the moment."""
    event = CloseEvent(
        deal_id=deal.pk,
        kind=kind,
        at=deal.closed_at or writer.now,
        by_id=writer.actor.id,
        stage_id=stage_id,
        owner_id=deal.owner_id,
        team_id=_team(writer, deal),
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        fx_rate=deal.closed_rate,
        base_minor=deal.base_minor,
        reason_id=deal.loss_reason_id,
        imported=writer.batch.kind is BatchKind.IMPORT,
        note=deal.loss_note,
    )
    writer.save(event, "close_event.created")


def _team(writer: Writer, deal: Deal) -> int | None:
    owner = writer.session.get(User, deal.owner_id) if deal.owner_id else None
    return owner.team_id if owner else deal.team_id


def _told(writer: Writer, deal: Deal) -> dict[str, object]:
    amount: Money | None = None
    if deal.amount_minor is not None and deal.currency is not None:
        amount = Money(deal.amount_minor, deal.currency)
    stage = visits.spot(writer, deal.stage_id).name
    day = local_day(deal.closed_at, writer.house.zone) if deal.closed_at else None
    return {"deal": deal.title, "stage": stage, "amount": amount, "on": day}
