"""What each outcome of a follow-up writes, in one batch (R-15 to R-20)."""

from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import TypeVar

import pytest
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import end_of_day
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.money import Money
from models.operations.following import snooze
from models.operations.outcomes import log_outcome
from models.operations.types import deactivate_type
from models.store import Store
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import Invoice
from models.tables import LossReason
from models.tables import Person
from models.tables import Tunnel
from models.tables.base import Record
from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import type_id

R = TypeVar("R", bound=Record)
PARIS = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Case:
    """A deal with its person and the follow-up planned for it."""

    person: int
    deal: int
    follow_up: int


@pytest.fixture
def case(store: Store) -> Case:
    person = a_person(store, "Julie Martin", temperature=Temperature.HOT)
    deal = a_deal(store, "Boréal", person=person, amount=Money(1200000, "EUR"))
    return Case(person, deal, a_follow_up(store, deal=deal, comment="ask"))


def load(store: Store, table: type[R], record_id: int) -> R:
    def query(reader: Reader) -> R:
        return reader.session.get_one(table, record_id)

    return store.read(query)


def tunnel_of(store: Store, follow_up_id: int) -> Tunnel:
    return load(store, Tunnel, load(store, FollowUp, follow_up_id).tunnel_id)


def following(store: Store, follow_up_id: int) -> FollowUp:
    def query(reader: Reader) -> FollowUp:
        after = select(FollowUp).where(col(FollowUp.previous_id) == follow_up_id)
        return reader.session.scalars(after).one()

    return store.read(query)


def reason(store: Store, code: str) -> int:
    def query(reader: Reader) -> int:
        named = select(LossReason).where(col(LossReason.code) == code)
        return reader.session.scalars(named).one().pk

    return store.read(query)


def verbs(store: Store, batch: int) -> list[str]:
    def query(reader: Reader) -> list[str]:
        events = select(col(Event.verb)).where(col(Event.batch_id) == batch)
        return list(reader.session.scalars(events.order_by(col(Event.id))))

    return store.read(query)


def rows(store: Store) -> dict[str, int]:
    def query(reader: Reader) -> dict[str, int]:
        tables = (FollowUp, Tunnel, Event, Invoice)
        return {
            table.__name__: reader.session.scalars(
                select(func.count()).select_from(table)
            ).one()
            for table in tables
        }

    return store.read(query)


def test_a_reschedule_closes_this_attempt_and_plans_the_next(
    store: Store, case: Case
) -> None:
    """D.3 no 9, R-16, R-17: one batch closes this attempt and plans the next one."""
    done = store.write(log_outcome, LogOutcome(case.follow_up, Outcome.RESCHEDULE))
    closed = load(store, FollowUp, case.follow_up)
    assert (closed.status, closed.outcome) == ("done", "reschedule")
    assert closed.no_contact_kind is NoContact.NO_CONTACT
    assert (closed.done_at, closed.done_by) == (NOW, store.actor.id)
    assert closed.contact_made is False
    after = following(store, case.follow_up)
    assert (after.type_id, after.attempt_no) == (closed.type_id, 2)
    assert (after.planned_on, after.all_day) == (date(2026, 11, 25), True)
    assert after.planned_at == after.original_planned_at
    assert after.tunnel_id == closed.tunnel_id
    assert tunnel_of(store, case.follow_up).closed_at is None
    deal = load(store, Deal, case.deal)
    assert (deal.next_at, deal.last_touch_at) == (after.planned_at, None)
    assert verbs(store, done.batch) == [
        "followup.done",
        "followup.planned",
        "deal.next_step",
    ]
    assert done.values["next_day"] == date(2026, 11, 25)


def test_a_missed_meeting_is_a_no_show(store: Store) -> None:
    """R-17: nobody came to an appointment, so it was a no-show."""
    deal = a_deal(store)
    meeting = a_follow_up(store, deal=deal, type="Meeting")
    store.write(log_outcome, LogOutcome(meeting, Outcome.RESCHEDULE))
    assert load(store, FollowUp, meeting).no_contact_kind is NoContact.NO_SHOW


