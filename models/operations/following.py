"""Planning, postponing and handing over follow-ups (R-07 to R-11, B1.5)."""

from sqlalchemy import select
from sqlmodel import col

from models.clock import local_day
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations.attempts import Subject
from models.operations.attempts import active_or_actor
from models.operations.attempts import attempt
from models.operations.attempts import calendar
from models.operations.attempts import planned
from models.operations.attempts import reason_of
from models.operations.attempts import refuse_unwelcome
from models.operations.attempts import set_due
from models.operations.attempts import set_value
from models.operations.attempts import settle
from models.operations.attempts import subject_found
from models.operations.attempts import subject_of
from models.operations.attempts import told
from models.operations.attempts import user_of
from models.operations.notifying import notify
from models.operations.notifying import seen_by
from models.operations.owners import colleague
from models.operations.owners import in_reach
from models.operations.places import booking_of
from models.operations.places import due_of
from models.operations.places import release
from models.operations.places import take
from models.operations.places import told_slot
from models.operations.tunnels import cancel_planned
from models.operations.tunnels import end_tunnel
from models.operations.tunnels import hand_over
from models.operations.tunnels import planned_in
from models.operations.tunnels import tunnel_of_deal
from models.operations.tunnels import tunnel_of_person
from models.rules import closing
from models.rules import followups
from models.slots_to_come import named
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Slot
from models.tables import Tunnel
from models.tables import User
from models.text import NOTE
from models.text import clean
from models.views.done import Done
from models.views.drafts import Due
from models.views.drafts import PlanFollowUp
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import NotificationKind
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult


def plan_follow_up(writer: Writer, draft: PlanFollowUp) -> Done:
    """Plan a follow-up for a deal or a person; with the value lost, close instead."""
    about = subject_found(writer, draft.deal_id, draft.person_id)
    if draft.temperature is Temperature.LOST:
        return _record_lost(writer, about, draft)
    follow_up = plan(writer, about, draft)
    if draft.temperature is not None:
        set_value(writer, about, draft.temperature)
    values = {**told(writer, follow_up, about), **told_slot(writer, draft.slot_id)}
    return writer.done(follow_up, "followup.planned", **values)


def plan(writer: Writer, about: Subject, draft: PlanFollowUp) -> FollowUp:
    """Plan a follow-up in the subject's tunnel, opened if need be, and sync its deal.

    The subject counts, not the ids of the draft; its records have been flushed.
    """
    refuse_unwelcome(writer, about, draft.comment)
    if about.deal is not None and about.deal.status is Status.LOST:
        raise RuleBroken(
            "deal_not_open", deal=about.deal.title, status=about.deal.status
        )
    tunnel = _tunnel(writer, about)
    kind = _type(writer, draft.type_id, starts=tunnel is None)
    if tunnel is not None:
        _refuse_second(writer, tunnel, about)
    assignee = _assignee(writer, draft.assignee_id, about)
    due = due_of(writer, draft.slot_id) or draft.due
    if due is None:
        today = local_day(writer.now, writer.zone)
        due = Due(followups.first_day(today, calendar(writer)))
    tunnel = tunnel or _open(writer, about, assignee)
    follow_up = attempt(writer, tunnel, about, kind, assignee, due)
    follow_up.initial_comment = clean(draft.comment, NOTE, lines=True).strip()
    writer.save(follow_up, "followup.planned")
    take(writer, follow_up, draft.slot_id)
    settle(writer, about.deal)
    _tell(writer, follow_up, about)
    return follow_up


def snooze(writer: Writer, follow_up_id: int, due: Due) -> Done:
    """Postpone a follow-up; its first date and its attempt number stay (B1.5).

    A place that it has is given back, unless it stays within its slot.
    """
    follow_up = planned(writer, follow_up_id)
    assignee = user_of(writer, follow_up.assignee_id)
    about = subject_of(writer, follow_up)
    was = follow_up.planned_at
    set_due(writer, follow_up, due, assignee)
    values: dict[str, object] = {}
    if follow_up.planned_at != was:
        follow_up.snoozes += 1
        writer.save(follow_up, "followup.postponed")
        values = _leave_slot(writer, follow_up)
        settle(writer, about.deal)
    values |= told(writer, follow_up, about)
    return writer.done(follow_up, "followup.postponed", **values)


def reassign_follow_up(writer: Writer, follow_up_id: int, user_id: int) -> Done:
    """Give a follow-up to someone in reach; it moves to their Today (R-09)."""
    follow_up = planned(writer, follow_up_id)
    about = subject_of(writer, follow_up)
    user = _colleague(writer, user_id)
    if user.pk != follow_up.assignee_id:
        hand_over(writer, follow_up, user)
        settle(writer, about.deal)
        _tell(writer, follow_up, about)
    values = told(writer, follow_up, about)
    return writer.done(follow_up, "followup.reassigned", user=user.name, **values)


