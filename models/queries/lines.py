"""The records that a figure counts: in which order, and as lines by windows of them."""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime

from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import Statement
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
from models.views.counted import ListOrder
from models.views.counted import PersonCounted
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.records import DealLine
from models.vocabulary import Outcome
from models.vocabulary import Status

_GIVEN = func.json_each(bindparam("ids", type_=Text)).table_valued("key", "value")


def ordered(
    reader: Reader, entity: str, ids: Sequence[int], order: ListOrder
) -> tuple[int, ...]:
    """Return the ids that are visible, each as often as it is given, in an order.

    The order is the database's, so that nothing is read of a record but its place.
    """
    query = {"person": _people, "follow_up": _follow_ups}.get(entity, _deals)
    given = {"ids": json.dumps(ids)}
    found = reader.session.connection().execute(query(reader, order), given)
    return tuple(integer(one) for (one,) in found)


def _deals(reader: Reader, order: ListOrder) -> Statement:
    amount = func.coalesce(-col(Deal.amount_minor), 1)
    by: Mapping[ListOrder, Sequence[SQLColumnExpression[object]]] = {
        ListOrder.NAME: (col(Deal.title), col(Deal.id)),
        ListOrder.AMOUNT: (amount, col(Deal.title), col(Deal.id)),
    }
    return (
        chosen(col(Deal.id))
        .select_from(_GIVEN)
        .join(Deal, col(Deal.id) == _GIVEN.c.value)
        .where(visible(reader.actor, Deal))
        .order_by(*by.get(order, (_GIVEN.c.key,)))
    )


def _people(reader: Reader, order: ListOrder) -> Statement:
    named = (PERSON_NAME, col(Person.id))
    return (
        chosen(col(Person.id))
        .select_from(_GIVEN)
        .join(Person, col(Person.id) == _GIVEN.c.value)
        .where(visible(reader.actor, Person))
        .order_by(*(named if order is ListOrder.NAME else (_GIVEN.c.key,)))
    )


def _follow_ups(reader: Reader, order: ListOrder) -> Statement:
    """Order them by when they are due where no other order is asked for."""
    named = (func.coalesce(col(Deal.title), PERSON_NAME), col(FollowUp.id))
    due = (col(FollowUp.planned_on), col(FollowUp.id))
    return (
        chosen(col(FollowUp.id))
        .select_from(_GIVEN)
        .join(FollowUp, col(FollowUp.id) == _GIVEN.c.value)
        .outerjoin(Deal, col(Deal.id) == col(FollowUp.deal_id))
        .outerjoin(Person, col(Person.id) == col(FollowUp.person_id))
        .where(visible(reader.actor, FollowUp))
        .order_by(*(named if order is ListOrder.NAME else due))
    )


def deals(reader: Reader, ids: Sequence[int]) -> dict[int, DealLine]:
    """Return a window of visible deals by their ids."""
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
        .where(col(Deal.id).in_(ids), visible(reader.actor, Deal))
    )
    found = (_deal(tuple(row)) for row in reader.session.connection().execute(query))
    return {line.id: line for line in found}


def people(reader: Reader, ids: Sequence[int]) -> dict[int, PersonCounted]:
    """Return a window of visible people, with their company, by their ids."""
    query = (
        chosen(col(Person.id), PERSON_NAME, col(Organization.name))
        .select_from(Person)
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .where(col(Person.id).in_(ids), visible(reader.actor, Person))
    )
    found = reader.session.connection().execute(query)
    return {
        integer(one): PersonCounted(integer(one), string(name), string(company))
        for one, name, company in found
    }


def follow_ups(reader: Reader, ids: Sequence[int]) -> dict[int, FollowUpCounted]:
    """Return a window of visible follow-ups, with what they were on, by their ids."""
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
        .where(col(FollowUp.id).in_(ids), visible(reader.actor, FollowUp))
    )
    rows = reader.session.connection().execute(query)
    found = (_follow_up(tuple(row)) for row in rows)
    return {line.id: line for line in found}


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
