"""Appointments and trials that took place, and whose they were then (C.9, C.16)."""

from sqlalchemy import CTE
from sqlalchemy import Column
from sqlalchemy import and_
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.followed import in_scope
from models.reports.report import Asked
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.tables import FollowUp
from models.tables.booking_held import booking_held
from models.vocabulary import Scope

_HELD = booking_held.c


def bookings(reader: Reader, asked: Asked) -> CTE:
    """Return one row a booking whose slot lies in the period and has begun.

    Columns: id (of its follow-up), rep (assigned when the slot began), type_id,
    attended; those cancelled before the slot are left out.
    """
    return _begun(reader, asked, _HELD.attended).cte("bookings")


def attended(reader: Reader, asked: Asked) -> CTE:
    """Return one row for each of them that was attended.

    Columns: id (of its follow-up), rep, type_id, trial (1, of an appointment 0).
    """
    came = _HELD.attended == 1
    return _begun(reader, asked, _HELD.trial).where(came).cte("attended")


def _begun(reader: Reader, asked: Asked, mark: Column[int]) -> Statement:
    begun = and_(within(asked.period, _HELD.starts_at), _HELD.starts_at <= reader.now)
    query = chosen(_HELD.follow_up_id.label("id"), _HELD.rep, _HELD.type_id, mark)
    if everything(reader, asked):
        return query.where(begun)
    here = col(FollowUp.id) == _HELD.follow_up_id
    return query.join(FollowUp, here).where(begun, _in_scope(reader, asked))


def _in_scope(reader: Reader, asked: Asked) -> Test:
    """Keep to the scope, as ``in_scope`` does.

    What a team holds it nearly always has still: the few that went out of it are
    looked at one by one, in less time than gathering all that the actor sees.
    """
    if scope_of(reader, asked.scope) is Scope.ALL:
        return in_scope(reader, asked, _HELD.rep)
    mine = attributed(reader, asked.scope, _HELD.rep)
    return and_(mine, visible(reader.actor, FollowUp))
