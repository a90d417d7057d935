"""What planning a follow-up and logging its outcome share: one attempt at a time."""

from dataclasses import dataclass
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import find
from models.access import visible
from models.clock import local_day
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations.next_step import sync_next
from models.rules import closing
from models.rules import followups
from models.rules.followups import Calendar
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.drafts import Due
from models.vocabulary import FollowUpStatus
from models.vocabulary import Role
from models.vocabulary import Temperature


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a follow-up is about: a deal, with its person if it has one, or a person."""

    deal: Deal | None
    person: Person | None
    seen: bool = True
    """Whether the actor sees the deal; one handed over may be of a hidden deal."""

    @property
    def name(self) -> str:
        """The title of a deal that is seen, else the name of the person."""
        if self.deal is not None and self.seen:
            return self.deal.title
        return self.person.name if self.person is not None else ""


def planned(writer: Writer, follow_up_id: int) -> FollowUp:
    """Load a follow-up that still waits; say who was faster where none does (R-15)."""
    follow_up = find(writer, FollowUp, follow_up_id)
    match follow_up.status:
        case FollowUpStatus.PLANNED:
            return follow_up
        case FollowUpStatus.DONE:
            doer = writer.session.get(User, follow_up.done_by)
            raise RuleBroken(
                "followup_already_done",
                who=doer.name if doer is not None else "",
                when=follow_up.done_at,
                outcome=follow_up.outcome,
            )
        case FollowUpStatus.CANCELLED:
            raise RuleBroken("followup_cancelled", why=follow_up.cancel_reason)


def subject(reader: Reader, deal: Deal | None, person_id: int | None) -> Subject:
    """Return whom a follow-up on that deal or person is about."""
    person = reader.session.get(Person, person_id) if person_id is not None else None
    if deal is None and person is None:
        raise BadValue("followup_of_no_one", "person")
    return Subject(deal, person)


def subject_found(
    writer: Writer, deal_id: int | None, person_id: int | None
) -> Subject:
    """Return whom a draft is about, as far as the actor sees them: its deal first."""
    if deal_id is not None:
        deal = find(writer, Deal, deal_id)
        return subject(writer, deal, deal.person_id)
    if person_id is not None:
        find(writer, Person, person_id)
    return subject(writer, None, person_id)


def subject_of(reader: Reader, follow_up: FollowUp) -> Subject:
    """Return whom a follow-up is about: the deal's present person comes first."""
    if follow_up.deal_id is None:
        return subject(reader, None, follow_up.person_id)
    deal = reader.session.get_one(Deal, follow_up.deal_id)
    about = subject(reader, deal, deal.person_id or follow_up.person_id)
    return replace(about, seen=seen_deal(reader, deal.pk) is not None)


def seen_deal(reader: Reader, deal_id: int) -> Deal | None:
    """Return a deal if the actor sees it (K-03)."""
    query = select(Deal).where(col(Deal.id) == deal_id, visible(reader.actor, Deal))
    return reader.session.scalars(query).one_or_none()


def attempt(
    writer: Writer,
    tunnel: Tunnel,
    about: Subject,
    kind: FollowUpType,
    assignee: User,
    due: Due,
) -> FollowUp:
    """Return a first attempt in a tunnel, not saved yet; past moments are refused."""
    follow_up = FollowUp(
        tunnel_id=tunnel.pk,
        person_id=about.person.pk if about.person is not None else None,
        deal_id=tunnel.deal_id,
        type_id=kind.pk,
        planned_at=writer.now,
        planned_on=due.day,
        original_planned_at=writer.now,
        assignee_id=assignee.pk,
    )
    set_due(writer, follow_up, due, assignee)
    follow_up.original_planned_at = follow_up.planned_at
    return follow_up


def refuse_unwelcome(writer: Writer, about: Subject, comment: str) -> None:
    """Refuse a new follow-up of who asked for none; a manager says why (D.3 no 14)."""
    person = about.person
    if person is None or not person.do_not_contact:
        return
    if writer.actor.role is Role.SELLER:
        raise RuleBroken("do_not_contact", person=person.name)
    if not comment.strip():
        raise BadValue("do_not_contact_why", "comment", person=person.name)


def settle(writer: Writer, deal: Deal | None) -> None:
    """Repeat the follow-ups on their deal, saved."""
    if deal is not None:
        sync_next(writer, deal)
        writer.session.flush()


def set_value(writer: Writer, about: Subject, value: Temperature) -> None:
    """Set the value of the prospect: the person's, or the deal's without one."""
    record = about.person or about.deal
    if record is None or record.temperature is value:
        return
    record.temperature = value
    verb = "deal.updated" if about.person is None else "person.temperature_changed"
    writer.save(record, verb)


def calendar(reader: Reader) -> Calendar:
    """Return the days on which the house works."""
    return Calendar(reader.house.working_days, reader.house.country)


def told(reader: Reader, follow_up: FollowUp, about: Subject) -> dict[str, object]:
    """Return the names that the sentence about a follow-up needs."""
    kind = reader.session.get(FollowUpType, follow_up.type_id)
    return {
        "about": about.name,
        "type": kind.name if kind is not None else "",
        "day": follow_up.planned_on,
        "moment": None if follow_up.all_day else follow_up.planned_at,
        "attempt": follow_up.attempt_no,
    }


def active_or_actor(reader: Reader, user_id: int | None) -> User:
    """Return that user while active, else the actor, who then looks after it."""
    found = reader.session.get(User, user_id) if user_id is not None else None
    if found is not None and found.active:
        return found
    return user_of(reader, reader.actor.id)


def user_of(reader: Reader, user_id: int) -> User:
    """Return a user by id."""
    found = reader.session.get(User, user_id)
    if found is None:
        raise NotFound("record_unknown", entity="User", id=user_id)
    return found


def set_due(writer: Writer, follow_up: FollowUp, due: Due, assignee: User) -> None:
    """Plan for a day or moment of the assignee's calendar; refuse what has passed."""
    zone = assignee.time_zone or writer.house.zone
    followups.refuse_past(due.day, due.moment, writer.now, zone)
    follow_up.all_day = due.moment is None
    follow_up.planned_at = followups.due_moment(due.day, due.moment, zone)
    follow_up.planned_on = (
        due.day if due.moment is None else local_day(due.moment, zone)
    )


def reason_of(reader: Reader, reason_id: int | None) -> closing.Reason | None:
    """Return a loss reason as the rules see it."""
    if reason_id is None:
        return None
    found = reader.session.get(LossReason, reason_id)
    if found is None:
        raise BadValue("reason_unknown", "reason", id=reason_id)
    return closing.Reason(found.pk, found.name, found.note_required, found.active)
