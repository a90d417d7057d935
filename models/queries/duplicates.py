"""Warnings before the same person or company is written twice (B1.16).

Only visible records are searched: a warning never tells of a colleague's (rulings 12).
"""

from sqlalchemy import ColumnElement
from sqlalchemy import false
from sqlalchemy import func
from sqlalchemy import or_
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.queries.names import names_of
from models.queries.words import records
from models.rules.matching import CompanyTraits
from models.rules.matching import PersonTraits
from models.rules.matching import company_domain
from models.rules.matching import normalise_company
from models.rules.matching import normalise_email
from models.rules.matching import normalise_name
from models.rules.matching import normalise_phone
from models.rules.matching import same_company
from models.tables import ContactPoint
from models.tables import Organization
from models.tables import Person
from models.views.hits import Similar
from models.views.hits import Why
from models.vocabulary import ContactKind

MOST = 20
"""Namesakes that are looked at; more would be no warning but a list."""


def similar_people(
    reader: Reader, name: str, email: str = "", phone: str = "", company: str = ""
) -> list[Similar]:
    """Return visible people with that e-mail, telephone number or name.

    A namesake counts unless both have companies and the companies differ.
    """
    sought = PersonTraits(
        name=normalise_name(name),
        company=normalise_company(company),
        emails=frozenset(filter(None, [normalise_email(email)])),
        phones=frozenset(filter(None, [_phone(reader, phone)])),
    )
    points = _points(reader, sought)
    namesakes = records(reader, "person", sought.name.split(), MOST)
    query = (
        select(Person)
        .where(col(Person.id).in_([*points, *namesakes]), visible(reader.actor, Person))
        .order_by(col(Person.id))
    )
    found = reader.session.scalars(query).all()
    names = names_of(reader, [("organization", one.organization_id) for one in found])
    similar: list[Similar] = []
    for person in found:
        place = names.of("organization", person.organization_id)
        why = points.get(person.pk) or _namesake(person, place, sought)
        if why is not None:
            similar.append(Similar(person.pk, person.name, place, why))
    return similar


def similar_companies(reader: Reader, name: str, domain: str = "") -> list[Similar]:
    """Return visible companies of that name, whatever its legal form, or domain."""
    sought = CompanyTraits(normalise_company(name), company_domain(domain) or "")
    candidates = [
        *records(reader, "organization", sought.name.split(), MOST),
        *records(reader, "organization", [sought.domain], MOST),
    ]
    query = (
        select(Organization)
        .where(
            col(Organization.id).in_(candidates), visible(reader.actor, Organization)
        )
        .order_by(col(Organization.id))
    )
    similar: list[Similar] = []
    for company in reader.session.scalars(query):
        own = CompanyTraits(
            normalise_company(company.name), company_domain(company.domain) or ""
        )
        if same_company(sought, own):
            why = Why.NAME if sought.name == own.name else Why.DOMAIN
            similar.append(Similar(company.pk, company.name, company.domain, why))
    return similar


def _phone(reader: Reader, phone: str) -> str | None:
    return normalise_phone(phone, reader.house.country) if phone else None


def _points(reader: Reader, sought: PersonTraits) -> dict[int, Why]:
    """Return the people who have the same e-mail or number, and which it is."""
    tests = [
        *(_has(ContactKind.EMAIL, one) for one in sought.emails),
        *(_has(ContactKind.PHONE, one) for one in sought.phones),
    ]
    query = (
        select(col(ContactPoint.person_id), func.min(col(ContactPoint.kind)))
        .where(
            or_(false(), *tests),
            col(ContactPoint.person_id).is_not(None),
            visible(reader.actor, ContactPoint),
        )
        .group_by(col(ContactPoint.person_id))
    )
    return {
        person: Why.EMAIL if kind == ContactKind.EMAIL else Why.PHONE
        for person, kind in reader.session.exec(query)
        if person is not None
    }


def _has(kind: ContactKind, normalized: str) -> ColumnElement[bool]:
    return (col(ContactPoint.kind) == kind) & (
        col(ContactPoint.normalized) == normalized
    )


def _namesake(person: Person, place: str, sought: PersonTraits) -> Why | None:
    if not sought.name or normalise_name(person.name) != sought.name:
        return None
    company = normalise_company(place)
    differ = sought.company and company and sought.company != company
    return None if differ else Why.NAME
