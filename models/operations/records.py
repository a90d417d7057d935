"""Companies, people and how to reach them, as forms and acts write them."""

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import find
from models.access import owned
from models.errors import BadValue
from models.errors import Denied
from models.history import Writer
from models.money import Money
from models.money import check_large
from models.operations.places import move_place
from models.operations.tunnels import planned_in
from models.operations.tunnels import tunnel_of_deal
from models.rules.matching import normalise_email
from models.rules.matching import normalise_phone
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.tables import Source
from models.tables import User
from models.text import EMAIL
from models.text import NAME
from models.text import PHONE
from models.text import clean
from models.text import fold
from models.vocabulary import ContactKind

LIMITS = {ContactKind.PHONE: PHONE, ContactKind.EMAIL: EMAIL, ContactKind.URL: NAME}


def named(text: str, field: str, limit: int = NAME) -> str:
    """Return a name or title fit to store; an empty one is refused."""
    told = " ".join(clean(text, limit).split())
    if not told:
        raise BadValue("name_empty", field)
    return told


def plain(text: str, limit: int = NAME) -> str:
    """Return an optional line fit to store."""
    return clean(text, limit).strip()


def new_company(writer: Writer, name: str, owner: User) -> Organization:
    """Write a company of that name."""
    told = named(name, "company")
    company = Organization(
        name=told, folded_name=fold(told), owner_id=owner.pk, team_id=owner.team_id
    )
    writer.save(company, "organization.created")
    return company


def new_person(name: str, owner: User) -> Person:
    """Return a person of that name, not saved yet: the first word is the first name."""
    told = named(name, "person")
    first, _, last = told.partition(" ")
    return Person(
        first_name=first,
        last_name=last,
        folded_name=fold(told),
        owner_id=owner.pk,
        team_id=owner.team_id,
    )


def source(reader: Reader, source_id: int | None) -> int | None:
    """Return a source that may be chosen."""
    if source_id is None:
        return None
    found = reader.session.get(Source, source_id)
    if found is None or not found.active:
        raise BadValue("source_unknown", "source", id=source_id)
    return found.pk


def money(amount: Money | None) -> tuple[int | None, str | None]:
    """Return an amount as it is stored (D.3 no 15)."""
    if amount is None:
        return None, None
    if amount.minor < 0:
        raise BadValue("amount_negative", "amount", text=str(amount.minor))
    check_large(amount)
    return amount.minor, amount.currency


def amount_of(deal: Deal) -> Money | None:
    """Return the amount of a deal as money."""
    if deal.amount_minor is None or deal.currency is None:
        return None
    return Money(deal.amount_minor, deal.currency)


def editable_company(reader: Reader, company_id: int) -> Organization:
    """Load a company that is one's own or nobody's; of others one sees the name only.

    Rulings 12.
    """
    company = find(reader, Organization, company_id)
    mine = select(col(Organization.id)).where(
        col(Organization.id) == company.pk,
        owned(reader.actor, col(Organization.owner_id)),
    )
    if company.owner_id is not None and not reader.session.scalars(mine).all():
        raise Denied("company_of_another", company=company.name)
    return company


def carry_value(writer: Writer, deal: Deal) -> None:
    """Move the value of a deal to the person it got; theirs stays (rulings 2).

    The deal is written by the next flush, under the verb that the act named.
    """
    if deal.person_id is None or deal.temperature is None:
        return
    value, deal.temperature = deal.temperature, None
    with writer.session.no_autoflush:
        person = writer.session.get(Person, deal.person_id)
    if person is not None and person.temperature is None:
        person.temperature = value
        writer.save(person, "person.temperature_changed")


def follow_person(writer: Writer, deal: Deal) -> None:
    """Let what is planned on a deal be about the person that it has."""
    tunnel = tunnel_of_deal(writer, deal.pk)
    if tunnel is None or tunnel.person_id == deal.person_id:
        return
    tunnel.person_id = deal.person_id
    writer.save(tunnel, "tunnel.updated")
    for follow_up in planned_in(writer, tunnel):
        follow_up.person_id = deal.person_id
        writer.save(follow_up, "followup.updated")
        move_place(writer, follow_up)


def contact(reader: Reader, person_id: int, kind: ContactKind) -> ContactPoint | None:
    """Return the first way of a kind to reach a person."""
    query = (
        select(ContactPoint)
        .where(col(ContactPoint.person_id) == person_id, col(ContactPoint.kind) == kind)
        .order_by(col(ContactPoint.is_primary).desc(), col(ContactPoint.id))
        .limit(1)
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def set_contact(writer: Writer, person_id: int, kind: ContactKind, typed: str) -> None:
    """Write, change or remove the first way of a kind to reach a person."""
    value = plain(typed, LIMITS[kind])
    point = contact(writer, person_id, kind)
    if not value:
        if point is not None:
            writer.says(point, "contact_point.removed")
            writer.session.delete(point)
            writer.session.flush()
        return
    if point is None:
        point = ContactPoint(person_id=person_id, kind=kind, value="", is_primary=True)
    if point.value != value:
        point.value = value
        point.normalized = normalised(kind, value, writer.house.country)
        writer.save(point, "contact_point.written")


def normalised(kind: ContactKind, value: str, country: str) -> str:
    """Return the one form by which duplicates are found, empty where it has none."""
    match kind:
        case ContactKind.EMAIL:
            return normalise_email(value) or ""
        case ContactKind.PHONE:
            return normalise_phone(value, country) or ""
        case ContactKind.URL:
            return ""
