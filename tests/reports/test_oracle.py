"""The answers of metrics.md C.19 for win rates and the weighted pipeline."""

import sqlite3
from datetime import date

import pytest

from models.errors import BadValue
from models.money import Money
from models.reports.listed import CellAt
from models.reports.pipeline import pipeline
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Row
from models.reports.wins import wins
from models.reports.wins import wins_list
from models.store import Store
from models.store import open_store
from tests.factories import a_deal
from tests.factories import a_user
from tests.reports.oracle import ZONE
from tests.reports.oracle import live

JANUARY = Period(ZONE, date(2025, 1, 1), date(2025, 2, 1))
FEBRUARY = Period(ZONE, date(2025, 2, 1), date(2025, 3, 1))
SO_FAR = Period(ZONE, date(2025, 1, 1), date(2025, 3, 10))


@pytest.fixture
def lived(store: Store) -> Store:
    live(store)
    return store


def total(store: Store, period: Period, basis: str = "final") -> Row:
    found = store.read(wins, Asked(period, basis=basis)).total
    assert found is not None
    return found


def counts(row: Row) -> tuple[object, object]:
    return row["won"], row["lost"]


@pytest.mark.parametrize(
    ("period", "basis", "answer", "rate"),
    [
        (JANUARY, "recorded", (1, 2), 0.3333),
        (JANUARY, "final", (1, 1), 0.5),
        (FEBRUARY, "final", (1, 2), 0.3333),
        (SO_FAR, "final", (3, 3), 0.5),
        (JANUARY, "cohort", (3, 2), 0.4286),
        (FEBRUARY, "cohort", (0, 1), 0.0),
    ],
)
def test_win_rates_are_the_oracles(
    lived: Store, period: Period, basis: str, answer: tuple[int, int], rate: float
) -> None:
    row = total(lived, period, basis)
    assert counts(row) == answer
    assert row["win_rate"] == rate


def test_rates_by_amount_are_the_oracles(lived: Store) -> None:
    assert total(lived, FEBRUARY)["win_rate_amount"] == 0.5
    assert total(lived, SO_FAR)["win_rate_amount"] == 0.7222
    assert total(lived, SO_FAR)["won_amount"] == Money(390_000, "EUR")
    assert total(lived, SO_FAR)["mean_amount"] == Money(130_000, "EUR")


def test_a_cohort_that_is_young_or_largely_open_is_immature(lived: Store) -> None:
    """C.2: who came lately is not compared with who had the time to buy."""
    report = lived.read(wins, Asked(SO_FAR, by="month", basis="cohort"))
    assert [(row["group"], row["open"]) for row in report.rows] == [
        ("2025-01", 2),
        ("2025-02", 2),
    ]
    (note,) = report.notes
    assert note.code == "cohort_immature"
    assert note.groups == ("2025-01", "2025-02")
    assert report.rows[0]["win_rate_amount"] == round(39 / 70, 4)


def test_open_deals_past_their_expected_close_stand_beside_the_rate(
    lived: Store,
) -> None:
    """C.1: a rate that rises because nobody closes what is lost says so."""
    assert total(lived, SO_FAR)["win_rate"] == 0.5
    connection = sqlite3.connect(lived.path)
    connection.execute("UPDATE deal SET expected_close = '2025-03-01' WHERE id = 4")
    connection.commit()
    connection.close()
    (note,) = lived.read(wins, Asked(SO_FAR)).notes
    assert (note.code, note.values["count"]) == ("past_expected_close", 1)


def test_a_cohort_tells_what_is_still_open(lived: Store) -> None:
    assert total(lived, JANUARY, "cohort")["open"] == 2
    assert total(lived, FEBRUARY, "cohort")["open"] == 2
    assert total(lived, JANUARY)["open"] == 4


def test_as_recorded_the_deals_open_now_are_told_too(lived: Store) -> None:
    """Rulings 18: what is open now does not depend on how closes are counted."""
    assert total(lived, JANUARY, "recorded")["open"] == 4
    (row,) = lived.read(wins, Asked(JANUARY, by="owner", basis="recorded")).rows
    assert row["open"] == 4
    opened = lived.read(
        wins_list, Asked(JANUARY, basis="recorded"), CellAt(None, "open", total=True)
    )
    assert len(opened.ids) == 4


def test_a_cohorts_rate_by_amount_is_of_all_that_was_created(lived: Store) -> None:
    """C.2: what is still open is in the rate by amount as in the rate by count."""
    assert total(lived, JANUARY, "cohort")["win_rate_amount"] == round(39 / 70, 4)
    opened = lived.read(
        wins_list,
        Asked(JANUARY, basis="cohort"),
        CellAt(None, "win_rate_amount", total=True),
    )
    assert sum(item.value or 0 for item in opened.items) == 7000_00


@pytest.mark.parametrize(
    ("period", "days", "won", "old"),
    [(JANUARY, 45, 3, 7), (JANUARY, 30, 2, 7), (JANUARY, 20, 1, 7), (SO_FAR, 30, 2, 8)],
)
def test_cohorts_are_compared_after_the_same_number_of_days(
    lived: Store, period: Period, days: int, won: int, old: int
) -> None:
    """C.3: won within so many days, of those that are at least so many days old."""
    asked = Asked(period, basis=f"cohort:{days}")
    row = lived.read(wins, asked).rows[0]
    assert (row["won_within"], row["old_enough"]) == (won, old)
    assert row["win_rate_within"] == round(won / old, 4)
    for column, number in (("won_within", won), ("win_rate_within", old)):
        opened = lived.read(wins_list, asked, CellAt(None, column, total=True))
        assert len(opened.items) == number


