"""Lifetime figures, sources and advice, on small files (C.6, C.13)."""

import sqlite3
from datetime import date
from datetime import timedelta

import pytest

from models import operations
from models import queries
from models.clock import Clock
from models.money import Money
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.advice import advice_list
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Report
from models.store import Store
from models.views.drafts import LogOutcome
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.reports.conftest import STAGES
from tests.reports.conftest import ZONE
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import day_after
from tests.reports.lives import write_lives

TODAY = date(2025, 3, 10)
LIFETIME = ("entered", "not_to_follow_up", "converted", "followups", "came_back")


def asked(store: Store, name: str) -> Report:
    return store.read(REPORTS[name], Asked(Period(ZONE)))


def lifetime(store: Store) -> list[object]:
    (row,) = asked(store, "lifetime").rows
    return [row[key] for key in LIFETIME]


def test_a_person_counts_once_however_often_followed_up(store: Store) -> None:
    """C.6: prospects are distinct persons, follow-ups are all that were made."""
    assert lifetime(store) == [0, 0, 0, 0, 0]
    julie = a_person(store)
    a_follow_up(store, person=julie)
    assert lifetime(store) == [1, 0, 0, 1, 0]


def test_outcomes_make_the_lifetime_figures_and_undo_takes_them_back(
    store: Store,
) -> None:
    reason = store.read(queries.choices.reasons)[0].id
    julie, karl = a_person(store), a_person(store, "Karl Ott")
    refused = a_follow_up(store, person=julie)
    enrolled = a_follow_up(store, person=karl)
    no = LogOutcome(refused, Outcome.NOT_INTERESTED, reason_id=reason)
    store.write(operations.outcomes.log_outcome, no)
    assert lifetime(store) == [2, 1, 0, 2, 0]
    store.write(operations.outcomes.log_outcome, LogOutcome(enrolled, Outcome.ENROLLED))
    assert lifetime(store) == [2, 1, 1, 2, 0]
    store.write(operations.undoing.undo)
    assert lifetime(store) == [2, 1, 0, 2, 0]


def test_one_who_is_a_prospect_again_is_not_converted(store: Store) -> None:
    """R-28, C.6: an enrolment counts while whoever enrolled is a customer."""
    julie = a_person(store)
    enrolled = LogOutcome(a_follow_up(store, person=julie), Outcome.ENROLLED)
    store.write(operations.outcomes.log_outcome, enrolled)
    change(store, "UPDATE person SET lifecycle = 'former'")
    assert lifetime(store) == [1, 0, 1, 1, 0]
    change(store, "UPDATE person SET lifecycle = 'prospect', customer_since = NULL")
    assert lifetime(store) == [1, 0, 0, 1, 0]


def test_who_becomes_a_customer_tomorrow_is_none_yet(store: Store) -> None:
    """R-29, R-30, C.7, C.8: a day to come counts neither as a rate nor as a share."""
    for day, number in (("2026-11-24", 0), ("2026-11-23", 1)):
        a_person(store)
        change(
            store,
            f"""UPDATE person SET lifecycle = 'customer', customer_since = '{day}'
                WHERE id = (SELECT max(id) FROM person)""",
        )
        total = asked(store, "conversion").total
        assert total is not None
        assert (total["converted"], total["conversions"]) == (number, number)
        came = asked(store, "sources").total
        assert came is not None
        assert (came["converted"], came["median_days"] is None) == (number, not number)
        months = asked(store, "monthly").total
        assert months is not None
        assert months["converted"] == number


def test_a_follow_up_after_the_sale_did_not_bring_it(store: Store) -> None:
    """R-30, C.8: with follow-up is who had one done before being a customer."""
    planned = a_follow_up(store, person=a_person(store))
    store.write(operations.outcomes.log_outcome, LogOutcome(planned, Outcome.ENROLLED))
    shares = ("conversions_with", "conversions_without")
    for day, told in (("2026-11-23", [1, 0]), ("2026-11-20", [0, 1])):
        change(store, f"UPDATE person SET customer_since = '{day}'")
        total = asked(store, "conversion").total
        assert total is not None
        assert [total[key] for key in shares] == told


