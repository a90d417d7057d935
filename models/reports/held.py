"""Appointments and trials that took place, and whose they were then (C.9, C.16)."""

from datetime import datetime
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import LargeBinary
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import or_
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import assignee_at
from models.reports.counted import within
from models.reports.followed import in_scope
from models.reports.followed import living
from models.reports.numbers import COMMA
from models.reports.numbers import in_one_text
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.tables import Activity
from models.tables import Booking
from models.tables import FollowUp
from models.tables import Slot
from models.views.people import integer
from models.views.people import string
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import Scope

_MARKS: Final = {False: b"\x01", True: b"\x02"}
_OUTSIDE: Final = b"\x00"


def bookings(reader: Reader, asked: Asked) -> CTE:
    """Return one row a booking whose slot lies in the period and has begun.

    Columns: id (of its follow-up), rep (assigned when the slot began), type_id,
    attended; those cancelled before the slot are left out.
    """
    came = text(col(Booking.status)) == BookingStatus.ATTENDED.value
    here = case((came, 1), else_=0).label("attended")
    begun = _slot_mark(reader, asked.period) > _OUTSIDE
    return _of_follow_ups(reader, asked, here, begun, _kept()).cte("bookings")


def attended(reader: Reader, asked: Asked) -> CTE:
    """Return one row for each of them that was attended.

    Columns: id (of its follow-up), rep, type_id, trial (1, of an appointment 0).
    """
    mark = _slot_mark(reader, asked.period)
    trial = case((mark == _MARKS[True], 1), else_=0).label("trial")
    came = text(col(Booking.status)) == BookingStatus.ATTENDED.value
    lines = _of_follow_ups(reader, asked, trial, came, mark > _OUTSIDE)
    return lines.cte("attended")


def _of_follow_ups(
    reader: Reader, asked: Asked, column: SQLColumnExpression[object], *some: Test
) -> Statement:
    """Select what the follow-ups of some bookings say, and one column more."""
    rep = assignee_at(_starts())
    return (
        chosen(
            whole(col(FollowUp.id)).label("id"),
            rep.label("rep"),
            whole(col(FollowUp.type_id)).label("type_id"),
            column,
        )
        .select_from(Booking)
        .join(FollowUp, col(FollowUp.id) == col(Booking.follow_up_id))
        .where(
            *some,
            col(Booking.deleted_at).is_(None),
            living(reader),
            _in_scope(reader, asked, rep),
        )
    )


def _in_scope(reader: Reader, asked: Asked, rep: ColumnElement[int]) -> Test:
    """Keep to the scope, as ``in_scope`` does.

    What a team holds it nearly always has still: the few that went out of it are
    looked at one by one, in less time than gathering all that the actor sees.
    """
    if scope_of(reader, asked.scope) is Scope.ALL:
        return in_scope(reader, asked, rep)
    mine = attributed(reader, asked.scope, rep)
    return and_(mine, visible(reader.actor, FollowUp))


def _starts() -> ColumnElement[datetime]:
    """Return the SQL of when the slot of a booking begins."""
    return (
        select(col(Slot.starts_at))
        .where(col(Slot.id) == col(Booking.slot_id))
        .correlate(Booking)
        .scalar_subquery()
    )


def _slot_mark(reader: Reader, period: Period) -> ColumnElement[bytes]:
    """Return the SQL of what the slot of a booking is.

    A byte for each slot, by its id, is read in a quarter of the time that two sets
    of ids take to be searched.
    """
    marks: ColumnElement[bytes] = literal(_slot_marks(reader, period), LargeBinary)
    return func.substr(marks, col(Booking.slot_id), 1, type_=LargeBinary)


def _slot_marks(reader: Reader, period: Period) -> bytes:
    """Mark the slots of the period that have begun, those of trials apart."""
    slot, starts = whole(col(Slot.id)), col(Slot.starts_at)
    query = (
        chosen(text(col(Activity.kind)), func.max(slot), in_one_text(slot))
        .join(Slot, col(Slot.activity_id) == col(Activity.id))
        .where(within(period, starts), starts <= reader.now)
        .group_by(col(Activity.id))
    )
    found = [*reader.session.connection().execute(query)]
    marks = bytearray(max((integer(last) for _, last, _ in found), default=0))
    for kind, _, slots in found:
        (mark,) = _MARKS[kind == ActionKind.TRIAL.value]
        for place in map(int, string(slots).split(COMMA)):
            marks[place - 1] = mark
    return bytes(marks)


def _kept() -> Test:
    """Leave out what was cancelled before its slot began."""
    cancelled = text(col(Booking.status)) == BookingStatus.CANCELLED.value
    late = col(Booking.updated_at) >= _starts()
    return or_(~cancelled, and_(cancelled, late))
