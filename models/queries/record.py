"""The plain screens of a person and of a company (rulings 12, 26)."""

from sqlalchemy import and_
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import find
from models.access import owned
from models.access import visible
from models.queries import parts
from models.queries import timeline
from models.queries.names import Names
from models.queries.names import names_of
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import Invoice
from models.tables import Organization
from models.tables import Person
from models.views.drafts import CompanyFields
from models.views.drafts import PersonFields
from models.views.records import CompanyScreen
from models.views.records import DealLine
from models.views.records import FollowUpLine
from models.views.records import InvoiceLine
from models.views.records import PersonScreen
from models.views.records import Point
from models.views.records import TimelineEntry
from models.vocabulary import ContactKind


def load_person(
    reader: Reader, person_id: int, newest: int | None = 200
) -> PersonScreen:
    """Return all that the screen of a visible person shows; or ``NotFound``.

    Deals, follow-ups and events that are hidden themselves are left out.
    """
    person = find(reader, Person, person_id)
    follow_ups = parts.read_follow_ups(reader, col(FollowUp.person_id) == person_id)
    lines = timeline.read_events(reader, col(Event.person_id) == person_id, newest)
    deals = parts.read_deals(reader, col(Deal.person_id) == person_id)
    names = names_of(
        reader,
        [
            ("organization", person.organization_id),
            ("user", person.owner_id),
            ("source", person.source_id),
            *(("user", deal.owner_id) for deal, _ in deals),
            *parts.wanted_by_follow_ups(follow_ups),
            *timeline.wanted(lines),
        ],
    )
    followups = parts.follow_up_lines(follow_ups, names)
    told = timeline.told(lines, names, reader.house.currency)
    return _person_screen(
        reader, person, names, parts.deal_lines(deals, names), (followups, told)
    )


def _person_screen(
    reader: Reader,
    person: Person,
    names: Names,
    deals: tuple[DealLine, ...],
    past: tuple[tuple[FollowUpLine, ...], tuple[TimelineEntry, ...]],
) -> PersonScreen:
    followups, told = past
    about = col(ContactPoint.person_id) == person.pk
    points = tuple(point for _, point in parts.read_points(reader, about))
    return PersonScreen(
        id=person.pk,
        version=person.version,
        name=person.name,
        title=person.title,
        company=names.ref("organization", person.organization_id),
        lifecycle=person.lifecycle,
        temperature=person.temperature,
        owner=names.ref("user", person.owner_id),
        source=names.ref("source", person.source_id),
        do_not_contact=person.do_not_contact,
        customer_since=person.customer_since,
        points=points,
        deals=deals,
        next=parts.next_of(followups),
        followups=followups,
        invoices=_invoices(reader, person.pk),
        timeline=told,
        fields=parts.read_fields(reader, "person", person.custom),
        editable=_person_fields(person, points),
    )


def load_company(
    reader: Reader, company_id: int, newest: int | None = 200
) -> CompanyScreen:
    """Return what the actor may see of a company (rulings 12); or ``NotFound``."""
    company = find(reader, Organization, company_id)
    full = _full(reader, company_id)
    points = parts.read_points(reader, col(ContactPoint.organization_id) == company_id)
    deals = parts.read_deals(reader, col(Deal.organization_id) == company_id)
    about = col(Event.organization_id) == company_id
    lines = timeline.read_events(reader, about, newest)
    names = names_of(
        reader,
        [
            ("organization", company.parent_id),
            ("user", company.owner_id),
            *(("user", deal.owner_id) for deal, _ in deals),
            *timeline.wanted(lines),
        ],
    )
    fields = parts.read_fields(reader, "organization", company.custom)
    return CompanyScreen(
        id=company.pk,
        version=company.version,
        name=company.name,
        domain=company.domain,
        place=company.place,
        industry=company.industry,
        full=full,
        employees=company.employees if full else None,
        parent=names.ref("organization", company.parent_id) if full else None,
        owner=names.ref("user", company.owner_id) if full else None,
        points=tuple(point for _, point in points),
        people=parts.read_people(reader, col(Person.organization_id) == company_id),
        deals=parts.deal_lines(deals, names),
        timeline=timeline.told(lines, names, reader.house.currency),
        fields=fields if full else (),
        editable=_company_fields(company) if full else None,
    )


def _full(reader: Reader, company_id: int) -> bool:
    """Tell whether the company itself is the actor's to see, not its name alone."""
    query = select(col(Organization.id)).where(
        col(Organization.id) == company_id,
        owned(reader.actor, col(Organization.owner_id)),
    )
    return reader.session.scalar(query) is not None


def _invoices(reader: Reader, person_id: int) -> tuple[InvoiceLine, ...]:
    query = (
        select(Invoice)
        .where(
            and_(col(Invoice.person_id) == person_id, visible(reader.actor, Invoice))
        )
        .order_by(col(Invoice.id).desc())
    )
    return tuple(
        parts.invoice_line(invoice) for invoice in reader.session.scalars(query)
    )


def _person_fields(person: Person, points: tuple[Point, ...]) -> PersonFields:
    first = {point.kind: point.value for point in reversed(points)}
    return PersonFields(
        first_name=person.first_name,
        last_name=person.last_name,
        company_id=person.organization_id,
        title=person.title,
        phone=first.get(ContactKind.PHONE, ""),
        email=first.get(ContactKind.EMAIL, ""),
        source_id=person.source_id,
        do_not_contact=person.do_not_contact,
    )


def _company_fields(company: Organization) -> CompanyFields:
    return CompanyFields(
        name=company.name,
        domain=company.domain,
        industry=company.industry,
        employees=company.employees,
        place=company.place,
        parent_id=company.parent_id,
    )
