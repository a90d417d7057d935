"""Logging what came of a follow-up: one act, one batch, one undo (R-15 to R-20)."""

from collections.abc import Mapping
from typing import assert_never

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.errors import RuleBroken
from models.history import Writer
from models.operations.attempts import Subject
from models.operations.attempts import active_or_actor
from models.operations.attempts import attempt
from models.operations.attempts import calendar
from models.operations.attempts import planned
from models.operations.attempts import reason_of
from models.operations.attempts import refuse_unwelcome
from models.operations.attempts import set_value
from models.operations.attempts import settle
from models.operations.attempts import subject_of
from models.operations.attempts import told
from models.operations.closing import lose
from models.operations.closing import make_customer
from models.operations.closing import win
from models.operations.invoicing import invoiced
from models.operations.next_step import touch
from models.operations.places import due_of
from models.operations.places import settle_place
from models.operations.places import take
from models.operations.places import told_slot
from models.operations.tunnels import end_tunnel
from models.rules import closing
from models.rules import outcomes
from models.rules.outcomes import NextStep
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FollowUpTypeNext
from models.tables import Tunnel
from models.text import NOTE
from models.text import clean
from models.views.done import Done
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import LoseDeal
from models.vocabulary import CancelReason
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult

Values = Mapping[str, object]


def log_outcome(writer: Writer, draft: LogOutcome) -> Done:
    """Close an attempt with its outcome and all that follows from it (D.3 no 9).

    The answer names what comes next (``next_type``, ``next_day``, ``next_moment``)
    and says what became of the deal (``deal``: won, lost or nothing).
    """
    follow_up = planned(writer, draft.follow_up_id)
    about = subject_of(writer, follow_up)
    values = told(writer, follow_up, about)
    match draft.outcome:
        case Outcome.RESCHEDULE:
            more = _reschedule(writer, follow_up, about, draft)
        case Outcome.NEXT_STEP:
            more = _next_step(writer, follow_up, about, draft)
        case Outcome.ENROLLED:
            more = _enrolled(writer, follow_up, about, draft)
        case Outcome.NOT_INTERESTED:
            more = _not_interested(writer, follow_up, about, draft)
        case _:
            assert_never(draft.outcome)
    return writer.done(
        follow_up, "followup.done", outcome=draft.outcome, **{**values, **more}
    )


def allowed_next(reader: Reader, type_id: int) -> list[NextStep]:
    """Return the next steps that a type allows now, the default first (R-04)."""
    query = (
        select(FollowUpTypeNext)
        .join(FollowUpType, col(FollowUpType.id) == col(FollowUpTypeNext.next_type_id))
        .where(col(FollowUpTypeNext.type_id) == type_id, col(FollowUpType.active))
        .order_by(col(FollowUpTypeNext.position), col(FollowUpTypeNext.id))
    )
    return [
        NextStep(edge.next_type_id, edge.delay_days)
        for edge in reader.session.scalars(query)
    ]


def _reschedule(
    writer: Writer, follow_up: FollowUp, about: Subject, draft: LogOutcome
) -> Values:
    """Close this attempt and plan the next of the same type (R-17)."""
    kind = _type(writer, follow_up.type_id)
    today = local_day(writer.now, writer.zone)
    retry = outcomes.retry_day(today, kind.retry_days, calendar(writer))
    meant = draft.no_contact or outcomes.default_no_contact(kind.action_kind)
    refuse_unwelcome(writer, about, draft.comment)
    follow_up.no_contact_kind = meant
    _done(writer, follow_up, draft)
    due = due_of(writer, draft.slot_id) or draft.due or Due(retry)
    return _follow(writer, follow_up, about, (kind, due), draft.slot_id)


def _next_step(
    writer: Writer, follow_up: FollowUp, about: Subject, draft: LogOutcome
) -> Values:
    """Close this attempt and plan one of the allowed next types (R-19)."""
    _refuse_retired(writer, draft.next_type_id)
    allowed = allowed_next(writer, follow_up.type_id)
    step = outcomes.next_step(allowed, draft.next_type_id)
    today = local_day(writer.now, writer.zone)
    day = outcomes.next_step_day(today, step, calendar(writer))
    refuse_unwelcome(writer, about, draft.comment)
    _done(writer, follow_up, draft)
    kind = _type(writer, step.type_id)
    due = due_of(writer, draft.slot_id) or draft.due or Due(day)
    return _follow(writer, follow_up, about, (kind, due), draft.slot_id)


