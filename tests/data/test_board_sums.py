"""Sums of whole columns that are larger than a database adds up by itself."""

import sqlite3
from contextlib import closing

import pytest

from models.money import Money
from models.operations import closing as closings
from models.store import Store
from models.views.board import BoardAsk
from models.views.board import ColumnHead
from models.views.board import read_board
from models.views.drafts import WinDeal
from tests.factories import a_deal

LARGEST = 10**15
"""The largest amount that a deal may have, in minor units."""
MANY = 9_300
"""So many of them are more than 2^63."""


def copied(store: Store, deal: int, times: int) -> None:
    """Write a deal again and again, as it stands."""
    with closing(sqlite3.connect(store.path)) as connection, connection:
        columns = [
            name
            for _place, name, *_rest in connection.execute("PRAGMA table_info(deal)")
            if name != "id"
        ]
        told = ", ".join(columns)
        connection.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            f" WHERE i < {times}) INSERT INTO deal ({told})"
            f" SELECT {told} FROM deal, n WHERE deal.id = {deal}"
        )


def head(store: Store, name: str) -> ColumnHead:
    return next(one for one in read_board(store, BoardAsk()).heads if one.name == name)


@pytest.mark.parametrize("times", [8, 9, 10, MANY])
def test_a_column_is_summed_exactly_however_much_it_is_worth(
    store: Store, times: int
) -> None:
    """C.0: to the cent above 2^53 and above 2^63, where sums are another thing."""
    large = a_deal(store, amount=Money(LARGEST - 1, "EUR"), stage="Offer")
    a_deal(store, amount=Money(333, "EUR"), stage="Offer")
    copied(store, large, times)
    found = head(store, "Offer")
    total = (times + 1) * (LARGEST - 1) + 333
    assert found.deals == times + 2
    assert found.total == Money(total, "EUR")
    assert found.probability is not None
    assert found.weighted is not None
    assert abs(found.weighted.minor - total * found.probability / 100) <= total / 2**50


def test_won_deals_are_summed_exactly_too(store: Store) -> None:
    large = a_deal(store, amount=Money(LARGEST - 1, "EUR"), stage="Documents")
    store.write(closings.win_deal, WinDeal(large))
    copied(store, large, MANY)
    won = next(one for one in read_board(store, BoardAsk()).heads if one.deals > MANY)
    assert won.total == Money((MANY + 1) * (LARGEST - 1), "EUR")
