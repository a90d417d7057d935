"""Every act that can be undone, with what it needs to stand before it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.history import Writer
from models.money import Money
from models.operations import alerts
from models.operations import assigning
from models.operations import closing
from models.operations import creating
from models.operations import editing
from models.operations import following
from models.operations import forms
from models.operations import invoicing
from models.operations import logging
from models.operations import moving
from models.operations import outcomes
from models.operations import people
from models.operations import people_bulk
from models.operations import views
from models.store import Store
from models.tables import Deal
from models.tables import LossReason
from models.tables import Organization
from models.tables import Person
from models.views.desk import NewView
from models.views.desk import Shape
from models.views.done import Done
from models.views.drafts import CompanyFields
from models.views.drafts import Due
from models.views.drafts import EditCompany
from models.views.drafts import EditDeal
from models.views.drafts import EditPerson
from models.views.drafts import InvoiceDraft
from models.views.drafts import LinkInvoice
from models.views.drafts import LogOutcome
from models.views.drafts import LogTouch
from models.views.drafts import LoseDeal
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from models.views.drafts import PlanFollowUp
from models.views.drafts import WinDeal
from models.views.people_lists import Target
from models.vocabulary import InteractionKind
from models.vocabulary import Outcome
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.data import acts_of_bookings
from tests.data import acts_of_rules
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id

Act = Callable[[Writer], Done]
Prepared = Callable[[Store], Act]

EUROS = Money(1_200_000, "EUR")
FRIDAY = Due(date(2026, 11, 27))
SHAPE = Shape(ViewOf.PROSPECTS, {"value": {"any": ["hot"]}})
NEXT_WEEK = Due(date(2026, 12, 1))


def reason(store: Store, code: str = "price") -> int:
    """Return the id of a loss reason by its code."""

    def read(reader: Reader) -> int:
        query = select(LossReason).where(col(LossReason.code) == code)
        return reader.session.exec(query).one().pk

    return store.read(read)


def a_planned_deal(store: Store) -> tuple[int, int]:
    """Write a deal of a person, with its follow-up; return both."""
    person = a_person(store, phone="06 12 34 56 78")
    deal = a_deal(store, amount=EUROS, person=person, stage="Offer")
    return deal, a_follow_up(store, deal=deal)


def a_view(store: Store, name: str = "Hot") -> int:
    """Save a private view; return its id."""
    return store.write(views.save_view, NewView(name, SHAPE)).id


def create_deal(_store: Store) -> Act:
    draft = NewDeal(
        "Acme licence",
        EUROS,
        company=Named("Dupont"),
        person=Named("Julie Martin"),
        temperature=Temperature.HOT,
        step=FRIDAY,
    )
    return lambda writer: creating.create_deal(writer, draft)


def create_person(_store: Store) -> Act:
    fields = PersonFields(
        "Julie", "Martin", None, "Buyer", "0612345678", "j@x.fr", None
    )
    return lambda writer: creating.create_person(writer, fields)


def create_company(_store: Store) -> Act:
    fields = CompanyFields("Dupont", "dupont.fr", "", 12, "Lens", None)
    return lambda writer: creating.create_company(writer, fields)


def move_deal(store: Store) -> Act:
    deal = a_deal(store)
    stage = stage_id(store, "Documents")
    return lambda writer: moving.move_deal(writer, deal, stage)


def step_deal(store: Store) -> Act:
    deal = a_deal(store, stage="Offer")
    return lambda writer: moving.step_deal(writer, deal, -1)


def move_deals(store: Store) -> Act:
    deals = [a_deal(store), a_deal(store, "Other")]
    stage = stage_id(store, "Offer")
    return lambda writer: moving.move_deals(writer, deals, stage)


def win_deal(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    draft = WinDeal(deal, date(2026, 11, 20), Money(900_000, "EUR"))
    return lambda writer: closing.win_deal(writer, draft)


def win_deals(store: Store) -> Act:
    deals = [a_planned_deal(store)[0], a_deal(store, "Other")]
    return lambda writer: closing.win_deals(writer, deals)


def lose_deal(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    draft = LoseDeal(deal, reason(store), "too dear")
    return lambda writer: closing.lose_deal(writer, draft)


def lose_deals(store: Store) -> Act:
    deals = [a_planned_deal(store)[0], a_deal(store, "Other")]
    draft = LoseDeal(0, reason(store))
    return lambda writer: closing.lose_deals(writer, deals, draft)


def reopen_won(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    store.write(closing.win_deal, WinDeal(deal))
    return lambda writer: closing.reopen_deal(writer, deal)


def reopen_lost(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    store.write(closing.lose_deal, LoseDeal(deal, reason(store)))
    stage = stage_id(store, "Documents")
    return lambda writer: closing.reopen_deal(writer, deal, stage)


def assign_deals(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    ana = a_user(store, "ana")
    return lambda writer: assigning.assign_deals(writer, [deal], ana)


def two_people(store: Store) -> tuple[Target, Target]:
    """Write a person who is followed and one who is not."""
    followed, alone = a_person(store, "Ana Un"), a_person(store, "Ben Deux")
    a_follow_up(store, person=followed)
    return Target(followed, followed, None), Target(alone, alone, None)


def assign_people(store: Store) -> Act:
    targets, ana = two_people(store), a_user(store, "ana")
    return lambda writer: people_bulk.assign_people(writer, targets, ana)


def value_people(store: Store) -> Act:
    targets = two_people(store)
    lost = Temperature.LOST
    return lambda writer: people_bulk.value_people(writer, targets, lost)


def plan_for_people(store: Store) -> Act:
    targets = two_people(store)
    draft = PlanFollowUp(due=NEXT_WEEK)
    return lambda writer: people_bulk.plan_people(writer, targets, draft)


def assign_person(store: Store) -> Act:
    person = a_person(store)
    a_follow_up(store, person=person)
    ana = a_user(store, "ana")
    return lambda writer: assigning.assign_person(writer, person, ana)


def edit_deal(store: Store) -> Act:
    deal = a_deal(store, amount=EUROS, temperature=Temperature.WARM)
    a_follow_up(store, deal=deal)
    person, company = a_person(store), a_company(store)
    was = store.read(lambda reader: forms.deal_fields(_deal(reader, deal)))
    now = replace(
        was,
        title="Acme pack",
        amount=Money(5, "USD"),
        person_id=person,
        company_id=company,
        expected_close=date(2026, 12, 15),
        probability=55,
        priority=Priority.HIGH,
    )
    return lambda writer: editing.edit_deal(writer, EditDeal(deal, was, now))


def edit_person(store: Store) -> Act:
    person = a_person(store, phone="06 12 34 56 78", email="julie@old.fr")
    was = store.read(lambda r: forms.person_fields(r, _person(r, person)))
    now = replace(was, last_name="Dupont", phone="", email="julie@new.fr")
    return lambda writer: editing.edit_person(writer, EditPerson(person, was, now))


def edit_company(store: Store) -> Act:
    company = a_company(store)
    a_deal(store, company=company)
    was = store.read(lambda r: forms.company_fields(_company(r, company)))
    now = replace(was, name="Dupont & fils", employees=12)
    return lambda writer: editing.edit_company(writer, EditCompany(company, was, now))


def set_lost(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    lost = Temperature.LOST
    return lambda writer: editing.set_value(writer, deal_id=deal, temperature=lost)


def cycle_value(store: Store) -> Act:
    deal = a_deal(store)
    return lambda writer: editing.cycle_value(writer, deal_id=deal)


def set_priority(store: Store) -> Act:
    deal = a_deal(store)
    return lambda writer: editing.set_priority(writer, deal, Priority.LOW)


def log_call(store: Store) -> Act:
    deal, _ = a_planned_deal(store)
    draft = LogTouch(InteractionKind.CALL, "They want a trial", deal_id=deal)
    return lambda writer: logging.log_touch(writer, draft)


def plan_follow_up(store: Store) -> Act:
    deal = a_deal(store)
    draft = PlanFollowUp(deal_id=deal, due=FRIDAY, temperature=Temperature.HOT)
    return lambda writer: following.plan_follow_up(writer, draft)


def snooze(store: Store) -> Act:
    _, follow_up = a_planned_deal(store)
    return lambda writer: following.snooze(writer, follow_up, NEXT_WEEK)


def reschedule(store: Store) -> Act:
    _, follow_up = a_planned_deal(store)
    draft = LogOutcome(follow_up, Outcome.RESCHEDULE, "no answer", NEXT_WEEK)
    return lambda writer: outcomes.log_outcome(writer, draft)


def next_step(store: Store) -> Act:
    _, follow_up = a_planned_deal(store)
    draft = LogOutcome(follow_up, Outcome.NEXT_STEP)
    return lambda writer: outcomes.log_outcome(writer, draft)


def enrolled(store: Store) -> Act:
    _, follow_up = a_planned_deal(store)
    draft = LogOutcome(follow_up, Outcome.ENROLLED, amount=EUROS)
    return lambda writer: outcomes.log_outcome(writer, draft)


def not_interested(store: Store) -> Act:
    _, follow_up = a_planned_deal(store)
    draft = LogOutcome(follow_up, Outcome.NOT_INTERESTED, reason_id=reason(store))
    return lambda writer: outcomes.log_outcome(writer, draft)


def link_invoice(store: Store) -> Act:
    deal, follow_up = a_planned_deal(store)
    enrolment = LogOutcome(follow_up, Outcome.ENROLLED)
    store.write(outcomes.log_outcome, enrolment)
    draft = LinkInvoice(InvoiceDraft("F-17", date(2026, 11, 20), EUROS), deal)
    return lambda writer: invoicing.link_invoice(writer, draft)


def add_user(_store: Store) -> Act:
    return lambda writer: people.add_user(writer, "ana", "Ana Roux")


def set_role(store: Store) -> Act:
    a_user(store, "ana")
    return lambda writer: people.set_role(writer, "ana", Role.MANAGER)


def disable_user(store: Store) -> Act:
    a_user(store, "ana")
    return lambda writer: people.disable_user(writer, "ana")


def take_over(store: Store) -> Act:
    a_user(store, "ana")
    deal = a_deal(store, owner="ana")
    a_follow_up(store, deal=deal, assignee="ana")
    me = store.actor.id
    return lambda writer: assigning.assign_deals(writer, [deal], me, follow_ups=False)


def save_view(_store: Store) -> Act:
    return lambda writer: views.save_view(writer, NewView("Hot", SHAPE))


def save_view_again(store: Store) -> Act:
    a_view(store)
    draft = NewView("Hot", Shape(ViewOf.PROSPECTS, sort="name"), shared=True)
    return lambda writer: views.save_view(writer, draft)


def change_view(store: Store) -> Act:
    view = a_view(store)
    shape = Shape(ViewOf.PROSPECTS, {"name": {"has": "mar"}})
    return lambda writer: views.change_view(writer, view, shape)


def rename_view(store: Store) -> Act:
    view = a_view(store)
    return lambda writer: views.rename_view(writer, view, "Hot ones")


def remove_view(store: Store) -> Act:
    view = a_view(store)
    return lambda writer: views.remove_view(writer, view)


def share_view(store: Store) -> Act:
    view = a_view(store)
    return lambda writer: views.share_view(writer, view, shared=True)


def pin_view(store: Store) -> Act:
    view = a_view(store)
    return lambda writer: views.pin_view(writer, view, pinned=True)


def open_first(store: Store) -> Act:
    view, before = a_view(store), a_view(store, "Cold")
    store.write(views.open_first, before, first=True)
    return lambda writer: views.open_first(writer, view, first=True)


def count_view(store: Store) -> Act:
    view = a_view(store)
    return lambda writer: views.count_view(writer, view, counted=True)


def switch_alert(_store: Store) -> Act:
    return lambda writer: alerts.switch_alert(writer, "without_rep", wanted=False)


ACTS: tuple[Prepared, ...] = (
    create_deal,
    create_person,
    create_company,
    move_deal,
    step_deal,
    move_deals,
    win_deal,
    win_deals,
    lose_deal,
    lose_deals,
    reopen_won,
    reopen_lost,
    assign_deals,
    assign_person,
    assign_people,
    value_people,
    plan_for_people,
    edit_deal,
    edit_person,
    edit_company,
    set_lost,
    cycle_value,
    set_priority,
    log_call,
    plan_follow_up,
    snooze,
    reschedule,
    next_step,
    enrolled,
    not_interested,
    link_invoice,
    add_user,
    set_role,
    disable_user,
    take_over,
    save_view,
    save_view_again,
    change_view,
    rename_view,
    remove_view,
    share_view,
    pin_view,
    open_first,
    count_view,
    switch_alert,
    *acts_of_bookings.ACTS,
    *acts_of_rules.ACTS,
)


def _deal(reader: Reader, record_id: int) -> Deal:
    return reader.session.get_one(Deal, record_id)


def _person(reader: Reader, record_id: int) -> Person:
    return reader.session.get_one(Person, record_id)


def _company(reader: Reader, record_id: int) -> Organization:
    return reader.session.get_one(Organization, record_id)
