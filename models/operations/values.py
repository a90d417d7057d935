"""The value of a prospect: hot, warm, cold, lost (R-10, rulings 2)."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.access import visible
from models.errors import BadValue
from models.history import Writer
from models.operations.next_step import sync_next
from models.operations.tunnels import end_tunnel
from models.operations.tunnels import tunnel_of_deal
from models.tables import Deal
from models.tables import Person
from models.tables import Tunnel
from models.views.done import Done
from models.vocabulary import CancelReason
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult

NEXT = {
    None: Temperature.HOT,
    Temperature.HOT: Temperature.WARM,
    Temperature.WARM: Temperature.COLD,
    Temperature.COLD: Temperature.HOT,
    Temperature.LOST: Temperature.HOT,
}
"""What ``v`` does; lost closes the tunnel, so it is chosen, never cycled to."""

VALUED = "person.temperature_changed"
DEAL_VALUED = "deal.temperature_changed"


def set_value(
    writer: Writer,
    *,
    deal_id: int | None = None,
    person_id: int | None = None,
    temperature: Temperature | None,
) -> Done:
    """Set the value of a deal's person, of a deal without one, or of a person.

    ``lost`` closes the open tunnels that the actor sees, which the screen confirms.
    """
    record = _record(writer, deal_id, person_id)
    deal = find(writer, Deal, deal_id) if deal_id is not None else None
    was = record.temperature
    verb = VALUED if isinstance(record, Person) else DEAL_VALUED
    name = record.name if isinstance(record, Person) else record.title
    if was is not temperature:
        if temperature is Temperature.LOST:
            _end_tunnels(writer, deal, record)
        record.temperature = temperature
        writer.save(record, verb)
    return writer.done(record, verb, name=name, was=was, value=temperature)


def cycle_value(
    writer: Writer, *, deal_id: int | None = None, person_id: int | None = None
) -> Done:
    """Go on to the next value: hot, warm, cold, and hot again (``v``)."""
    now = _record(writer, deal_id, person_id).temperature
    return set_value(
        writer, deal_id=deal_id, person_id=person_id, temperature=NEXT[now]
    )


def _record(
    writer: Writer, deal_id: int | None, person_id: int | None
) -> Deal | Person:
    """Return what carries the value: the person wherever there is one."""
    if deal_id is not None:
        deal = find(writer, Deal, deal_id)
        if deal.person_id is None:
            return deal
        return find(writer, Person, deal.person_id)
    if person_id is None:
        raise BadValue("record_missing", "person")
    return find(writer, Person, person_id)


def _end_tunnels(writer: Writer, deal: Deal | None, record: Deal | Person) -> None:
    for tunnel in _open_tunnels(writer, deal, record):
        end_tunnel(writer, tunnel, TunnelResult.ABANDONED, CancelReason.PERSON_LOST)
        of = writer.session.get(Deal, tunnel.deal_id) if tunnel.deal_id else None
        if of is not None:
            sync_next(writer, of)
            writer.session.flush()


def _open_tunnels(
    writer: Writer, deal: Deal | None, record: Deal | Person
) -> Iterator[Tunnel]:
    if deal is not None:
        own = tunnel_of_deal(writer, deal.pk)
        if own is not None:
            yield own
    if isinstance(record, Person):
        query = select(Tunnel).where(
            col(Tunnel.person_id) == record.pk,
            col(Tunnel.closed_at).is_(None),
            visible(writer.actor, Tunnel),
        )
        yield from writer.session.scalars(query).all()