def test_a_next_step_takes_the_first_allowed_type_at_its_delay(
    store: Store, case: Case
) -> None:
    """R-19: the next follow-up is of the default next type, linked to this one."""
    store.write(log_outcome, LogOutcome(case.follow_up, Outcome.NEXT_STEP, "yes"))
    closed = load(store, FollowUp, case.follow_up)
    assert (closed.contact_made, closed.outcome_comment) == (True, "yes")
    after = following(store, case.follow_up)
    assert after.type_id == type_id(store, "Meeting")
    assert (after.attempt_no, after.planned_on) == (1, date(2026, 11, 26))
    assert load(store, Deal, case.deal).last_touch_at == NOW


def test_another_try_keeps_what_was_written_of_the_first(store: Store) -> None:
    """R-11, R-17: the comment is read at each attempt; another step has its own."""
    deal = a_deal(store)
    tried = a_follow_up(store, deal=deal, type="Call", comment="After 5 pm.")
    for outcome, kept in (
        (Outcome.RESCHEDULE, "After 5 pm."),
        (Outcome.NEXT_STEP, ""),
    ):
        done = store.write(log_outcome, LogOutcome(tried, outcome))
        following = done.values["next_id"]
        assert isinstance(following, int)
        assert load(store, FollowUp, following).initial_comment == kept
        tried = following


def test_a_next_type_that_is_not_allowed_changes_nothing(
    store: Store, case: Case
) -> None:
    """D.3 no 9, R-04: only listed next types may follow."""
    before = rows(store)
    signature = type_id(store, "Chase signature")
    draft = LogOutcome(case.follow_up, Outcome.NEXT_STEP, next_type_id=signature)
    with pytest.raises(RuleBroken, match="next_type_not_allowed"):
        store.write(log_outcome, draft)
    assert rows(store) == before


def test_a_next_type_that_was_switched_off_meanwhile_is_named(
    store: Store, case: Case
) -> None:
    """R-04: it changes nothing, and the default is the next one in use."""
    meeting = type_id(store, "Meeting")
    store.write(deactivate_type, meeting)
    before = rows(store)
    draft = LogOutcome(case.follow_up, Outcome.NEXT_STEP, next_type_id=meeting)
    with pytest.raises(RuleBroken, match="type_inactive") as refused:
        store.write(log_outcome, draft)
    assert refused.value.values["type"] == "Meeting"
    assert rows(store) == before
    done = store.write(log_outcome, LogOutcome(case.follow_up, Outcome.NEXT_STEP))
    assert done.values["next_type"] == "Demo"


def test_a_leaf_type_has_no_next_step(store: Store) -> None:
    """R-04: where none is listed there is no next step."""
    leaf = a_follow_up(store, deal=a_deal(store), type="Chase signature")
    with pytest.raises(RuleBroken, match="no_next_type"):
        store.write(log_outcome, LogOutcome(leaf, Outcome.NEXT_STEP))


def test_a_past_moment_is_refused_in_its_field(store: Store, case: Case) -> None:
    """R-08: the date of the next attempt lies ahead."""
    before = rows(store)
    past = Due(date(2026, 11, 23), datetime(2026, 11, 23, 8, 14, tzinfo=UTC))
    draft = LogOutcome(case.follow_up, Outcome.RESCHEDULE, due=past)
    with pytest.raises(BadValue) as refused:
        store.write(log_outcome, draft)
    assert (refused.value.code, refused.value.field) == ("date_past", "when")
    assert rows(store) == before
    assert load(store, FollowUp, case.follow_up).status is FollowUpStatus.PLANNED


