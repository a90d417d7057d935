"""Where the follow-up of a person belongs: with an open deal, else with the person."""

from sqlalchemy import exists
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.tables import Deal
from models.tables import Tunnel
from models.vocabulary import Status


def deal_to_follow(
    reader: Reader, deal_id: int | None, person_id: int | None
) -> int | None:
    """Return the deal to go on with: the one named, else an open one of the person.

    Whose deal was lost comes back through another tunnel (R-20).
    """
    if deal_id is not None and (person_id is None or not _lost(reader, deal_id)):
        return deal_id
    return deal_of_person(reader, person_id) if person_id is not None else None


def deal_of_person(reader: Reader, person_id: int) -> int | None:
    """Return the open deal on which a person is followed up (R-07, L-02).

    A deal without a next step comes first, then the latest. Who has an open tunnel of
    their own goes on in it, so that nobody is called twice for one thing (rulings 1).
    """
    own = exists().where(
        col(Tunnel.person_id) == person_id,
        col(Tunnel.deal_id).is_(None),
        col(Tunnel.closed_at).is_(None),
    )
    query = (
        select(col(Deal.id))
        .where(
            col(Deal.person_id) == person_id,
            col(Deal.status) == Status.OPEN,
            visible(reader.actor, Deal),
            ~own,
        )
        .order_by(col(Deal.next_at).is_not(None), col(Deal.id).desc())
        .limit(1)
    )
    return reader.session.scalars(query).first()


def _lost(reader: Reader, deal_id: int) -> bool:
    query = select(col(Deal.status)).where(
        col(Deal.id) == deal_id, visible(reader.actor, Deal)
    )
    return reader.session.scalars(query).first() is Status.LOST
