"""The one place that scopes every query: what an actor may see and change (D.5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import BindParameter
from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import exists
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlmodel import Session
from sqlmodel import col

from models.actor import Actor
from models.actor import House
from models.errors import Denied
from models.errors import NotFound
from models.tables import AlertSwitch
from models.tables import AssignmentGiven
from models.tables import Batch
from models.tables import Booking
from models.tables import CloseEvent
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import ImportBatch
from models.tables import Interaction
from models.tables import Invoice
from models.tables import Notification
from models.tables import Organization
from models.tables import Person
from models.tables import SavedView
from models.tables import StageVisit
from models.tables import Team
from models.tables import Tunnel
from models.tables import User
from models.tables import ViewChoice
from models.tables.base import Record
from models.vocabulary import Role

Test = ColumnElement[bool]
Column = SQLColumnExpression[int] | SQLColumnExpression[int | None]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a query gets: a session, the actor it reads for, and the moment."""

    session: Session
    actor: Actor
    house: House
    now: datetime

    @property
    def zone(self) -> str:
        """The zone on whose calendar this person's days run."""
        return self.actor.own_zone or self.house.zone


@lru_cache(maxsize=256)
def colleagues(actor: Actor) -> Select[int | None]:
    """Select the users in the actor's team and the teams below it (D.5).

    One select for each actor, for a statement may hold its recursive part once only.
    """
    me: BindParameter[int] = bindparam("me", actor.id, unique=False)
    root = select(col(User.team_id)).where(col(User.id) == me)
    below = root.cte("below", recursive=True)
    below = below.union(
        select(col(Team.id)).join(below, col(Team.parent_id) == below.c.team_id)
    )
    return select(col(User.id)).where(col(User.team_id).in_(select(below.c.team_id)))


def owned(actor: Actor, owner: Column) -> Test:
    """Tell whether the owner column names someone whose records the actor sees.

    A seller sees the own, a manager the team's subtree and the unassigned, an
    admin everything.
    """
    match actor.role:
        case Role.ADMIN:
            return true()
        case Role.MANAGER:
            return or_(owner.in_(colleagues(actor)), owner.is_(None))
        case Role.SELLER:
            return owner == bindparam("me", actor.id, unique=False)


def _any(table: type[Record], *tests: Test) -> Test:
    """Tell whether a row of the table passes, whatever the statement around reads.

    The table is this test's own: a statement that joins it too must not lend its row.
    """
    return exists().where(*tests).correlate_except(table)


def _deal(actor: Actor) -> Test:
    return and_(owned(actor, col(Deal.owner_id)), col(Deal.deleted_at).is_(None))


def _person(actor: Actor) -> Test:
    attached = _any(Deal, col(Deal.person_id) == col(Person.id), visible(actor, Deal))
    followed = _any(
        FollowUp,
        col(FollowUp.person_id) == col(Person.id),
        owned(actor, col(FollowUp.assignee_id)),
    )
    return and_(
        or_(owned(actor, col(Person.owner_id)), attached, followed),
        col(Person.deleted_at).is_(None),
    )


def _organization(actor: Actor) -> Test:
    here = col(Organization.id)
    dealt = _any(Deal, col(Deal.organization_id) == here, visible(actor, Deal))
    known = _any(Person, col(Person.organization_id) == here, visible(actor, Person))
    owner = col(Organization.owner_id)
    return and_(
        or_(owned(actor, owner), owner.is_(None), dealt, known),
        col(Organization.deleted_at).is_(None),
    )


def _of_deal(actor: Actor, deal_id: Column) -> Test:
    return _any(Deal, col(Deal.id) == deal_id, visible(actor, Deal))


def _of_person(actor: Actor, person_id: Column) -> Test:
    return _any(Person, col(Person.id) == person_id, visible(actor, Person))


def _of_own_company(actor: Actor, company_id: Column) -> Test:
    return _any(
        Organization,
        col(Organization.id) == company_id,
        owned(actor, col(Organization.owner_id)),
    )


def _attached(
    actor: Actor,
    deal_id: Column,
    person_id: Column,
    company_id: Column | None = None,
) -> Test:
    """Follow the most exact record named: the deal, else the person, else the company.

    A person's line about a deal that is hidden stays hidden, however visible
    the person is (K-03).
    """
    tests = [
        and_(deal_id.is_not(None), _of_deal(actor, deal_id)),
        and_(deal_id.is_(None), person_id.is_not(None), _of_person(actor, person_id)),
    ]
    if company_id is not None:
        tests.append(
            and_(
                deal_id.is_(None),
                person_id.is_(None),
                _of_own_company(actor, company_id),
            )
        )
    return or_(*tests)


