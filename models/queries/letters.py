"""The texts of a planned follow-up's type, with the words of its prospect (R-38)."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import find
from models.access import visible
from models.queries.planned import planned_for
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Organization
from models.tables import Person
from models.tables import Team
from models.tables import TextTemplate
from models.tables import User
from models.views.letters import Letter
from models.views.letters import Letters
from models.vocabulary import ContactKind

R = TypeVar("R", Deal, Person, Organization)


def letters(
    reader: Reader, *, deal_id: int | None = None, person_id: int | None = None
) -> Letters | None:
    """Return the texts for what is planned with a deal or a person, if anything is."""
    waiting = planned_for(reader, deal_id=deal_id, person_id=person_id)
    if waiting is None:
        return None
    follow_up = find(reader, FollowUp, waiting)
    kind = reader.session.get_one(FollowUpType, follow_up.type_id)
    of = TextTemplate
    query = select(of).where(col(of.type_id) == kind.pk)
    texts = reader.session.scalars(query.order_by(col(of.position), col(of.id)))
    return Letters(
        type=kind.name,
        guide=kind.description,
        values=_values(reader, follow_up),
        mail=_mail(reader, follow_up.person_id),
        texts=tuple(Letter(one.name, one.subject, one.body) for one in texts),
    )


def _values(reader: Reader, follow_up: FollowUp) -> Mapping[str, str]:
    """Return what fields are filled with, of visible records only (K-03)."""
    deal = _seen(reader, Deal, follow_up.deal_id)
    person = _seen(reader, Person, follow_up.person_id)
    owner = deal or person
    company_id = owner.organization_id if owner is not None else None
    company = _seen(reader, Organization, company_id)
    rep = reader.session.get(User, follow_up.assignee_id)
    team = reader.session.get(Team, rep.team_id) if rep is not None else None
    return {
        "first_name": person.first_name if person is not None else "",
        "last_name": person.last_name if person is not None else "",
        "name": person.name if person is not None else "",
        "company": company.name if company is not None else "",
        "deal": deal.title if deal is not None else "",
        "rep": rep.name if rep is not None else "",
        "team": team.name if team is not None else "",
        "workspace": reader.house.name,
    }


def _seen(reader: Reader, table: type[R], record_id: int | None) -> R | None:
    query = select(table).where(
        col(table.id) == record_id, visible(reader.actor, table)
    )
    return reader.session.scalars(query).one_or_none()


def _mail(reader: Reader, person_id: int | None) -> str:
    query = (
        select(col(ContactPoint.value))
        .where(
            col(ContactPoint.person_id) == person_id,
            col(ContactPoint.kind) == ContactKind.EMAIL,
            visible(reader.actor, ContactPoint),
        )
        .order_by(col(ContactPoint.is_primary).desc(), col(ContactPoint.id))
        .limit(1)
    )
    return reader.session.scalars(query).first() or ""
