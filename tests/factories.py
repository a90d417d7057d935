"""Records for tests, written straight to the tables with all that belongs to them.

Each factory returns the id. Names of stages, types, teams and people are those of
the sales template and of what the test made before.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from models.clock import end_of_day
from models.clock import local_day
from models.history import Writer
from models.money import Money
from models.rules.matching import normalise_email
from models.rules.matching import normalise_phone
from models.store import Store
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Interaction
from models.tables import Invoice
from models.tables import Organization
from models.tables import Person
from models.tables import Stage
from models.tables import StageVisit
from models.tables import Team
from models.tables import Tunnel
from models.tables import User
from models.tables.base import JsonObject
from models.tables.base import Record
from models.text import fold
from models.vocabulary import ContactKind
from models.vocabulary import InteractionKind
from models.vocabulary import Lifecycle
from models.vocabulary import Phase
from models.vocabulary import Role
from models.vocabulary import StageKind
from models.vocabulary import Temperature

R = TypeVar("R", bound=Record)


def a_user(
    store: Store,
    login: str,
    role: Role = Role.SELLER,
    team: str | None = None,
    name: str | None = None,
) -> int:
    """Write a user; a team that is not there yet is made under the root team."""

    def write(writer: Writer) -> int:
        user = User(
            login=login,
            name=name or login.capitalize(),
            role=role,
            team_id=_team(writer, team),
        )
        writer.save(user, "user.created")
        return user.pk

    return store.write(write)


def a_team(store: Store, name: str, parent: str | None = None) -> int:
    """Write a team under the named one, else under the root team."""

    def write(writer: Writer) -> int:
        team = Team(name=name, parent_id=_team(writer, parent))
        writer.save(team, "team.created")
        return team.pk

    return store.write(write)


def a_company(  # noqa: PLR0913
    store: Store,
    name: str = "Dupont",
    *,
    owner: str | None = None,
    domain: str = "",
    place: str = "",
    industry: str = "",
    custom: JsonObject | None = None,
) -> int:
    """Write a company; without an owner it is visible to all by name."""

    def write(writer: Writer) -> int:
        company = Organization(
            name=name,
            folded_name=fold(name),
            owner_id=_user(writer, owner),
            domain=domain,
            place=place,
            industry=industry,
            custom=custom or {},
        )
        writer.save(company, "organization.created")
        return company.pk

    return store.write(write)


def a_person(  # noqa: PLR0913
    store: Store,
    name: str = "Julie Martin",
    *,
    owner: str | None = None,
    company: int | None = None,
    phone: str = "",
    email: str = "",
    temperature: Temperature | None = None,
    title: str = "",
    do_not_contact: bool = False,
    custom: JsonObject | None = None,
) -> int:
    """Write a person of the named owner, else of the store's user."""

    def write(writer: Writer) -> int:
        first, _, last = name.partition(" ")
        person = Person(
            first_name=first,
            last_name=last,
            folded_name=fold(name),
            organization_id=company,
            owner_id=_user(writer, owner or writer.actor.login),
            temperature=temperature,
            lifecycle=Lifecycle.PROSPECT,
            title=title,
            do_not_contact=do_not_contact,
            custom=custom or {},
        )
        writer.save(person, "person.created")
        points = {ContactKind.PHONE: phone, ContactKind.EMAIL: email}
        for kind, value in points.items():
            if value:
                writer.session.add(_point(kind, value, person_id=person.pk))
        return person.pk

    return store.write(write)


def a_contact_point(
    store: Store,
    value: str,
    kind: ContactKind = ContactKind.EMAIL,
    *,
    person: int | None = None,
    company: int | None = None,
) -> int:
    """Write one more way to reach a person or a company."""

    def write(writer: Writer) -> int:
        point = _point(kind, value, person_id=person, company_id=company)
        writer.save(point, "contact_point.created")
        return point.pk

    return store.write(write)


def a_deal(  # noqa: PLR0913
    store: Store,
    title: str = "Acme licence",
    *,
    stage: str | None = None,
    amount: Money | None = None,
    owner: str | None = None,
    person: int | None = None,
    company: int | None = None,
    opened_at: datetime | None = None,
    entered_at: datetime | None = None,
    phase: Phase = Phase.DEAL,
    temperature: Temperature | None = None,
    expected_close: date | None = None,
    unassigned: bool = False,
    custom: JsonObject | None = None,
) -> int:
    """Write an open deal with its open visit, in the first open stage by default."""

    def write(writer: Writer) -> int:
        place = _stage(writer, stage)
        since = opened_at or writer.now
        owner_id = None if unassigned else _user(writer, owner or writer.actor.login)
        deal = Deal(
            title=title,
            phase=phase,
            person_id=person,
            organization_id=company,
            pipeline_id=place.pipeline_id,
            stage_id=place.pk,
            amount_minor=amount.minor if amount else None,
            currency=amount.currency if amount else None,
            owner_id=owner_id,
            temperature=temperature,
            expected_close=expected_close,
            opened_at=since,
            custom=custom or {},
        )
        writer.save(deal, "deal.created")
        visit = StageVisit(
            deal_id=deal.pk,
            stage_id=place.pk,
            entered_at=entered_at or since,
            by_id=writer.actor.id,
        )
        writer.save(visit, "stage_visit.created")
        return deal.pk

    return store.write(write)


