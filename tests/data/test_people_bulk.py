"""One act on many people: all that may be, the others told by name (B1.15)."""

import pytest

from models import operations
from models import queries
from models.errors import NotFound
from models.errors import RelanceError
from models.operations import people_bulk
from models.operations import undoing
from models.store import Store
from models.views.drafts import LoseDeal
from models.views.drafts import PlanFollowUp
from models.views.people_lists import Target
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.data.acts import NEXT_WEEK
from tests.data.acts import two_people
from tests.data.tables import many
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user


def test_who_refuses_is_told_by_name_and_the_others_are_done(store: Store) -> None:
    """B1.15: some rows refused are named with why; one undo takes the rest back."""
    targets = two_people(store)
    before = rows_of(store.path)
    draft = PlanFollowUp(due=NEXT_WEEK)
    done = store.write(people_bulk.plan_people, targets, draft)
    told = repr(done.values["refused"])
    assert "'Ana Un'" in told
    assert "'Ben Deux'" not in told
    assert done.values["count"] == 1
    planned = many(store.path, "SELECT person_id FROM follow_up")
    assert len(planned) == 2
    store.write(undoing.undo)
    assert rows_of(store.path) == before


def test_those_with_an_open_deal_are_planned_with_on_it(store: Store) -> None:
    """B1.15, R-07: marks plan where ``f`` on the person alone would plan."""
    person = a_person(store, "Cleo Trois")
    deal = a_deal(store, "Boréal", person=person)
    targets = [Target(person, person, None), *two_people(store)]
    store.write(people_bulk.plan_people, targets, PlanFollowUp(due=NEXT_WEEK))
    (tunnel,) = many(
        store.path, "SELECT deal_id FROM tunnel WHERE person_id = ?", person
    )
    assert tunnel["deal_id"] == deal


def test_whose_deal_was_lost_is_planned_with_without_it(store: Store) -> None:
    """R-20: the marked line of a lost deal plans a new tunnel for its person."""
    person = a_person(store, "Cleo Trois")
    deal = a_deal(store, "Boréal", person=person)
    reason = store.read(queries.choices.reasons)[0].id
    store.write(operations.closing.lose_deal, LoseDeal(deal, reason, "no"))
    targets = [Target(1, person, deal)]
    store.write(people_bulk.plan_people, targets, PlanFollowUp(due=NEXT_WEEK))
    (tunnel,) = many(
        store.path, "SELECT deal_id FROM tunnel WHERE person_id = ?", person
    )
    assert tunnel["deal_id"] is None


def test_where_all_refuse_nothing_is_written(store: Store) -> None:
    shy = [
        a_person(store, name, do_not_contact=True) for name in ("Ana Un", "Ben Deux")
    ]
    before = rows_of(store.path)
    targets = [Target(one, one, None) for one in shy]
    with pytest.raises(RelanceError):
        store.write(people_bulk.plan_people, targets, PlanFollowUp(due=NEXT_WEEK))
    assert rows_of(store.path) == before


def test_nobody_changes_people_out_of_sight(store: Store, as_user: AsUser) -> None:
    """D.5, B1.15: marks give no right that single acts do not give."""
    a_user(store, "ana", Role.SELLER, team="South")
    targets = two_people(store)
    before = rows_of(store.path)
    ana = as_user(store, "ana")
    with pytest.raises(NotFound):
        ana.write(people_bulk.value_people, targets, Temperature.HOT)
    with pytest.raises(NotFound):
        ana.write(people_bulk.assign_people, targets, ana.actor.id)
    assert rows_of(store.path) == before


def test_only_those_who_were_changed_are_counted(store: Store) -> None:
    """B1.15: of whom it was so already nothing is told, and nothing is undone."""
    targets = two_people(store)
    give = people_bulk.value_people
    assert store.write(give, targets[:1], Temperature.HOT).values["count"] == 1
    assert store.write(give, targets, Temperature.HOT).values["count"] == 1
    again = store.write(give, targets, Temperature.HOT)
    assert again.values["count"] == 0
    assert not again.batch


def test_those_who_are_given_to_whom_they_had_already_are_not_counted(
    store: Store,
) -> None:
    """B1.15, C-02: bulk reassignment counts those who change hands."""
    ana = a_user(store, "ana")
    theirs = a_person(store, "Cleo Trois", owner="ana")
    targets = [*two_people(store), Target(theirs, theirs, None)]
    done = store.write(people_bulk.assign_people, targets, ana)
    assert done.values["count"] == len(targets) - 1
