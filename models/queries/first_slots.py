"""The selects of slots: the list of them opens on a key, so plain text reads it."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import SQLColumnExpression
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.queries.first_terms import Statement
from models.queries.first_terms import chosen
from models.queries.first_terms import given
from models.queries.first_terms import number
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import Slot
from models.tables import User
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus

MOST = 200
"""How many slots a list offers: the next ones."""


def slots() -> Mapping[str, Statement]:
    """Return the statement of the list of slots."""
    return {"slots": _slots()}


def _slots() -> Statement:
    """Select the slots to come of the activities that a type names (R-12).

    How full they are counts everybody's bookings; that a host is taken names the
    activity or the type alone, never with whom.
    """
    offered = select(col(FollowUpTypeActivity.id)).where(
        col(FollowUpTypeActivity.type_id) == number("type"),
        col(FollowUpTypeActivity.activity_id) == col(Slot.activity_id),
    )
    return (
        chosen(
            col(Slot.id),
            col(Activity.name),
            text(col(Slot.starts_at)),
            text(col(Slot.ends_at)),
            col(Slot.capacity),
            _taken(),
            col(User.name),
            col(Slot.place),
            *_other_slot(),
            *_own_moment(),
        )
        .select_from(Slot)
        .outerjoin(Activity, col(Activity.id) == col(Slot.activity_id))
        .outerjoin(User, col(User.id) == col(Slot.host_id))
        .where(
            offered.exists(),
            text(col(Slot.starts_at)) > given("now"),
            text(col(Slot.deleted_at)).is_(None),
        )
        .order_by(text(col(Slot.starts_at)), col(Slot.id))
        .limit(MOST)
    )


def _taken() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Booking)
        .where(
            col(Booking.slot_id) == col(Slot.id),
            text(col(Booking.status)) != str(BookingStatus.CANCELLED),
        )
        .scalar_subquery()
    )


def _other_slot() -> tuple[SQLColumnExpression[str], ...]:
    """Return what other slot its host has at that time, and when."""
    other, what = aliased(Slot), aliased(Activity)
    found = (
        select(col(what.name))
        .join(other, col(other.activity_id) == col(what.id))
        .where(
            col(other.host_id) == col(Slot.host_id),
            col(other.id) != col(Slot.id),
            text(col(other.starts_at)) < text(col(Slot.ends_at)),
            text(col(other.ends_at)) > text(col(Slot.starts_at)),
            text(col(other.deleted_at)).is_(None),
        )
        .order_by(text(col(other.starts_at)), col(other.id))
        .limit(1)
        .correlate(Slot)
    )
    when = found.with_only_columns(text(col(other.starts_at)))
    return found.scalar_subquery(), when.scalar_subquery()


def _own_moment() -> tuple[SQLColumnExpression[str], ...]:
    """Return which of its host's own appointments without a slot falls into it."""
    booked = select(col(Booking.id)).where(
        col(Booking.follow_up_id) == col(FollowUp.id),
        text(col(Booking.status)) != str(BookingStatus.CANCELLED),
    )
    found = (
        select(col(FollowUpType.name))
        .join(FollowUp, col(FollowUp.type_id) == col(FollowUpType.id))
        .where(
            col(FollowUp.assignee_id) == col(Slot.host_id),
            text(col(FollowUp.status)) == str(FollowUpStatus.PLANNED),
            whole(col(FollowUp.all_day)) == 0,
            text(col(FollowUp.planned_at)) >= text(col(Slot.starts_at)),
            text(col(FollowUp.planned_at)) < text(col(Slot.ends_at)),
            text(col(FollowUpType.action_kind)) != str(ActionKind.NONE),
            ~booked.exists(),
        )
        .order_by(text(col(FollowUp.planned_at)), col(FollowUp.id))
        .limit(1)
        .correlate(Slot)
    )
    when = found.with_only_columns(text(col(FollowUp.planned_at)))
    return found.scalar_subquery(), when.scalar_subquery()
