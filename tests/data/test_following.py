"""Planning, postponing and handing over follow-ups."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlmodel import col

from models import queries
from models.access import Reader
from models.clock import end_of_day
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations.following import plan_follow_up
from models.operations.following import reassign_follow_up
from models.operations.following import snooze
from models.operations.outcomes import log_outcome
from models.operations.undoing import undo
from models.store import Store
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Person
from models.tables import Tunnel
from models.tables import User
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import PlanFollowUp
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import type_id

FRIDAY = date(2026, 11, 27)
TODAY = date(2026, 11, 23)
PARIS = "Europe/Paris"
MONTREAL = "America/Montreal"


def follow_ups(store: Store) -> list[FollowUp]:
    def query(reader: Reader) -> list[FollowUp]:
        found = select(FollowUp).order_by(col(FollowUp.id))
        return list(reader.session.scalars(found))

    return store.read(query)


def tunnels(store: Store) -> list[Tunnel]:
    def query(reader: Reader) -> list[Tunnel]:
        return list(reader.session.scalars(select(Tunnel).order_by(col(Tunnel.id))))

    return store.read(query)


def deal_of(store: Store, deal_id: int) -> Deal:
    def query(reader: Reader) -> Deal:
        return reader.session.get_one(Deal, deal_id)

    return store.read(query)


def person_of(store: Store, person_id: int) -> Person:
    def query(reader: Reader) -> Person:
        return reader.session.get_one(Person, person_id)

    return store.read(query)


def reason(store: Store, code: str) -> int:
    def query(reader: Reader) -> int:
        named = select(LossReason).where(col(LossReason.code) == code)
        return reader.session.scalars(named).one().pk

    return store.read(query)


def live_in(store: Store, user_id: int, zone: str) -> None:
    def write(writer: Writer) -> None:
        user = writer.session.get_one(User, user_id)
        user.time_zone = zone
        writer.save(user, "user.updated")

    store.write(write)


def test_a_plan_opens_a_tunnel_with_a_first_type_on_the_next_working_day(
    store: Store,
) -> None:
    """R-07, R-11: prefilled by rules, with the comment, and the value set along."""
    person = a_person(store)
    deal = a_deal(store, "Boréal", person=person)
    draft = PlanFollowUp(
        deal_id=deal, temperature=Temperature.HOT, comment=" after 5 pm "
    )
    done = store.write(plan_follow_up, draft)
    (follow_up,) = follow_ups(store)
    assert follow_up.type_id == type_id(store, "Call")
    assert (follow_up.planned_on, follow_up.all_day) == (date(2026, 11, 24), True)
    assert (follow_up.deal_id, follow_up.person_id) == (deal, person)
    assert follow_up.initial_comment == "after 5 pm"
    (tunnel,) = tunnels(store)
    assert (tunnel.deal_id, tunnel.closed_at) == (deal, None)
    assert deal_of(store, deal).next_at == follow_up.planned_at
    assert person_of(store, person).temperature is Temperature.HOT
    assert done.values["about"] == "Boréal"


def test_a_person_and_their_deal_have_a_tunnel_each(store: Store) -> None:
    person = a_person(store)
    deal = a_deal(store, person=person)
    store.write(plan_follow_up, PlanFollowUp(deal_id=deal))
    store.write(plan_follow_up, PlanFollowUp(person_id=person))
    assert [tunnel.deal_id for tunnel in tunnels(store)] == [deal, None]


def test_a_second_plan_says_what_is_planned_already(store: Store) -> None:
    """D.3 no 7: at most one planned follow-up per tunnel."""
    deal = a_deal(store)
    planned = a_follow_up(store, deal=deal)
    with pytest.raises(RuleBroken) as refused:
        store.write(plan_follow_up, PlanFollowUp(deal_id=deal))
    assert refused.value.code == "followup_already_planned"
    assert refused.value.values["id"] == planned
    assert refused.value.values["type"] == "Call"


def test_a_tunnel_starts_with_a_type_flagged_first(store: Store) -> None:
    """D.3 no 10, R-02: no other type may begin a tunnel."""
    meeting = type_id(store, "Meeting")
    draft = PlanFollowUp(deal_id=a_deal(store), type_id=meeting)
    with pytest.raises(RuleBroken, match="type_not_first"):
        store.write(plan_follow_up, draft)
    assert tunnels(store) == []


def test_without_a_first_type_nothing_can_be_started(store: Store) -> None:
    """R-02: with none flagged, no follow-up can be started."""
    deal = a_deal(store)

    def write(writer: Writer) -> None:
        for kind in writer.session.scalars(select(FollowUpType)):
            kind.is_first = False
            writer.save(kind, "follow_up_type.updated")

    store.write(write)
    with pytest.raises(RuleBroken, match="no_first_type"):
        store.write(plan_follow_up, PlanFollowUp(deal_id=deal))


def test_yesterday_is_refused_and_today_is_not(store: Store) -> None:
    """D.3 no 8, R-08: a day as a whole may be today, never yesterday."""
    deal = a_deal(store)
    with pytest.raises(BadValue, match="date_past"):
        store.write(
            plan_follow_up, PlanFollowUp(deal_id=deal, due=Due(date(2026, 11, 22)))
        )
    store.write(plan_follow_up, PlanFollowUp(deal_id=deal, due=Due(TODAY)))
    (follow_up,) = follow_ups(store)
    assert follow_up.planned_at == end_of_day(TODAY, PARIS)


def test_who_asked_for_no_contact_is_followed_by_a_manager_with_a_reason(
    store: Store, as_user: AsUser
) -> None:
    """D.3 no 14, R-20: stronger than lost, do not contact refuses new follow-ups."""
    a_user(store, "ana")
    person = a_person(store, owner="ana", do_not_contact=True)
    with pytest.raises(RuleBroken, match="do_not_contact"):
        as_user(store, "ana").write(plan_follow_up, PlanFollowUp(person_id=person))
    with pytest.raises(BadValue, match="do_not_contact_why"):
        store.write(plan_follow_up, PlanFollowUp(person_id=person))
    asked = PlanFollowUp(person_id=person, comment="she asked for the contract")
    store.write(plan_follow_up, asked)
    assert len(follow_ups(store)) == 1


@pytest.mark.parametrize("outcome", [Outcome.RESCHEDULE, Outcome.NEXT_STEP])
def test_an_outcome_plans_nothing_for_who_asked_for_no_contact(
    store: Store, as_user: AsUser, outcome: Outcome
) -> None:
    """R-20, D.3 no 14: another try is a new follow-up too; the tunnel may close."""
    a_user(store, "ana")
    person = a_person(store, owner="ana", do_not_contact=True)
    asked = LogOutcome(
        a_follow_up(store, person=person, assignee="ana"), outcome, comment="no answer"
    )
    ana = as_user(store, "ana")
    with pytest.raises(RuleBroken, match="do_not_contact"):
        ana.write(log_outcome, asked)
    with pytest.raises(BadValue, match="do_not_contact_why"):
        store.write(log_outcome, replace(asked, comment=" "))
    (waiting,) = follow_ups(store)
    assert waiting.status is FollowUpStatus.PLANNED
    lost = replace(asked, outcome=Outcome.NOT_INTERESTED)
    ana.write(log_outcome, replace(lost, reason_id=reason(store, "price")))
    assert [tunnel.result for tunnel in tunnels(store)] == ["abandoned"]
    ana.write(undo)
    store.write(log_outcome, asked)
    assert len(follow_ups(store)) == 2


def test_the_value_lost_writes_a_closed_tunnel_with_its_reason(store: Store) -> None:
    """R-10, R-20: lost when it is recorded: no date, a reason, a closed tunnel."""
    person = a_person(store)
    waiting = a_follow_up(store, person=person)
    draft = PlanFollowUp(
        person_id=person,
        temperature=Temperature.LOST,
        reason_id=reason(store, "other"),
        note="moved away",
    )
    store.write(plan_follow_up, draft)
    cancelled, lost = follow_ups(store)
    assert (cancelled.pk, cancelled.status) == (waiting, FollowUpStatus.CANCELLED)
    assert lost.outcome is Outcome.NOT_INTERESTED
    assert lost.outcome_comment == "moved away"
    (tunnel,) = tunnels(store)
    assert tunnel.result is TunnelResult.ABANDONED
    assert person_of(store, person).temperature is Temperature.LOST


def test_the_value_lost_wants_a_reason(store: Store) -> None:
    draft = PlanFollowUp(person_id=a_person(store), temperature=Temperature.LOST)
    with pytest.raises(BadValue, match="reason_required"):
        store.write(plan_follow_up, draft)
    assert tunnels(store) == []


def test_a_lost_deal_is_reopened_before_it_is_followed_up(store: Store) -> None:
    deal = a_deal(store)
    lost = LogOutcome(
        a_follow_up(store, deal=deal),
        Outcome.NOT_INTERESTED,
        reason_id=reason(store, "price"),
    )
    store.write(log_outcome, lost)
    with pytest.raises(RuleBroken, match="deal_not_open"):
        store.write(plan_follow_up, PlanFollowUp(deal_id=deal))
    with pytest.raises(RuleBroken, match="deal_not_open"):
        store.read(queries.asking.plan_form, deal_id=deal)


def test_an_abandoned_prospect_comes_back_through_a_new_tunnel(store: Store) -> None:
    """R-20: the prospect comes back, and the old tunnel stays as it was."""
    person = a_person(store)
    lost = LogOutcome(
        a_follow_up(store, person=person),
        Outcome.NOT_INTERESTED,
        reason_id=reason(store, "price"),
    )
    store.write(log_outcome, lost)
    store.write(plan_follow_up, PlanFollowUp(person_id=person))
    assert [tunnel.result for tunnel in tunnels(store)] == ["abandoned", None]


def test_whose_deal_was_lost_comes_back_through_a_tunnel_of_their_own(
    store: Store,
) -> None:
    """R-20: named with its person, a lost deal gives way to the prospect."""
    person = a_person(store)
    deal = a_deal(store, person=person)
    lost = LogOutcome(
        a_follow_up(store, deal=deal),
        Outcome.NOT_INTERESTED,
        reason_id=reason(store, "price"),
    )
    store.write(log_outcome, lost)
    form = store.read(queries.asking.plan_form, deal_id=deal, person_id=person)
    assert (form.deal_id, form.person_id) == (None, person)
    other = a_deal(store, "Boréal", person=person)
    form = store.read(queries.asking.plan_form, deal_id=deal, person_id=person)
    assert form.deal_id == other


def test_snoozing_keeps_the_attempt_and_the_first_date(store: Store) -> None:
    """B1.5: putting off edits the date; it is no attempt."""
    deal = a_deal(store)
    follow_up = a_follow_up(store, deal=deal, due=datetime(2026, 11, 24, 9, tzinfo=UTC))
    moment = datetime(2026, 11, 27, 9, tzinfo=UTC)
    store.write(snooze, follow_up, Due(FRIDAY, moment))
    store.write(snooze, follow_up, Due(FRIDAY, moment))
    (kept,) = follow_ups(store)
    assert (kept.planned_at, kept.planned_on) == (moment, FRIDAY)
    assert kept.original_planned_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert (kept.attempt_no, kept.snoozes) == (1, 1)
    assert deal_of(store, deal).next_at == moment


def test_what_is_done_is_not_snoozed(store: Store) -> None:
    follow_up = a_follow_up(store, deal=a_deal(store))
    store.write(log_outcome, LogOutcome(follow_up, Outcome.RESCHEDULE))
    with pytest.raises(RuleBroken, match="followup_already_done"):
        store.write(snooze, follow_up, Due(FRIDAY))


def test_a_day_handed_over_ends_at_the_new_assignees_midnight(store: Store) -> None:
    """R-09: reassigning moves it to the calendar of its new rep."""
    ana = a_user(store, "ana")
    live_in(store, ana, MONTREAL)
    deal = a_deal(store)
    follow_up = a_follow_up(store, deal=deal, due=FRIDAY)
    store.write(reassign_follow_up, follow_up, ana)
    (moved,) = follow_ups(store)
    assert (moved.assignee_id, moved.planned_on) == (ana, FRIDAY)
    assert moved.planned_at == end_of_day(FRIDAY, MONTREAL)
    assert deal_of(store, deal).next_at == moved.planned_at


def test_a_seller_hands_nothing_over(store: Store, as_user: AsUser) -> None:
    """R-09: only reps in scope can be given a follow-up."""
    a_user(store, "ana")
    max_id = a_user(store, "max")
    deal = a_deal(store, owner="ana")
    follow_up = a_follow_up(store, deal=deal, assignee="ana")
    with pytest.raises(RuleBroken, match="handover_needs_manager"):
        as_user(store, "ana").write(reassign_follow_up, follow_up, max_id)


def test_a_manager_reaches_no_one_outside_the_team(
    store: Store, as_user: AsUser
) -> None:
    """R-09: only reps in scope can be given a follow-up."""
    a_user(store, "mia", Role.MANAGER, team="North")
    outside = a_user(store, "max", team="South")
    deal = a_deal(store, owner="mia")
    draft = PlanFollowUp(deal_id=deal, assignee_id=outside)
    with pytest.raises(NotFound):
        as_user(store, "mia").write(plan_follow_up, draft)


def test_the_prospects_rep_is_assigned_unless_inactive(store: Store) -> None:
    """R-09: the default is the prospect's rep while active, else me."""
    ana = a_user(store, "ana")
    deals = [a_deal(store, title, owner="ana") for title in ("One", "Two")]
    store.write(plan_follow_up, PlanFollowUp(deal_id=deals[0]))

    def disable(writer: Writer) -> None:
        user = writer.session.get_one(User, ana)
        user.active = False
        writer.save(user, "user.deactivated")

    store.write(disable)
    store.write(plan_follow_up, PlanFollowUp(deal_id=deals[1]))
    assert [one.assignee_id for one in follow_ups(store)] == [ana, store.actor.id]