def test_an_enrolment_makes_a_customer_and_wins_the_deal(
    store: Store, case: Case
) -> None:
    """D.3 no 9, R-18: customer, tunnel converted, invoice linked, deal won."""
    invoice = InvoiceDraft("F-2026-17", date(2026, 11, 23), Money(1100000, "EUR"))
    draft = LogOutcome(
        case.follow_up,
        Outcome.ENROLLED,
        invoice=invoice,
        amount=Money(1100000, "EUR"),
    )
    done = store.write(log_outcome, draft)
    person = load(store, Person, case.person)
    assert person.lifecycle is Lifecycle.CUSTOMER
    assert person.customer_since == date(2026, 11, 23)
    tunnel = tunnel_of(store, case.follow_up)
    assert (tunnel.result, tunnel.closed_at) == (TunnelResult.CONVERTED, NOW)
    deal = load(store, Deal, case.deal)
    assert (deal.status, deal.amount_minor) == (Status.WON, 1100000)
    assert (deal.next_at, deal.last_touch_at) == (None, NOW)
    linked = load(store, FollowUp, case.follow_up).invoice_id
    assert linked is not None
    assert load(store, Invoice, linked).number == "F-2026-17"
    told = verbs(store, done.batch)
    assert told[:3] == ["invoice.linked", "followup.done", "tunnel.closed"]
    assert {"person.lifecycle_changed", "deal.won"} <= set(told)
    assert done.values["deal"] is Status.WON


def test_an_enrolment_may_leave_the_deal_open(store: Store, case: Case) -> None:
    """R-18: winning the deal is a choice of the same dialog."""
    draft = LogOutcome(case.follow_up, Outcome.ENROLLED, win_deal=False)
    store.write(log_outcome, draft)
    deal = load(store, Deal, case.deal)
    assert (deal.status, deal.next_at) == (Status.OPEN, None)
    assert load(store, Person, case.person).lifecycle is Lifecycle.CUSTOMER


def test_not_interested_abandons_the_tunnel_and_loses_the_deal(
    store: Store, case: Case
) -> None:
    """D.3 no 9, R-20: tunnel abandoned, value lost, for a reason."""
    price = reason(store, "price")
    draft = LogOutcome(case.follow_up, Outcome.NOT_INTERESTED, reason_id=price)
    store.write(log_outcome, draft)
    assert tunnel_of(store, case.follow_up).result is TunnelResult.ABANDONED
    assert load(store, Person, case.person).temperature is Temperature.LOST
    assert load(store, FollowUp, case.follow_up).reason_id == price
    deal = load(store, Deal, case.deal)
    assert (deal.status, deal.loss_reason_id) == (Status.LOST, price)


def test_not_interested_may_leave_the_deal_open(store: Store) -> None:
    deal = a_deal(store, temperature=Temperature.WARM)
    follow_up = a_follow_up(store, deal=deal)
    draft = LogOutcome(
        follow_up,
        Outcome.NOT_INTERESTED,
        reason_id=reason(store, "other"),
        note="moved away",
        lose_deal=False,
    )
    store.write(log_outcome, draft)
    kept = load(store, Deal, deal)
    assert (kept.status, kept.next_at) == (Status.OPEN, None)
    assert kept.temperature is Temperature.LOST
    assert load(store, FollowUp, follow_up).outcome_comment == "moved away"


@pytest.mark.parametrize(
    ("code", "refusal"), [(None, "reason_required"), ("other", "note_required")]
)
def test_a_reason_and_its_note_are_wanted(
    store: Store, case: Case, code: str | None, refusal: str
) -> None:
    """R-20: a reason is asked, and a note where the reason wants one."""
    chosen = reason(store, code) if code else None
    draft = LogOutcome(case.follow_up, Outcome.NOT_INTERESTED, reason_id=chosen)
    with pytest.raises(BadValue, match=refusal):
        store.write(log_outcome, draft)
    assert load(store, Deal, case.deal).status is Status.OPEN


def test_a_person_without_a_deal_has_a_tunnel_too(store: Store) -> None:
    person = a_person(store)
    follow_up = a_follow_up(store, person=person)
    store.write(log_outcome, LogOutcome(follow_up, Outcome.ENROLLED))
    assert load(store, Person, person).lifecycle is Lifecycle.CUSTOMER
    assert tunnel_of(store, follow_up).result is TunnelResult.CONVERTED


