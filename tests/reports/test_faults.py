"""Faults read in other programs, kept out of this one (features.md B3), and rights."""

from datetime import date

from models import operations
from models.money import Money
from models.queries.clocks import waiting
from models.reports.cycle import cycle
from models.reports.heat import heat
from models.reports.report import Asked
from models.reports.report import Period
from models.rules.clocks import Clock
from models.store import Store
from models.vocabulary import Phase
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_user
from tests.reports.conftest import STAGES
from tests.reports.conftest import ZONE
from tests.reports.conftest import Figures
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import days
from tests.reports.lives import write_lives

MARCH = (date(2025, 3, 1), date(2025, 4, 1))


def figures(store: Store, *lives: Life) -> Figures:
    places = a_pipeline(store, "Faults", STAGES)
    return Figures(store, places[0], write_lives(store, places, lives))


def test_a_lost_deal_is_in_no_forecast(then: Store) -> None:
    lost = Life(1000, days((1, 5, 1), (2, 5, LOST)), expected=date(2025, 4, 1))
    report = figures(then, lost).report("forecast")
    nothing = Money(0, "EUR")
    assert report.total is not None
    assert report.total["won"] == report.total["weighted"] == nothing
    assert report.total["overdue_or_undated"] == nothing


def test_the_stage_in_which_a_deal_was_created_counts_and_a_return_counts_once(
    then: Store,
) -> None:
    back = Life(
        None, days((1, 5, 2), (1, 10, 3), (1, 15, 2), (1, 20, 3), (1, 25, LOST))
    )
    made = figures(then, back)
    assert made.column("funnel", "deals") == [1, 1, 1, 0]
    assert made.column("funnel", "deals", basis="visited") == [0, 1, 1, 0]


def test_the_value_and_the_number_of_wins_are_of_the_same_month(then: Store) -> None:
    old = Life(1000, days((1, 5, 1), (3, 5, WON)))
    (month, _rest) = figures(then, old).rows("forecast", *MARCH)
    assert (month["month"], month["won"]) == ("2025-03", Money(100_000, "EUR"))


def test_a_lost_deal_has_a_cycle_too_and_a_reopened_one_has_none(then: Store) -> None:
    lost = Life(None, days((1, 5, 1), (1, 15, LOST)))
    reopened = Life(None, days((1, 5, 1), (1, 15, WON), (1, 20, 1)))
    made = figures(then, lost, reopened)
    report = then.read(cycle, Asked(Period(ZONE), pipeline_id=made.pipeline))
    assert [row["deals"] for row in report.rows] == [0, 1]


def test_a_stage_with_a_name_of_its_own_and_no_chance_breaks_no_figure(
    then: Store,
) -> None:
    places = a_pipeline(then, "Odd", [("Früh", None), ("Spät", 50)])
    deals = write_lives(
        then, places, [Life(100, days((1, 5, 1))), Life(100, days((1, 5, 2)))]
    )
    made = Figures(then, places[0], deals)
    assert made.column("funnel", "stage") == ["Früh", "Spät", "won"]
    assert made.rows("forecast")[-1]["overdue_or_undated"] == Money(5000, "EUR")


def test_leads_and_binned_deals_are_in_no_figure(then: Store) -> None:
    """D.3 no 5: leads are in no amount, forecast, velocity or win rate."""
    lead = Life(1000, days((1, 5, 1), (1, 8, 2)), phase=Phase.LEAD)
    binned = Life(1000, days((1, 5, 1), (1, 8, 2), (1, 9, LOST)), binned=True)
    made = figures(then, lead, binned)
    assert made.column("funnel", "deals") == [0, 0, 0, 0]
    assert made.column("funnel", "conversion") == [None] * 4
    assert made.column("losses", "exits") == [0, 0, 0]
    assert made.column("time-in-stage", "visits") == [0, 0, 0]


def test_a_seller_s_figures_are_the_own_only(then: Store, as_user: AsUser) -> None:
    mine = a_user(then, "ana")
    theirs = a_user(then, "bob")
    events = days((1, 5, 1), (1, 8, 2), (1, 9, LOST))
    made = figures(
        then,
        Life(1, events, owner=mine),
        Life(2, events, owner=theirs),
        Life(3, events),
    )
    own = Figures(as_user(then, "ana"), made.pipeline, made.deals)
    for scope in (None, Scope.TEAM, Scope.ALL):
        report = own.report("funnel", scope=scope)
        assert report.scope is Scope.ME
        assert [row["deals"] for row in report.rows] == [1, 1, 0, 0]
        assert own.report("losses", scope=scope).rows[1]["exits"] == 1
        assert own.report("time-in-stage", scope=scope).rows[0]["visits"] == 1
    assert [row["group"] for row in own.rows("losses", by="owner")] == ["Ana"]


def test_a_manager_s_figures_are_the_team_s(then: Store, as_user: AsUser) -> None:
    a_user(then, "max", role=Role.MANAGER, team="North")
    north = a_user(then, "ana", team="North")
    south = a_user(then, "bob", team="South")
    events = days((1, 5, 1), (1, 8, 2), (1, 9, LOST))
    made = figures(
        then,
        Life(1, events, owner=north),
        Life(2, events, owner=south),
        Life(3, events),
    )
    team = Figures(as_user(then, "max"), made.pipeline, made.deals)
    seen = team.report("losses", by="owner")
    assert {row["group"] for row in seen.rows} == {"Ana", None}
    own = team.report("losses", by="owner", scope=Scope.TEAM)
    assert {row["group"] for row in own.rows} == {"Ana"}
    assert team.column("time-in-stage", "visits") == [2, 2, 0]


def test_a_loss_stays_with_who_owned_the_deal_then(then: Store) -> None:
    was = a_user(then, "ana")
    a_user(then, "bob")
    made = figures(then, Life(1, days((1, 5, 1), (1, 9, LOST)), owner=was))
    bob = next(u for u in (2, 3, 4) if u != was)
    then.write(operations.assigning.assign_deals, made.deals, bob)
    assert made.column("losses", "group", by="owner") == ["Ana"]


def test_a_seller_limps_only_where_ten_deals_left_the_stage(then: Store) -> None:
    """K-13: a loss rate above everybody's is flagged from ten exits on, not before."""
    worse, better = a_user(then, "ana"), a_user(then, "bob")
    lost, moved = days((1, 5, 1), (1, 9, LOST)), days((1, 5, 1), (1, 9, 2))

    def flags(number: int) -> list[tuple[object, object]]:
        places = a_pipeline(then, f"Heat {number}", STAGES)
        lives = [Life(None, lost, owner=worse)] * number
        lives += [Life(None, moved, owner=better)] * number
        write_lives(then, places, lives)
        report = then.read(heat, Asked(Period(ZONE), pipeline_id=places[0]))
        return [(row["group"], row["limps"]) for row in report.rows]

    assert flags(9) == [("Ana", 0), ("Bob", 0)]
    assert flags(10) == [("Ana", 1), ("Bob", 0)]


def test_a_card_that_nobody_touched_or_moved_shows_both_clocks(
    store: Store,
) -> None:
    deal = a_deal(store, opened_at=store.now().replace(month=9))
    (found,) = store.read(waiting)
    assert found.deal_id == deal
    assert found.clocks == {Clock.IDLE: 61, Clock.STUCK: 61}
