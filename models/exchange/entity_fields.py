"""The fields that a file may feed, by kind of record, and how each one is read."""

from collections.abc import Mapping
from enum import StrEnum

from models.exchange.mapping import Entity


class Kind(StrEnum):
    """How the text of a cell is read."""

    NAME = "name"
    NOTE = "note"
    EMAIL = "email"
    PHONE = "phone"
    EMAILS = "emails"
    PHONES = "phones"
    CODE = "code"
    WORD = "word"
    COUNT = "count"
    DAY = "day"
    MOMENT = "moment"
    DUE = "due"
    AMOUNT = "amount"
    CURRENCY = "currency"
    SHARE = "share"
    YES_NO = "yes_no"
    RECORD = "record"


FIELDS: Mapping[Entity, Mapping[str, Kind]] = {
    Entity.TEAM: {"name": Kind.NAME, "parent": Kind.RECORD},
    Entity.USER: {
        "name": Kind.NAME,
        "login": Kind.NAME,
        "role": Kind.CODE,
        "team": Kind.RECORD,
    },
    Entity.COMPANY: {
        "id": Kind.COUNT,
        "external_id": Kind.NAME,
        "name": Kind.NAME,
        "domain": Kind.NAME,
        "industry": Kind.NAME,
        "employees": Kind.COUNT,
        "place": Kind.NAME,
        "parent": Kind.RECORD,
        "owner": Kind.RECORD,
    },
    Entity.PERSON: {
        "id": Kind.COUNT,
        "external_id": Kind.NAME,
        "name": Kind.NAME,
        "first_name": Kind.NAME,
        "last_name": Kind.NAME,
        "company": Kind.RECORD,
        "title": Kind.NAME,
        "phone": Kind.PHONE,
        "email": Kind.EMAIL,
        "other_phones": Kind.PHONES,
        "other_emails": Kind.EMAILS,
        "owner": Kind.RECORD,
        "source": Kind.WORD,
        "lifecycle": Kind.CODE,
        "temperature": Kind.CODE,
        "came_on": Kind.DAY,
        "customer_since": Kind.DAY,
        "language": Kind.NAME,
        "do_not_contact": Kind.YES_NO,
    },
    Entity.DEAL: {
        "id": Kind.COUNT,
        "external_id": Kind.NAME,
        "title": Kind.NAME,
        "company": Kind.RECORD,
        "person": Kind.RECORD,
        "pipeline": Kind.WORD,
        "stage": Kind.WORD,
        "status": Kind.CODE,
        "amount": Kind.AMOUNT,
        "currency": Kind.CURRENCY,
        "probability": Kind.SHARE,
        "priority": Kind.CODE,
        "forecast_category": Kind.CODE,
        "temperature": Kind.CODE,
        "owner": Kind.RECORD,
        "source": Kind.WORD,
        "opened_at": Kind.MOMENT,
        "expected_close": Kind.DAY,
        "closed_at": Kind.MOMENT,
        "reason": Kind.WORD,
        "reason_note": Kind.NOTE,
    },
    Entity.FOLLOW_UP: {
        "id": Kind.COUNT,
        "external_id": Kind.NAME,
        "deal": Kind.RECORD,
        "person": Kind.RECORD,
        "type": Kind.WORD,
        "due": Kind.DUE,
        "due_at": Kind.MOMENT,
        "all_day": Kind.YES_NO,
        "assignee": Kind.RECORD,
        "comment": Kind.NOTE,
        "outcome": Kind.CODE,
        "attempts": Kind.COUNT,
        "no_contact": Kind.CODE,
        "done_at": Kind.MOMENT,
        "done_by": Kind.RECORD,
        "outcome_comment": Kind.NOTE,
        "reason": Kind.WORD,
        "cancel_reason": Kind.CODE,
        "cancelled_at": Kind.MOMENT,
    },
    Entity.INTERACTION: {
        "deal": Kind.RECORD,
        "person": Kind.RECORD,
        "company": Kind.RECORD,
        "kind": Kind.CODE,
        "direction": Kind.CODE,
        "at": Kind.MOMENT,
        "by": Kind.RECORD,
        "body": Kind.NOTE,
        "disposition": Kind.NAME,
        "duration": Kind.COUNT,
    },
}
"""``id`` is this program's own number, for files that it wrote itself."""

REQUIRED: Mapping[Entity, tuple[str, ...]] = {
    Entity.TEAM: ("name",),
    Entity.USER: ("name",),
    Entity.COMPANY: ("name",),
    Entity.PERSON: (),
    Entity.DEAL: ("title",),
    Entity.FOLLOW_UP: ("due",),
    Entity.INTERACTION: (),
}

REFERS: Mapping[str, Entity] = {
    "parent": Entity.COMPANY,
    "company": Entity.COMPANY,
    "person": Entity.PERSON,
    "deal": Entity.DEAL,
    "owner": Entity.USER,
    "assignee": Entity.USER,
    "by": Entity.USER,
    "done_by": Entity.USER,
    "team": Entity.TEAM,
}
"""The record that a reference field names."""

CUSTOM = frozenset({Entity.COMPANY, Entity.PERSON, Entity.DEAL})
"""What may have custom fields."""


def refers(entity: Entity, name: str) -> Entity:
    """Return the kind of record that a reference field names."""
    if entity is Entity.TEAM and name == "parent":
        return Entity.TEAM
    return REFERS[name]