def _refuse_retired(writer: Writer, type_id: int | None) -> None:
    """Name a type that was switched off while the dialog still listed it (R-04)."""
    chosen = writer.session.get(FollowUpType, type_id) if type_id is not None else None
    if chosen is not None and not chosen.active:
        raise RuleBroken("type_inactive", type=chosen.name)


def _follow(
    writer: Writer,
    done: FollowUp,
    about: Subject,
    step: tuple[FollowUpType, Due],
    slot_id: int | None,
) -> Values:
    """Plan what follows a done attempt, for the same assignee while active."""
    kind, due = step
    outcome = done.outcome or Outcome.RESCHEDULE
    tunnel = writer.session.get_one(Tunnel, done.tunnel_id)
    assignee = active_or_actor(writer, done.assignee_id)
    following = attempt(writer, tunnel, about, kind, assignee, due)
    following.previous_id = done.pk
    following.attempt_no = outcomes.next_attempt(outcome, done.attempt_no)
    if outcome is Outcome.RESCHEDULE:
        following.initial_comment = done.initial_comment
    writer.save(following, "followup.planned")
    take(writer, following, slot_id)
    _after(writer, about, outcome)
    return {
        "next_id": following.pk,
        "next_type": kind.name,
        "next_day": following.planned_on,
        "next_moment": None if following.all_day else following.planned_at,
        "next_attempt": following.attempt_no,
        **told_slot(writer, slot_id),
    }


def _enrolled(
    writer: Writer, follow_up: FollowUp, about: Subject, draft: LogOutcome
) -> Values:
    """Close the tunnel as converted; the person becomes a customer (R-18)."""
    deal = _open_deal(about) if draft.win_deal else None
    if draft.invoice is not None:
        follow_up.invoice_id = invoiced(writer, about, draft.invoice).pk
    _done(writer, follow_up, draft)
    _end(writer, follow_up, TunnelResult.CONVERTED)
    if about.person is not None:
        make_customer(writer, about.person.pk, writer.now)
    _after(writer, about, draft.outcome)
    if deal is not None:
        win(writer, deal, None, draft.amount)
    return {"deal": Status.WON if deal is not None else None}


def _not_interested(
    writer: Writer, follow_up: FollowUp, about: Subject, draft: LogOutcome
) -> Values:
    """Close the tunnel as abandoned, the value lost, for a reason (R-20)."""
    deal = _open_deal(about) if draft.lose_deal else None
    reason = reason_of(writer, draft.reason_id)
    required = writer.house.reason_required
    said = draft.note or draft.comment
    note = closing.loss_note(reason, said, required=required)
    follow_up.reason_id = reason.id if reason is not None else None
    _done(writer, follow_up, draft, also=draft.note)
    _end(writer, follow_up, TunnelResult.ABANDONED)
    set_value(writer, about, Temperature.LOST)
    _after(writer, about, draft.outcome)
    if deal is not None:
        lose(writer, deal, LoseDeal(deal.pk, draft.reason_id, note))
    return {
        "deal": Status.LOST if deal is not None else None,
        "reason": reason.name if reason is not None else "",
    }


def _done(
    writer: Writer, follow_up: FollowUp, draft: LogOutcome, also: str = ""
) -> None:
    lines = dict.fromkeys(part.strip() for part in (draft.comment, also))
    text = "\n".join(line for line in lines if line)
    follow_up.status = FollowUpStatus.DONE
    follow_up.outcome = draft.outcome
    follow_up.outcome_comment = clean(text, NOTE, lines=True)
    follow_up.contact_made = outcomes.contact_made(draft.outcome)
    follow_up.done_at = writer.now
    follow_up.done_by = writer.actor.id
    writer.save(follow_up, "followup.done")
    settle_place(writer, follow_up)


def _end(writer: Writer, follow_up: FollowUp, result: TunnelResult) -> None:
    tunnel = writer.session.get_one(Tunnel, follow_up.tunnel_id)
    end_tunnel(writer, tunnel, result, CancelReason.TUNNEL_CLOSED)


def _after(writer: Writer, about: Subject, outcome: Outcome) -> None:
    """Keep the deal's next step and, where someone was reached, its last touch."""
    if about.deal is not None and outcomes.contact_made(outcome):
        touch(writer, about.deal)
    settle(writer, about.deal)


def _open_deal(about: Subject) -> Deal | None:
    """Return the deal to be closed along: open, and the actor's to close (K-03)."""
    if about.deal is None or about.deal.status is not Status.OPEN:
        return None
    return about.deal if about.seen else None


def _type(reader: Reader, type_id: int) -> FollowUpType:
    return reader.session.get_one(FollowUpType, type_id)
