"""Whatever the reps are like: rounds are fair, and nobody unavailable gets anything."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from models.rules import assigning
from models.rules.assigning import Conditions
from models.rules.assigning import Rep
from models.rules.assigning import Rule
from models.rules.assigning import Standing
from models.vocabulary import Strategy

FAIR = st.sampled_from([Strategy.ROUND_ROBIN, Strategy.LEAST_BUSY])
REPS = st.builds(
    Rep,
    active=st.booleans(),
    paused=st.booleans(),
    capacity=st.none() | st.integers(0, 6),
    reachable=st.booleans(),
)
TEAMS = st.dictionaries(st.integers(1, 20), REPS, min_size=1, max_size=8)


def run(rule: Rule, reps: dict[int, Rep], standing: Standing, times: int) -> list[int]:
    given_to: list[int] = []
    for _ in range(times):
        user = assigning.choose(rule, reps, standing)
        if user is not None:
            standing.note(rule, user)
            given_to.append(user)
    return given_to


@given(FAIR, st.permutations(range(1, 8)), st.integers(1, 7), st.integers(0, 6))
def test_after_k_times_n_prospects_each_of_n_reps_has_k(
    strategy: Strategy, users: list[int], n: int, k: int
) -> None:
    """R-32: fair, whatever the order of the reps and wherever the round begins."""
    members = tuple(users[:n])
    rule = Rule(1, "all", Conditions(), strategy, members)
    last = {1: users[0]} if strategy is Strategy.ROUND_ROBIN else {}
    shares = Counter(run(rule, dict.fromkeys(members, Rep()), Standing(last), k * n))
    assert dict(shares) == (dict.fromkeys(members, k) if k else {})


@given(st.sampled_from(Strategy), TEAMS, st.integers(0, 40), st.data())
def test_nobody_inactive_paused_out_of_reach_or_full_gets_a_prospect(
    strategy: Strategy, reps: dict[int, Rep], times: int, data: st.DataObject
) -> None:
    """R-32: capacity is never passed, and all that can be given is given."""
    had = data.draw(st.fixed_dictionaries({u: st.integers(0, 6) for u in reps}))
    rule = Rule(1, "all", Conditions(), strategy, tuple(reps))
    shares = Counter(run(rule, reps, Standing(given=dict(had)), times))
    for user in shares:
        rep = reps[user]
        assert rep.active
        assert rep.reachable
        assert not rep.paused
        assert rep.capacity is None or had[user] + shares[user] <= rep.capacity
    rooms = [
        times if rep.capacity is None else max(rep.capacity - had[user], 0)
        for user, rep in reps.items()
        if rep.active and rep.reachable and not rep.paused
    ]
    assert shares.total() == min(times, sum(rooms))


@given(TEAMS, st.integers(1, 60))
def test_a_round_never_gives_twice_while_another_who_is_free_waits(
    reps: dict[int, Rep], times: int
) -> None:
    rule = Rule(1, "all", Conditions(), Strategy.ROUND_ROBIN, tuple(reps))
    endless = {user: Rep(rep.active, rep.paused) for user, rep in reps.items()}
    shares = Counter(run(rule, endless, Standing(), times))
    free = [user for user, rep in endless.items() if rep.active and not rep.paused]
    if free:
        counts = [shares[user] for user in free]
        assert max(counts) - min(counts) <= 1
