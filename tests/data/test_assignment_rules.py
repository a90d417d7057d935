"""Rules of assignment: who makes them, how they change, and that undo takes it back."""

from dataclasses import replace

import pytest

from models.errors import BadValue
from models.errors import Conflict
from models.errors import Denied
from models.errors import NotFound
from models.errors import RelanceError
from models.errors import RuleBroken
from models.operations import assigning_rules
from models.operations import people
from models.operations import sources
from models.operations import undoing
from models.queries import assignment_rules
from models.queries import configuring
from models.queries import uses
from models.store import Store
from models.views.assigning import Duty
from models.views.assigning import EditRule
from models.views.assigning import RuleFields
from models.views.assigning import RuleLine
from models.views.configuring import SourceFields
from models.vocabulary import Role
from models.vocabulary import SourceKind
from models.vocabulary import Strategy
from tests.conftest import AsUser
from tests.data.giving import a_rule
from tests.data.giving import ids
from tests.data.giving import on_duty
from tests.data.tables import rows_of
from tests.factories import a_team
from tests.factories import a_user


@pytest.fixture
def house(store: Store) -> Store:
    """Sid leads North with Ana and Ben; Cleo sells elsewhere."""
    a_team(store, "North")
    a_user(store, "sid", Role.MANAGER, team="North")
    a_user(store, "ana", team="North")
    a_user(store, "ben", team="North")
    a_user(store, "cleo", team="South")
    return store


def names(store: Store) -> list[str]:
    return [rule.fields.name for rule in store.read(assignment_rules.rules)]


def only(store: Store) -> RuleLine:
    (rule,) = store.read(assignment_rules.rules)
    return rule


def test_a_rule_says_what_it_asks_and_who_gets_whom(house: Store) -> None:
    """R-32: conditions, strategy, and reps in the order of the round."""
    a_rule(
        house,
        "ben",
        "ana",
        name=" Lille ",
        postcode="59 0",
        language="FR",
        strategy=Strategy.LEAST_BUSY,
    )
    rule = only(house)
    assert rule.fields == RuleFields(
        name="Lille",
        postcode="590",
        language="fr",
        strategy=Strategy.LEAST_BUSY,
        members=ids(house, "ben", "ana"),
    )
    assert [rep.name for rep in rule.reps] == ["Ben", "Ana"]
    assert rule.active
    assert rule.editable


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (RuleFields("Nobody"), "rule_without_reps"),
        (RuleFields("  ", members=(1,)), "name_empty"),
        (RuleFields("Odd", members=(999,)), "user_unknown"),
        (RuleFields("Odd", source_id=999, members=(1,)), "source_unknown"),
        (RuleFields("Odd", team_id=999, members=(1,)), "team_unknown"),
    ],
)
def test_a_rule_that_could_give_nothing_is_refused(
    house: Store, fields: RuleFields, code: str
) -> None:
    with pytest.raises(RelanceError, match=code):
        house.write(assigning_rules.make_rule, fields)
    assert names(house) == []


def test_a_rep_who_may_not_sign_in_is_refused_but_may_stay(house: Store) -> None:
    rule = a_rule(house, "ana", "ben")
    house.write(people.disable_user, "ana")
    with pytest.raises(RuleBroken, match="owner_inactive"):
        a_rule(house, "ana")
    was = only(house).fields
    now = replace(was, name="Both")
    house.write(assigning_rules.edit_rule, EditRule(rule, was, now))
    assert only(house).fields == now


@pytest.mark.parametrize("act", ["make", "edit", "shift", "pause", "delete", "duty"])
def test_a_seller_is_refused_every_act_on_rules(
    house: Store, as_user: AsUser, act: str
) -> None:
    """R-37: the data layer refuses, not only the screen."""
    rule = a_rule(house, "ana")
    ana = as_user(house, "ana")
    fields = RuleFields("Mine", members=(ana.actor.id,))
    acts = {
        "make": lambda: ana.write(assigning_rules.make_rule, fields),
        "edit": lambda: ana.write(
            assigning_rules.edit_rule, EditRule(rule, fields, fields)
        ),
        "shift": lambda: ana.write(assigning_rules.shift_rule, rule, 1),
        "pause": lambda: ana.write(assigning_rules.pause_rule, rule),
        "delete": lambda: ana.write(assigning_rules.delete_rule, rule),
        "duty": lambda: ana.write(assigning_rules.set_duty, Duty(ana.actor.id)),
    }
    with pytest.raises(Denied, match="not_allowed"):
        acts[act]()


def test_a_seller_is_refused_the_rules_themselves(
    house: Store, as_user: AsUser
) -> None:
    """R-37: nor may a seller read them, or what they would give."""
    ana = as_user(house, "ana")
    for query in (assignment_rules.rules, assignment_rules.outlook):
        with pytest.raises(Denied, match="not_allowed"):
            ana.read(query)


