"""No open deal goes on without a dated next step unsaid (B1.2, rulings 22)."""

import pytest

from models.store import Store
from models.vocabulary import Status
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.screens import day
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.places import board_of

HINT = "no next step · f plans one"


@pytest.mark.parametrize("keys", [(">",), ("m", "enter"), ("t", *"rang", "enter")])
async def test_a_move_or_a_note_without_a_next_step_hints_at_one(
    store: Store, keys: tuple[str, ...]
) -> None:
    """B1.2: after a move and after a note; the hint never takes the focus."""
    a_deal(store, "Kiné Plus")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        assert said(app).endswith(HINT)
        assert board_of(app).is_current
        await press(pilot, "escape")
        assert HINT not in said(app)
        assert "no next step" in shown(app)


@pytest.mark.parametrize("keys", [(">",), ("t", *"rang", "enter")])
async def test_with_a_next_step_nothing_is_asked(
    store: Store, keys: tuple[str, ...]
) -> None:
    a_follow_up(store, deal=a_deal(store, "Kiné Plus"))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys)
        assert said(app).endswith("u undoes.")


async def test_an_outcome_that_leaves_the_deal_open_hints_too(store: Store) -> None:
    """B1.2: after an outcome that plans nothing while the deal stays open."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "x", "p", "down", "right", "enter")
        assert day.deal(store, first).status is Status.OPEN
        assert said(app).endswith(HINT)


async def test_an_outcome_that_plans_the_next_step_asks_nothing(store: Store) -> None:
    day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "r", "enter")
        assert HINT not in said(app)


async def test_a_deal_that_is_won_needs_no_next_step(store: Store) -> None:
    deal = a_deal(store, "Kiné Plus", stage="Signature and payment")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">", "enter")
        assert load(store, deal).status is Status.WON
        assert HINT not in said(app)
