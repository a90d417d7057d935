"""Whole lists of what the actor may see, for exports and commands, by id."""

from collections.abc import Sequence

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import owned
from models.access import visible
from models.queries.names import Names
from models.queries.names import all_names
from models.queries.parts import money
from models.tables import Batch
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Organization
from models.tables import Person
from models.tables import Team
from models.tables import User
from models.views.listing import CompanyRow
from models.views.listing import DealRow
from models.views.listing import EventRow
from models.views.listing import FollowUpRow
from models.views.listing import PersonRow
from models.views.people import Colleague
from models.vocabulary import ContactKind

Points = dict[tuple[int, ContactKind], list[str]]

_DEAL_NAMES = (
    "pipeline",
    "stage",
    "user",
    "login",
    "team",
    "source",
    "loss_reason",
    "organization",
    "person",
)


def users(reader: Reader) -> tuple[Colleague, ...]:
    """Return every user, those who left too: names are everybody's (D.5)."""
    query = (
        select(User, col(Team.name))
        .join(Team, col(Team.id) == col(User.team_id))
        .order_by(col(User.id))
    )
    return tuple(
        Colleague(user.pk, user.login, user.name, user.role, team, user.active)
        for user, team in reader.session.exec(query)
    )


def deals(reader: Reader) -> list[DealRow]:
    """Return every visible deal."""
    names = all_names(reader, _DEAL_NAMES)
    values = _values(reader)
    query = select(Deal).where(visible(reader.actor, Deal)).order_by(col(Deal.id))
    return [_deal(deal, names, values) for deal in reader.session.exec(query)]


def people(reader: Reader) -> list[PersonRow]:
    """Return every visible person with all telephone numbers and e-mails."""
    names = all_names(reader, ("organization", "user", "login", "source"))
    points = _points(reader)
    query = select(Person).where(visible(reader.actor, Person)).order_by(col(Person.id))
    return [_person(person, names, points) for person in reader.session.exec(query)]


def companies(reader: Reader) -> list[CompanyRow]:
    """Return every visible company, in full where it is the actor's (rulings 12)."""
    names = all_names(reader, ("organization", "user", "login"))
    full = owned(reader.actor, col(Organization.owner_id))
    own = set(reader.session.exec(select(col(Organization.id)).where(full)))
    query = (
        select(Organization)
        .where(visible(reader.actor, Organization))
        .order_by(col(Organization.id))
    )
    return [
        _company(company, names, full=company.id in own)
        for company in reader.session.exec(query)
    ]


