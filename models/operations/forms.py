"""What the edit forms show, as records have it and as changes are compared."""

from models.access import Reader
from models.operations import records
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.views.drafts import CompanyFields
from models.views.drafts import DealFields
from models.views.drafts import PersonFields
from models.vocabulary import ContactKind

OWN = "custom."
"""Before the key of a field that the workspace added."""


def deal_fields(deal: Deal) -> DealFields:
    """Return what the edit form of a deal shows."""
    return DealFields(
        title=deal.title,
        amount=records.amount_of(deal),
        company_id=deal.organization_id,
        person_id=deal.person_id,
        source_id=deal.source_id,
        expected_close=deal.expected_close,
        probability=deal.probability,
        priority=deal.priority,
        forecast=deal.forecast,
        custom=dict(deal.custom),
    )


def person_fields(reader: Reader, person: Person) -> PersonFields:
    """Return what the edit form of a person shows."""
    phone = records.contact(reader, person.pk, ContactKind.PHONE)
    email = records.contact(reader, person.pk, ContactKind.EMAIL)
    return PersonFields(
        first_name=person.first_name,
        last_name=person.last_name,
        company_id=person.organization_id,
        title=person.title,
        phone=phone.value if phone else "",
        email=email.value if email else "",
        source_id=person.source_id,
        do_not_contact=person.do_not_contact,
    )


def company_fields(company: Organization) -> CompanyFields:
    """Return what the edit form of a company shows."""
    return CompanyFields(
        name=company.name,
        domain=company.domain,
        industry=company.industry,
        employees=company.employees,
        place=company.place,
        parent_id=company.parent_id,
    )


def of_deal(fields: DealFields) -> dict[str, object]:
    """Return the fields of a deal by name, texts as they would be stored."""
    own = {OWN + key: value for key, value in fields.custom.items()}
    return {
        "title": records.plain(fields.title),
        "amount": fields.amount,
        "company_id": fields.company_id,
        "person_id": fields.person_id,
        "source_id": fields.source_id,
        "expected_close": fields.expected_close,
        "probability": fields.probability,
        "priority": fields.priority,
        "forecast_category": fields.forecast,
        **own,
    }


def of_person(fields: PersonFields) -> dict[str, object]:
    """Return the fields of a person by name, texts as they would be stored."""
    return {
        "first_name": records.plain(fields.first_name),
        "last_name": records.plain(fields.last_name),
        "company_id": fields.company_id,
        "title": records.plain(fields.title),
        "phone": records.plain(fields.phone),
        "email": records.plain(fields.email),
        "source_id": fields.source_id,
        "do_not_contact": fields.do_not_contact,
    }


def of_company(fields: CompanyFields) -> dict[str, object]:
    """Return the fields of a company by name, texts as they would be stored."""
    return {
        "name": records.plain(fields.name),
        "domain": records.plain(fields.domain),
        "industry": records.plain(fields.industry),
        "employees": fields.employees,
        "place": records.plain(fields.place),
        "parent_id": fields.parent_id,
    }
