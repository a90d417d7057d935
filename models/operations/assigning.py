"""Giving deals and people to others; managers do it at once (D.5, rulings 12)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.access import visible
from models.errors import BadValue
from models.errors import RuleBroken
from models.history import Writer
from models.operations.next_step import sync_next
from models.operations.notifying import notify_of_many
from models.operations.owners import colleague
from models.operations.tunnels import hand_over
from models.operations.tunnels import planned_in
from models.operations.tunnels import tunnel_of_deal
from models.operations.tunnels import tunnel_of_person
from models.tables import Deal
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.done import Done
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from models.vocabulary import Status

ASSIGNED = "deal.assigned"
PERSON_ASSIGNED = "person.assigned"


def assign_deals(
    writer: Writer, deal_ids: Sequence[int], user_id: int, *, follow_ups: bool = True
) -> Done:
    """Give these deals to a user, with what their owners still had planned on them.

    Unless the ``follow_ups`` stay where they are. What is over stays credited to
    whoever did it (C.0); the former owners and the new one are told (C-02).
    """
    deals = [find(writer, Deal, deal_id) for deal_id in dict.fromkeys(deal_ids)]
    if not deals:
        raise BadValue("nothing_selected")
    user = _receiver(writer, user_id)
    given = [deal for deal in deals if deal.owner_id != user.pk]
    formers = [(deal, deal.owner_id) for deal in given]
    for deal in given:
        _give(writer, deal, user, follow_ups=follow_ups)
    _tell(writer, formers, user)
    first = (given or deals)[0]
    return writer.done(
        first, ASSIGNED, deal=first.title, owner=user.name, count=len(given)
    )


def assign_person(
    writer: Writer, person_id: int, user_id: int, *, follow_ups: bool = True
) -> Done:
    """Give a person to a user, with what the former owner had open with them.

    That is the follow-up planned apart from any deal, and their open deals with what
    is planned on these, unless the ``follow_ups`` stay where they are. Who had the
    person is told.
    """
    person = find(writer, Person, person_id)
    user = _receiver(writer, user_id)
    deals: Sequence[Deal] = ()
    if person.owner_id != user.pk:
        former = person.owner_id
        if follow_ups:
            tunnel = tunnel_of_person(writer, person.pk)
            _give_tunnel(writer, tunnel, former, user)
            deals = _open_deals(writer, person.pk, former)
            for deal in deals:
                _give(writer, deal, user, follow_ups=True)
        person.owner_id, person.team_id = user.pk, user.team_id
        writer.save(person, PERSON_ASSIGNED)
        _tell(writer, [(person, former)], user)
    return writer.done(
        person, PERSON_ASSIGNED, person=person.name, owner=user.name, deals=len(deals)
    )


def _open_deals(writer: Writer, person_id: int, owner_id: int | None) -> Sequence[Deal]:
    """Return the open deals that an owner has with a person."""
    query = (
        select(Deal)
        .where(
            col(Deal.person_id) == person_id,
            col(Deal.status) == Status.OPEN,
            col(Deal.owner_id) == owner_id,
            visible(writer.actor, Deal),
        )
        .order_by(col(Deal.id))
    )
    return writer.session.scalars(query).all()


def _receiver(writer: Writer, user_id: int) -> User:
    if writer.actor.role is Role.SELLER and user_id != writer.actor.id:
        raise RuleBroken("handover_needs_manager")
    return colleague(writer, user_id)


def _give(writer: Writer, deal: Deal, user: User, *, follow_ups: bool) -> None:
    if follow_ups:
        tunnel = tunnel_of_deal(writer, deal.pk)
        _give_tunnel(writer, tunnel, deal.owner_id, user)
    writer.says(deal, ASSIGNED)
    deal.owner_id, deal.team_id = user.pk, user.team_id
    sync_next(writer, deal)
    writer.save(deal, ASSIGNED)


def _give_tunnel(
    writer: Writer, tunnel: Tunnel | None, former: int | None, user: User
) -> None:
    """Hand over the former owner's follow-ups; those of others stay theirs."""
    if tunnel is None:
        return
    for follow_up in planned_in(writer, tunnel):
        if former is None or follow_up.assignee_id == former:
            hand_over(writer, follow_up, user)
    tunnel.owner_id = user.pk
    writer.save(tunnel, "tunnel.assigned")


def _tell(
    writer: Writer, given: Sequence[tuple[Deal | Person, int | None]], user: User
) -> None:
    """Tell each former owner of what went, and the new one of what came."""
    for former in dict.fromkeys(former for _record, former in given):
        theirs = [record for record, owner in given if owner == former]
        notify_of_many(
            writer,
            former,
            NotificationKind.TAKEN_OVER,
            theirs,
            name=_name(theirs[0]),
            owner=user.name,
        )
    every = [record for record, _former in given]
    if every:
        kind = NotificationKind.GIVEN
        notify_of_many(writer, user.pk, kind, every, name=_name(every[0]))


def _name(record: Deal | Person) -> str:
    return record.title if isinstance(record, Deal) else record.name