def followups(reader: Reader) -> list[FollowUpRow]:
    """Return every visible follow-up, planned, done and cancelled."""
    names = all_names(reader, ("user", "person", "deal", "loss_reason"))
    query = (
        select(FollowUp, FollowUpType)
        .join(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .where(visible(reader.actor, FollowUp))
        .order_by(col(FollowUp.id))
    )
    return [_follow_up(one, kind, names) for one, kind in reader.session.exec(query)]


def events(reader: Reader) -> list[EventRow]:
    """Return every visible event as it was written."""
    names = all_names(reader, ("user",))
    query = (
        select(Event, col(Batch.origin))
        .join(Batch, col(Batch.id) == col(Event.batch_id))
        .where(visible(reader.actor, Event))
        .order_by(col(Event.id))
    )
    return [
        EventRow(
            id=event.pk,
            batch=event.batch_id,
            origin=origin,
            at=event.at,
            actor=names.of("user", event.actor_id),
            entity=event.entity,
            entity_id=event.entity_id,
            verb=event.verb,
            before=event.before,
            after=event.after,
        )
        for event, origin in reader.session.exec(query)
    ]


def _values(reader: Reader) -> dict[int, Person]:
    """Return the visible people by id: a deal's value is its person's (rulings 2)."""
    query = select(Person).where(visible(reader.actor, Person))
    return {person.pk: person for person in reader.session.exec(query)}


def _points(reader: Reader) -> Points:
    query = (
        select(ContactPoint)
        .where(
            visible(reader.actor, ContactPoint),
            col(ContactPoint.deleted_at).is_(None),
        )
        .order_by(col(ContactPoint.is_primary).desc(), col(ContactPoint.id))
    )
    found: Points = {}
    for point in reader.session.exec(query):
        if point.person_id is not None:
            found.setdefault((point.person_id, point.kind), []).append(point.value)
    return found


def _deal(deal: Deal, names: Names, people_by_id: dict[int, Person]) -> DealRow:
    person = people_by_id.get(deal.person_id or 0)
    return DealRow(
        id=deal.pk,
        title=deal.title,
        phase=deal.phase,
        status=deal.status,
        pipeline=names.of("pipeline", deal.pipeline_id),
        stage=names.of("stage", deal.stage_id),
        amount=money(deal.amount_minor, deal.currency),
        probability=deal.probability,
        company_id=deal.organization_id,
        company=names.of("organization", deal.organization_id),
        person_id=deal.person_id,
        person=names.of("person", deal.person_id),
        owner=names.of("user", deal.owner_id),
        owner_login=names.of("login", deal.owner_id),
        team=names.of("team", deal.team_id),
        value=person.temperature if person else deal.temperature,
        priority=deal.priority,
        forecast_category=deal.forecast_category,
        source=names.of("source", deal.source_id),
        opened_at=deal.opened_at,
        expected_close=deal.expected_close,
        closed_at=deal.closed_at,
        reason=names.of("loss_reason", deal.loss_reason_id),
        note=deal.loss_note,
        next_at=deal.next_at,
        next_all_day=deal.next_all_day,
        last_touch_at=deal.last_touch_at,
        created_at=deal.created_at,
        updated_at=deal.updated_at,
        external_system=deal.external_system or "",
        external_id=deal.external_id or "",
        custom=deal.custom,
    )


def _person(person: Person, names: Names, points: Points) -> PersonRow:
    return PersonRow(
        id=person.pk,
        first_name=person.first_name,
        last_name=person.last_name,
        title=person.title,
        company_id=person.organization_id,
        company=names.of("organization", person.organization_id),
        phones=_texts(points, person, ContactKind.PHONE),
        emails=_texts(points, person, ContactKind.EMAIL),
        lifecycle=person.lifecycle,
        value=person.temperature,
        owner=names.of("user", person.owner_id),
        owner_login=names.of("login", person.owner_id),
        source=names.of("source", person.source_id),
        do_not_contact=person.do_not_contact,
        customer_since=person.customer_since,
        language=person.language,
        created_at=person.created_at,
        updated_at=person.updated_at,
        external_system=person.external_system or "",
        external_id=person.external_id or "",
        custom=person.custom,
    )


def _texts(points: Points, person: Person, kind: ContactKind) -> tuple[str, ...]:
    found: Sequence[str] = points.get((person.pk, kind), ())
    return tuple(found)


def _company(company: Organization, names: Names, *, full: bool) -> CompanyRow:
    parent = names.of("organization", company.parent_id) if full else ""
    return CompanyRow(
        id=company.pk,
        name=company.name,
        domain=company.domain,
        industry=company.industry,
        place=company.place,
        employees=company.employees if full else None,
        parent_id=company.parent_id if parent else None,
        parent=parent,
        owner=names.of("user", company.owner_id) if full else "",
        owner_login=names.of("login", company.owner_id) if full else "",
        created_at=company.created_at if full else None,
        updated_at=company.updated_at if full else None,
        external_system=(company.external_system or "") if full else "",
        external_id=(company.external_id or "") if full else "",
        custom=company.custom if full else {},
    )


def _follow_up(one: FollowUp, kind: FollowUpType, names: Names) -> FollowUpRow:
    deal = names.ref("deal", one.deal_id)
    return FollowUpRow(
        id=one.pk,
        tunnel_id=one.tunnel_id,
        type=kind.name,
        action_kind=kind.action_kind,
        status=one.status,
        planned_at=one.planned_at,
        planned_on=one.planned_on,
        all_day=one.all_day,
        person_id=one.person_id,
        person=names.of("person", one.person_id),
        deal_id=deal.id if deal else None,
        deal=deal.name if deal else "",
        assignee=names.of("user", one.assignee_id),
        attempt=one.attempt_no,
        snoozes=one.snoozes,
        comment=one.initial_comment,
        outcome=one.outcome,
        no_contact=one.no_contact_kind,
        contact_made=one.contact_made,
        outcome_comment=one.outcome_comment,
        done_at=one.done_at,
        done_by=names.of("user", one.done_by),
        reason=names.of("loss_reason", one.reason_id),
        cancel_reason=one.cancel_reason,
        cancelled_at=one.cancelled_at,
    )
