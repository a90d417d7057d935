"""A board with deals in every stage, for tests of how it looks and is used."""

from datetime import date

import pytest

from models.money import Money
from models.store import Store
from models.vocabulary import Temperature
from tests.factories import a_deal
from tests.factories import a_follow_up

STAGES = ("Opportunity", "Offer", "Documents", "Signature and payment")


@pytest.fixture
def filled(store: Store) -> Store:
    """Four stages with three deals each, the overdue one of each on top."""
    for stage in STAGES:
        for number, day in enumerate((20, 23, 30), start=1):
            deal = a_deal(
                store,
                f"{stage[:4]} {number}",
                stage=stage,
                amount=Money(number * 100_000, "EUR"),
                temperature=Temperature.HOT,
            )
            a_follow_up(store, deal=deal, due=date(2026, 11, day))
    return store
