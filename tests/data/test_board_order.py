"""Where a card stands in its column, told as small stories (K-02, K-22, B1.1)."""

from datetime import date
from decimal import Decimal

from models import operations
from models.history import Writer
from models.money import Money
from models.store import Store
from models.tables import FxRate
from models.views.board import BoardAsk
from models.views.board import Order
from models.views.board import place_of
from models.views.board import read_board
from models.views.board import read_window
from models.vocabulary import DueBucket
from models.vocabulary import Priority
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up


def test_a_column_goes_from_overdue_over_today_and_none_to_later(store: Store) -> None:
    """B1.1: no next step ranks above a later one; the mark is the bucket's."""
    later, none = a_deal(store, "Later"), a_deal(store, "None")
    today, overdue = a_deal(store, "Today"), a_deal(store, "Overdue")
    for deal, day in ((later, 25), (today, 23), (overdue, 20)):
        a_follow_up(store, deal=deal, due=date(2026, 11, day))
    cards = read_board(store, BoardAsk()).windows[0]
    assert [card.id for card in cards] == [overdue, today, none, later]
    assert [card.bucket for card in cards] == list(DueBucket)


def test_a_low_priority_stands_last_in_its_bucket(store: Store) -> None:
    """K-22: low sorts behind its like, before the next bucket; high sorts as usual."""
    days = {"late": 20, "today": 23, "none": None, "later": 30}
    wanted: list[str] = []
    for name, day in days.items():
        for priority in (Priority.LOW, Priority.NORMAL, Priority.HIGH):
            deal = a_deal(store, f"{name} {priority}")
            if day:
                a_follow_up(store, deal=deal, due=date(2026, 11, day))
            store.write(operations.editing.set_priority, deal, priority)
        wanted += [f"{name} {one}" for one in ("normal", "high", "low")]
    board = read_board(store, BoardAsk())
    assert [card.title for card in board.windows[0]] == wanted
    (first,) = read_window(store, BoardAsk(), board.heads[0], 2, 1)
    assert first.title == "late low"
    assert place_of(store, BoardAsk(), board.heads[0], first) == 2


def test_amounts_of_several_currencies_are_ranked_by_their_worth(store: Store) -> None:
    """C.0: yen and cents are no common measure; without a rate comes last but one."""

    def rate(writer: Writer) -> None:
        for currency, worth in (("USD", "0.9"), ("JPY", "0.006")):
            writer.session.add(
                FxRate(currency=currency, on_day=NOW.date(), rate=Decimal(worth))
            )

    store.write(rate)
    for title, amount in (
        ("none", None),
        ("1000 pounds", Money(100_000, "GBP")),
        ("90 euros", Money(9_000, "EUR")),
        ("90000 yen", Money(90_000, "JPY")),
        ("101 dollars", Money(10_100, "USD")),
    ):
        a_deal(store, title, amount=amount)
    ask = BoardAsk(order=Order.AMOUNT)
    board = read_board(store, ask)
    titles = ["90000 yen", "101 dollars", "90 euros", "1000 pounds", "none"]
    assert [card.title for card in board.windows[0]] == titles
    for row, card in enumerate(board.windows[0]):
        assert place_of(store, ask, board.heads[0], card) == row
    (second,) = read_window(store, ask, board.heads[0], 1, 1)
    assert second.title == "101 dollars"
