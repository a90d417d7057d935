"""Edits of records: merging, conflicts, values (rulings 2, 12 and 13)."""

from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest

from models.clock import Clock
from models.errors import BadValue
from models.errors import Conflict
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.money import Money
from models.operations import editing
from models.operations import forms
from models.store import Store
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.views.drafts import CompanyFields
from models.views.drafts import DealFields
from models.views.drafts import EditCompany
from models.views.drafts import EditDeal
from models.views.drafts import EditPerson
from models.views.drafts import PersonFields
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.data.acts import a_planned_deal
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user


def deal_form(store: Store, deal: int) -> DealFields:
    def read(writer: Writer) -> DealFields:
        return forms.deal_fields(writer.session.get_one(Deal, deal))

    return store.write(read)


def person_form(store: Store, person: int) -> PersonFields:
    def read(writer: Writer) -> PersonFields:
        return forms.person_fields(writer, writer.session.get_one(Person, person))

    return store.write(read)


def company_form(store: Store, company: int) -> CompanyFields:
    def read(writer: Writer) -> CompanyFields:
        return forms.company_fields(writer.session.get_one(Organization, company))

    return store.write(read)


def test_only_what_changed_is_written_and_told(store: Store) -> None:
    deal = a_deal(store)
    was = deal_form(store, deal)
    now = replace(was, title=" Acme  pack ", amount=Money(5_00, "EUR"))
    done = store.write(editing.edit_deal, EditDeal(deal, was, now))
    assert dict(done.changed) == {
        "title": ("Acme licence", "Acme pack"),
        "amount_minor": (None, 5_00),
        "currency": (None, "EUR"),
    }


def test_a_form_sent_back_as_it_came_writes_nothing(store: Store) -> None:
    deal = a_deal(store)
    was = deal_form(store, deal)
    before = rows_of(store.path, counting=True)
    assert store.write(editing.edit_deal, EditDeal(deal, was, was)).batch == 0
    assert rows_of(store.path, counting=True) == before


def test_two_people_change_different_fields_of_one_deal(
    store: Store, as_user: AsUser
) -> None:
    """D.3 no 19: fields that one side changed merge."""
    a_user(store, "mia", Role.ADMIN)
    mia = as_user(store, "mia")
    deal = a_deal(store)
    was = deal_form(store, deal)
    store.write(editing.edit_deal, EditDeal(deal, was, replace(was, title="Pack")))
    late = replace(was, expected_close=date(2026, 12, 15))
    mia.write(editing.edit_deal, EditDeal(deal, was, late))
    row = one(store.path, "SELECT * FROM deal")
    assert (row["title"], row["expected_close"]) == ("Pack", "2026-12-15")


def test_the_second_to_change_a_field_is_told_who_when_and_both_texts(
    store: Store, as_user: AsUser
) -> None:
    """D.3 no 19, Safety case 56: the second is told who and when, with both texts."""
    a_user(store, "mia", Role.ADMIN)
    mia = as_user(store, "mia")
    deal = a_deal(store)
    was = deal_form(store, deal)
    store.write(editing.edit_deal, EditDeal(deal, was, replace(was, title="Pack")))
    mine = EditDeal(deal, was, replace(was, title="Offer", probability=20))
    with pytest.raises(Conflict) as refused:
        mia.write(editing.edit_deal, mine)
    told = refused.value.values
    assert told["fields"] == [("title", "Acme licence", "Pack", "Offer")]
    assert (told["who"], told["when"]) == ("Béatrice Ossot", store.now())
    assert one(store.path, "SELECT title, probability FROM deal") == {
        "title": "Pack",
        "probability": None,
    }
    mia.write(editing.edit_deal, replace(mine, was=replace(was, title="Pack")))
    assert one(store.path, "SELECT title FROM deal") == {"title": "Offer"}


