"""Whose records: one choice for the session, on the board and on Today (C-03)."""

from datetime import date

import pytest

from models.actor import Whose
from models.store import Store
from models.vocabulary import Scope
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user
from tests.screens import day
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.stage import rows


@pytest.fixture
def shared(store: Store) -> Store:
    """A deal of one's own and one of a colleague, both due."""
    a_user(store, "ana")
    for title, owner in (("Mine", "boss"), ("Hers", "ana")):
        deal = a_deal(store, title, owner=owner)
        a_follow_up(store, deal=deal, due=date(2026, 11, 23), assignee=owner)
    return store


async def test_whose_deals_the_board_shows_today_shows_too(shared: Store) -> None:
    app = board_app(shared)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "T")
        assert "Hers" not in "\n".join(rows(app))
        await press(pilot, "B", "O", *"ana", "enter", "T")
        text = "\n".join(rows(app))
        assert "Hers" in text
        assert "Mine" not in text
        assert day.today(app).whose == board_whose(shared)


async def test_whose_follow_ups_today_shows_a_board_opened_later_shows_too(
    shared: Store,
) -> None:
    app = day.opened(shared)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "O", *"everyone", "enter", "B")
        assert board_of(app).whose == Whose(Scope.ALL)
        assert "Hers" in "\n".join(rows(app))
        await press(pilot, "O", "m", "e", "enter", "T")
        assert "Hers" not in "\n".join(rows(app))


async def test_what_a_board_begins_with_by_itself_is_no_choice(store: Store) -> None:
    a_user(store, "ana")
    deal = a_deal(store, "Hers", owner="ana")
    a_follow_up(store, deal=deal, due=date(2026, 11, 23), assignee="ana")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert board_of(app).whose == Whose(Scope.ALL)
        await press(pilot, "T")
        assert day.today(app).whose == Whose()


def board_whose(store: Store) -> Whose:
    """Return the scope that shows the colleague's records."""
    (row,) = store.run("user", {"login": "ana"})
    assert isinstance(row[0], int)
    return Whose(Scope.ME, row[0])
