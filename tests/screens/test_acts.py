"""Keys on the board change what is stored, say so, and can be undone."""

from collections.abc import Iterator
from datetime import date

import pytest

from models import operations
from models.clock import Clock
from models.money import Money
from models.store import Store
from models.store import open_store
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import paste
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.day import type_ahead
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.places import column_at_cursor
from tests.screens.resting import settled
from tui.screens.deal import DealScreen


@pytest.fixture
def deal(store: Store) -> int:
    """One deal of 12,000 euros in the first stage, with its next step."""
    made = a_deal(store, "Boréal Fitness", amount=Money(1_200_000, "EUR"))
    a_follow_up(store, deal=made, due=date(2026, 11, 25))
    return made


@pytest.fixture
def ana(store: Store) -> Iterator[Store]:
    """A seller's session beside the admin's."""
    a_user(store, "ana")
    opened = open_store(store.path, "ana", Clock(start=NOW, ticking=False))
    yield opened
    opened.close()


async def test_one_key_moves_a_card_one_stage_on(store: Store, deal: int) -> None:
    """K-07: one key is one saved move, told on the message line."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">")
        assert load(store, deal).stage.name == "Offer"
        assert column_at_cursor(app) == "Offer"
        assert "moved to Offer" in said(app)
        await press(pilot, "<")
        assert load(store, deal).stage.name == "Opportunity"


async def test_a_move_without_a_next_step_hints_at_one(store: Store) -> None:
    """B1.2: after a move the missing next step is said, with its key."""
    a_deal(store, "Kiné Plus")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">")
        assert "no next step · f plans one" in said(app)


async def test_a_card_does_not_go_back_from_the_first_stage(
    store: Store, deal: int
) -> None:
    """K-07: a forbidden move says why and leaves the card."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "<")
        assert load(store, deal).stage.name == "Opportunity"
        assert "!" in said(app)
        assert column_at_cursor(app) == "Opportunity"


async def test_past_the_last_stage_a_deal_is_won(store: Store) -> None:
    deal = a_deal(store, "Hôtel", stage="Signature and payment")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">")
        assert "Closed on" in shown(app)
        await press(pilot, "enter")
        assert load(store, deal).status is Status.WON


async def test_letters_find_a_stage(store: Store, deal: int) -> None:
    """K-08: the list goes to any stage, found by a few letters."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "s", "i", "g", "enter")
        assert load(store, deal).stage.name == "Signature and payment"


async def test_the_list_opens_on_the_next_stage_with_its_guide(
    store: Store, deal: int
) -> None:
    """K-08, K-09: the list shows what the stage under the cursor asks."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m")
        assert "Show, then offer; answer objections." in shown(app)
        await press(pilot, "enter")
        assert load(store, deal).stage.name == "Offer"


async def test_a_forbidden_stage_says_why(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", *"impl", "enter")
        assert "Implementation comes after the win." in shown(app)
        assert load(store, deal).stage.name == "Opportunity"
        await press(pilot, "escape")


async def test_marked_deals_move_together_and_are_counted(store: Store) -> None:
    two = [a_deal(store, "One"), a_deal(store, "Two")]
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "*", "m")
        assert "Move 2 deals to a stage" in shown(app)
        await press(pilot, "enter")
        assert [load(store, one).stage.name for one in two] == ["Offer", "Offer"]
        await press(pilot, "u")
        assert said(app).startswith("Undone: 2 moves   ctrl+r redoes")
        names = {load(store, one).stage.name for one in two}
        assert names == {"Opportunity"}


async def test_two_keys_win_a_deal_with_its_amount(store: Store, deal: int) -> None:
    """C-04: won from the board with the amount that is proposed."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w", "enter")
        won = load(store, deal)
        assert won.status is Status.WON
        assert won.amount == Money(1_200_000, "EUR")
        assert "Boréal Fitness is won: €12,000." in said(app)


async def test_a_win_cannot_lie_ahead_and_keeps_what_was_typed(
    store: Store, deal: int
) -> None:
    """C-04: the closing date is at most today."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w")
        await paste(pilot, "tomorrow")
        await press(pilot, "enter")
        assert "Tue 24 Nov 2026 is still to come." in shown(app)
        assert "tomorrow" in shown(app)
        assert load(store, deal).status is Status.OPEN


async def test_a_win_takes_a_final_amount(store: Store, deal: int) -> None:
    """C-04: won asks the final amount."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w", "tab")
        await paste(pilot, "9k€")
        await press(pilot, "enter")
        assert load(store, deal).amount == Money(900_000, "EUR")


async def test_a_loss_takes_a_letter_and_keeps_the_stage(
    store: Store, deal: int
) -> None:
    """C-04, B1.12: lost asks its reason and keeps the stage."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "p", "enter")
        lost = load(store, deal)
        assert lost.status is Status.LOST
        assert lost.reason is not None
        assert lost.reason.name == "Price"
        assert lost.stage.name == "Opportunity"
        await press(pilot, "u")
        assert load(store, deal).status is Status.OPEN
        assert said(app) == "Undone: the loss of Boréal Fitness   ctrl+r redoes"


async def test_a_loss_without_a_reason_is_refused(store: Store, deal: int) -> None:
    """C-04, B1.12: a reason is wanted where the workspace says so."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "enter")
        assert "A reason is missing. Press the letter of one." in shown(app)
        assert load(store, deal).status is Status.OPEN


async def test_a_reason_that_wants_a_note_asks_for_it(store: Store, deal: int) -> None:
    """B1.12: the reason other wants a note."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "o", "enter")
        assert "Other asks for a note." in shown(app)
        await paste(pilot, "moved abroad")
        await press(pilot, "enter")
        assert load(store, deal).loss_note == "moved abroad"


