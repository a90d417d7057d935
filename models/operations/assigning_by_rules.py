"""Giving prospects without a rep to those whom the rules name (R-32).

A write has the database to itself, so that rounds stay fair however many sessions
bring prospects in at once.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import col
from sqlmodel import select

from models import assigning as desks
from models.access import require
from models.access import visible
from models.assigning import Gift
from models.assigning import Stray
from models.errors import RuleBroken
from models.history import PERSON_LINE
from models.history import Writer
from models.operations import bulk
from models.operations.next_step import sync_next
from models.operations.notifying import notify
from models.operations.notifying import notify_of_many
from models.operations.tunnels import pass_on
from models.rules.assigning import Rule
from models.tables import AssignmentGiven
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Organization
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.done import Done
from models.vocabulary import FollowUpStatus
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from models.vocabulary import Status

GIVEN = "person.given_by_rules"
FIRED = "rule.fired"
ASSIGNED = "person.assigned"


class Given(NamedTuple):
    """Who goes to whom, by which rule."""

    stray: Stray
    rule: Rule
    user: User


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
    waiting = list(desks.strays(writer, person_ids))
    if not waiting:
        raise RuleBroken("rules_nothing_waiting")
    gifts = _gifts(writer, waiting)
    if not gifts:
        raise RuleBroken("rules_give_nothing", count=len(waiting))
    users = {given.stray.id: given.user for given in gifts}
    _hand_tunnels(writer, users)
    _hand_deals(writer, users)
    _note(writer, gifts)
    _own(writer, gifts)
    _notify(writer, gifts)
    return writer.done(
        writer.session.get_one(Person, gifts[0].stray.id),
        GIVEN,
        person=gifts[0].stray.name,
        owner=gifts[0].user.name,
        count=len(gifts),
        left=len(waiting) - len(gifts),
    )


def _gifts(writer: Writer, waiting: Iterable[Stray]) -> list[Given]:
    """Return who goes to whom; those who stay without a rep are left out."""
    desk = desks.load(writer)
    teams = desks.teams_of_users(writer)
    query = select(User).where(col(User.id).in_(desk.reps))
    users = {user.pk: user for user in writer.session.exec(query)}
    found: list[Given] = []
    for stray in waiting:
        gift = desk.give(stray.prospect, teams.get(stray.brought_by))
        if gift is not None and gift.user_id is not None:
            found.append(Given(stray, gift.rule, users[gift.user_id]))
    return found


def _give(writer: Writer, person: Person, gift: Gift, user: User) -> None:
    """Note the owner, and the rule that chose; the next flush writes both."""
    writer.says(person, ASSIGNED)
    person.owner_id, person.team_id = user.pk, user.team_id
    given = AssignmentGiven(
        rule_id=gift.rule.id, person_id=person.pk, user_id=user.pk, at=writer.now
    )
    writer.says(given, FIRED)
    writer.session.add_all((person, given))


def _hand_tunnels(writer: Writer, users: Mapping[int, User]) -> None:
    """Hand over what is planned, whoever had it: the prospects had no rep."""
    session = writer.session
    theirs = (
        select(Tunnel)
        .join(Person, col(Person.id) == col(Tunnel.person_id))
        .where(
            col(Person.owner_id).is_(None),
            col(Tunnel.deal_id).is_(None),
            col(Tunnel.closed_at).is_(None),
        )
    )
    found = {
        one.pk: (one, user)
        for one in session.exec(theirs)
        if (user := users.get(one.person_id or 0)) is not None
    }
    planned = select(FollowUp).where(
        col(FollowUp.tunnel_id).in_(theirs.with_only_columns(col(Tunnel.id))),
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    for follow_up in session.exec(planned).all():
        if follow_up.tunnel_id in found:
            pass_on(writer, follow_up, found[follow_up.tunnel_id][1])
    for tunnel, user in found.values():
        writer.says(tunnel, "tunnel.assigned")
        tunnel.owner_id = user.pk
    session.flush()


def _hand_deals(writer: Writer, users: Mapping[int, User]) -> None:
    """Hand over the open deals without an owner."""
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
    with writer.session.no_autoflush:
        for deal in writer.session.exec(query).all():
            user = users.get(deal.person_id or 0)
            if user is not None:
                writer.says(deal, "deal.assigned")
                deal.owner_id, deal.team_id = user.pk, user.team_id
                sync_next(writer, deal)
    writer.session.flush()


def _note(writer: Writer, gifts: Sequence[Given]) -> None:
    """Write which rule gave whom to whom."""
    rows: list[bulk.Row] = [
        {
            "rule_id": rule.id,
            "person_id": stray.id,
            "user_id": user.pk,
            "at": writer.now,
        }
        for stray, rule, user in gifts
    ]
    bulk.add(writer, AssignmentGiven, FIRED, rows)


def _own(writer: Writer, gifts: Sequence[Given]) -> None:
    """Write whose the prospects are; they are found by the same words as before."""
    changes = [
        bulk.Change(
            {"id": stray.id, "organization_id": stray.company_id},
            {"owner_id": None, "team_id": stray.prospect.team_id},
            {"owner_id": user.pk, "team_id": user.team_id},
        )
        for stray, _, user in gifts
    ]
    bulk.change(writer, Person, ASSIGNED, changes)
    writer.captured.touched |= {(PERSON_LINE, given.stray.id) for given in gifts}


def _notify(writer: Writer, gifts: Sequence[Given]) -> None:
    theirs: dict[int, list[Stray]] = {}
    for given in gifts:
        theirs.setdefault(given.user.pk, []).append(given.stray)
    for user_id, strays in theirs.items():
        first = writer.session.get_one(Person, strays[0].id)
        ids = [stray.id for stray in strays]
        told = NotificationKind.GIVEN
        notify(writer, user_id, told, first, ids=ids, name=strays[0].name)


def _company(writer: Writer, company_id: int | None) -> Organization | None:
    if company_id is None:
        return None
    return writer.session.get(Organization, company_id)
