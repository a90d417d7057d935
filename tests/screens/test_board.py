from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest
from textual.pilot import Pilot

from models import operations
from models.actor import Whose
from models.clock import Clock
from models.money import Money
from models.store import Store
from models.store import open_store
from models.views.board import BoardAsk
from models.views.board import Order
from models.views.board import read_card
from models.vocabulary import Scope
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user
from tests.factories import stage_id
from tests.screens.acts import press
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.places import column_at_cursor
from tests.screens.places import title_at_cursor
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui.preferences.settings import Cursor


@pytest.fixture
def many(store: Store) -> Store:
    """One stage with more deals than a screen or a window holds."""
    for number in range(70):
        a_deal(store, f"Deal {number:03}", stage="Opportunity")
    return store


@pytest.fixture
def colleague(store: Store) -> Iterator[Store]:
    """A second session on the same file."""
    opened = open_store(store.path, "boss", Clock(start=NOW, ticking=False))
    yield opened
    opened.close()


def stage_of(store: Store, title: str) -> str:
    names = {row[0]: str(row[1]) for row in store.run("stages", {"pipeline": 1})}
    for deal_id in range(1, 100):
        card = read_card(store, BoardAsk(Whose(Scope.ALL)), deal_id)
        if card is not None and card.title == title:
            return names[card.stage_id]
    raise AssertionError(title)


async def test_a_card_says_title_amount_value_and_next_step_in_words(
    store: Store,
) -> None:
    """B1.1: the mark of the next step has its word beside it."""
    deal = a_deal(
        store,
        "Boréal Fitness",
        stage="Offer",
        amount=Money(1_200_000, "EUR"),
        temperature=Temperature.HOT,
    )
    a_follow_up(store, deal=deal, type="Call", due=date(2026, 11, 20))
    app = board_app(store)
    async with app.run_test(size=(80, 24)):
        text = "\n".join(rows(app))
        assert "Boréal Fitness" in text
        assert "€12,000" in text
        assert "H hot" in text
        assert "! Call · 3 days late" in text


async def test_a_title_is_never_markup(store: Store) -> None:
    a_deal(store, "[red]x[/b] [@click=app.quit]y")
    app = board_app(store)
    async with app.run_test(size=(80, 24)):
        assert any("[red]x[/b] [@click=app.quit]y" in row for row in rows(app))


async def test_arrows_and_letters_move_the_cursor(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        assert title_at_cursor(app) == "Oppo 1"
        await press(pilot, "j", "down")
        assert title_at_cursor(app) == "Oppo 3"
        await press(pilot, "l", "right", "k")
        assert title_at_cursor(app) == "Docu 2"
        await press(pilot, "h", "left", "home")
        assert title_at_cursor(app) == "Oppo 1"
        await press(pilot, "end", "j")
        assert title_at_cursor(app) == "Oppo 3"


async def test_the_cursor_reaches_the_last_card_beyond_the_first_window(
    many: Store,
) -> None:
    app = board_app(many)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end")
        assert title_at_cursor(app) == "Deal 069"
        await press(pilot, "pageup")
        assert title_at_cursor(app) == "Deal 064"
        await press(pilot, "home", "pagedown")
        assert title_at_cursor(app) == "Deal 005"


async def test_a_card_moves_by_one_key_and_the_cursor_follows(filled: Store) -> None:
    """K-07: one key, saved at once, and the cursor goes with the card."""
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "j", ">")
        assert stage_of(filled, "Oppo 2") == "Offer"
        assert (title_at_cursor(app), column_at_cursor(app)) == ("Oppo 2", "Offer")
        assert any("Oppo 2" in row and "→" in row for row in rows(app))
        await press(pilot, "<")
        assert stage_of(filled, "Oppo 2") == "Opportunity"
        assert column_at_cursor(app) == "Opportunity"


async def test_a_move_is_undone_and_the_cursor_returns_with_the_card(
    filled: Store,
) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, ">", "u")
        assert stage_of(filled, "Oppo 1") == "Opportunity"
        assert column_at_cursor(app) == "Opportunity"


async def test_the_arrow_of_a_moved_card_goes_when_the_cursor_leaves_it(
    filled: Store,
) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, ">", "down")
        assert not any("Oppo 1" in row and "→" in row for row in rows(app))


async def test_another_order_keeps_the_selected_card_selected(filled: Store) -> None:
    """K-02: another order moves the column under the cursor, not the cursor."""
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        board_of(app).set_order(Order.AMOUNT)
        await pilot.pause()
        assert title_at_cursor(app) == "Oppo 1"
        await press(pilot, "home")
        assert title_at_cursor(app) == "Oppo 3"


async def test_the_sort_menu_changes_the_order(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("a", "m", "enter")
        await settled(pilot)
        assert board_of(app).order is Order.AMOUNT
        assert "amount" in rows(app)[0]


async def test_a_colleagues_move_shows_without_moving_the_cursor(
    filled: Store, colleague: Store
) -> None:
    """B1.27: what others change comes by itself, marked, in its place."""
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "j")
        offer = stage_id(colleague, "Offer")
        colleague.write(operations.moving.move_deal, 1, offer)
        app.look_for_changes()
        await pilot.pause()
        assert title_at_cursor(app) == "Oppo 2"
        assert any("Oppo 1" in row and "*" in row for row in rows(app))
        assert "Offer 4" in "\n".join(rows(app))