def test_a_second_session_is_told_who_was_faster(
    store: Store, case: Case, as_user: AsUser
) -> None:
    """R-15: there is no second outcome, and the first one has a name."""
    a_user(store, "mia", Role.MANAGER, name="Mia Roy")
    mia = as_user(store, "mia")
    mia.write(log_outcome, LogOutcome(case.follow_up, Outcome.NEXT_STEP))
    before = rows(store)
    with pytest.raises(RuleBroken) as refused:
        store.write(log_outcome, LogOutcome(case.follow_up, Outcome.RESCHEDULE))
    assert refused.value.code == "followup_already_done"
    assert refused.value.values["who"] == "Mia Roy"
    assert refused.value.values["when"] == NOW
    assert rows(store) == before


def test_the_same_outcome_sent_twice_is_written_once(store: Store, case: Case) -> None:
    """R-15: a double submit is harmless."""
    draft = LogOutcome(case.follow_up, Outcome.RESCHEDULE)
    store.write(log_outcome, draft)
    with pytest.raises(RuleBroken, match="followup_already_done"):
        store.write(log_outcome, draft)
    assert rows(store)["FollowUp"] == 2


def test_a_colleagues_follow_up_is_not_there_for_a_seller(
    store: Store, case: Case, as_user: AsUser
) -> None:
    a_user(store, "ana")
    with pytest.raises(NotFound):
        as_user(store, "ana").write(
            log_outcome, LogOutcome(case.follow_up, Outcome.RESCHEDULE)
        )


def test_a_type_may_follow_itself(store: Store) -> None:
    """R-04: self-loops are allowed, and each round is a first attempt."""
    chase = a_follow_up(store, deal=a_deal(store), type="Chase offer")
    for _round in range(3):
        store.write(log_outcome, LogOutcome(chase, Outcome.NEXT_STEP))
        after = following(store, chase)
        assert (after.type_id, after.attempt_no) == (type_id(store, "Chase offer"), 1)
        chase = after.pk


@pytest.mark.parametrize(
    ("login", "may"), [("ana", True), ("mia", True), ("max", False), ("sid", False)]
)
def test_who_sees_a_reps_follow_up_finishes_and_postpones_it_for_the_rep(
    store: Store, as_user: AsUser, login: str, may: bool
) -> None:
    """R-15, B1.5: the rep and the team's manager, nobody beside; it stays the rep's."""
    ana = a_user(store, "ana", team="North")
    a_user(store, "max", team="North")
    a_user(store, "mia", Role.MANAGER, team="North")
    a_user(store, "sid", Role.MANAGER, team="South")
    person = a_person(store, owner="ana")
    deal = a_deal(store, "Boréal", owner="ana", person=person)
    planned = a_follow_up(store, deal=deal, assignee="ana")
    session, before = as_user(store, login), rows(store)
    outcome, until = LogOutcome(planned, Outcome.RESCHEDULE), Due(date(2026, 11, 27))
    if not may:
        with pytest.raises(NotFound, match="record_unknown"):
            session.write(log_outcome, outcome)
        with pytest.raises(NotFound, match="record_unknown"):
            session.write(snooze, planned, until)
        assert rows(store) == before
        return
    session.write(snooze, planned, until)
    session.write(log_outcome, outcome)
    done, after = load(store, FollowUp, planned), following(store, planned)
    assert (done.snoozes, done.done_by) == (1, session.actor.id)
    assert (done.assignee_id, after.assignee_id) == (ana, ana)
    with pytest.raises(RuleBroken, match="followup_already_done"):
        store.write(log_outcome, outcome)


def test_a_seller_closes_no_deal_that_is_not_theirs(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    deal = a_deal(store, "Hidden")
    follow_up = a_follow_up(store, deal=deal, assignee="ana")
    as_user(store, "ana").write(log_outcome, LogOutcome(follow_up, Outcome.ENROLLED))
    kept = load(store, Deal, deal)
    assert (kept.status, kept.next_at) == (Status.OPEN, None)


def test_the_next_attempt_is_due_at_the_end_of_its_assignees_day(
    store: Store, case: Case
) -> None:
    draft = LogOutcome(case.follow_up, Outcome.RESCHEDULE, due=Due(date(2026, 11, 23)))
    store.write(log_outcome, draft)
    after = following(store, case.follow_up)
    assert after.planned_at == end_of_day(date(2026, 11, 23), PARIS)
