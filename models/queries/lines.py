"""The records that a figure counts, as lines of a list in the order given."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.names import PERSON_NAME
from models.queries.parts import money
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Organization
from models.tables import Person
from models.tables import Stage
from models.tables import User
from models.views.counted import FollowUpCounted
from models.views.counted import PersonCounted
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.records import DealLine
from models.vocabulary import Outcome
from models.vocabulary import Status

AT_ONCE = 5_000
"""How many ids one statement holds."""


def deals(reader: Reader, ids: Sequence[int]) -> tuple[DealLine, ...]:
    """Return visible deals; one that is counted twice is here twice."""
    found: dict[int, DealLine] = {}
    for some in _portions(ids):
        query = (
            chosen(
                col(Deal.id),
                col(Deal.title),
                col(Deal.status),
                col(Stage.name),
                col(Deal.amount_minor),
                col(Deal.currency),
                col(User.name),
                col(Deal.next_at),
                col(Deal.next_all_day),
            )
            .select_from(Deal)
            .join(Stage, col(Stage.id) == col(Deal.stage_id))
            .outerjoin(User, col(User.id) == col(Deal.owner_id))
            .where(col(Deal.id).in_(some), visible(reader.actor, Deal))
        )
        for row in reader.session.connection().execute(query):
            line = _deal(tuple(row))
            found[line.id] = line
    return tuple(found[one] for one in ids if one in found)


def people(reader: Reader, ids: Sequence[int]) -> tuple[PersonCounted, ...]:
    """Return visible people with their company."""
    found: dict[int, PersonCounted] = {}
    for some in _portions(ids):
        query = (
            chosen(col(Person.id), PERSON_NAME, col(Organization.name))
            .select_from(Person)
            .outerjoin(
                Organization, col(Organization.id) == col(Person.organization_id)
            )
            .where(col(Person.id).in_(some), visible(reader.actor, Person))
        )
        for one, name, company in reader.session.connection().execute(query):
            person_id = integer(one)
            found[person_id] = PersonCounted(person_id, string(name), string(company))
    return tuple(found[one] for one in ids if one in found)


def follow_ups(reader: Reader, ids: Sequence[int]) -> tuple[FollowUpCounted, ...]:
    """Return visible follow-ups with what they were on."""
    found: dict[int, FollowUpCounted] = {}
    for some in _portions(ids):
        query = (
            chosen(
                col(FollowUp.id),
                col(FollowUp.deal_id),
                col(FollowUp.person_id),
                func.coalesce(col(Deal.title), PERSON_NAME),
                col(FollowUpType.name),
                col(FollowUp.planned_on),
                text(col(FollowUp.outcome)),
            )
            .select_from(FollowUp)
            .join(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
            .outerjoin(Deal, col(Deal.id) == col(FollowUp.deal_id))
            .outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
            .where(col(FollowUp.id).in_(some), visible(reader.actor, FollowUp))
        )
        for row in reader.session.connection().execute(query):
            line = _follow_up(tuple(row))
            found[line.id] = line
    return tuple(found[one] for one in ids if one in found)


def _follow_up(row: tuple[object, ...]) -> FollowUpCounted:
    one, deal_id, person_id, title, kind, on, outcome = row
    return FollowUpCounted(
        id=integer(one),
        deal_id=maybe_integer(deal_id),
        person_id=maybe_integer(person_id),
        title=string(title),
        type=string(kind),
        planned_on=on if isinstance(on, date) else date.min,
        outcome=None if outcome is None else Outcome(string(outcome)),
    )


def _deal(row: tuple[object, ...]) -> DealLine:
    deal_id, title, status, stage, minor, currency, owner, at, all_day = row
    return DealLine(
        id=integer(deal_id),
        title=string(title),
        status=Status(string(status)),
        stage=string(stage),
        amount=money(maybe_integer(minor), string(currency)),
        owner=string(owner),
        next_at=at if isinstance(at, datetime) else None,
        next_all_day=bool(all_day),
    )


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    known = sorted(set(ids))
    for start in range(0, len(known), AT_ONCE):
        yield known[start : start + AT_ONCE]
