"""Follow-up tunnels, as every act closes them or hands them over."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import end_of_day
from models.clock import local_day
from models.history import Writer
from models.operations.places import release
from models.tables import FollowUp
from models.tables import Tunnel
from models.tables import User
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import TunnelResult


def tunnel_of_deal(reader: Reader, deal_id: int) -> Tunnel | None:
    """Return the open tunnel of a deal."""
    query = select(Tunnel).where(
        col(Tunnel.deal_id) == deal_id, col(Tunnel.closed_at).is_(None)
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def tunnel_of_person(reader: Reader, person_id: int) -> Tunnel | None:
    """Return the open tunnel of a person apart from any deal (rulings 1)."""
    query = select(Tunnel).where(
        col(Tunnel.person_id) == person_id,
        col(Tunnel.deal_id).is_(None),
        col(Tunnel.closed_at).is_(None),
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def planned_in(reader: Reader, tunnel: Tunnel) -> Sequence[FollowUp]:
    """Return what is still planned in a tunnel."""
    query = select(FollowUp).where(
        col(FollowUp.tunnel_id) == tunnel.pk,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).all()


def cancel_planned(writer: Writer, tunnel: Tunnel, why: CancelReason) -> None:
    """Cancel what is still planned in a tunnel; its places are free again."""
    for follow_up in planned_in(writer, tunnel):
        follow_up.status = FollowUpStatus.CANCELLED
        follow_up.cancel_reason = why
        follow_up.cancelled_at = writer.now
        writer.save(follow_up, "followup.cancelled")
        release(writer, follow_up)


def end_tunnel(
    writer: Writer, tunnel: Tunnel, result: TunnelResult, why: CancelReason
) -> None:
    """Close a tunnel and cancel what is still planned in it (D.3 no 11)."""
    cancel_planned(writer, tunnel, why)
    tunnel.closed_at = max(writer.now, tunnel.opened_at)
    tunnel.result = result
    writer.save(tunnel, "tunnel.closed")


def hand_over(writer: Writer, follow_up: FollowUp, user: User) -> None:
    """Give a planned follow-up to someone now."""
    pass_on(writer, follow_up, user)
    writer.session.flush()


def pass_on(writer: Writer, follow_up: FollowUp, user: User) -> None:
    """Give a planned follow-up to someone; a date-only one is due at their midnight.

    The next flush writes it.
    """
    writer.says(follow_up, "followup.reassigned")
    zone = user.time_zone or writer.house.zone
    follow_up.assignee_id = user.pk
    if follow_up.all_day:
        follow_up.planned_at = end_of_day(follow_up.planned_on, zone)
    else:
        follow_up.planned_on = local_day(follow_up.planned_at, zone)
    writer.session.add(follow_up)