def test_a_cohort_has_the_days_that_three_quarters_of_the_wins_took(
    lived: Store,
) -> None:
    """C.3: 20, 30 and 38 days: three quarters took at most 34."""
    row = total(lived, JANUARY, "cohort")
    assert (row["within_days"], row["won_within"], row["old_enough"]) == (34.0, 2, 7)
    by_month = lived.read(wins, Asked(SO_FAR, by="month", basis="cohort"))
    assert [one["old_enough"] for one in by_month.rows] == [7, 1]


@pytest.mark.parametrize("days", ["0", "-3", "x", "99999"])
def test_days_that_are_no_number_of_days_are_refused(lived: Store, days: str) -> None:
    with pytest.raises(BadValue) as refused:
        lived.read(wins, Asked(JANUARY, basis=f"cohort:{days}"))
    assert refused.value.code == "number_not_whole"


def test_cycles_are_differences_of_local_days(lived: Store) -> None:
    row = total(lived, SO_FAR)
    assert row["median_days_to_win"] == 30.0
    assert row["mean_days_to_win"] == 29.3333


def test_a_period_without_a_close_has_no_rate_at_all(lived: Store) -> None:
    empty = total(lived, Period(ZONE, date(2024, 1, 1), date(2024, 2, 1)))
    assert counts(empty) == (0, 0)
    assert empty["win_rate"] is None
    assert empty["mean_amount"] is None


def test_the_last_day_of_a_period_is_outside(lived: Store) -> None:
    before = total(lived, Period(ZONE, date(2025, 1, 28), date(2025, 1, 30)))
    assert counts(before) == (0, 1)
    on_it = total(lived, Period(ZONE, date(2025, 1, 30), date(2025, 1, 31)))
    assert counts(on_it) == (1, 0)


@pytest.mark.parametrize("basis", ["final", "recorded", "cohort"])
@pytest.mark.parametrize(
    "by", ["none", "owner", "team", "month", "quarter", "source", "reason"]
)
def test_groups_add_up_to_the_total(lived: Store, by: str, basis: str) -> None:
    report = lived.read(wins, Asked(SO_FAR, by=by, basis=basis))
    assert report.total is not None
    assert report.total == lived.read(wins, Asked(SO_FAR, basis=basis)).rows[0]
    for key in ("won", "lost"):
        assert sum(int(str(row[key])) for row in report.rows) == report.total[key]
    assert {frozenset(row) for row in report.rows} == {frozenset(report.total)}


def test_months_come_in_the_order_of_time(lived: Store) -> None:
    rows = lived.read(wins, Asked(SO_FAR, by="month")).rows
    assert [row["group"] for row in rows][:3] == ["2025-01", "2025-02", "2025-03"]
    assert [counts(row) for row in rows][:3] == [(1, 1), (1, 2), (1, 0)]
    rows = lived.read(wins, Asked(SO_FAR, by="quarter")).rows
    assert [row["group"] for row in rows][:1] == ["2025-Q1"]


def test_the_snapshot_and_the_weighted_pipeline_are_the_oracles(lived: Store) -> None:
    report = lived.read(pipeline, Asked(Period(ZONE)))
    told = [(row["deals"], row["amount"], row["weighted"]) for row in report.rows]
    assert told[:3] == [
        (1, Money(80_000, "EUR"), Money(8_000, "EUR")),
        (2, Money(270_000, "EUR"), Money(108_000, "EUR")),
        (1, Money(70_000, "EUR"), Money(49_000, "EUR")),
    ]
    assert report.total is not None
    assert report.total["amount"] == Money(420_000, "EUR")
    assert report.total["weighted"] == Money(165_000, "EUR")
    assert report.rows[0]["median_age_days"] == 57.0


def test_a_deal_without_an_amount_is_counted_and_said(lived: Store) -> None:
    a_deal(lived, "No amount", stage="Opportunity")
    report = lived.read(pipeline, Asked(Period(ZONE)))
    assert report.rows[0]["without_amount"] == 1
    assert report.rows[0]["deals"] == 2


def test_a_deal_without_a_rate_is_left_out_and_said(lived: Store) -> None:
    a_deal(lived, "Yen", stage="Opportunity", amount=Money(5_000, "JPY"))
    report = lived.read(pipeline, Asked(Period(ZONE)))
    assert [(note.code, note.values) for note in report.notes] == [
        ("without_rate", {"count": 1})
    ]
    assert report.rows[0]["amount"] == Money(80_000, "EUR")


def test_a_seller_has_figures_of_the_own_deals_only(lived: Store) -> None:
    a_user(lived, "ana")
    a_deal(lived, "Hers", owner="ana", amount=Money(1_000, "EUR"))
    ana = open_store(lived.path, "ana", lived.clock)
    for report in (pipeline, wins):
        own = ana.read(report, Asked(Period(ZONE)))
        assert own.total is not None
        assert str(own.scope) == "me"
        assert own.total.get("deals", own.total.get("open")) == 1
    ana.close()


def test_what_cannot_be_chosen_is_refused_with_what_can(lived: Store) -> None:
    for asked in (
        Asked(SO_FAR, by="colour"),
        Asked(SO_FAR, by="field:colour"),
        Asked(SO_FAR, basis="guessed"),
    ):
        with pytest.raises(BadValue) as refused:
            lived.read(wins, asked)
        assert refused.value.code == "choice_unknown"