def test_a_manager_makes_rules_for_the_own_teams_only(
    house: Store, as_user: AsUser
) -> None:
    """R-37, D.5: rules are the team's; those of others are read."""
    sid = as_user(house, "sid")
    with pytest.raises(NotFound, match="user_unknown"):
        a_rule(sid, "ana", "cleo")
    theirs = a_rule(house, "ana", "cleo", name="All")
    a_rule(sid, "ana", name="Ours")
    assert [rule.editable for rule in sid.read(assignment_rules.rules)] == [False, True]
    with pytest.raises(Denied, match="rule_of_others"):
        sid.write(assigning_rules.pause_rule, theirs)


def test_rules_are_put_in_order_and_stay_at_either_end(house: Store) -> None:
    first, _, third = (a_rule(house, "ana", name=name) for name in ("A", "B", "C"))
    house.write(assigning_rules.shift_rule, third, -1)
    assert names(house) == ["A", "C", "B"]
    house.write(assigning_rules.shift_rule, first, -1)
    assert names(house) == ["A", "C", "B"]
    house.write(undoing.undo)
    assert names(house) == ["A", "B", "C"]


def test_a_deleted_rule_is_gone_until_undo_brings_it_back(house: Store) -> None:
    first = a_rule(house, "ana", name="A")
    a_rule(house, "ben", name="B")
    before = rows_of(house.path)
    house.write(assigning_rules.delete_rule, first)
    assert names(house) == ["B"]
    with pytest.raises(NotFound, match="rule_unknown"):
        house.write(assigning_rules.pause_rule, first)
    house.write(undoing.undo)
    assert rows_of(house.path) == before


def test_two_peoples_changes_of_one_rule_merge_by_field(house: Store) -> None:
    """Rulings 13: the same field is asked again, other fields merge."""
    rule = a_rule(house, "ana")
    was = only(house).fields
    theirs = replace(was, name="Lille", members=ids(house, "ben", "ana"))
    house.write(assigning_rules.edit_rule, EditRule(rule, was, theirs))
    mine = replace(was, postcode="59")
    house.write(assigning_rules.edit_rule, EditRule(rule, was, mine))
    assert only(house).fields == replace(theirs, postcode="59")
    changed = replace(was, name="Paris")
    with pytest.raises(Conflict, match="record_changed"):
        house.write(assigning_rules.edit_rule, EditRule(rule, was, changed))


def test_an_edit_of_reps_is_taken_back_row_by_row(house: Store) -> None:
    rule = a_rule(house, "ana", "ben", "cleo")
    was = only(house).fields
    before = rows_of(house.path)
    now = replace(was, members=ids(house, "cleo", "boss", "ana"), source_id=1)
    house.write(assigning_rules.edit_rule, EditRule(rule, was, now))
    assert only(house).fields.members == now.members
    house.write(undoing.undo)
    assert rows_of(house.path) == before


def test_a_manager_pauses_a_rep_and_takes_it_back(
    house: Store, as_user: AsUser
) -> None:
    """R-32: a pause is a manager's to set and to undo, though users are an admin's."""
    a_rule(house, "ana")
    sid = as_user(house, "sid")
    on_duty(sid, "ana", paused=True, capacity=12)
    (rep,) = only(house).reps
    assert (rep.paused, rep.capacity) == (True, 12)
    sid.write(undoing.undo)
    (rep,) = only(house).reps
    assert (rep.paused, rep.capacity) == (False, None)
    with pytest.raises(NotFound, match="user_unknown"):
        sid.write(assigning_rules.set_duty, Duty(ids(house, "cleo")[0], paused=True))
    with pytest.raises(BadValue, match="capacity_negative"):
        on_duty(sid, "ana", capacity=-1)


def test_a_source_that_a_rule_asks_for_is_neither_deleted_nor_taken_back(
    house: Store, as_user: AsUser
) -> None:
    """R-32, R-35: a number that came again would let the rule take other prospects."""
    sid = as_user(house, "sid")
    made = sid.write(sources.create_source, SourceFields("Fair", SourceKind.EVENT))
    rule = a_rule(house, "ana", source=made.id)
    assert house.read(uses.of_sources)[made.id] == 1
    with pytest.raises(RuleBroken, match="setting_used"):
        house.write(sources.remove_source, made.id)
    with pytest.raises(RuleBroken, match="undo_blocked"):
        sid.write(undoing.undo)
    assert only(house).source == "Fair"
    house.write(assigning_rules.delete_rule, rule)
    assert house.read(uses.of_sources)[made.id] == 0
    sid.write(undoing.undo)
    assert house.read(configuring.sources)[-1].fields.name != "Fair"
