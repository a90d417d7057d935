"""What reps expect of their deals, whatever the stage: B1.19, C.13."""

from dataclasses import replace
from datetime import date

import pytest

from models import operations
from models.access import find
from models.money import Money
from models.operations import editing
from models.operations import forms
from models.reports import LISTS
from models.reports import PAGES
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Report
from models.store import Store
from models.tables import Deal
from models.views.drafts import DealFields
from models.views.drafts import EditDeal
from models.vocabulary_rest import ForecastCategory
from tests.factories import a_deal

ASKED = Asked(Period("Europe/Paris"))
DECEMBER = date(2026, 12, 15)
JANUARY = date(2027, 1, 15)
COMMIT, BEST = ForecastCategory.COMMIT, ForecastCategory.BEST_CASE
OMITTED = ForecastCategory.OMITTED


def euros(amount: int) -> Money:
    return Money(amount * 100, "EUR")


def fields(store: Store, deal: int) -> DealFields:
    return store.read(lambda reader: forms.deal_fields(find(reader, Deal, deal)))


def judge(store: Store, deal: int, category: ForecastCategory) -> None:
    """Choose a category, and half the amount as its chance, in the edit form."""
    was = fields(store, deal)
    now = replace(was, forecast=category, probability=50)
    store.write(editing.edit_deal, EditDeal(deal, was, now))


@pytest.fixture
def deals(store: Store) -> dict[str, int]:
    """One deal of each category, and two that their rep leaves out."""
    found: dict[str, int] = {}
    for name, amount, day, category in (
        ("sure", 1000, DECEMBER, COMMIT),
        ("hoped", 2000, DECEMBER, BEST),
        ("plain", 4000, DECEMBER, ForecastCategory.PIPELINE),
        ("left", 8000, DECEMBER, OMITTED),
        ("alone", 16000, JANUARY, OMITTED),
        ("undated", 32000, None, OMITTED),
        ("open", 64000, None, ForecastCategory.PIPELINE),
    ):
        found[name] = a_deal(store, name, amount=euros(amount), expected_close=day)
        judge(store, found[name], category)
    return found


def told(store: Store) -> Report:
    return store.read(PAGES["forecast"], ASKED)


def listed(store: Store, row: str | None, column: str) -> dict[int, object]:
    cell = CellAt(row, column, total=False)
    found = store.read(LISTS["forecast"], ASKED, cell)
    return {item.id: item.value for item in found.items}


def test_a_month_tells_what_is_committed_and_the_best_case(
    store: Store, deals: dict[str, int]
) -> None:
    """B1.19: whole amounts, for the rep's judgement is apart from any chance."""
    _present, december, rest = told(store).rows
    assert december["month"] == "2026-12"
    assert december["commit"] == euros(1000)
    assert december["best_case"] == euros(2000)
    assert (rest["commit"], rest["best_case"]) == (None, None)
    assert listed(store, "2026-12", "commit") == {deals["sure"]: 100_000}
    assert listed(store, "2026-12", "best_case") == {deals["hoped"]: 200_000}


def test_what_its_rep_leaves_out_is_in_no_sum_and_is_told(
    store: Store, deals: dict[str, int]
) -> None:
    """B1.19: never silently, neither in nor out (C.13)."""
    report = told(store)
    assert [row["month"] for row in report.rows] == ["2026-11", "2026-12", None]
    _present, december, rest = report.rows
    assert december["weighted"] == euros(3500)
    assert rest["overdue_or_undated"] == euros(32000)
    left = next(note for note in report.notes if note.code == "forecast_left_out")
    assert left.values == {"count": 3}
    kept = {deals["sure"], deals["hoped"], deals["plain"]}
    assert set(listed(store, "2026-12", "weighted")) == kept
    assert set(listed(store, None, "overdue_or_undated")) == {deals["open"]}


def test_a_move_never_changes_what_the_rep_expects(
    store: Store, deals: dict[str, int]
) -> None:
    """B1.19: the category is the rep's own."""
    store.write(operations.moving.step_deal, deals["sure"], 1)
    assert fields(store, deals["sure"]).forecast is COMMIT
    store.write(operations.undoing.undo)
    assert fields(store, deals["sure"]).forecast is COMMIT


def test_a_judgement_is_taken_back(store: Store) -> None:
    deal = a_deal(store, "sure", amount=euros(1000), expected_close=DECEMBER)
    judge(store, deal, COMMIT)
    store.write(operations.undoing.undo)
    assert fields(store, deal).forecast is ForecastCategory.PIPELINE
    assert {row["commit"] for row in told(store).rows} == {None}
