"""Funnels, times, losses, velocity and forecast of the small set (C.19)."""

from datetime import date
from fractions import Fraction

import pytest

from models.money import Money
from models.reports.cycle import cycle
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Period
from models.reports.report import Report
from tests.reports.conftest import ZONE
from tests.reports.conftest import Figures

JANUARY = (date(2025, 1, 1), date(2025, 2, 1))
FEBRUARY = (date(2025, 2, 1), date(2025, 3, 1))
WHOLE = (date(2025, 1, 1), date(2025, 3, 10))
NAMES = ["Qualify", "Proposal", "Negotiate"]


def euros(amount: float) -> Money:
    return Money(round(amount * 100), "EUR")


def test_the_funnel_of_january_by_deals_that_came_so_far(oracle: Figures) -> None:
    """B1.21: a cohort is followed to the stages it reached, with what it is worth."""
    report = oracle.report("funnel", *JANUARY)
    assert [row["stage"] for row in report.rows] == [*NAMES, "won"]
    assert [row["deals"] for row in report.rows] == [7, 6, 3, 3]
    assert [row["conversion"] for row in report.rows] == [0.8571, 0.5, 1.0, None]
    assert [row["cumulative"] for row in report.rows] == [1.0, 0.8571, 0.4286, 0.4286]
    amounts = [row["amount"] for row in report.rows]
    assert amounts == [euros(7000), euros(6200), euros(3900), euros(3900)]
    assert [row["in_progress"] for row in report.rows] == [1, 1, 0, None]
    assert [row["lost"] for row in report.rows] == [0, 2, 0, None]
    assert report.total is not None
    assert (report.total["deals"], report.total["conversion"]) == (7, 0.4286)


def test_the_funnel_of_january_by_visits(oracle: Figures) -> None:
    assert oracle.column("funnel", "deals", *JANUARY, basis="visited") == [6, 5, 2, 3]


def test_the_funnel_of_january_by_visits_in_order(oracle: Figures) -> None:
    assert oracle.column("funnel", "deals", *JANUARY, basis="strict") == [6, 4, 1, 1]


def test_the_snapshot(oracle: Figures) -> None:
    report = oracle.report("funnel", basis="snapshot")
    assert [row["deals"] for row in report.rows] == [1, 2, 1, 3]
    amounts = [row["amount"] for row in report.rows]
    assert amounts == [euros(800), euros(2700), euros(700), euros(3900)]
    assert {row["conversion"] for row in report.rows} == {None}
    assert report.total is not None
    assert report.total["amount"] == euros(4200)


def test_the_exits_of_the_stages_as_recorded(oracle: Figures) -> None:
    report = oracle.report("funnel", basis="flow")
    kinds = ("forward", "back", "won", "lost")
    assert [[row[kind] for kind in kinds] for row in report.rows[:-1]] == [
        [8, 0, 0, 2],
        [2, 1, 1, 2],
        [0, 0, 2, 0],
    ]
    assert report.rows[-1]["deals"] == 3
    assert [row["conversion"] for row in report.rows] == [0.8, 0.5, 1.0, None]


def test_the_loss_rate_of_the_stages(oracle: Figures) -> None:
    """K-13: losses of a stage over all exits of it, and its share of all (C.5)."""
    rows = oracle.rows("losses")
    assert [row["group"] for row in rows] == NAMES
    assert [(row["lost"], row["exits"]) for row in rows] == [(2, 10), (2, 6), (0, 2)]
    assert [row["loss_rate"] for row in rows] == [0.2, 0.3333, 0.0]
    assert [row["share"] for row in rows] == [0.5, 0.5, 0.0]


def test_a_loss_that_was_reopened_still_counts_in_its_month(oracle: Figures) -> None:
    january = oracle.listed("losses", CellAt("Qualify", "lost"), *JANUARY)
    assert january.ids == (oracle.deals[6],)


def test_the_time_in_the_stages(oracle: Figures) -> None:
    """B1.21: stays that ended by median, mean and 9 in 10, beside those that last."""
    rows = oracle.rows("time-in-stage")
    keys = ("stage", "visits", "median_days", "mean_days", "p90_days")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("Qualify", 10, 10.0, 10.6, 17.1),
        ("Proposal", 6, 11.5, 14.1667, 21.5),
        ("Negotiate", 2, 10.0, 10.0, 10.0),
    ]
    still = [(row["open_visits"], row["open_median_age_days"]) for row in rows]
    assert still == [(1, 57.0), (2, 15.5), (1, 5.0)]


