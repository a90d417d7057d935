"""The tunnels that imported follow-ups stand in, opened and closed as they say."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from models.exchange.intake import Intake
from models.exchange.sheets import BOOKINGS
from models.exchange.sheets import DEALS
from models.exchange.sheets import FOLLOW_UPS
from models.exchange.sheets import TUNNELS
from models.exchange.sheets import Values
from models.operations.places import VERBS
from models.rules import outcomes
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Tunnel
from models.vocabulary import BookingStatus
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import TunnelResult

RESULTS: Mapping[Outcome, TunnelResult] = {
    Outcome.ENROLLED: TunnelResult.CONVERTED,
    Outcome.NOT_INTERESTED: TunnelResult.ABANDONED,
}
"""The outcomes that close a tunnel (D.3 no 9)."""


ENDS: Mapping[CancelReason, TunnelResult] = {
    CancelReason.DEAL_WON: TunnelResult.CONVERTED,
    CancelReason.DEAL_LOST: TunnelResult.CANCELLED,
    CancelReason.PERSON_LOST: TunnelResult.ABANDONED,
}
"""Why a follow-up was cancelled, where that closed its tunnel too."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom a follow-up is about: a deal with or without its person, or a person."""

    deal: int | None
    person: int | None


def standing(intake: Intake, about: About) -> int | None:
    """Return the open tunnel of a deal, or of a person apart from any deal."""
    if about.deal is None and about.person in intake.strangers:
        return None
    intake.ledger.flush()
    query = select(col(Tunnel.id)).where(col(Tunnel.closed_at).is_(None))
    if about.deal is not None:
        query = query.where(col(Tunnel.deal_id) == about.deal)
    else:
        same = col(Tunnel.person_id) == about.person
        query = query.where(same, col(Tunnel.deal_id).is_(None))
    found: int | None = intake.writer.session.connection().execute(query).scalar()
    return found


def planned_in(intake: Intake, tunnel: int) -> Sequence[int | None]:
    """Return what is still planned in a tunnel."""
    query = select(col(FollowUp.id)).where(
        col(FollowUp.tunnel_id) == tunnel,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    return intake.writer.session.connection().execute(query).scalars().all()


def opened(intake: Intake, about: About, owner: object, at: object) -> int:
    """Open a tunnel."""
    return intake.ledger.add(TUNNELS, "tunnel.opened", _row(about, owner, at))


def after_last(intake: Intake, tunnel: int) -> Values:
    """Return how a follow-up continues the last one done in its tunnel."""
    query = (
        select(col(FollowUp.id), col(FollowUp.outcome), col(FollowUp.attempt_no))
        .where(
            col(FollowUp.tunnel_id) == tunnel,
            col(FollowUp.status) == FollowUpStatus.DONE,
        )
        .order_by(col(FollowUp.done_at).desc(), col(FollowUp.id).desc())
        .limit(1)
    )
    last = intake.writer.session.connection().execute(query).first()
    if last is None or last.outcome is None:
        return {}
    number = outcomes.next_attempt(last.outcome, last.attempt_no)
    return {"previous_id": last.id, "attempt_no": number}


def joined(intake: Intake, about: About, outcome: Outcome, columns: Values) -> Values:
    """Return where a done follow-up stands; an outcome that ends closes its tunnel."""
    result = RESULTS.get(outcome)
    done = _moment(columns["done_at"])
    tunnel = standing(intake, about)
    if tunnel is not None:
        before = after_last(intake, tunnel)
        if result is not None:
            _end(intake, about, tunnel, result, done)
        return {"tunnel_id": tunnel, **before}
    begun = min(done, _moment(columns["planned_at"]))
    row = _row(about, columns["assignee_id"], begun)
    if result is None:
        return {"tunnel_id": intake.ledger.add(TUNNELS, "tunnel.opened", row)}
    row |= {"closed_at": done, "result": result}
    return {"tunnel_id": intake.ledger.add(TUNNELS, "tunnel.closed", row)}


def left(intake: Intake, about: About, columns: Values) -> Values:
    """Return where a cancelled follow-up stands; what cancelled it closes its tunnel.

    Where an outcome did, that outcome closes it, or has done so.
    """
    why = columns["cancel_reason"]
    result = ENDS.get(why) if isinstance(why, CancelReason) else None
    at = columns["cancelled_at"] or columns["planned_at"]
    tunnel = standing(intake, about)
    if tunnel is not None:
        before = after_last(intake, tunnel)
        if result is not None:
            _end(intake, about, tunnel, result, _moment(at))
        return {"tunnel_id": tunnel, **before}
    row = _row(about, columns["assignee_id"], at)
    if why is CancelReason.TUNNEL_CLOSED:
        result = TunnelResult.CANCELLED
    if result is None:
        return {"tunnel_id": intake.ledger.add(TUNNELS, "tunnel.opened", row)}
    row |= {"closed_at": at, "result": result}
    return {"tunnel_id": intake.ledger.add(TUNNELS, "tunnel.closed", row)}


def _row(about: About, owner: object, at: object) -> Values:
    return {
        "deal_id": about.deal,
        "person_id": about.person,
        "opened_at": at,
        "owner_id": owner,
    }


def _end(
    intake: Intake, about: About, tunnel: int, result: TunnelResult, done: datetime
) -> None:
    """Close a tunnel that stands and cancel what is planned in it (D.3 no 11)."""
    ledger = intake.ledger
    for planned in planned_in(intake, tunnel):
        told: Values = {
            "status": FollowUpStatus.CANCELLED,
            "cancel_reason": CancelReason.TUNNEL_CLOSED,
            "cancelled_at": intake.writer.now,
        }
        ledger.change(FOLLOW_UPS, planned or 0, "followup.cancelled", told)
        _free(intake, planned)
        if about.deal is not None:
            none_left: Values = {"next_at": None, "next_all_day": False}
            ledger.change(DEALS, about.deal, "deal.next_step", none_left)
    begun = _moment(ledger.values(TUNNELS, tunnel)["opened_at"])
    closed: Values = {"closed_at": max(done, begun), "result": result}
    ledger.change(TUNNELS, tunnel, "tunnel.closed", closed)


def _free(intake: Intake, follow_up: int | None) -> None:
    """Give back the place that waits for a follow-up which is over (R-12)."""
    query = select(col(Booking.id)).where(
        col(Booking.follow_up_id) == follow_up,
        col(Booking.status) == BookingStatus.BOOKED,
    )
    found: int | None = intake.writer.session.connection().execute(query).scalar()
    if found is not None:
        status = BookingStatus.CANCELLED
        intake.ledger.change(BOOKINGS, found, VERBS[status], {"status": status})


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(value)
    return value
