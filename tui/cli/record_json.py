"""Records as JSON (defaults.md 9): stored codes, moments with offset, money as text."""

from collections.abc import Mapping
from datetime import datetime

from models.money import Money
from models.money import major
from models.views.choices import Ref
from models.views.records import CompanyScreen
from models.views.records import DealLine
from models.views.records import DealScreen
from models.views.records import FieldValue
from models.views.records import FollowUpLine
from models.views.records import PersonLine
from models.views.records import PersonScreen
from models.views.records import TimelineEntry
from tui.cli.shell import iso

Json = dict[str, object]


def deal_json(deal: DealScreen, zone: str) -> Json:
    """Return a deal."""
    return {
        "id": deal.id,
        "title": deal.title,
        "phase": str(deal.phase),
        "status": str(deal.status),
        "pipeline": deal.pipeline.name,
        "stage": deal.stage.name,
        "amount": _amount(deal.amount),
        "currency": deal.amount.currency if deal.amount else None,
        "probability": None if deal.probability is None else deal.probability / 100,
        "company": ref(deal.company),
        "people": [_person_line(person) for person in deal.people],
        "owner": _name(deal.owner),
        "team": deal.team or None,
        "value": _code(deal.temperature),
        "priority": str(deal.priority),
        "source": _name(deal.source),
        "opened_at": iso(deal.opened_at, zone),
        "expected_close": _day(deal.expected_close),
        "closed_at": iso(deal.closed_at, zone),
        "reason": _name(deal.reason),
        "note": deal.loss_note,
        "next": None if deal.next is None else follow_up(deal.next, zone),
        "stages": [
            {"stage": stage.name, "days": stage.days, "state": str(stage.state)}
            for stage in deal.path
        ],
        "followups": [follow_up(line, zone) for line in deal.followups],
        "timeline": [entry(one, zone) for one in deal.timeline],
        "fields": fields(deal.fields),
        "external_id": deal.external_id or None,
        "system": deal.external_system or None,
    }


def person_json(person: PersonScreen, zone: str) -> Json:
    """Return a person."""
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "company": ref(person.company),
        "lifecycle": str(person.lifecycle),
        "value": _code(person.temperature),
        "owner": _name(person.owner),
        "source": _name(person.source),
        "do_not_contact": person.do_not_contact,
        "customer_since": _day(person.customer_since),
        "contact": [
            {"kind": str(point.kind), "value": point.value} for point in person.points
        ],
        "deals": [_deal_line(line) for line in person.deals],
        "next": None if person.next is None else follow_up(person.next, zone),
        "followups": [follow_up(line, zone) for line in person.followups],
        "invoices": [
            {
                "number": one.number,
                "issued_on": _day(one.issued_on),
                "amount": _amount(one.amount),
                "currency": one.amount.currency if one.amount else None,
            }
            for one in person.invoices
        ],
        "timeline": [entry(one, zone) for one in person.timeline],
        "fields": fields(person.fields),
    }


def company_json(company: CompanyScreen, zone: str) -> Json:
    """Return what the actor may see of a company (rulings 12)."""
    return {
        "id": company.id,
        "name": company.name,
        "domain": company.domain,
        "place": company.place,
        "industry": company.industry,
        "employees": company.employees,
        "parent": ref(company.parent),
        "owner": _name(company.owner),
        "contact": [
            {"kind": str(point.kind), "value": point.value} for point in company.points
        ],
        "people": [_person_line(person) for person in company.people],
        "deals": [_deal_line(line) for line in company.deals],
        "timeline": [entry(one, zone) for one in company.timeline],
        "fields": fields(company.fields),
    }


def follow_up(line: FollowUpLine, zone: str) -> Json:
    """Return a follow-up."""
    return {
        "id": line.id,
        "type": line.type,
        "status": str(line.status),
        "due": line.planned_on.isoformat()
        if line.all_day
        else iso(line.planned_at, zone),
        "all_day": line.all_day,
        "assignee": line.assignee,
        "attempt": line.attempt,
        "snoozes": line.snoozes,
        "comment": line.comment,
        "outcome": _code(line.outcome),
        "no_contact": _code(line.no_contact),
        "outcome_comment": line.outcome_comment,
        "done_at": iso(line.done_at, zone),
        "done_by": line.done_by or None,
        "cancelled": _code(line.cancel_reason),
        "reason": line.reason or None,
    }


def entry(one: TimelineEntry, zone: str) -> Json:
    """Return one event of a timeline."""
    return {
        "at": iso(one.at, zone),
        "actor": one.actor,
        "verb": one.verb,
        "before": _told(one.before),
        "after": _told(one.after),
        "batch": one.batch,
    }


def fields(values: tuple[FieldValue, ...]) -> Json:
    """Return the fields of the workspace's own by key."""
    return {field.key: field.value for field in values}


def ref(named: Ref | None) -> Json | None:
    """Return a record by id and name."""
    return None if named is None else {"id": named.id, "name": named.name}


def _told(values: Mapping[str, object]) -> Json:
    return {
        name: major(value) if isinstance(value, Money) else value
        for name, value in values.items()
    }


def _person_line(person: PersonLine) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "value": _code(person.temperature),
        "phone": person.phone,
        "email": person.email,
    }


def _deal_line(line: DealLine) -> Json:
    return {
        "id": line.id,
        "title": line.title,
        "status": str(line.status),
        "stage": line.stage,
        "amount": _amount(line.amount),
        "currency": line.amount.currency if line.amount else None,
        "owner": line.owner,
    }


def _amount(money: Money | None) -> str | None:
    return None if money is None else major(money)


def _name(named: Ref | None) -> str | None:
    return None if named is None else named.name


def _code(code: object) -> str | None:
    return None if code is None else str(code)


def _day(day: object) -> str | None:
    if isinstance(day, datetime):
        raise TypeError(day)
    return None if day is None else str(day)
