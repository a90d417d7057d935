"""Which rule takes a prospect, and which of its reps gets it."""

import pytest

from models.rules import assigning
from models.rules.assigning import Conditions
from models.rules.assigning import Newcomer
from models.rules.assigning import Rep
from models.rules.assigning import Rule
from models.rules.assigning import Standing
from models.vocabulary import Strategy

LILLE = Newcomer(3, frozenset({7, 1}), "59000", "fr-FR")


def a_rule(
    strategy: Strategy = Strategy.ROUND_ROBIN,
    members: tuple[int, ...] = (1, 2, 3),
    conditions: Conditions = Conditions(),  # noqa: B008
    rule_id: int = 1,
) -> Rule:
    return Rule(rule_id, f"rule {rule_id}", conditions, strategy, members)


@pytest.mark.parametrize(
    "conditions",
    [
        Conditions(),
        Conditions(source_id=3),
        Conditions(team_id=7),
        Conditions(team_id=1),
        Conditions(postcode="59"),
        Conditions(postcode="59 0"),
        Conditions(language="FR"),
        Conditions(3, 1, "59", "fr"),
    ],
)
def test_a_rule_takes_who_meets_all_it_asks(conditions: Conditions) -> None:
    """R-32, R-36: a team above the prospect's own counts too."""
    assert assigning.takes(conditions, LILLE)


@pytest.mark.parametrize(
    "conditions",
    [
        Conditions(source_id=4),
        Conditions(team_id=8),
        Conditions(postcode="75"),
        Conditions(language="en"),
        Conditions(3, 1, "59", "en"),
        Conditions(4, 1, "59", "fr"),
    ],
)
def test_one_condition_that_fails_is_enough(conditions: Conditions) -> None:
    """R-32: all conditions must hold."""
    assert not assigning.takes(conditions, LILLE)


def test_what_is_not_known_of_a_prospect_meets_no_condition() -> None:
    stranger = Newcomer()
    assert assigning.takes(Conditions(), stranger)
    for asked in (Conditions(1), Conditions(None, 1), Conditions(postcode="5")):
        assert not assigning.takes(asked, stranger)
    assert not assigning.takes(Conditions(language="fr"), stranger)


def test_the_first_rule_that_matches_is_the_one() -> None:
    paris = a_rule(conditions=Conditions(postcode="75"), rule_id=1)
    north = a_rule(conditions=Conditions(postcode="59"), rule_id=2)
    rest = a_rule(rule_id=3)
    assert assigning.first_match([paris, north, rest], LILLE) is north
    assert assigning.first_match([rest, north], LILLE) is rest
    assert assigning.first_match([paris], LILLE) is None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("59000 Lille", "59000"),
        ("Lille 59000 CEDEX 9", "59000"),
        ("London SW1A 1AA", "SW1A1AA"),
        ("D-10115 Berlin", ""),
        ("Lille", ""),
        ("Paris 8", ""),
        ("", ""),
    ],
)
def test_a_postcode_is_found_in_a_place(place: str, code: str) -> None:
    assert assigning.postcode(place) == code


def test_the_prospects_own_postcode_goes_before_the_companys() -> None:
    own, company = {"Code_Postal": "62 300"}, {"zip": "75001"}
    assert assigning.postcode_of(own, company, "59000 Lille") == "62300"
    assert assigning.postcode_of({}, company, "59000 Lille") == "75001"
    assert assigning.postcode_of({"zip": ""}, {}, "59000 Lille") == "59000"


def test_a_fixed_rule_gives_to_the_first_who_is_available() -> None:
    rule = a_rule(Strategy.FIXED)
    reps = {1: Rep(paused=True), 2: Rep(), 3: Rep()}
    assert assigning.choose(rule, reps, Standing()) == 2


def test_a_round_goes_on_after_the_last_one() -> None:
    reps = {user: Rep() for user in (1, 2, 3)}
    chosen: list[int | None] = []
    standing = Standing(last={1: 2})
    for _ in range(4):
        user = assigning.choose(a_rule(), reps, standing)
        assert user is not None
        chosen.append(user)
        standing.note(a_rule(), user)
    assert chosen == [3, 1, 2, 3]


def test_the_least_busy_has_the_fewest_prospects_then_follow_ups_then_comes_first() -> (
    None
):
    rule = a_rule(Strategy.LEAST_BUSY)
    reps = {user: Rep() for user in (1, 2, 3)}
    fewest = Standing(prospects={1: 4, 2: 3, 3: 3}, planned={2: 9, 3: 1})
    assert assigning.choose(rule, reps, fewest) == 3
    assert assigning.choose(rule, reps, Standing()) == 1


def test_nobody_available_gives_to_nobody() -> None:
    """R-32: the hole of others' rules: it stays unassigned, and no one is overrun."""
    reps = {
        1: Rep(active=False),
        2: Rep(paused=True),
        3: Rep(capacity=5),
        4: Rep(reachable=False),
    }
    rule = a_rule(members=(1, 2, 3, 4, 5))
    standing = Standing(given={3: 5})
    for strategy in Strategy:
        asked = a_rule(strategy, rule.members)
        assert assigning.choose(asked, reps, standing) is None
