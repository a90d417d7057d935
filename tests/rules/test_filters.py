"""Filters, orders and columns of the lists of people as data (R-23, R-24)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.rules import columns
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.filters import Among
from models.rules.filters import Condition
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.filters import kind_of
from models.rules.filters import parse
from models.vocabulary import ViewOf

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def conditions(draw: st.DrawFn, column: Column) -> Condition:
    kind = kind_of(column)
    if kind is Has:
        return Has(draw(st.text("abcé ", min_size=1).filter(str.strip)).strip())
    if kind is Among:
        codes = columns.codes_of(column)
        chosen = draw(st.sets(st.sampled_from(codes), min_size=1))
        return Among(tuple(code for code in codes if code in chosen))
    if kind is Ids:
        ids = draw(st.lists(st.integers(1, 9), unique=True))
        return Ids(tuple(ids), none=not ids or draw(st.booleans()))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Days(first, draw(st.sampled_from((None, last))))


@st.composite
def filters(draw: st.DrawFn) -> tuple[ViewOf, Filters]:
    of = draw(st.sampled_from(ViewOf))
    chosen = draw(st.lists(st.sampled_from(columns.filtered_in(of)), unique=True))
    made = Filters()
    for column in chosen:
        made = made.with_(column, draw(conditions(column)))
    return of, made


@given(filters())
def test_what_is_stored_reads_back_the_same(made: tuple[ViewOf, Filters]) -> None:
    """R-24: a combined filter survives being saved as a view."""
    of, wanted = made
    assert parse(wanted.to_json(), of) == parse(wanted.to_json(), of)
    assert parse(wanted.to_json(), of).filters == wanted
    assert parse(wanted.to_json(), of).skipped == ()


def test_a_column_that_disappeared_is_told_and_skipped() -> None:
    """B1.14: a view made for another version still opens, and says what it left out."""
    stored = {
        "shoe_size": {"any": ["44"]},
        "value": {"any": ["hot"]},
        "since": {"from": "2026-01-01", "to": None},
        "came": {"from": "not a day"},
        "rep": "everybody",
    }
    found = parse(stored, ViewOf.PROSPECTS)
    assert found.filters.conditions == ((Column.VALUE, Among(("hot",))),)
    assert found.skipped == ("shoe_size", "since", "came", "rep")


@pytest.mark.parametrize(
    ("column", "condition", "code"),
    [
        (Column.VALUE, Has("hot"), "filter_kind"),
        (Column.VALUE, Among(("boiling",)), "filter_code"),
        (Column.VALUE, Among(()), "filter_empty"),
        (Column.NAME, Has("  "), "filter_empty"),
        (Column.REP, Ids(), "filter_empty"),
        (Column.CAME, Days(), "filter_empty"),
        (Column.CAME, Days(date(2026, 2, 1), date(2026, 1, 1)), "filter_days"),
        (Column.POTENTIAL, Has("much"), "filter_column"),
    ],
)
def test_a_condition_that_its_column_cannot_take_is_refused(
    column: Column, condition: Condition, code: str
) -> None:
    with pytest.raises(BadValue) as refused:
        Filters().with_(column, condition)
    assert refused.value.code == code


def test_each_condition_goes_on_its_own_and_the_others_stay() -> None:
    """R-24: filters are removable one by one."""
    both = Filters().with_(Column.NAME, Has("mar")).with_(Column.REP, Ids(none=True))
    assert both.without(Column.NAME).conditions == ((Column.REP, Ids(none=True)),)
    changed = both.with_(Column.NAME, Has("jul"))
    assert [column for column, _one in changed] == [Column.NAME, Column.REP]


@given(st.sampled_from(ViewOf), st.booleans(), st.data())
def test_an_order_reads_back_the_same(
    of: ViewOf, backwards: bool, data: st.DataObject
) -> None:
    wanted = Sort(data.draw(st.sampled_from(columns.sorted_in(of))), backwards)
    assert columns.parse_sort(str(wanted), of) == (wanted, ())


def test_an_order_that_is_no_more_there_becomes_the_usual_one() -> None:
    found, skipped = columns.parse_sort("-since", ViewOf.PROSPECTS)
    assert found == columns.usual_sort(ViewOf.PROSPECTS)
    assert skipped == ("since",)


def test_columns_that_are_no_more_there_are_told_and_the_rest_is_shown() -> None:
    found, skipped = columns.parse_columns(
        {"shown": [*["gone"], "rep", "name", "rep"]}, ViewOf.TUNNELS
    )
    assert found == (Column.REP, Column.NAME)
    assert skipped == ("gone",)
    usual = columns.shown_in(ViewOf.TUNNELS)
    assert columns.parse_columns({}, ViewOf.TUNNELS) == (usual, ())
