"""What a filter on a text or a day keeps, to the letter and to the day (R-23, R-24)."""

from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from models.queries import people_lists
from models.rules.columns import Column
from models.rules.filters import Condition
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.people import PeopleAsk
from models.store import Store
from models.vocabulary import ViewOf
from tests.factories import a_follow_up
from tests.factories import a_person


def kept(store: Store, column: Column, condition: Condition) -> int:
    filters = Filters().with_(column, condition)
    return store.read(people_lists.count, PeopleAsk(ViewOf.PROSPECTS, filters))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("ÉLODIE", 1), ("elo", 1), ("Nuñez élodie", 1), ("elodie martin", 0)],
)
def test_a_text_is_found_without_accents_if_every_word_is_there(
    store: Store, typed: str, number: int
) -> None:
    """R-23, R-24: accents, case and order do not matter; each word must be there."""
    a_person(store, "Élodie Nuñez")
    a_person(store, "Karl Martin")
    assert kept(store, Column.NAME, Has(typed)) == number


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        (date(2026, 12, 1), date(2026, 12, 1), 2),
        (None, date(2026, 12, 1), 2),
        (date(2026, 12, 1), None, 2),
        (None, date(2026, 11, 30), 0),
        (date(2026, 12, 2), None, 0),
    ],
)
def test_both_days_of_a_range_are_in_it(
    store: Store, first: date | None, last: date | None, number: int
) -> None:
    """R-24: from one day to another, both included, to their midnights here."""
    for moment in (datetime(2026, 11, 30, 23, tzinfo=UTC), date(2026, 12, 1)):
        a_follow_up(store, person=a_person(store), due=moment)
    assert kept(store, Column.PLANNED, Days(first, last)) == number


def test_the_last_day_on_which_somebody_came_is_in_the_range(store: Store) -> None:
    """R-24: the day itself, and neither the one before nor the one after."""
    a_person(store)
    came = date(2026, 11, 23)
    assert kept(store, Column.CAME, Days(came, came)) == 1
    assert kept(store, Column.CAME, Days(None, date(2026, 11, 22))) == 0
    assert kept(store, Column.CAME, Days(date(2026, 11, 24), None)) == 0
