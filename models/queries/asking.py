"""What the follow-up dialogs start from: defaults, choices, and the record (R-07)."""

from datetime import date
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import find
from models.access import visible
from models.clock import local_day
from models.errors import BadValue
from models.errors import RuleBroken
from models.followed import deal_to_follow
from models.queries import choices
from models.queries.places import bookings_of
from models.rules import followups
from models.rules.date_days import add_months
from models.rules.followups import Calendar
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.asking import DatedType
from models.views.asking import PlanForm
from models.views.asking import SnoozeForm
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus
from models.vocabulary import Status

A_WEEK = 7


def plan_form(
    reader: Reader, *, deal_id: int | None = None, person_id: int | None = None
) -> PlanForm:
    """Return what may be planned; say so where something is planned already.

    A person is followed up on an open deal where there is one. A lost deal that is
    named alone is refused before anything is typed.
    """
    deal_id = deal_to_follow(reader, deal_id, person_id)
    deal = find(reader, Deal, deal_id) if deal_id is not None else None
    if deal is not None:
        person_id = deal.person_id
        if deal.status is Status.LOST:
            raise RuleBroken("deal_not_open", deal=deal.title, status=deal.status)
    person = find(reader, Person, person_id) if person_id is not None else None
    if deal is None and person is None:
        raise BadValue("followup_of_no_one", "person")
    about = _about(reader, deal, person_id)
    tunnel = _tunnel(reader, deal, person_id)
    if tunnel is not None:
        _refuse_second(reader, tunnel, about)
    owner = deal or person
    known = choices.assignees(reader)
    usual = owner.owner_id if owner is not None else None
    value = person or deal
    return PlanForm(
        about=about,
        deal_id=deal_id,
        person_id=None if deal is not None else person_id,
        types=_plannable(reader, starts=tunnel is None),
        colleagues=known,
        assignee_id=usual if usual in {one.id for one in known} else reader.actor.id,
        value=value.temperature if value is not None else None,
        reasons=choices.reasons(reader),
        reason_required=reader.house.reason_required,
    )


def snooze_form(reader: Reader, follow_up_id: int) -> SnoozeForm:
    """Return a planned follow-up and the days to which one letter puts it off."""
    follow_up = _planned(reader, follow_up_id)
    today = local_day(reader.now, reader.zone)
    return SnoozeForm(
        follow_up_id=follow_up.pk,
        about=_about(reader, _deal_of(reader, follow_up), follow_up.person_id),
        type_name=_type_of(reader, follow_up).name,
        planned_on=follow_up.planned_on,
        planned_at=follow_up.planned_at,
        all_day=follow_up.all_day,
        tomorrow=_working(reader, today + timedelta(days=1)),
        in_three_days=_working(reader, today + timedelta(days=3)),
        next_week=_working(reader, today + timedelta(days=A_WEEK)),
        next_month=_working(reader, add_months(today, 1)),
        booked=_booked(reader, follow_up),
    )


def _booked(reader: Reader, follow_up: FollowUp) -> str:
    places = bookings_of(reader, [follow_up.pk]).get(follow_up.pk, ())
    waiting = (one for one in places if one.status is BookingStatus.BOOKED)
    return next((one.activity for one in waiting), "")


def _planned(reader: Reader, follow_up_id: int) -> FollowUp:
    follow_up = find(reader, FollowUp, follow_up_id)
    match follow_up.status:
        case FollowUpStatus.PLANNED:
            return follow_up
        case FollowUpStatus.DONE:
            doer = reader.session.get(User, follow_up.done_by)
            raise RuleBroken(
                "followup_already_done",
                who=doer.name if doer is not None else "",
                when=follow_up.done_at,
                outcome=follow_up.outcome,
            )
        case FollowUpStatus.CANCELLED:
            raise RuleBroken("followup_cancelled", why=follow_up.cancel_reason)


def _refuse_second(reader: Reader, tunnel: Tunnel, about: str) -> None:
    query = select(FollowUp).where(
        col(FollowUp.tunnel_id) == tunnel.pk,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    waiting = reader.session.scalars(query).first()
    if waiting is not None:
        raise RuleBroken(
            "followup_already_planned",
            id=waiting.pk,
            about=about,
            type=_type_of(reader, waiting).name,
            day=waiting.planned_on,
            moment=None if waiting.all_day else waiting.planned_at,
            attempt=waiting.attempt_no,
        )


def _tunnel(reader: Reader, deal: Deal | None, person_id: int | None) -> Tunnel | None:
    query = select(Tunnel).where(col(Tunnel.closed_at).is_(None))
    if deal is not None:
        query = query.where(col(Tunnel.deal_id) == deal.pk)
    else:
        query = query.where(
            col(Tunnel.person_id) == person_id, col(Tunnel.deal_id).is_(None)
        )
    return reader.session.scalars(query).first()


def _deal_of(reader: Reader, follow_up: FollowUp) -> Deal | None:
    """Return the deal of a follow-up if the actor sees it (K-03)."""
    seen = visible(reader.actor, Deal)
    query = select(Deal).where(col(Deal.id) == follow_up.deal_id, seen)
    return reader.session.scalars(query).one_or_none()


def _type_of(reader: Reader, follow_up: FollowUp) -> FollowUpType:
    return reader.session.get_one(FollowUpType, follow_up.type_id)


def _about(reader: Reader, deal: Deal | None, person_id: int | None) -> str:
    if deal is not None:
        return deal.title
    person = reader.session.get(Person, person_id) if person_id is not None else None
    return person.name if person is not None else ""


def _plannable(reader: Reader, *, starts: bool) -> tuple[DatedType, ...]:
    """Return the active types, the first ones before; only those start a tunnel."""
    known = choices.types(reader)
    found = [kind for kind in known if kind.is_first or not starts]
    if not found:
        raise RuleBroken("no_first_type")
    day = followups.first_day(local_day(reader.now, reader.zone), _calendar(reader))
    return tuple(
        DatedType(kind.id, kind.name, kind.action_kind, day)
        for kind in sorted(found, key=lambda kind: not kind.is_first)
    )


def _calendar(reader: Reader) -> Calendar:
    return Calendar(reader.house.working_days, reader.house.country)


def _working(reader: Reader, day: date) -> date:
    return followups.delayed_day(day, 0, _calendar(reader))
