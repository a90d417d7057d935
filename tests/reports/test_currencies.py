"""Figures of deals in several currencies, and sums without an end (C.0, C.13)."""

import sqlite3
from datetime import date

from models.money import Money
from models.reports.report import Row
from models.store import Store
from models.vocabulary import Status
from tests.reports.conftest import STAGES
from tests.reports.conftest import Figures
from tests.reports.lives import WON
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import days
from tests.reports.lives import write_lives

MOST = 10**15
MANY = 9_300


def euros(amount: float) -> Money:
    return Money(round(amount * 100), "EUR")


def figures(store: Store, *lives: Life) -> Figures:
    places = a_pipeline(store, "Currencies", STAGES)
    return Figures(store, places[0], write_lives(store, places, lives))


def a_rate(store: Store, day: str, rate: str) -> None:
    """Write the rate of the dollar on a day, as another program would."""
    run(
        store,
        """INSERT INTO fx_rate (currency, on_day, rate, version, created_at, updated_at)
           VALUES ('USD', ?, ?, 1, '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z')""",
        day,
        rate,
    )


def run(store: Store, statement: str, *values: object) -> None:
    connection = sqlite3.connect(store.path)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def total(report: Figures, name: str, basis: str = "") -> Row:
    found = report.report(name, basis=basis).total
    assert found is not None
    return found


def test_a_closed_deal_keeps_its_rate_and_an_open_one_follows(then: Store) -> None:
    """B1.24: the rate of closing stays frozen, open deals take the latest one."""
    a_rate(then, "2025-01-01", "0.5")
    won = days((1, 5, 1), (1, 9, WON))
    made = figures(
        then,
        Life(1000, won, currency="USD"),
        Life(1000, days((1, 5, 1)), currency="USD", expected=date(2025, 3, 20)),
    )
    run(
        then,
        "UPDATE deal SET closed_rate = '0.5', base_minor = 50000 WHERE status = ?",
        Status.WON.value,
    )

    def sums() -> tuple[object, ...]:
        return (
            total(made, "wins")["won_amount"],
            total(made, "pipeline")["amount"],
            total(made, "forecast")["weighted"],
            total(made, "funnel")["amount"],
        )

    assert sums() == (euros(500), euros(500), euros(50), euros(1000))
    a_rate(then, "2025-03-01", "0.9")
    a_rate(then, "2025-04-01", "9")
    assert sums() == (euros(500), euros(900), euros(90), euros(1400))


def test_an_amount_without_a_rate_is_in_no_sum_and_is_told(then: Store) -> None:
    """B1.24: currencies are never mixed; what has no rate is counted and said."""
    made = figures(
        then,
        Life(1000, days((1, 5, 1)), currency="USD", expected=date(2025, 3, 20)),
        Life(700, days((1, 5, 1)), expected=date(2025, 3, 20)),
    )
    for name in ("pipeline", "forecast", "funnel"):
        report = made.report(name)
        assert ("without_rate", {"count": 1}) in [
            (note.code, note.values) for note in report.notes
        ], name
    assert total(made, "funnel")["amount"] == euros(700)
    assert total(made, "pipeline")["amount"] == euros(700)
    assert total(made, "forecast")["weighted"] == euros(70)


def test_the_own_chance_goes_before_that_of_the_stage(then: Store) -> None:
    """B1.19: a deal's own probability weighs it, else its stage's; none weighs 0."""
    soon = date(2025, 3, 20)
    made = figures(
        then,
        Life(1000, days((1, 5, 2)), expected=soon),
        Life(1000, days((1, 5, 2)), expected=soon, chance=90),
    )
    assert total(made, "forecast")["weighted"] == euros(1300)
    assert total(made, "pipeline")["weighted"] == euros(1300)
    run(then, "UPDATE stage SET probability = NULL WHERE name = 'Proposal'")
    assert total(made, "forecast")["weighted"] == euros(900)
    codes = [note.code for note in made.report("forecast").notes]
    assert "without_probability" in codes


def test_sums_go_beyond_what_the_database_can_add(then: Store) -> None:
    """C.0: thousands of the largest amounts add up to the last unit."""
    made = figures(then, *[Life(1, days((1, 5, 1), (1, 9, WON)))] * MANY)
    run(then, "UPDATE deal SET amount_minor = ?, base_minor = ?", MOST, MOST)
    whole = Money(MOST * MANY, "EUR")
    assert total(made, "funnel")["amount"] == whole
    assert total(made, "wins")["won_amount"] == whole
    assert total(made, "velocity")["mean_amount"] == Money(MOST, "EUR")
    assert total(made, "forecast")["won"] == Money(0, "EUR")
    run(then, "UPDATE deal SET status = 'open', closed_at = NULL, base_minor = NULL")
    assert total(made, "pipeline")["amount"] == whole
    assert total(made, "funnel", "snapshot")["amount"] == whole