async def test_a_card_that_vanished_leaves_the_cursor_on_its_row(
    filled: Store, colleague: Store
) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "j")
        implementing = stage_id(colleague, "Documents")
        colleague.write(operations.moving.move_deal, 2, implementing)
        app.look_for_changes()
        await pilot.pause()
        assert title_at_cursor(app) == "Oppo 2"
        assert column_at_cursor(app) == "Documents"


async def test_marks_are_counted_and_handed_to_the_acts(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "space", "space")
        selection = board_of(app).selection
        assert selection is not None
        assert selection.marked == (1, 2)
        assert "2 marked" in rows(app)[34]
        await press(pilot, "*")
        assert "3 marked" in rows(app)[34]
        await press(pilot, "escape")
        assert "marked" not in rows(app)[34]


async def test_a_move_shows_before_it_is_saved_and_is_put_back_visibly(
    filled: Store,
) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = board_of(app)
        await until(pilot, lambda: title_at_cursor(app) == "Oppo 1")
        before = screen.pretend_move(1, stage_id(filled, "Offer"))
        await pilot.pause()
        assert (title_at_cursor(app), column_at_cursor(app)) == ("Oppo 1", "Offer")
        assert "Offer 4" in "\n".join(rows(app))
        assert stage_of(filled, "Oppo 1") == "Opportunity"
        screen.take_back(1, before)
        await pilot.pause()
        assert column_at_cursor(app) == "Opportunity"
        assert "Offer 3" in "\n".join(rows(app))


async def test_escape_from_a_deal_returns_to_the_same_cursor_and_scroll(
    many: Store,
) -> None:
    app = board_app(many)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "pagedown", "pagedown", "down")
        await until(pilot, lambda: "Advice" in rows(app)[-2])
        before = rows(app)
        await press(pilot, "enter")
        assert len(app.screen_stack) == 2
        await press(pilot, "escape")
        await until(pilot, lambda: rows(app) == before)


async def test_the_places_are_left_and_found_again_as_they_were(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "right", "down")
        before = rows(app)
        await press(pilot, "T")
        assert rows(app) != before
        await press(pilot, "B")
        assert rows(app) == before


async def test_a_click_puts_the_cursor_on_a_card(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(120, 36)) as pilot:
        slot = board_of(app).board.slots[1]
        await pilot.click("#board", offset=(slot.x + 4, 9))
        assert title_at_cursor(app) == "Offe 2"


async def test_what_becomes_due_at_its_minute_changes_without_a_key(
    store: Store,
) -> None:
    deal = a_deal(store, "Kiné Plus", stage="Offer")
    a_follow_up(store, deal=deal, due=datetime(2026, 11, 23, 8, 15, tzinfo=UTC))
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        assert any("● Call · today 09:15" in row for row in rows(app))
        store.clock = Clock(datetime(2026, 11, 23, 8, 16, tzinfo=UTC), ticking=False)
        board_of(app).minute_turned()
        await pilot.pause()
        assert any("! Call · late since 09:15" in row for row in rows(app))


async def cost_of(pilot: Pilot[None], app: CountingApp, key: str) -> list[str]:
    await pilot.pause()
    app.frames.clear()
    await pilot.press(key)
    await pilot.pause()
    return list(app.frames)


@pytest.mark.parametrize("key", ["down", "right", "pagedown", "end", "space"])
async def test_one_key_makes_one_frame(many: Store, key: str) -> None:
    a_deal(many, "Other", stage="Offer")
    app = board_app(many)
    async with app.run_test(size=(160, 45)) as pilot:
        assert len(await cost_of(pilot, app, key)) == 1


@pytest.mark.parametrize(("cursor", "most"), [(Cursor.BOLD, 300), (Cursor.BAR, 106)])
async def test_a_move_of_the_cursor_sends_the_two_cards_only(
    filled: Store, cursor: Cursor, most: int
) -> None:
    app = board_app(filled, cursor)
    async with app.run_test(size=(160, 45)) as pilot:
        (sent,) = await cost_of(pilot, app, "down")
        assert len(sent.encode()) <= most


async def test_a_manager_who_owns_no_deal_begins_with_all_that_is_to_be_seen(
    store: Store,
) -> None:
    a_user(store, "ana")
    a_deal(store, "Boréal Fitness", owner="ana")
    app = board_app(store)
    async with app.run_test(size=(120, 36)):
        assert "Sales · all" in rows(app)[0]
        assert title_at_cursor(app) == "Boréal Fitness"


async def test_a_manager_with_deals_begins_with_the_own_ones(store: Store) -> None:
    a_user(store, "ana")
    a_deal(store, "Boréal Fitness", owner="ana")
    a_deal(store, "Hôtel du Parc")
    app = board_app(store)
    async with app.run_test(size=(120, 36)):
        assert "Sales · mine" in rows(app)[0]
        assert title_at_cursor(app) == "Hôtel du Parc"