async def test_marked_deals_are_lost_together(store: Store) -> None:
    """C-04: lost in bulk."""
    two = [a_deal(store, "One"), a_deal(store, "Two")]
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "*", "x")
        assert "2 deals lost" in shown(app)
        await press(pilot, "p", "enter")
        assert {load(store, one).status for one in two} == {Status.LOST}


async def test_a_closed_deal_is_reopened_where_it_was(store: Store) -> None:
    """B1.13: reopened in its last open stage."""
    deal = a_deal(store, "Boréal", stage="Documents")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "p", "enter")
        await app.push_screen(DealScreen(store, deal))
        await press(pilot, "r")
        assert "Reopen in a stage" in shown(app)
        await press(pilot, "enter")
        again = load(store, deal)
        assert again.status is Status.OPEN
        assert again.stage.name == "Documents"


async def test_the_value_goes_hot_warm_cold(store: Store) -> None:
    """R-10: one key, letter and word, undoable."""
    who = a_person(store)
    deal = a_deal(store, "Boréal", person=who)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        seen: list[Temperature | None] = []
        for _press in range(4):
            await press(pilot, "v")
            seen.append(load(store, deal).temperature)
        hot, warm, cold = Temperature.HOT, Temperature.WARM, Temperature.COLD
        assert seen == [hot, warm, cold, hot]
        assert "Julie Martin is hot now." in said(app)
        await press(pilot, "u")
        assert load(store, deal).temperature is cold


async def test_a_deal_is_given_to_a_colleague_by_letters(
    store: Store, deal: int
) -> None:
    """C-02: a manager gives a deal to a colleague."""
    a_user(store, "ana", Role.SELLER, "Nord", name="Ana Faure")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", *"faure", "enter")
        owner = load(store, deal).owner
        assert owner is not None
        assert owner.name == "Ana Faure"


async def test_a_seller_has_only_oneself_to_give_to(ana: Store) -> None:
    """C-02, R-37: a seller is offered nobody else."""
    a_deal(ana, "Mine", owner="ana")
    app = board_app(ana)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "Take over" in shown(app)
        assert "Béatrice" not in shown(app)


async def test_a_note_keeps_its_lines(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t")
        await paste(pilot, "Call her after 5 pm.")
        await press(pilot, "ctrl+n")
        await paste(pilot, "Bring the contract.")
        await press(pilot, "enter")
        assert "Note logged on Boréal Fitness." in said(app)
        bodies = [entry.after.get("body") for entry in load(store, deal).timeline]
        assert "Call her after 5 pm.\nBring the contract." in bodies


async def test_an_empty_note_is_refused(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "t", "enter")
        assert "Nothing to save. Type a few words." in shown(app)
        assert load(store, deal).last_touch_at is None


async def test_undo_and_redo_go_round(store: Store, deal: int) -> None:
    """B1.9: one key undoes, one does again."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">", "u")
        assert said(app) == "Undone: the move of Boréal Fitness   ctrl+r redoes"
        assert load(store, deal).stage.name == "Opportunity"
        await press(pilot, "ctrl+r")
        assert load(store, deal).stage.name == "Offer"
        assert said(app) == "Done again: the move of Boréal Fitness   u undoes"


async def test_an_undo_that_others_wrote_over_names_them(
    store: Store, deal: int
) -> None:
    """B1.9: a refused undo names who changed the record since."""
    a_user(store, "bob", Role.ADMIN, name="Bob Diallo")
    other = open_store(store.path, "bob", Clock(start=NOW, ticking=False))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ">")
        other.write(operations.moving.step_deal, deal, 1)
        await press(pilot, "u")
        assert "Bob Diallo, Mon 23 Nov 09:14" in said(app)
        assert load(store, deal).stage.name == "Documents"
    other.close()


async def test_the_guide_says_what_a_stage_asks(store: Store, deal: int) -> None:
    """K-09: what to do, and what must be true before leaving."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i")
        text = shown(app)
        assert "Understand need, budget, decider." in text
        assert "Need and budget known" in text
        await press(pilot, "i")
        assert board_of(app).is_current


async def test_a_phone_number_is_copied(store: Store) -> None:
    who = a_person(store, phone="+33 6 12 34 56 78")
    a_deal(store, "Boréal", person=who)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y", "enter")
        assert app.clipboard == "+33 6 12 34 56 78"
        assert "sent to the terminal" in said(app)


async def test_a_manager_looks_at_one_person(store: Store, ana: Store) -> None:
    """K-03: the owner switcher of managers."""
    a_deal(store, "Hers", owner="ana")
    a_deal(store, "His")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        card = board_of(app).board.card
        assert card is not None
        assert card.title == "His"
        await press(pilot, "O", *"ana", "enter")
        card = board_of(app).board.card
        assert card is not None
        assert card.title == "Hers"


async def test_nothing_selected_gives_a_hint(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        for key in (">", "m", "w", "x", "v", "a", "e", "t"):
            await press(pilot, key)
            assert "selected" in said(app), key


@pytest.mark.parametrize(
    ("keys", "stage", "status"),
    [
        (("m", "d", "o", "c", "enter"), "Documents", Status.OPEN),
        (("x", "p", "enter"), "Opportunity", Status.LOST),
        (("w", "enter"), "Implementation", Status.WON),
    ],
)
async def test_keys_typed_ahead_go_into_the_dialog(
    store: Store, deal: int, keys: tuple[str, ...], stage: str, status: Status
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "j")
        type_ahead(app, keys)
        await settled(pilot)
        await settled(pilot)
        now = load(store, deal)
        assert (now.stage.name, now.status) == (stage, status)
