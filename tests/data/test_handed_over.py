"""A follow-up handed to a seller lends its person, never a colleague's deal (K-03)."""

from dataclasses import dataclass
from datetime import date

import pytest

from models.errors import Conflict
from models.errors import Denied
from models.errors import NotFound
from models.money import Money
from models.operations import assigning
from models.operations import creating
from models.operations import editing
from models.operations import following
from models.operations import logging
from models.operations import outcomes
from models.operations import undoing
from models.queries import asking
from models.queries.outcome_form import outcome_form
from models.store import Store
from models.views.drafts import Due
from models.views.drafts import EditPerson
from models.views.drafts import LogOutcome
from models.views.drafts import LogTouch
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from models.views.drafts import PlanFollowUp
from models.vocabulary import InteractionKind
from models.vocabulary import Outcome
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.tables import rows_of
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

LATER = Due(date(2026, 12, 1))
SECRET = "Zephyr takeover"


@dataclass(frozen=True)
class Handed:
    """Ana's session, with a follow-up on a deal of Ben's."""

    ana: Store
    follow_up: int
    person: int
    deal: int


@pytest.fixture
def handed(store: Store, as_user: AsUser) -> Handed:
    a_user(store, "ana")
    a_user(store, "ben")
    person = a_person(store, "Julie Martin", owner="ben")
    amount = Money(7_700_00, "USD")
    deal = a_deal(store, SECRET, owner="ben", person=person, amount=amount)
    follow_up = a_follow_up(store, deal=deal, assignee="ana")
    return Handed(as_user(store, "ana"), follow_up, person, deal)


def test_the_outcome_dialog_names_the_person_not_the_hidden_deal(
    handed: Handed,
) -> None:
    form = outcome_form(handed.ana, handed.follow_up)
    assert form.about == "Julie Martin"
    assert form.deal is None
    assert form.currency == "EUR"


def test_the_snooze_dialog_names_the_person_not_the_hidden_deal(
    handed: Handed,
) -> None:
    form = handed.ana.read(asking.snooze_form, handed.follow_up)
    assert form.about == "Julie Martin"


def test_what_was_done_names_the_person_not_the_hidden_deal(handed: Handed) -> None:
    ana = handed.ana
    snoozed = ana.write(following.snooze, handed.follow_up, LATER)
    draft = LogOutcome(handed.follow_up, Outcome.RESCHEDULE)
    done = ana.write(outcomes.log_outcome, draft)
    assert snoozed.values["about"] == done.values["about"] == "Julie Martin"
    assert SECRET not in f"{snoozed} {done} {ana.write(undoing.undo)}"


def test_a_follow_up_of_nobody_one_sees_is_opened_without_a_name(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    deal = a_deal(store, SECRET, owner="ben")
    follow_up = a_follow_up(store, deal=deal, assignee="ana")
    ana = as_user(store, "ana")
    assert outcome_form(ana, follow_up).about == ""
    assert ana.write(following.snooze, follow_up, LATER).values["about"] == ""


def test_an_outcome_on_a_hidden_deal_is_undone_and_done_again(handed: Handed) -> None:
    draft = LogOutcome(handed.follow_up, Outcome.RESCHEDULE)
    handed.ana.write(outcomes.log_outcome, draft)
    after = rows_of(handed.ana.path)
    handed.ana.write(undoing.undo)
    handed.ana.write(undoing.redo)
    assert rows_of(handed.ana.path) == after


def test_a_seller_who_names_nobody_plans_for_oneself(handed: Handed) -> None:
    draft = PlanFollowUp(person_id=handed.person, due=LATER)
    planned = handed.ana.write(following.plan_follow_up, draft)
    sql = f"SELECT assignee_id FROM follow_up WHERE id = {planned.id}"
    assert many(handed.ana.path, sql) == [{"assignee_id": handed.ana.actor.id}]


def test_a_note_is_not_undone_on_a_person_that_went_to_a_colleague(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ben = a_user(store, "ben")
    person = a_person(store, owner="ben")
    deal = a_deal(store, owner="ana", person=person)
    ana = as_user(store, "ana")
    note = LogTouch(kind=InteractionKind.NOTE, body="Met.", person_id=person)
    ana.write(logging.log_touch, note)
    store.write(assigning.assign_deals, [deal], ben)
    with pytest.raises(NotFound, match="record_unknown"):
        ana.write(undoing.undo)
    assert len(rows_of(store.path)["interaction"]) == 1


def test_a_note_does_not_come_back_on_a_person_that_went_to_a_colleague(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ben = a_user(store, "ben")
    person = a_person(store, owner="ben")
    deal = a_deal(store, owner="ana", person=person)
    ana = as_user(store, "ana")
    note = LogTouch(kind=InteractionKind.NOTE, body="Met.", person_id=person)
    ana.write(logging.log_touch, note)
    ana.write(undoing.undo)
    store.write(assigning.assign_deals, [deal], ben)
    with pytest.raises(NotFound, match="record_unknown"):
        ana.write(undoing.redo)
    assert rows_of(store.path)["interaction"] == []


def test_a_note_is_not_written_on_a_company_of_a_colleague(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    company = a_company(store, owner="ben")
    a_deal(store, owner="ana", company=company)
    note = LogTouch(kind=InteractionKind.NOTE, body="Met.", company_id=company)
    with pytest.raises(Denied, match="company_of_another"):
        as_user(store, "ana").write(logging.log_touch, note)


def test_a_manager_is_no_receiver_of_what_a_seller_of_elsewhere_plans(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "mia", Role.MANAGER, "North")
    a_user(store, "ana", team="North")
    a_user(store, "ben", team="South")
    person = a_person(store, owner="ben")
    a_deal(store, owner="ana", person=person)
    mia = as_user(store, "mia")
    planned = mia.write(
        following.plan_follow_up, PlanFollowUp(person_id=person, due=LATER)
    )
    sql = f"SELECT assignee_id FROM follow_up WHERE id = {planned.id}"
    assert many(store.path, sql) == [{"assignee_id": mia.actor.id}]


def test_a_conflict_over_a_telephone_number_names_who_wrote_it(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana", name="Ana Costa")
    person = a_person(store, "Julie Martin", owner="ana", phone="+33140506070")
    was = _fields("+33140506070")
    ana = as_user(store, "ana")
    ana.write(editing.edit_person, _with_phone(person, was, "+33140506071"))
    with pytest.raises(Conflict) as refused:
        store.write(editing.edit_person, _with_phone(person, was, "+33140506072"))
    assert refused.value.values["who"] == "Ana Costa"


def _with_phone(person: int, was: PersonFields, phone: str) -> EditPerson:
    now = _fields(phone)
    return EditPerson(person, was, now)


def test_a_hidden_company_or_person_is_linked_by_no_id(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    person = a_person(store, owner="ben")
    company = a_company(store, owner="ben")
    ana = as_user(store, "ana")
    for draft in (
        NewDeal("Mine", person=Named("", person)),
        NewDeal("Mine", company=Named("", company)),
    ):
        with pytest.raises(NotFound):
            ana.write(creating.create_deal, draft)
    assert rows_of(store.path)["deal"] == []


def _fields(phone: str) -> PersonFields:
    return PersonFields(
        first_name="Julie",
        last_name="Martin",
        company_id=None,
        title="",
        phone=phone,
        email="",
        source_id=None,
    )
