"""What an actor sees, as ids that a statement gathers once for all its rows (D.5).

The same rights as ``models.access.visible`` tells for one row at a time, which takes
several searches for each row of a large table.
"""

from sqlalchemy import Select
from sqlalchemy import and_
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import union_all
from sqlmodel import col

from models.access import owned
from models.access import visible
from models.actor import Actor
from models.queries.first_terms import Test
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.counted import Ids
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person
from models.tables.people_line import NO_ONE
from models.tables.people_line import people_line_seen
from models.vocabulary import Role


def person_seen(actor: Actor, person_id: Ids) -> Test:
    """Tell whether a person who is not in the bin is visible."""
    return person_id.in_(union_all(*_ways(actor)))


def passed_seen(actor: Actor) -> Test:
    """Tell the same of the people that a statement reads, their owner first.

    Only those whom something else shows are gathered, who are few.
    """
    _own, shown = _ways(actor)
    owner = unindexed(whole(col(Person.owner_id)))
    return or_(owned(actor, owner), unindexed(whole(col(Person.id))).in_(shown))


def follow_up_seen(actor: Actor) -> Test:
    """Tell whether a follow-up that hangs on nothing in the bin is visible."""
    deal_id = col(FollowUp.deal_id)
    deals = select(col(Deal.id)).where(visible(actor, Deal))
    person_id = unindexed(whole(col(FollowUp.person_id)))
    assignee = unindexed(whole(col(FollowUp.assignee_id)))
    of_person = person_seen(actor, person_id)
    return or_(
        owned(actor, assignee),
        unindexed(whole(deal_id)).in_(deals),
        and_(deal_id.is_(None), of_person),
    )


def _ways(actor: Actor) -> tuple[Select[int], Select[int]]:
    """Select the own people, and those whom an own deal or follow-up shows."""
    viewer = people_line_seen.c.user_id
    others = owned(actor, viewer)
    if actor.role is Role.MANAGER:
        others = or_(others, viewer == NO_ONE)
    return (
        select(whole(col(Person.id))).where(owned(actor, col(Person.owner_id))),
        select(whole(people_line_seen.c.person_id)).where(others),
    )
