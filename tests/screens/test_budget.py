"""The keystroke budget of screens.md: each job is done in as few keys as promised."""

from collections.abc import Callable

import pytest

from models.store import Store
from models.vocabulary import Outcome
from models.vocabulary import Status
from tests import factories
from tests.screens import acts
from tests.screens import day
from tests.screens.places import board_app
from tui.screens.deal import DealScreen

Job = tuple[tuple[str, ...], int, Callable[[Store, int], bool]]


def ended(outcome: Outcome) -> Callable[[Store, int], bool]:
    """Tell whether that outcome is saved, with the defaults of its type."""

    def check(store: Store, follow_up_id: int) -> bool:
        after = day.after(store, follow_up_id)
        named = None if after is None else (after.planned_on, after.attempt_no)
        expected = {
            Outcome.RESCHEDULE: (day.november(25), 2),
            Outcome.NEXT_STEP: (day.november(26), 1),
        }
        saved = day.follow_up(store, follow_up_id).outcome
        return saved is outcome and named == expected.get(outcome)

    return check


def lost(store: Store, follow_up_id: int) -> bool:
    """Tell whether the deal is lost for the reason of the letter."""
    deal = day.deal(store, follow_up_id)
    known = ended(Outcome.NOT_INTERESTED)(store, follow_up_id)
    return known and deal.status is Status.LOST and deal.loss_reason_id is not None


def won(store: Store, follow_up_id: int) -> bool:
    """Tell whether the deal is won and no invoice was asked for."""
    known = ended(Outcome.ENROLLED)(store, follow_up_id)
    status = day.deal(store, follow_up_id).status
    return (
        known
        and status is Status.WON
        and day.follow_up(store, follow_up_id).invoice_id is None
    )


def put_off(store: Store, follow_up_id: int) -> bool:
    """Tell whether it is planned for tomorrow."""
    return day.follow_up(store, follow_up_id).planned_on == day.november(24)


DUE: tuple[Job, ...] = (
    (("d", "r", "enter"), 3, ended(Outcome.RESCHEDULE)),
    (("d", "n", "enter"), 3, ended(Outcome.NEXT_STEP)),
    (("d", "x", "p", "enter"), 4, lost),
    (("d", "e", "enter"), 3, won),
    (("z", "t"), 2, put_off),
)


@pytest.mark.parametrize(("keys", "most", "done"), DUE)
async def test_a_due_item_takes_as_few_keys_as_promised(
    store: Store, keys: tuple[str, ...], most: int, done: Callable[[Store, int], bool]
) -> None:
    """R-15, B1.4: outcome and snooze are counted from the item to the saved result."""
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        assert len(keys) <= most
        await acts.press(pilot, *keys)
        assert done(store, first)
        item = day.today(app).list.item
        assert item is not None
        assert item.id == second


async def test_one_key_moves_a_card_on(store: Store) -> None:
    """K-07: a card goes one stage on with one key."""
    deal = factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, ">")
    assert acts.load(store, deal).stage.name == "Offer"


async def test_a_new_deal_costs_its_title_and_two_keys(store: Store) -> None:
    """K-04: the title alone is enough."""
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        keys = ("n", *"Acme", "enter")
        await acts.press(pilot, *keys)
        assert len(keys) == len("Acme") + 2
    assert [deal.title for deal in acts.deals(store)] == ["Acme"]


async def test_any_record_is_a_few_letters_away(store: Store) -> None:
    """B1.7: ``/``, a few letters, Enter, from Today as from anywhere."""
    day.a_day(store)
    wanted = factories.a_deal(store, "Zanzibar")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "/", *"zan", "enter")
        screen = app.screen
        assert isinstance(screen, DealScreen)
        assert screen.selection is not None
        assert screen.selection.deal_id == wanted
