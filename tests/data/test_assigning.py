"""Giving deals and people to others (D.5, defaults.md 5)."""

import pytest

from models.errors import NotFound
from models.errors import RuleBroken
from models.operations import assigning
from models.operations import closing
from models.operations import people
from models.operations import undoing
from models.store import Store
from models.views.drafts import LoseDeal
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.acts import a_planned_deal
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user


def test_a_deal_goes_over_with_what_was_planned_on_it(store: Store) -> None:
    """C-02: taking over moves the owner and the open follow-ups."""
    deal, _ = a_planned_deal(store)
    ana = a_user(store, "ana", team="North")
    done = store.write(assigning.assign_deals, [deal], ana)
    assert done.values["owner"] == "Ana"
    row = one(store.path, "SELECT * FROM deal")
    north = one(store.path, "SELECT id FROM team WHERE name = 'North'")["id"]
    assert (row["owner_id"], row["team_id"]) == (ana, north)
    assert one(store.path, "SELECT * FROM follow_up")["assignee_id"] == ana
    assert one(store.path, "SELECT * FROM tunnel")["owner_id"] == ana


def test_what_a_third_person_had_planned_stays_theirs(store: Store) -> None:
    ben, ana = a_user(store, "ben"), a_user(store, "ana")
    deal = a_deal(store)
    a_follow_up(store, deal=deal, assignee="ben")
    store.write(assigning.assign_deals, [deal], ana)
    assert one(store.path, "SELECT * FROM follow_up")["assignee_id"] == ben


def test_giving_to_its_owner_writes_nothing(store: Store) -> None:
    deal = a_deal(store)
    before = rows_of(store.path, counting=True)
    assert store.write(assigning.assign_deals, [deal], store.actor.id).batch == 0
    assert rows_of(store.path, counting=True) == before


def test_a_person_goes_over_with_the_follow_up(store: Store) -> None:
    person = a_person(store)
    a_follow_up(store, person=person)
    ana = a_user(store, "ana")
    store.write(assigning.assign_person, person, ana)
    assert one(store.path, "SELECT owner_id FROM person") == {"owner_id": ana}
    assert one(store.path, "SELECT assignee_id FROM follow_up") == {"assignee_id": ana}


def test_a_person_goes_over_with_the_open_deals_of_the_former_owner(
    store: Store,
) -> None:
    """C-02: and what is planned on these; a third person's and what is over stay."""
    ana, ben = a_user(store, "ana"), a_user(store, "ben")
    person = a_person(store)
    mine, past = a_deal(store, person=person), a_deal(store, person=person)
    bens = a_deal(store, person=person, owner="ben")
    price = one(store.path, "SELECT id FROM loss_reason WHERE code = 'price'")["id"]
    assert isinstance(price, int)
    store.write(closing.lose_deal, LoseDeal(past, price))
    for deal, login in ((mine, store.actor.login), (bens, "ben")):
        a_follow_up(store, deal=deal, assignee=login)
    done = store.write(assigning.assign_person, person, ana)
    assert done.values["deals"] == 1
    query = "SELECT d.owner_id, f.assignee_id FROM deal d LEFT JOIN follow_up f"
    query += " ON f.deal_id = d.id ORDER BY d.id"
    rows = [tuple(row.values()) for row in many(store.path, query)]
    assert rows == [(ana, ana), (store.actor.id, None), (ben, ben)]
    store.write(undoing.undo)
    assert one(store.path, "SELECT owner_id FROM deal WHERE id = ?", mine) == {
        "owner_id": store.actor.id
    }


def test_the_open_deals_stay_where_the_follow_ups_do(store: Store) -> None:
    """C-02: one choice for all that is open."""
    ana = a_user(store, "ana")
    person = a_person(store)
    a_deal(store, person=person)
    store.write(assigning.assign_person, person, ana, follow_ups=False)
    assert one(store.path, "SELECT owner_id FROM deal") == {"owner_id": store.actor.id}


def test_a_seller_needs_a_manager_to_hand_over(store: Store, as_user: AsUser) -> None:
    """C-02, R-37: a seller assigns to nobody else."""
    ben = a_user(store, "ben")
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal = a_deal(store, owner="ana")
    with pytest.raises(RuleBroken, match="handover_needs_manager"):
        ana.write(assigning.assign_deals, [deal], ben)


def test_a_manager_reassigns_within_the_team_and_takes_what_is_nobodys(
    store: Store, as_user: AsUser
) -> None:
    """C-02: a manager reassigns at once, within the team below."""
    a_user(store, "mia", Role.MANAGER, "North")
    ana = a_user(store, "ana", team="North")
    ben = a_user(store, "ben", team="South")
    mia = as_user(store, "mia")
    free = a_deal(store, unassigned=True)
    mia.write(assigning.assign_deals, [free], ana)
    with pytest.raises(NotFound, match="user_unknown"):
        mia.write(assigning.assign_deals, [free], ben)
    with pytest.raises(NotFound, match="record_unknown"):
        mia.write(assigning.assign_deals, [a_deal(store, owner="ben")], ana)


def test_nobody_gives_to_who_left(store: Store) -> None:
    ana = a_user(store, "ana")
    store.write(people.disable_user, "ana")
    with pytest.raises(RuleBroken, match="owner_inactive"):
        store.write(assigning.assign_deals, [a_deal(store)], ana)