def test_who_changed_a_field_last_is_told_not_who_made_the_record(
    store: Store, as_user: AsUser
) -> None:
    """Safety case 56: of all who wrote, the last one and the moment of that."""
    a_user(store, "mia", Role.ADMIN)
    mia = as_user(store, "mia")
    deal = a_deal(mia)
    was = deal_form(mia, deal)
    store.clock = Clock(start=NOW + timedelta(hours=1), ticking=False)
    store.write(editing.edit_deal, EditDeal(deal, was, replace(was, title="Pack")))
    store.clock = Clock(start=NOW + timedelta(hours=2), ticking=False)
    with pytest.raises(Conflict) as refused:
        mia.write(editing.edit_deal, EditDeal(deal, was, replace(was, title="Offer")))
    told = refused.value.values
    assert (told["who"], told["when"]) == ("Béatrice Ossot", NOW + timedelta(hours=1))


def test_a_person_that_is_added_takes_over_the_value_and_the_plan(
    store: Store,
) -> None:
    deal = a_deal(store, temperature=Temperature.HOT)
    a_follow_up(store, deal=deal)
    person = a_person(store)
    was = deal_form(store, deal)
    store.write(editing.edit_deal, EditDeal(deal, was, replace(was, person_id=person)))
    assert one(store.path, "SELECT temperature FROM person") == {"temperature": "hot"}
    assert one(store.path, "SELECT temperature FROM deal") == {"temperature": None}
    assert one(store.path, "SELECT person_id FROM follow_up") == {"person_id": person}
    assert one(store.path, "SELECT person_id FROM tunnel") == {"person_id": person}


def test_a_value_that_the_person_has_stays(store: Store) -> None:
    deal = a_deal(store, temperature=Temperature.HOT)
    person = a_person(store, temperature=Temperature.COLD)
    was = deal_form(store, deal)
    store.write(editing.edit_deal, EditDeal(deal, was, replace(was, person_id=person)))
    assert one(store.path, "SELECT temperature FROM person") == {"temperature": "cold"}


@pytest.mark.parametrize("value", [-1, 101])
def test_a_chance_is_a_percentage(store: Store, value: int) -> None:
    deal = a_deal(store)
    was = deal_form(store, deal)
    draft = EditDeal(deal, was, replace(was, probability=value))
    with pytest.raises(BadValue, match="probability_range"):
        store.write(editing.edit_deal, draft)


def test_a_title_cannot_be_emptied(store: Store) -> None:
    deal = a_deal(store)
    was = deal_form(store, deal)
    with pytest.raises(BadValue, match="name_empty"):
        store.write(editing.edit_deal, EditDeal(deal, was, replace(was, title=" ")))


def test_phone_and_mail_are_written_changed_and_removed(store: Store) -> None:
    person = a_person(store, phone="06 12 34 56 78")
    was = person_form(store, person)
    now = replace(was, phone="", email="julie@x.fr", last_name="Dupont")
    store.write(editing.edit_person, EditPerson(person, was, now))
    point = one(store.path, "SELECT * FROM contact_point")
    assert (point["kind"], point["value"]) == ("email", "julie@x.fr")
    row = one(store.path, "SELECT * FROM person")
    assert (row["last_name"], row["folded_name"]) == ("Dupont", "julie dupont")
    again = person_form(store, person)
    assert again == now
    other = EditPerson(person, again, replace(again, email="j@x.fr"))
    store.write(editing.edit_person, other)
    assert one(store.path, "SELECT value FROM contact_point") == {"value": "j@x.fr"}


def test_a_person_keeps_a_name(store: Store) -> None:
    person = a_person(store)
    was = person_form(store, person)
    now = replace(was, first_name="", last_name="")
    with pytest.raises(BadValue, match="name_empty"):
        store.write(editing.edit_person, EditPerson(person, was, now))


