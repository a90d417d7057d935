"""Edits of deals, people and companies; two people's changes merge (rulings 13)."""

from collections.abc import Collection
from collections.abc import Mapping

from sqlmodel import col
from sqlmodel import select

from models.access import find
from models.errors import BadValue
from models.errors import Conflict
from models.errors import RuleBroken
from models.history import Writer
from models.operations import custom
from models.operations import forms
from models.operations import rates
from models.operations import records
from models.operations import values
from models.operations.forms import OWN
from models.rules.editing import merge
from models.tables import Deal
from models.tables import Event
from models.tables import Organization
from models.tables import Person
from models.tables import User
from models.text import NAME
from models.text import fold
from models.views.done import Done
from models.views.drafts import CompanyFields
from models.views.drafts import DealFields
from models.views.drafts import EditCompany
from models.views.drafts import EditDeal
from models.views.drafts import EditPerson
from models.views.drafts import PersonFields
from models.vocabulary import ContactKind
from models.vocabulary import Priority
from models.vocabulary import Role

DEAL_UPDATED = "deal.updated"
PERSON_UPDATED = "person.updated"
COMPANY_UPDATED = "organization.updated"
CERTAIN = 100

set_value = values.set_value
cycle_value = values.cycle_value


def edit_deal(writer: Writer, draft: EditDeal) -> Done:
    """Write what was changed in the form, beside what others changed meanwhile."""
    deal = find(writer, Deal, draft.deal_id)
    was, now = forms.of_deal(draft.was), forms.of_deal(draft.now)
    changed = _merged(
        writer, ("deal", deal.pk), was, now, forms.of_deal(forms.deal_fields(deal))
    )
    if changed:
        writer.says(deal, DEAL_UPDATED)
        _write_deal(writer, deal, draft.now, changed)
        _link_deal(writer, deal, draft.now, changed)
        writer.save(deal, DEAL_UPDATED)
    return writer.done(deal, DEAL_UPDATED, deal=deal.title)


def edit_person(writer: Writer, draft: EditPerson) -> Done:
    """Write what was changed of a person, the first phone and e-mail included."""
    person = find(writer, Person, draft.person_id)
    was, now = forms.of_person(draft.was), forms.of_person(draft.now)
    theirs = forms.of_person(forms.person_fields(writer, person))
    changed = _merged(writer, ("person", person.pk), was, now, theirs)
    if changed:
        writer.says(person, PERSON_UPDATED)
        _write_person(writer, person, draft.now, changed)
        writer.save(person, PERSON_UPDATED)
    points = {ContactKind.PHONE: draft.now.phone, ContactKind.EMAIL: draft.now.email}
    for kind, typed in points.items():
        if str(kind) in changed:
            records.set_contact(writer, person.pk, kind, typed)
    return writer.done(person, PERSON_UPDATED, person=person.name)


def edit_company(writer: Writer, draft: EditCompany) -> Done:
    """Write what was changed of a company that is one's own or nobody's."""
    company = records.editable_company(writer, draft.company_id)
    was, now = forms.of_company(draft.was), forms.of_company(draft.now)
    theirs = forms.of_company(forms.company_fields(company))
    changed = _merged(writer, ("organization", company.pk), was, now, theirs)
    if changed:
        writer.says(company, COMPANY_UPDATED)
        _write_company(writer, company, draft.now, changed)
        writer.save(company, COMPANY_UPDATED)
    return writer.done(company, COMPANY_UPDATED, company=company.name)


def set_priority(writer: Writer, deal_id: int, priority: Priority) -> Done:
    """Set how much a deal presses (K-22)."""
    deal = find(writer, Deal, deal_id)
    if deal.priority is not priority:
        deal.priority = priority
        writer.save(deal, DEAL_UPDATED)
    return writer.done(deal, DEAL_UPDATED, deal=deal.title, priority=priority)


def _write_deal(
    writer: Writer, deal: Deal, now: DealFields, changed: Collection[str]
) -> None:
    if "title" in changed:
        deal.title = records.named(now.title, "title")
    if "amount" in changed:
        _write_amount(writer, deal, now)
    if "expected_close" in changed:
        deal.expected_close = now.expected_close
    if "probability" in changed:
        deal.probability = _percent(now.probability)
    if "priority" in changed:
        deal.priority = now.priority
    if "forecast_category" in changed:
        deal.forecast_category = now.forecast
    own = {name.removeprefix(OWN) for name in changed if name.startswith(OWN)}
    if own:
        mine = {key: now.custom.get(key) for key in own}
        kept = {key: value for key, value in deal.custom.items() if key not in own}
        with writer.session.no_autoflush:
            deal.custom = {**kept, **custom.checked(writer, "deal", mine)}