def test_the_days_of_every_stay(oracle: Figures) -> None:
    def lengths(stage: str, column: str) -> list[int | Fraction]:
        listed = oracle.listed("time-in-stage", CellAt(stage, column))
        return sorted(item.value or 0 for item in listed.items)

    stays = [7, 7, 7, 10, 10, 10, 10, 10, 17, 18]
    assert lengths("Qualify", "visits") == stays
    assert lengths("Proposal", "visits") == [9, 10, 10, 13, 17, 26]
    assert lengths("Qualify", "open_visits") == [57]
    assert lengths("Proposal", "open_visits") == [13, 18]


def test_stays_of_a_deal_count_together_or_the_last_alone(oracle: Figures) -> None:
    def visits(basis: str) -> list[Cell]:
        return oracle.column("time-in-stage", "visits", basis=basis)

    assert visits("each") == [10, 6, 2]
    assert visits("latest") == visits("cumulative") == [8, 6, 2]
    assert oracle.rows("time-in-stage", basis="cumulative")[0]["mean_days"] == 13.25


@pytest.mark.parametrize(
    ("basis", "median", "mean"),
    [("opened", 30.0, 29.3333), ("qualified", 30.0, 29.3333), ("worked", 30.0, 27.0)],
)
def test_the_cycle_of_the_deals_won(
    oracle: Figures, basis: str, median: float, mean: float
) -> None:
    asked = Asked(Period(ZONE), basis=basis, pipeline_id=oracle.pipeline)
    report: Report = oracle.store.read(cycle, asked)
    won, lost = report.rows
    assert (won["deals"], won["median_days"], won["mean_days"]) == (3, median, mean)
    assert lost["deals"] == 3


def test_the_velocity_over_the_window_asked_for(oracle: Figures) -> None:
    """L-07: deals in play, win rate, amount and cycle make the money a day (C.10)."""
    (row,) = oracle.rows("velocity", *WHOLE)
    assert row == {
        "group": None,
        "deals": 4,
        "win_rate": 0.5,
        "mean_amount": euros(1300),
        "cycle_days": 29.3333,
        "per_day": euros(88.64),
        "steps_per_deal_week": 0.2303,
    }


def test_steps_are_counted_by_the_weeks_that_deals_stood_in_stages(
    oracle: Figures,
) -> None:
    """L-18: ten steps forward in 304 days of stays; January alone had less of both."""
    total = oracle.report("velocity", *WHOLE).total
    assert total is not None
    assert total["steps_per_deal_week"] == round(10 * 7 / 304, 4)
    (january,) = oracle.rows("velocity", *JANUARY)
    stood = 27 + 20 + 20 + 20 + 17 + 12 + 7
    assert january["steps_per_deal_week"] == round(4 * 7 / stood, 4)


def test_the_levers_of_a_window_that_has_passed_are_those_of_its_end(
    oracle: Figures,
) -> None:
    """C.10: a change is told by the deals that were in play then, not by today's."""
    (january,) = oracle.rows("levers", *JANUARY)
    assert january["deals"] == 4
    assert oracle.listed("levers", CellAt(None, "deals"), *JANUARY).ids == tuple(
        oracle.deals[at] for at in (0, 3, 4, 5)
    )
    (lately,) = oracle.rows("levers", *WHOLE)
    assert lately["deals"] == 4
    assert lately["per_day"] == euros(88.64)


def test_the_velocity_of_the_trailing_window_is_the_same_here(oracle: Figures) -> None:
    report = oracle.report("velocity")
    assert report.rows[0]["per_day"] == euros(88.64)
    assert report.period.first == date(2024, 9, 12)
    assert report.period.after == date(2025, 3, 11)


def test_the_velocity_of_medians(oracle: Figures) -> None:
    report = oracle.report("velocity", *WHOLE, basis="median")
    assert report.rows[0]["mean_amount"] == euros(1000)
    assert report.rows[0]["cycle_days"] == 30.0
    assert report.rows[0]["per_day"] == euros(66.67)
    assert [note.code for note in report.notes] == ["velocity_of_medians"]


def test_the_weighted_pipeline_stands_without_a_month(oracle: Figures) -> None:
    """B1.19: what is expected on no day is never silently in a month (C.13)."""
    report = oracle.report("forecast")
    assert [row["month"] for row in report.rows] == ["2025-03", None]
    assert [row["won"] for row in report.rows] == [euros(900), None]
    assert report.rows[-1]["overdue_or_undated"] == euros(1650)
    assert report.total is not None
    assert report.total["weighted"] == euros(0)
    assert {row["commit"] for row in report.rows} == {None}
    category, coverage = report.notes
    assert category.code == "forecast_without_category"
    assert coverage.code == "coverage_needed"
    assert coverage.values["times"] == round(5400 / 3900, 4)


def test_february_was_won_once(oracle: Figures) -> None:
    (february, _rest) = oracle.rows("forecast", *FEBRUARY)
    assert february["won"] == euros(1000)