def test_a_company_is_never_above_itself(store: Store) -> None:
    parent, child = a_company(store, "Group"), a_company(store, "Branch")
    was = company_form(store, child)
    up = EditCompany(child, was, replace(was, parent_id=parent))
    store.write(editing.edit_company, up)
    was = company_form(store, parent)
    loop = EditCompany(parent, was, replace(was, parent_id=child))
    with pytest.raises(RuleBroken, match="company_own_parent"):
        store.write(editing.edit_company, loop)


def test_a_company_of_another_is_seen_but_not_edited(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    company = a_company(store, owner="boss")
    a_deal(store, company=company, owner="ana")
    was = company_form(store, company)
    draft = EditCompany(company, was, replace(was, name="Mine"))
    with pytest.raises(Denied, match="company_of_another"):
        ana.write(editing.edit_company, draft)
    free = a_company(store, "Free")
    was = company_form(store, free)
    ana.write(editing.edit_company, EditCompany(free, was, replace(was, place="Lens")))


def test_the_value_is_the_persons_wherever_there_is_one(store: Store) -> None:
    deal = a_deal(store, person=a_person(store))
    hot = Temperature.HOT
    done = store.write(editing.set_value, deal_id=deal, temperature=hot)
    assert (done.entity, done.verb) == ("person", "person.temperature_changed")
    assert one(store.path, "SELECT temperature FROM person") == {"temperature": "hot"}


def test_the_value_cycles_and_never_to_lost(store: Store) -> None:
    deal = a_deal(store)
    seen = [
        store.write(editing.cycle_value, deal_id=deal).values["value"] for _ in range(4)
    ]
    assert seen == ["hot", "warm", "cold", "hot"]


def test_lost_closes_the_open_tunnel(store: Store) -> None:
    """D.3 no 11, R-10: and cancels what is planned in it, with the reason."""
    deal, _ = a_planned_deal(store)
    lost = Temperature.LOST
    store.write(editing.set_value, deal_id=deal, temperature=lost)
    assert one(store.path, "SELECT result FROM tunnel") == {"result": "abandoned"}
    assert one(store.path, "SELECT cancel_reason FROM follow_up") == {
        "cancel_reason": "person_lost"
    }
    assert one(store.path, "SELECT next_at FROM deal") == {"next_at": None}


def test_a_priority_is_set(store: Store) -> None:
    deal = a_deal(store)
    store.write(editing.set_priority, deal, Priority.HIGH)
    assert one(store.path, "SELECT priority FROM deal") == {"priority": "high"}
    assert store.write(editing.set_priority, deal, Priority.HIGH).batch == 0


def test_a_colleagues_record_is_not_there(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal, person = a_deal(store), a_person(store)
    fields, form = deal_form(store, deal), person_form(store, person)
    with pytest.raises(NotFound):
        ana.write(editing.edit_deal, EditDeal(deal, fields, fields))
    with pytest.raises(NotFound):
        ana.write(editing.edit_person, EditPerson(person, form, form))
    with pytest.raises(NotFound):
        ana.write(editing.cycle_value, person_id=person)
    with pytest.raises(NotFound):
        ana.write(editing.set_priority, deal, Priority.LOW)
    assert (
        many(store.path, "SELECT id FROM event WHERE actor_id = ?", ana.actor.id) == []
    )


def test_a_seller_notes_the_wish_for_no_contact_and_a_manager_takes_it_back(
    store: Store, as_user: AsUser
) -> None:
    """R-20: the stronger flag cannot be lifted by whom it holds back."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    who = a_person(store, owner="ana")
    was = person_form(store, who)
    unwelcome = replace(was, do_not_contact=True)
    ana.write(editing.edit_person, EditPerson(who, was, unwelcome))
    with pytest.raises(RuleBroken, match="do_not_contact_stays"):
        ana.write(editing.edit_person, EditPerson(who, unwelcome, was))
    assert person_form(store, who).do_not_contact
    store.write(editing.edit_person, EditPerson(who, unwelcome, was))
    assert not person_form(store, who).do_not_contact