def _follow_up(actor: Actor) -> Test:
    return or_(
        owned(actor, col(FollowUp.assignee_id)),
        _attached(actor, col(FollowUp.deal_id), col(FollowUp.person_id)),
    )


def _by_deal(table: type[StageVisit] | type[CloseEvent]) -> Callable[[Actor], Test]:
    return lambda actor: _of_deal(actor, col(table.deal_id))


def _contact_point(actor: Actor) -> Test:
    return or_(
        _of_person(actor, col(ContactPoint.person_id)),
        _of_own_company(actor, col(ContactPoint.organization_id)),
    )


def _tunnel(actor: Actor) -> Test:
    return _attached(actor, col(Tunnel.deal_id), col(Tunnel.person_id))


def _invoice(actor: Actor) -> Test:
    return _attached(actor, col(Invoice.deal_id), col(Invoice.person_id))


def _interaction(actor: Actor) -> Test:
    """See what was logged on visible records, and one's own words on any company."""
    deal, person = col(Interaction.deal_id), col(Interaction.person_id)
    company = col(Interaction.organization_id)
    me: BindParameter[int] = bindparam("me", actor.id, unique=False)
    own = and_(deal.is_(None), person.is_(None), col(Interaction.by_id) == me)
    return or_(_attached(actor, deal, person, company), own)


def _event(actor: Actor) -> Test:
    if actor.role is Role.ADMIN:
        return true()
    return _attached(
        actor, col(Event.deal_id), col(Event.person_id), col(Event.organization_id)
    )


def _batch(actor: Actor) -> Test:
    return owned(actor, col(Batch.actor_id))


def _import(actor: Actor) -> Test:
    return _any(
        Batch, col(Batch.id) == col(ImportBatch.batch_id), visible(actor, Batch)
    )


def _booking(actor: Actor) -> Test:
    """See the bookings of visible follow-ups; how full a slot is, everybody sees."""
    return _any(
        FollowUp,
        col(FollowUp.id) == col(Booking.follow_up_id),
        visible(actor, FollowUp),
    )


def _given(actor: Actor) -> Test:
    return _of_person(actor, col(AssignmentGiven.person_id))


def _saved_view(actor: Actor) -> Test:
    """See one's own views and the shared ones (B1.14)."""
    return and_(
        or_(_mine(actor, col(SavedView.owner_id)), col(SavedView.shared)),
        col(SavedView.deleted_at).is_(None),
    )


def _mine(actor: Actor, user: SQLColumnExpression[int]) -> Test:
    return user == bindparam("me", actor.id, unique=False)


def _own(
    table: type[ViewChoice] | type[AlertSwitch] | type[Notification],
) -> Callable[[Actor], Test]:
    return lambda actor: _mine(actor, col(table.user_id))


_RULES: dict[type[Record], Callable[[Actor], Test]] = {
    Deal: _deal,
    Person: _person,
    Organization: _organization,
    FollowUp: _follow_up,
    Tunnel: _tunnel,
    Invoice: _invoice,
    Interaction: _interaction,
    ContactPoint: _contact_point,
    StageVisit: _by_deal(StageVisit),
    CloseEvent: _by_deal(CloseEvent),
    Event: _event,
    Batch: _batch,
    ImportBatch: _import,
    Booking: _booking,
    SavedView: _saved_view,
    ViewChoice: _own(ViewChoice),
    AlertSwitch: _own(AlertSwitch),
    AssignmentGiven: _given,
    Notification: _own(Notification),
}


def visible(actor: Actor, table: type[Record]) -> Test:
    """Return the test that keeps a table to what the actor may see.

    Tables that hold no one's records (stages, types, reasons, sources, users'
    names) are everybody's and have no rule here.
    """
    return _RULES[table](actor)


def find(reader: Reader, table: type[R], record_id: int) -> R:
    """Load one visible record; raise ``NotFound``, hidden and absent alike."""
    query = select(table).where(
        table.__table__.c.id == record_id,  # type: ignore[attr-defined]
        visible(reader.actor, table),
    )
    record = reader.session.scalars(query).one_or_none()
    if record is None:
        raise NotFound("record_unknown", entity=table.__name__, id=record_id)
    return record


def require(actor: Actor, *roles: Role) -> None:
    """Raise ``Denied`` unless the actor has one of the roles; the admin always may."""
    if actor.role is not Role.ADMIN and actor.role not in roles:
        raise Denied("not_allowed", role=actor.role)
