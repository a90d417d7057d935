"""Making deals, people and companies (K-04)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.access import require
from models.errors import BadValue
from models.errors import RuleBroken
from models.history import Writer
from models.operations import custom
from models.operations import records
from models.operations import visits
from models.operations.assigning_by_rules import give_by_rules
from models.operations.attempts import Subject
from models.operations.following import plan
from models.operations.owners import in_reach
from models.operations.owners import owner_of_new
from models.rules import stages
from models.rules.stages import Spot
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.tables import Pipeline
from models.tables import User
from models.text import NAME
from models.text import fold
from models.views.done import Done
from models.views.drafts import CompanyFields
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from models.views.drafts import PlanFollowUp
from models.vocabulary import ContactKind
from models.vocabulary import Role
from models.vocabulary import StageKind

CREATED = "deal.created"


@dataclass(frozen=True, slots=True)
class _Parties:
    company: Organization | None
    person: Person | None


def create_deal(writer: Writer, draft: NewDeal) -> Done:
    """Make a deal; its company and person are linked, or made with it.

    By the rules, it is the person's rep's, whom the rules choose if there is none.
    """
    title = records.named(draft.title, "title")
    owner = owner_of_new(writer, draft.owner_id)
    place = _place(writer, draft)
    parties = _parties(writer, draft, owner)
    person = parties.person
    holder = _rep_of(writer, person) if draft.by_rules else owner
    minor, currency = records.money(draft.amount)
    deal = Deal(
        title=title,
        person_id=person.pk if person else None,
        organization_id=parties.company.pk if parties.company else None,
        pipeline_id=place.pipeline_id,
        stage_id=place.id,
        amount_minor=minor,
        currency=currency,
        expected_close=draft.expected_close,
        temperature=None if person else draft.temperature,
        owner_id=holder.pk if holder else None,
        team_id=holder.team_id if holder else None,
        source_id=records.source(writer, draft.source_id),
        opened_at=writer.now,
        custom=custom.checked(writer, "deal", draft.custom),
    )
    writer.save(deal, CREATED)
    visits.enter(writer, deal, place.id)
    if draft.step is not None:
        step = PlanFollowUp(deal_id=deal.pk, due=draft.step)
        plan(writer, Subject(deal, person), step)
    return writer.done(deal, CREATED, deal=title, stage=place.name)


def create_person(
    writer: Writer, fields: PersonFields, *, by_rules: bool = False
) -> Done:
    """Make a person of the actor's, or of whom the rules choose (R-32)."""
    owner = None if by_rules else owner_of_new(writer, None)
    if by_rules:
        require(writer.actor, Role.MANAGER)
    first, last = records.plain(fields.first_name), records.plain(fields.last_name)
    name = records.named(f"{first} {last}", "last_name", 2 * NAME)
    company = fields.company_id
    person = Person(
        first_name=first,
        last_name=last,
        folded_name=fold(name),
        organization_id=find(writer, Organization, company).pk if company else None,
        title=records.plain(fields.title),
        source_id=records.source(writer, fields.source_id),
        owner_id=owner.pk if owner else None,
        team_id=owner.team_id if owner else None,
    )
    writer.save(person, "person.created")
    records.set_contact(writer, person.pk, ContactKind.PHONE, fields.phone)
    records.set_contact(writer, person.pk, ContactKind.EMAIL, fields.email)
    if by_rules:
        give_by_rules(writer, person)
    return writer.done(person, "person.created", person=name)


def create_company(writer: Writer, fields: CompanyFields) -> Done:
    """Make a company of the actor's."""
    owner = owner_of_new(writer, None)
    parent = fields.parent_id
    name = records.named(fields.name, "name")
    company = Organization(
        name=name,
        folded_name=fold(name),
        domain=records.plain(fields.domain),
        industry=records.plain(fields.industry),
        employees=fields.employees,
        place=records.plain(fields.place),
        parent_id=find(writer, Organization, parent).pk if parent else None,
        owner_id=owner.pk,
        team_id=owner.team_id,
    )
    writer.save(company, "organization.created")
    return writer.done(company, "organization.created", company=name)


def _place(writer: Writer, draft: NewDeal) -> Spot:
    """Return where a new deal begins: the stage named, else the first open one."""
    if draft.stage_id is not None:
        chosen = visits.spot(writer, draft.stage_id)
        if draft.pipeline_id not in {None, chosen.pipeline_id}:
            raise RuleBroken("stage_other_pipeline", stage=chosen.name)
        if not chosen.active:
            raise RuleBroken("stage_inactive", stage=chosen.name)
        if chosen.kind is not StageKind.OPEN:
            raise RuleBroken("stage_not_open", stage=chosen.name)
        return chosen
    pipeline_id = draft.pipeline_id or _default_pipeline(writer)
    found = stages.first_open(visits.spots(writer, pipeline_id))
    if found is None:
        raise RuleBroken("stage_none_open")
    return found


def _default_pipeline(writer: Writer) -> int:
    query = (
        select(col(Pipeline.id))
        .where(col(Pipeline.active).is_(True), col(Pipeline.deleted_at).is_(None))
        .order_by(col(Pipeline.is_default).desc(), col(Pipeline.position))
    )
    found = writer.session.scalars(query.limit(1)).one_or_none()
    if found is None:
        raise RuleBroken("stage_none_open")
    return found


def _parties(writer: Writer, draft: NewDeal, owner: User) -> _Parties:
    company = _company(writer, draft.company, owner) if draft.company else None
    if draft.person is None:
        return _Parties(company, None)
    return _Parties(company, _person(writer, draft.person, draft, company, owner))


def _rep_of(writer: Writer, person: Person | None) -> User | None:
    """Return the rep of a deal that goes by the rules, nobody where none has room."""
    require(writer.actor, Role.MANAGER)
    if person is None:
        raise BadValue("rules_need_person", "person")
    if person.owner_id is None:
        return give_by_rules(writer, person)
    near = in_reach(writer, person.owner_id)
    return writer.session.get(User, near) if near else None


def _company(writer: Writer, given: Named, owner: User) -> Organization:
    if given.id is not None:
        return find(writer, Organization, given.id)
    return records.new_company(writer, given.name, owner)


def _person(
    writer: Writer,
    given: Named,
    draft: NewDeal,
    company: Organization | None,
    owner: User,
) -> Person:
    """Return the person of a deal; the value is the person's (rulings 2)."""
    if given.id is not None:
        person = find(writer, Person, given.id)
        if draft.temperature not in {None, person.temperature}:
            person.temperature = draft.temperature
            writer.save(person, "person.temperature_changed")
        return person
    person = records.new_person(given.name, owner)
    if draft.by_rules:
        person.owner_id = person.team_id = None
    person.organization_id = company.pk if company else None
    person.source_id = records.source(writer, draft.source_id)
    person.temperature = draft.temperature
    writer.save(person, "person.created")
    return person