@pytest.mark.parametrize("name", ["conversion", "sources"])
def test_who_came_stays_with_whom_they_came_to(
    store: Store, as_user: AsUser, name: str
) -> None:
    """C.0, C.8: handing a prospect over does not rewrite whose cohort it was in."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    marc = a_user(store, "marc", team="Paris")
    person = a_person(store, owner="claire")
    claire = as_user(store, "claire")
    claire.write(operations.assigning.assign_person, person, marc)
    own = Asked(Period(ZONE), scope=Scope.ME)
    total = claire.read(REPORTS[name], own).total
    assert total is not None
    assert total["created"] == 1


def test_prospects_of_a_rep_who_left_are_without_rep_from_then_on(
    store: Store,
) -> None:
    """R-29, C.7: nobody has them who is there; before, somebody had."""
    a_user(store, "ana")
    a_person(store, owner="ana")
    change(store, "UPDATE person SET came_on = '2026-09-01'")
    store.write(operations.people.disable_user, "ana")
    told = {row["month"]: row["without_rep"] for row in asked(store, "monthly").rows}
    assert (told["2026-10"], told["2026-11"]) == (0, 1)


def test_a_deal_without_a_person_adds_follow_ups_and_nobody(store: Store) -> None:
    """R-28, C.6, rulings 1: persons are counted, all follow-ups are."""
    a_follow_up(store, deal=a_deal(store))
    assert lifetime(store) == [0, 0, 0, 1, 0]


def test_one_who_was_followed_up_after_a_refusal_has_come_back(store: Store) -> None:
    reason = store.read(queries.choices.reasons)[0].id
    julie = a_person(store)
    no = LogOutcome(
        a_follow_up(store, person=julie), Outcome.NOT_INTERESTED, reason_id=reason
    )
    store.write(operations.outcomes.log_outcome, no)
    store.clock = Clock(store.now() + timedelta(days=30), ticking=False)
    a_follow_up(store, person=julie)
    change(
        store, "UPDATE follow_up SET created_at = '2026-12-23T08:14:00Z' WHERE id = 2"
    )
    assert lifetime(store) == [1, 1, 0, 2, 1]
    for column, ids in (("entered", (julie,)), ("followups", (1, 2))):
        cell = CellAt(None, column)
        assert store.read(LISTS["lifetime"], Asked(Period(ZONE)), cell).ids == ids


def test_a_seller_s_lifetime_figures_are_the_own(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    a_follow_up(store, person=a_person(store))
    a_follow_up(store, person=a_person(store, "Karl Ott"), assignee="ana")
    assert lifetime(as_user(store, "ana")) == [1, 0, 0, 1, 0]
    assert lifetime(store) == [2, 0, 0, 2, 0]


def test_a_handover_lowers_nobody_s_lifetime_figures(
    store: Store, as_user: AsUser
) -> None:
    """R-28, C.0: what was planned for someone stays, its outcome is whose it was."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    marc = a_user(store, "marc", team="Paris")
    claire, own = as_user(store, "claire"), Asked(Period(ZONE), scope=Scope.ME)
    person = a_person(store, owner="claire")
    planned = a_follow_up(store, person=person, assignee="claire")
    claire.write(operations.following.reassign_follow_up, planned, marc)
    marcs = as_user(store, "marc")
    marcs.write(operations.outcomes.log_outcome, LogOutcome(planned, Outcome.ENROLLED))
    for teller, told in ((claire, [1, 0, 0, 1, 0]), (marcs, [0, 0, 1, 0, 0])):
        (row,) = teller.read(REPORTS["lifetime"], own).rows
        assert [row[key] for key in LIFETIME] == told
        for key in ("entered", "converted", "followups"):
            listed = teller.read(LISTS["lifetime"], own, CellAt(None, key))
            assert len(listed.ids) == row[key]
    team = Asked(Period(ZONE), scope=Scope.TEAM)
    (row,) = claire.read(REPORTS["lifetime"], team).rows
    assert [row[key] for key in LIFETIME] == [1, 0, 1, 1, 0]