def _write_amount(writer: Writer, deal: Deal, now: DealFields) -> None:
    """Change the amount; a closed deal keeps the rate of its day (C.0)."""
    currency = deal.currency
    deal.amount_minor, deal.currency = records.money(now.amount)
    if deal.currency == currency:
        rates.refigure(writer, deal)
    else:
        rates.freeze(writer, deal)


def _link_deal(
    writer: Writer, deal: Deal, now: DealFields, changed: Collection[str]
) -> None:
    with writer.session.no_autoflush:
        if "source_id" in changed:
            deal.source_id = records.source(writer, now.source_id)
        if "company_id" in changed:
            deal.organization_id = _company(writer, now.company_id)
        if "person_id" in changed:
            person = now.person_id
            deal.person_id = find(writer, Person, person).pk if person else None
    if "person_id" in changed:
        records.carry_value(writer, deal)
        records.follow_person(writer, deal)


def _write_person(
    writer: Writer, person: Person, now: PersonFields, changed: Collection[str]
) -> None:
    if "first_name" in changed:
        person.first_name = records.plain(now.first_name)
    if "last_name" in changed:
        person.last_name = records.plain(now.last_name)
    person.folded_name = fold(records.named(person.name, "last_name", 2 * NAME))
    if "title" in changed:
        person.title = records.plain(now.title)
    if "do_not_contact" in changed:
        person.do_not_contact = _unwelcome(writer, person, wanted=now.do_not_contact)
    with writer.session.no_autoflush:
        if "company_id" in changed:
            person.organization_id = _company(writer, now.company_id)
        if "source_id" in changed:
            person.source_id = records.source(writer, now.source_id)


def _unwelcome(writer: Writer, person: Person, *, wanted: bool) -> bool:
    """Anyone notes that a person asked for no contact; a manager takes it back."""
    if not wanted and writer.actor.role is Role.SELLER:
        raise RuleBroken("do_not_contact_stays", person=person.name)
    return wanted


def _write_company(
    writer: Writer, company: Organization, now: CompanyFields, changed: Collection[str]
) -> None:
    if "name" in changed:
        company.name = records.named(now.name, "name")
        company.folded_name = fold(company.name)
    if "domain" in changed:
        company.domain = records.plain(now.domain)
    if "industry" in changed:
        company.industry = records.plain(now.industry)
    if "employees" in changed:
        company.employees = now.employees
    if "place" in changed:
        company.place = records.plain(now.place)
    if "parent_id" in changed:
        with writer.session.no_autoflush:
            company.parent_id = _parent(writer, company, now.parent_id)


def _company(writer: Writer, company_id: int | None) -> int | None:
    return find(writer, Organization, company_id).pk if company_id else None


def _parent(writer: Writer, company: Organization, parent_id: int | None) -> int | None:
    """Return a parent that is not the company itself, nor below it."""
    if parent_id is None:
        return None
    parent: Organization | None = find(writer, Organization, parent_id)
    seen: set[int] = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == company.pk:
            raise RuleBroken("company_own_parent", company=company.name)
        seen.add(parent.pk)
        above = parent.parent_id
        parent = writer.session.get(Organization, above) if above else None
    return parent_id


def _percent(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= CERTAIN:
        raise BadValue("probability_range", "probability", value=value)
    return value


def _merged(
    writer: Writer,
    record: tuple[str, int],
    was: Mapping[str, object],
    mine: Mapping[str, object],
    theirs: Mapping[str, object],
) -> Collection[str]:
    """Return the names of what is to be written; where both wrote one is asked."""
    every = {**was, **mine}
    merged = merge(
        {name: was.get(name) for name in every},
        {name: mine.get(name) for name in every},
        {name: theirs.get(name) for name in every},
    )
    if merged.conflicts:
        who, when = _last(writer, *record)
        raise Conflict(
            "fields_changed", fields=list(merged.conflicts), who=who, when=when
        )
    return set(merged.values)


def _last(writer: Writer, entity: str, record_id: int) -> tuple[str, object]:
    """Return who changed a record or its contacts last, and when."""
    about = {
        "deal": col(Event.deal_id),
        "person": col(Event.person_id),
        "organization": col(Event.organization_id),
    }
    query = (
        select(col(User.name), col(Event.at))
        .join(User, col(User.id) == col(Event.actor_id), isouter=True)
        .where(
            col(Event.entity).in_((entity, "contact_point")),
            about[entity] == record_id,
        )
        .order_by(col(Event.id).desc())
        .limit(1)
    )
    row = writer.session.exec(query).one_or_none()
    return (row[0] or "", row[1]) if row else ("", None)
