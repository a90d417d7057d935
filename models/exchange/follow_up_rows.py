"""Rows that are follow-ups: planned ones, and attempts with what came of them."""

from datetime import date
from datetime import datetime

from models.clock import end_of_day
from models.clock import local_day
from models.clock import start_of_day
from models.errors import BadValue
from models.exchange import tunnel_rows
from models.exchange.drafts import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.mapping import Entity
from models.exchange.sheets import DEALS
from models.exchange.sheets import FOLLOW_UPS
from models.exchange.sheets import PEOPLE
from models.exchange.sheets import USERS
from models.exchange.sheets import Values
from models.exchange.touch_rows import check_subject
from models.exchange.touch_rows import touch
from models.exchange.tunnel_rows import About
from models.exchange.values import due_moment
from models.rules import outcomes
from models.tables import FollowUpType
from models.views.drafts import Due
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature

MOST_ATTEMPTS = 1_000
"""Attempts that one row may stand for."""

OF_DONE = ("done_at", "done_by", "attempts", "no_contact", "outcome_comment", "reason")
"""Fields that say something of a follow-up with an outcome only."""


def follow_up_columns(intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a follow-up; past dates are let in."""
    intake.check_owner(draft, "assignee")
    intake.check_owner(draft, "done_by")
    check_subject(draft, ("deal", "person"))
    due = draft.fields.get("due")
    if not isinstance(due, Due):
        return {}
    columns: Values = {
        "planned_on": due.day,
        **_due_columns(intake, draft, due),
        "initial_comment": draft.text("comment"),
        **intake.external(draft),
    }
    try:
        columns["type_id"] = intake.words.type(draft.text("type")).pk
    except BadValue as refused:
        draft.refuse_as("type", refused)
    cancelled = draft.fields.get("cancel_reason") is not None
    if cancelled and draft.fields.get("outcome") is not None:
        draft.refuse("cancel_reason", "done_and_cancelled")
    elif not cancelled and draft.fields.get("cancelled_at") is not None:
        draft.refuse("cancel_reason", "value_missing")
    if cancelled:
        columns["status"] = FollowUpStatus.CANCELLED
        columns["cancel_reason"] = draft.fields["cancel_reason"]
        columns["cancelled_at"] = draft.fields.get("cancelled_at")
    elif draft.fields.get("outcome") is not None:
        columns.update(_done_columns(intake, draft, due))
    elif any(draft.fields.get(name) is not None for name in OF_DONE):
        draft.refuse("outcome", "value_missing")
    return columns


def _due_columns(intake: Intake, draft: Draft, due: Due) -> Values:
    """Return the moment, which our own exports tell beside the day."""
    at = draft.fields.get("due_at")
    if isinstance(at, datetime):
        return {"planned_at": at, "all_day": draft.fields.get("all_day") is True}
    return {"planned_at": due_moment(due, intake.zone), "all_day": due.moment is None}


def _done_columns(intake: Intake, draft: Draft, due: Due) -> Values:
    """Return what the row says of the last attempt, done when due unless it says."""
    done = draft.fields.get("done_at")
    if not isinstance(done, datetime):
        done = due.moment or start_of_day(due.day, intake.zone)
    if done > intake.writer.now:
        day, today = local_day(done, intake.zone), intake.today
        draft.refuse("done_at", "done_in_future", day=day, today=today)
    if not 1 <= _attempts(draft) <= MOST_ATTEMPTS:
        draft.refuse("attempts", "attempts_unclear", most=MOST_ATTEMPTS)
    return {
        "status": FollowUpStatus.DONE,
        "outcome": draft.fields["outcome"],
        "outcome_comment": draft.text("outcome_comment"),
        "no_contact_kind": draft.fields.get("no_contact"),
        "reason_id": intake.word(draft, "reason"),
        "done_at": done,
    }


def write_follow_up(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a follow-up into the tunnel of its deal or person, opened if need be.

    One that stands already is left as it is: done ones are never edited (D.3 no 13).
    """
    if existing is not None:
        return Fate.SKIPPED, existing
    about = _about(intake, draft)
    assignee = _assignee(intake, draft, about)
    columns.update(intake.mark(draft))
    columns.update(_due_there(intake, draft, assignee, columns))
    columns.update(
        deal_id=about.deal,
        person_id=about.person,
        assignee_id=assignee,
        original_planned_at=columns["planned_at"],
        imported=True,
    )
    if columns.get("cancel_reason") is not None:
        columns.update(tunnel_rows.left(intake, about, columns))
        made = intake.ledger.add(FOLLOW_UPS, "followup.cancelled", columns)
    elif columns.get("outcome") is None:
        made = _planned(intake, about, columns)
    else:
        columns["done_by"] = draft.number("done_by") or assignee
        made = _attempted(intake, draft, about, columns)
    intake.strangers.discard(about.person or 0)
    number = intake.number(draft)
    if number is not None:
        intake.catalog.put(Entity.FOLLOW_UP, made, str(made), number)
    return Fate.CREATED, made


def _about(intake: Intake, draft: Draft) -> About:
    deal, person = intake.named(draft, "deal"), intake.named(draft, "person")
    if deal is not None:
        known = intake.ledger.values(DEALS, deal)["person_id"]
        person = known if isinstance(known, int) else None
    return About(deal, person)


def _assignee(intake: Intake, draft: Draft, about: About) -> int:
    """Return who follows up: named, else whose prospect it is, else the actor."""
    named = draft.number("assignee")
    if named is None and about.deal is not None:
        named = _owner(intake.ledger.values(DEALS, about.deal))
    elif named is None and about.person is not None:
        named = _owner(intake.ledger.values(PEOPLE, about.person))
    return named or intake.writer.actor.id


def _due_there(intake: Intake, draft: Draft, assignee: int, columns: Values) -> Values:
    """Return the moment and the day on the assignee's calendar (C.0)."""
    if draft.fields.get("due_at") is not None:
        return {}
    zone = intake.ledger.values(USERS, assignee)["time_zone"] or intake.zone
    day, moment = columns["planned_on"], columns["planned_at"]
    if columns["all_day"] and isinstance(day, date):
        return {"planned_at": end_of_day(day, str(zone))}
    if isinstance(moment, datetime):
        return {"planned_on": local_day(moment, str(zone))}
    return {}


def _owner(stands: Values) -> int | None:
    owner = stands["owner_id"]
    return owner if isinstance(owner, int) else None


def _planned(intake: Intake, about: About, columns: Values) -> int:
    """Plan what is still to come; the next attempt where one was made before."""
    deal = intake.ledger.values(DEALS, about.deal) if about.deal is not None else {}
    if deal.get("status") is Status.LOST:
        raise BadValue("deal_not_open", "deal")
    _refuse_unwelcome(intake, about, columns)
    tunnel = tunnel_rows.standing(intake, about)
    if tunnel is not None and tunnel_rows.planned_in(intake, tunnel):
        raise BadValue("followup_already_planned", "due")
    if tunnel is None:
        kind = _type(intake, columns["type_id"])
        if not kind.is_first:
            raise BadValue("type_not_first", "type", type=kind.name)
        tunnel = tunnel_rows.opened(
            intake, about, columns["assignee_id"], intake.writer.now
        )
    else:
        columns.update(tunnel_rows.after_last(intake, tunnel))
    columns["tunnel_id"] = tunnel
    made = intake.ledger.add(FOLLOW_UPS, "followup.planned", columns)
    if about.deal is not None:
        repeated: Values = {
            "next_at": columns["planned_at"],
            "next_all_day": columns["all_day"],
        }
        intake.ledger.change(DEALS, about.deal, "deal.next_step", repeated)
    return made


def _refuse_unwelcome(intake: Intake, about: About, columns: Values) -> None:
    """Refuse to plan for who asked for none, unless a manager says why (D.3 no 14)."""
    person = intake.ledger.values(PEOPLE, about.person) if about.person else {}
    if not person.get("do_not_contact"):
        return
    name = f"{person['first_name']} {person['last_name']}".strip()
    if intake.writer.actor.role is Role.SELLER:
        raise BadValue("do_not_contact", "person", person=name)
    if not str(columns["initial_comment"]).strip():
        raise BadValue("do_not_contact_why", "comment", person=name)


def _attempted(intake: Intake, draft: Draft, about: About, columns: Values) -> int:
    """Write the attempts of a row, the last one with its outcome, and what follows.

    Of the earlier ones the file tells only that they were made: they reached nobody
    and stand on the day of the last.
    """
    outcome, done = columns["outcome"], columns["done_at"]
    if not isinstance(outcome, Outcome) or not isinstance(done, datetime):
        raise TypeError(columns)
    before = tunnel_rows.joined(intake, about, outcome, columns)
    columns.update(before)
    missed = _missed(_type(intake, columns["type_id"]), columns)
    attempts = _attempts(draft)
    made = 0
    for left in reversed(range(attempts)):
        if made:
            columns["previous_id"] = made
            columns["attempt_no"] = _whole(columns.get("attempt_no", 1)) + 1
        now = outcome if left == 0 else Outcome.RESCHEDULE
        attempt = {**columns, "contact_made": outcomes.contact_made(now)}
        if now is Outcome.RESCHEDULE:
            attempt |= missed
        if left:
            attempt |= {"external_system": None, "external_id": None}
        made = intake.ledger.add(FOLLOW_UPS, "followup.done", attempt)
    intake.made[Entity.FOLLOW_UP] += attempts - 1
    if not intake.mapping.own_export:
        _follow(intake, about, outcome, done)
    if about.deal is not None and outcomes.contact_made(outcome):
        touch(intake, about.deal, done)
    return made


def _missed(kind: FollowUpType, columns: Values) -> Values:
    """Return what an attempt that reached nobody says."""
    meant = columns["no_contact_kind"]
    return {
        "outcome": Outcome.RESCHEDULE,
        "no_contact_kind": meant or outcomes.default_no_contact(kind.action_kind),
    }


def _follow(intake: Intake, about: About, outcome: Outcome, done: datetime) -> None:
    """Make the person a customer, or the value lost, as the outcome says (R-16)."""
    if outcome is Outcome.ENROLLED and about.person is not None:
        stands = intake.ledger.values(PEOPLE, about.person)
        if stands["lifecycle"] is not Lifecycle.CUSTOMER:
            told: Values = {
                "lifecycle": Lifecycle.CUSTOMER,
                "customer_since": local_day(done, intake.writer.house.zone),
            }
            verb = "person.lifecycle_changed"
            intake.ledger.change(PEOPLE, about.person, verb, told)
    elif outcome is Outcome.NOT_INTERESTED:
        value: Values = {"temperature": Temperature.LOST}
        if about.person is not None:
            verb = "person.temperature_changed"
            intake.ledger.change(PEOPLE, about.person, verb, value)
        elif about.deal is not None:
            intake.ledger.change(DEALS, about.deal, "deal.updated", value)


def _attempts(draft: Draft) -> int:
    told = draft.number("attempts")
    return 1 if told is None else told


def _type(intake: Intake, type_id: object) -> FollowUpType:
    return next(kind for kind in intake.words.types if kind.pk == type_id)


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