def test_sources_tell_who_was_created_who_converted_and_how_fast(store: Store) -> None:
    for number in range(4):
        a_person(store, f"Person {number}")
    web = "(SELECT id FROM source WHERE code = 'web')"
    change(
        store,
        f"UPDATE person SET source_id = {web} WHERE id < 4",
        """UPDATE person SET lifecycle = 'customer', customer_since = '2026-11-23',
           created_at = '2026-11-12T23:30:00Z' WHERE id = 1""",
        """UPDATE person SET lifecycle = 'customer', customer_since = '2020-01-01'
           WHERE id = 2""",
    )
    report = asked(store, "sources")
    assert [dict(row) for row in report.rows] == [
        {
            "source": "web",
            "created": 3,
            "converted": 2,
            "rate": 0.6667,
            "mean_days": 10.0,
            "median_days": 10.0,
        },
        {
            "source": None,
            "created": 1,
            "converted": 0,
            "rate": 0.0,
            "mean_days": None,
            "median_days": None,
        },
    ]
    assert report.total is not None
    assert (report.total["created"], report.total["converted"]) == (4, 2)

    def ids(row: str | None, column: str) -> tuple[int, ...]:
        cell = CellAt(row, column)
        return store.read(LISTS["sources"], Asked(Period(ZONE)), cell).ids

    assert ids("web", "created") == (1, 2, 3)
    assert ids(None, "created") == (4,)
    assert ids("web", "mean_days") == (1,)


def test_few_deals_ahead_push_the_stage_before_with_its_best_cards(then: Store) -> None:
    """K-14: the stage before an empty one is named, its best cards come first."""
    full = [(day_after(TODAY, -70), 1), (day_after(TODAY, -40), 2)]
    lives = [Life(amount, [(day_after(TODAY, -70), 1)]) for amount in (5, 900, None)]
    lives += [Life(1, [*full, (day_after(TODAY, -2), LOST)]) for _ in range(8)]
    places = a_pipeline(then, "Pushed", STAGES)
    deals = write_lives(then, places, lives)
    wanted = Asked(Period(ZONE), pipeline_id=places[0])
    (row,) = then.read(REPORTS["advice"], wanted).rows
    assert (row["kind"], row["stage"], row["next_stage"]) == (
        "push_stage",
        "Qualify",
        "Proposal",
    )
    assert (row["deals"], row["amount"]) == (3, Money(90_500, "EUR"))
    cards = then.read(advice_list, wanted, "Qualify", CellAt("push_stage", "deals"))
    assert cards.ids == (deals[1], deals[0], deals[2])


def test_a_void_is_told_from_ten_wins_on(then: Store) -> None:
    """K-15: wins in sight far under the usual ask for so many new deals."""
    won = Life(1000, [(day_after(TODAY, -60), 3), (day_after(TODAY, -20), WON)])

    def told(wins: int) -> list[object]:
        places = a_pipeline(then, f"Void {wins}", STAGES)
        write_lives(then, places, [won] * wins)
        wanted = Asked(Period(ZONE), pipeline_id=places[0])
        rows = then.read(REPORTS["advice"], wanted).rows
        return [(row["kind"], row["stage"], row["needed"]) for row in rows]

    assert told(9) == []
    assert told(10) == [("void_coming", "Qualify", 3)]


def test_an_empty_file_has_figures_but_no_advice(store: Store) -> None:
    for name in REPORTS:
        report = asked(store, name)
        assert report.name == name
        keys = [column.key for column in report.columns]
        assert all([*row] == keys for row in report.rows), name
    assert asked(store, "advice").rows == ()


def change(store: Store, *statements: str) -> None:
    connection = sqlite3.connect(store.path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
