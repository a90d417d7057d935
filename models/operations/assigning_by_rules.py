"""Giving prospects without a rep to those whom the rules name (R-32).

A write has the database to itself, so that rounds stay fair however many sessions
bring prospects in at once.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

from sqlmodel import col
from sqlmodel import select

from models import assigning as desks
from models.access import require
from models.access import visible
from models.assigning import Gift
from models.errors import RuleBroken
from models.history import Writer
from models.operations.next_step import sync_next
from models.operations.notifying import notify_of_many
from models.operations.tunnels import hand_over
from models.operations.tunnels import planned_in
from models.tables import AssignmentGiven
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.done import Done
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from models.vocabulary import Status

GIVEN = "person.given_by_rules"
FIRED = "rule.fired"
TOGETHER = 500
"""People who are written in one flush."""


def give_by_rules(writer: Writer, person: Person) -> User | None:
    """Give one new prospect to whose turn it is; nobody where none is available."""
    desk = desks.load(writer)
    company = _company(writer, person.organization_id)
    gift = desk.give(desks.prospect_of(person, company), writer.actor.team_id)
    if gift is None or gift.user_id is None:
        return None
    user = writer.session.get_one(User, gift.user_id)
    _give(writer, person, gift, user)
    writer.session.flush()
    notify_of_many(writer, user.pk, NotificationKind.GIVEN, [person], name=person.name)
    return user


def apply_rules(writer: Writer, person_ids: Sequence[int] | None = None) -> Done:
    """Give every prospect without a rep, or these, by the rules; one act, one undo.

    Those whom no rule takes, or whose rule has nobody available, stay without a rep.
    """
    require(writer.actor, Role.MANAGER)
    waiting = _waiting(writer, person_ids)
    if not waiting:
        raise RuleBroken("rules_nothing_waiting")
    gifts = _gifts(writer, waiting)
    if not gifts:
        raise RuleBroken("rules_give_nothing", count=len(waiting))
    given = _give_all(writer, gifts)
    first, gift = gifts[0]
    return writer.done(
        first,
        GIVEN,
        person=first.name,
        owner=given[gift.user_id or 0].name,
        count=len(gifts),
        left=len(waiting) - len(gifts),
    )


def _waiting(
    writer: Writer, person_ids: Sequence[int] | None
) -> list[tuple[Person, Organization | None]]:
    query = (
        select(Person, Organization)
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .where(
            col(Person.owner_id).is_(None),
            desks.open_prospects(),
            visible(writer.actor, Person),
        )
        .order_by(col(Person.id))
    )
    if person_ids is not None:
        query = query.where(col(Person.id).in_(person_ids))
    return [(person, company) for person, company in writer.session.exec(query)]


def _gifts(
    writer: Writer, waiting: Iterable[tuple[Person, Organization | None]]
) -> list[tuple[Person, Gift]]:
    """Return who goes to whom; those who stay without a rep are left out."""
    desk = desks.load(writer)
    teams = desks.teams_of_users(writer)
    found: list[tuple[Person, Gift]] = []
    for person, company in waiting:
        brought = teams.get(person.created_by or 0)
        gift = desk.give(desks.prospect_of(person, company), brought)
        if gift is not None and gift.user_id is not None:
            found.append((person, gift))
    return found


def _give_all(
    writer: Writer, gifts: Sequence[tuple[Person, Gift]]
) -> Mapping[int, User]:
    users = {
        user.pk: user
        for user in writer.session.scalars(
            select(User).where(col(User.id).in_({gift.user_id for _, gift in gifts}))
        )
    }
    tunnels = _tunnels(writer)
    deals = _deals(writer)
    theirs: dict[int, list[Person]] = {}
    for number, (person, gift) in enumerate(gifts, 1):
        user = users[gift.user_id or 0]
        _give(writer, person, gift, user)
        theirs.setdefault(user.pk, []).append(person)
        _hand_tunnel(writer, tunnels.get(person.pk), user)
        for deal in deals.get(person.pk, ()):
            _hand_deal(writer, deal, user)
        if number % TOGETHER == 0:
            writer.session.flush()
    writer.session.flush()
    for user_id, people in theirs.items():
        notify_of_many(
            writer, user_id, NotificationKind.GIVEN, people, name=people[0].name
        )
    return users


def _give(writer: Writer, person: Person, gift: Gift, user: User) -> None:
    """Note the owner, and the rule that chose; the next flush writes both."""
    writer.says(person, "person.assigned")
    person.owner_id, person.team_id = user.pk, user.team_id
    given = AssignmentGiven(
        rule_id=gift.rule.id, person_id=person.pk, user_id=user.pk, at=writer.now
    )
    writer.says(given, FIRED)
    writer.session.add_all((person, given))


def _tunnels(writer: Writer) -> dict[int, Tunnel]:
    """Return the open tunnels, apart from any deal, of people without a rep."""
    query = (
        select(Tunnel)
        .join(Person, col(Person.id) == col(Tunnel.person_id))
        .where(
            col(Person.owner_id).is_(None),
            col(Tunnel.deal_id).is_(None),
            col(Tunnel.closed_at).is_(None),
        )
    )
    return {one.person_id or 0: one for one in writer.session.scalars(query)}


def _deals(writer: Writer) -> dict[int, list[Deal]]:
    """Return the open deals without an owner of people without a rep."""
    query = (
        select(Deal)
        .join(Person, col(Person.id) == col(Deal.person_id))
        .where(
            col(Person.owner_id).is_(None),
            col(Deal.owner_id).is_(None),
            col(Deal.status) == Status.OPEN,
            visible(writer.actor, Deal),
        )
    )
    found: dict[int, list[Deal]] = {}
    for deal in writer.session.scalars(query):
        found.setdefault(deal.person_id or 0, []).append(deal)
    return found


def _hand_tunnel(writer: Writer, tunnel: Tunnel | None, user: User) -> None:
    """Hand over what is planned, whoever had it: the prospect had no rep."""
    if tunnel is None:
        return
    for follow_up in planned_in(writer, tunnel):
        hand_over(writer, follow_up, user)
    tunnel.owner_id = user.pk
    writer.save(tunnel, "tunnel.assigned")


def _hand_deal(writer: Writer, deal: Deal, user: User) -> None:
    writer.says(deal, "deal.assigned")
    deal.owner_id, deal.team_id = user.pk, user.team_id
    sync_next(writer, deal)
    writer.save(deal, "deal.assigned")


def _company(writer: Writer, company_id: int | None) -> Organization | None:
    if company_id is None:
        return None
    return writer.session.get(Organization, company_id)