def a_follow_up(  # noqa: PLR0913
    store: Store,
    *,
    deal: int | None = None,
    person: int | None = None,
    type: str | None = None,  # noqa: A002
    due: date | datetime | None = None,
    assignee: str | None = None,
    comment: str = "",
) -> int:
    """Plan a follow-up in the open tunnel of the deal or person, made if needed.

    A date is date-only, a datetime a moment; the default is tomorrow. The type is
    the first of the template unless one is named.
    """

    def write(writer: Writer) -> int:
        who = person
        found = writer.session.get(Deal, deal) if deal is not None else None
        if found is not None and who is None:
            who = found.person_id
        login = assignee or writer.actor.login
        assignee_id = _one(writer, User, col(User.login) == login).pk
        tunnel = _tunnel(writer, deal, who, assignee_id)
        day, moment = _when(writer, due)
        follow_up = FollowUp(
            tunnel_id=tunnel.pk,
            person_id=who,
            deal_id=deal,
            type_id=_type(writer, type).pk,
            planned_at=moment,
            original_planned_at=moment,
            planned_on=day,
            all_day=not isinstance(due, datetime),
            assignee_id=assignee_id,
            initial_comment=comment,
        )
        writer.save(follow_up, "followup.planned")
        if found is not None:
            found.next_at = moment
            found.next_all_day = follow_up.all_day
            writer.save(found, "deal.updated")
        return follow_up.pk

    return store.write(write)


def a_note(
    store: Store,
    body: str,
    *,
    deal: int | None = None,
    person: int | None = None,
    company: int | None = None,
    kind: InteractionKind = InteractionKind.NOTE,
) -> int:
    """Write a note or another logged touch."""

    def write(writer: Writer) -> int:
        note = Interaction(
            kind=kind,
            at=writer.now,
            by_id=writer.actor.id,
            deal_id=deal,
            person_id=person,
            organization_id=company,
            body=body,
        )
        writer.save(note, "interaction.created")
        return note.pk

    return store.write(write)


def an_invoice(
    store: Store, number: str, *, deal: int | None = None, person: int | None = None
) -> int:
    """Write a reference to an invoice."""

    def write(writer: Writer) -> int:
        invoice = Invoice(number=number, deal_id=deal, person_id=person)
        writer.save(invoice, "invoice.linked")
        return invoice.pk

    return store.write(write)


def stage_id(store: Store, name: str) -> int:
    """Return the id of a stage by its name."""
    return store.write(lambda writer: _stage(writer, name).pk)


def type_id(store: Store, name: str) -> int:
    """Return the id of a follow-up type by its name."""
    return store.write(lambda writer: _type(writer, name).pk)


def _one(writer: Writer, table: type[R], *tests: object) -> R:
    query = select(table).where(*tests).order_by(table.__table__.c.id)  # type: ignore[arg-type,attr-defined]
    return writer.session.scalars(query.limit(1)).one()


def _user(writer: Writer, login: str | None) -> int | None:
    return _one(writer, User, col(User.login) == login).pk if login else None


def _team(writer: Writer, name: str | None) -> int:
    root = _one(writer, Team, col(Team.parent_id).is_(None))
    if name is None:
        return root.pk
    query = select(Team).where(col(Team.name) == name)
    found = writer.session.scalars(query).one_or_none()
    if found is None:
        found = Team(name=name, parent_id=root.pk)
        writer.save(found, "team.created")
    return found.pk


def _stage(writer: Writer, name: str | None) -> Stage:
    if name is None:
        return _one(writer, Stage, col(Stage.kind) == StageKind.OPEN)
    return _one(writer, Stage, col(Stage.name) == name)


def _type(writer: Writer, name: str | None) -> FollowUpType:
    test = (
        col(FollowUpType.is_first) if name is None else col(FollowUpType.name) == name
    )
    return _one(writer, FollowUpType, test)


def _tunnel(
    writer: Writer, deal: int | None, person: int | None, owner_id: int
) -> Tunnel:
    query = select(Tunnel).where(col(Tunnel.closed_at).is_(None))
    if deal is not None:
        query = query.where(col(Tunnel.deal_id) == deal)
    else:
        query = query.where(
            col(Tunnel.person_id) == person, col(Tunnel.deal_id).is_(None)
        )
    found = writer.session.scalars(query).one_or_none()
    if found is None:
        found = Tunnel(
            deal_id=deal, person_id=person, opened_at=writer.now, owner_id=owner_id
        )
        writer.save(found, "tunnel.opened")
    return found


def _when(writer: Writer, due: date | datetime | None) -> tuple[date, datetime]:
    zone = writer.house.zone
    if isinstance(due, datetime):
        return local_day(due, zone), due
    day = due or local_day(writer.now, zone) + timedelta(days=1)
    return day, end_of_day(day, zone)


def _point(
    kind: ContactKind,
    value: str,
    *,
    person_id: int | None = None,
    company_id: int | None = None,
) -> ContactPoint:
    known = {
        ContactKind.EMAIL: normalise_email(value),
        ContactKind.PHONE: normalise_phone(value, "FR"),
        ContactKind.URL: None,
    }
    return ContactPoint(
        kind=kind,
        value=value,
        normalized=known[kind] or "",
        person_id=person_id,
        organization_id=company_id,
        is_primary=True,
    )