def _tell(writer: Writer, follow_up: FollowUp, about: Subject) -> None:
    """Tell the rep of a follow-up that somebody else gave it to them (R-09).

    A deal that the rep may not see is not named: the person is (K-03).
    """
    rep = user_of(writer, follow_up.assignee_id)
    deal = seen_by(writer, rep, about.deal)
    record = deal or about.person
    values = told(writer, follow_up, about)
    notify(
        writer,
        rep.pk,
        NotificationKind.FOLLOW_UP_GIVEN,
        record or follow_up,
        name=deal.title if deal else about.person.name if about.person else "",
        type=values["type"],
        day=values["day"],
        moment=values["moment"],
    )


def _leave_slot(writer: Writer, follow_up: FollowUp) -> dict[str, object]:
    """Give the place of a follow-up back that is due outside of its slot now."""
    booking = booking_of(writer, follow_up.pk)
    if booking is None:
        return {}
    slot = writer.session.get_one(Slot, booking.slot_id)
    within = slot.starts_at <= follow_up.planned_at < slot.ends_at
    if within and not follow_up.all_day:
        return {}
    release(writer, follow_up)
    return {"released": named(writer, slot)["activity"]}


def _record_lost(writer: Writer, about: Subject, draft: PlanFollowUp) -> Done:
    """Write a tunnel that is closed already, with the reason (features 0.2 no 7)."""
    reason = reason_of(writer, draft.reason_id)
    note = draft.note or draft.comment
    note = closing.loss_note(reason, note, required=writer.house.reason_required)
    tunnel = _tunnel(writer, about)
    kind = _type(writer, draft.type_id, starts=tunnel is None)
    assignee = _assignee(writer, draft.assignee_id, about)
    tunnel = tunnel or _open(writer, about, assignee)
    cancel_planned(writer, tunnel, CancelReason.PERSON_LOST)
    follow_up = FollowUp(
        tunnel_id=tunnel.pk,
        person_id=about.person.pk if about.person is not None else None,
        deal_id=tunnel.deal_id,
        type_id=kind.pk,
        planned_at=writer.now,
        planned_on=local_day(writer.now, writer.zone),
        original_planned_at=writer.now,
        all_day=False,
        assignee_id=assignee.pk,
        status=FollowUpStatus.DONE,
        outcome=Outcome.NOT_INTERESTED,
        outcome_comment=note,
        done_at=writer.now,
        done_by=writer.actor.id,
        reason_id=reason.id if reason is not None else None,
    )
    writer.save(follow_up, "followup.done")
    end_tunnel(writer, tunnel, TunnelResult.ABANDONED, CancelReason.TUNNEL_CLOSED)
    set_value(writer, about, Temperature.LOST)
    settle(writer, about.deal)
    told_reason = reason.name if reason is not None else ""
    return writer.done(tunnel, "tunnel.closed", about=about.name, reason=told_reason)


def _tunnel(writer: Writer, about: Subject) -> Tunnel | None:
    if about.deal is not None:
        return tunnel_of_deal(writer, about.deal.pk)
    return tunnel_of_person(writer, about.person.pk) if about.person else None


def _open(writer: Writer, about: Subject, owner: User) -> Tunnel:
    tunnel = Tunnel(
        deal_id=about.deal.pk if about.deal is not None else None,
        person_id=about.person.pk if about.person is not None else None,
        opened_at=writer.now,
        owner_id=owner.pk,
    )
    writer.save(tunnel, "tunnel.opened")
    return tunnel


def _type(writer: Writer, type_id: int | None, *, starts: bool) -> FollowUpType:
    """Return the type asked for, else the first; a tunnel starts with a flagged one."""
    query = select(FollowUpType).where(col(FollowUpType.active))
    if starts:
        query = query.where(col(FollowUpType.is_first))
    order = (col(FollowUpType.is_first).desc(), col(FollowUpType.position))
    usable = writer.session.scalars(query.order_by(*order)).all()
    if not usable:
        raise RuleBroken("no_first_type")
    if type_id is None:
        return usable[0]
    for kind in usable:
        if kind.pk == type_id:
            return kind
    named = writer.session.get(FollowUpType, type_id)
    if named is None:
        raise NotFound("record_unknown", entity="FollowUpType", id=type_id)
    code = "type_not_first" if named.active else "type_inactive"
    raise RuleBroken(code, type=named.name)


def _refuse_second(writer: Writer, tunnel: Tunnel, about: Subject) -> None:
    for waiting in planned_in(writer, tunnel):
        values = told(writer, waiting, about)
        raise RuleBroken("followup_already_planned", id=waiting.pk, **values)


def _assignee(writer: Writer, user_id: int | None, about: Subject) -> User:
    """Return who is asked for, else the prospect's rep in reach, else the actor."""
    if user_id is not None:
        return _colleague(writer, user_id)
    record = about.deal or about.person
    owner = record.owner_id if record is not None else None
    return active_or_actor(writer, in_reach(writer, owner))


def _colleague(writer: Writer, user_id: int) -> User:
    """Return whom the actor may give a follow-up to."""
    if user_id != writer.actor.id and writer.actor.role is Role.SELLER:
        raise RuleBroken("handover_needs_manager")
    return colleague(writer, user_id)
