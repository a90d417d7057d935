"""Parts that the screens of several kinds of record share."""

from collections.abc import Iterable
from collections.abc import Iterator

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.money import Money
from models.queries.names import Names
from models.queries.places import bookings_of
from models.tables import ContactPoint
from models.tables import CustomField
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Invoice
from models.tables import Person
from models.tables import Stage
from models.tables import User
from models.tables.base import JsonObject
from models.views.bookings import BookingLine
from models.views.records import DealLine
from models.views.records import FieldValue
from models.views.records import FollowUpLine
from models.views.records import InvoiceLine
from models.views.records import PersonLine
from models.views.records import Point
from models.vocabulary import ContactKind
from models.vocabulary import FollowUpStatus

Led = tuple[Invoice | None, tuple[BookingLine, ...]]
FollowUps = list[tuple[FollowUp, FollowUpType, str, Led]]
"""With the type, the zone of the assignee, and the invoice and bookings of it."""


def money(minor: int | None, currency: str | None) -> Money | None:
    """Return the amount of a row, nothing where it has none."""
    return Money(minor, currency) if minor is not None and currency else None


def read_follow_ups(reader: Reader, about: ColumnElement[bool]) -> FollowUps:
    """Read visible follow-ups with their types: the planned ones, then the newest."""
    planned = col(FollowUp.status) == FollowUpStatus.PLANNED
    led_to = and_(
        col(Invoice.id) == col(FollowUp.invoice_id), visible(reader.actor, Invoice)
    )
    zone = func.coalesce(col(User.time_zone), reader.house.zone)
    query = (
        select(FollowUp, FollowUpType, zone, Invoice)
        .join(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .join(User, col(User.id) == col(FollowUp.assignee_id))
        .outerjoin(Invoice, led_to)
        .where(about, visible(reader.actor, FollowUp))
        .order_by(planned.desc(), col(FollowUp.planned_at).desc())
        .order_by(col(FollowUp.id).desc())
    )
    found = reader.session.exec(query).all()
    places = bookings_of(reader, [one.pk for one, *_ in found])
    return [
        (one, kind, str(place), (sold, places.get(one.pk, ())))
        for one, kind, place, sold in found
    ]


def wanted_by_follow_ups(found: FollowUps) -> Iterator[tuple[str, int | None]]:
    """Yield the records whose names the follow-ups need."""
    for one, *_ in found:
        yield "user", one.assignee_id
        yield "user", one.done_by
        yield "loss_reason", one.reason_id


def follow_up_lines(found: FollowUps, names: Names) -> tuple[FollowUpLine, ...]:
    """Return follow-ups as screens show them."""
    return tuple(
        FollowUpLine(
            id=one.pk,
            type=kind.name,
            action_kind=kind.action_kind,
            status=one.status,
            planned_at=one.planned_at,
            planned_on=one.planned_on,
            all_day=one.all_day,
            assignee=names.of("user", one.assignee_id),
            attempt=one.attempt_no,
            snoozes=one.snoozes,
            comment=one.initial_comment,
            outcome=one.outcome,
            no_contact=one.no_contact_kind,
            outcome_comment=one.outcome_comment,
            done_at=one.done_at,
            done_by=names.of("user", one.done_by),
            cancel_reason=one.cancel_reason,
            reason=names.of("loss_reason", one.reason_id),
            zone=zone,
            invoice=invoice_line(sold) if sold is not None else None,
            bookings=places,
        )
        for one, kind, zone, (sold, places) in found
    )


def invoice_line(invoice: Invoice) -> InvoiceLine:
    """Return a reference to an invoice as screens show it."""
    return InvoiceLine(
        number=invoice.number,
        issued_on=invoice.issued_on,
        amount=money(invoice.amount_minor, invoice.currency),
    )


def next_of(lines: Iterable[FollowUpLine]) -> FollowUpLine | None:
    """Return the planned one of some follow-ups."""
    planned = (line for line in lines if line.status is FollowUpStatus.PLANNED)
    return next(planned, None)


def read_deals(reader: Reader, about: ColumnElement[bool]) -> list[tuple[Deal, str]]:
    """Read visible deals with the name of their stage: open ones first, then newest."""
    query = (
        select(Deal, col(Stage.name))
        .join(Stage, col(Stage.id) == col(Deal.stage_id))
        .where(about, visible(reader.actor, Deal))
        .order_by(col(Deal.closed_at).is_(None).desc(), col(Deal.id).desc())
    )
    return [(deal, stage) for deal, stage in reader.session.exec(query)]


def deal_lines(found: Iterable[tuple[Deal, str]], names: Names) -> tuple[DealLine, ...]:
    """Return deals as the screens of people and companies show them."""
    return tuple(
        DealLine(
            id=deal.pk,
            title=deal.title,
            status=deal.status,
            stage=stage,
            amount=money(deal.amount_minor, deal.currency),
            owner=names.of("user", deal.owner_id),
            next_at=deal.next_at,
            next_all_day=deal.next_all_day,
        )
        for deal, stage in found
    )


def read_people(reader: Reader, about: ColumnElement[bool]) -> tuple[PersonLine, ...]:
    """Read visible people with the first telephone number and e-mail of each."""
    people = select(Person).where(about, visible(reader.actor, Person))
    found = list(reader.session.scalars(people.order_by(col(Person.folded_name))))
    points = read_points(
        reader, col(ContactPoint.person_id).in_([person.pk for person in found])
    )
    return tuple(
        PersonLine(
            id=person.pk,
            name=person.name,
            title=person.title,
            temperature=person.temperature,
            phone=_first(points, person.pk, ContactKind.PHONE),
            email=_first(points, person.pk, ContactKind.EMAIL),
        )
        for person in found
    )


def read_points(
    reader: Reader, about: ColumnElement[bool]
) -> list[tuple[int | None, Point]]:
    """Read visible contact points with their person's id, primary ones first."""
    query = (
        select(ContactPoint)
        .where(about, visible(reader.actor, ContactPoint))
        .order_by(col(ContactPoint.is_primary).desc(), col(ContactPoint.id))
    )
    return [
        (point.person_id, Point(point.kind, point.value, point.is_primary))
        for point in reader.session.scalars(query)
        if point.deleted_at is None
    ]


def read_fields(
    reader: Reader, entity: str, custom: JsonObject
) -> tuple[FieldValue, ...]:
    """Return the workspace's own fields of a record, filled or not."""
    query = (
        select(CustomField)
        .where(col(CustomField.entity) == entity)
        .order_by(col(CustomField.position), col(CustomField.id))
    )
    return tuple(
        FieldValue(
            key=field.key,
            label_en=field.label_en,
            label_fr=field.label_fr,
            type=field.type,
            value=custom.get(field.key),
        )
        for field in reader.session.scalars(query)
    )


def _first(
    points: list[tuple[int | None, Point]], person_id: int, kind: ContactKind
) -> str:
    values = (p.value for owner, p in points if owner == person_id and p.kind is kind)
    return next(values, "")
