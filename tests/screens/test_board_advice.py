"""The advice on the balance of the stages, above the hints (K-14, K-15)."""

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from models.actor import Whose
from models.money import Money
from models.reports.report import Row
from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_user
from tests.reports.lives import LOST
from tests.reports.lives import Event
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import write_lives
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.resting import settled
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.screens import advising
from tui.screens import counselling
from tui.screens.advising import Advice
from tui.screens.counselling import Balance
from tui.screens.deal import DealScreen
from tui.words.advice import advice_forms

TODAY = NOW.date()
PUSH = "Advice  Few deals reach Proposal: push Qualify (3 cards, €905)."


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Advise at the first rest, not only once the session is warm."""
    monkeypatch.setattr(counselling, "FIRST_ADVICE", 0.0)
    monkeypatch.setattr(counselling, "READ_IN", 0.0)


@pytest.fixture
def dry(store: Store) -> int:
    """A pipeline whose second stage runs dry while the first one is full."""
    day = [TODAY - timedelta(days=days) for days in (70, 40, 2)]
    lives = [Life(amount, [(day[0], 1)], owner=1) for amount in (5, 900, None)]
    gone: list[Event] = [(day[0], 1), (day[1], 2), (day[2], LOST)]
    lives += [Life(1, gone, owner=1) for _ in range(8)]
    places = a_pipeline(store, "Dry", (("Qualify", 10), ("Proposal", 40)))
    write_lives(store, places, lives)
    return places[0]


async def advised(pilot: Pilot[None], app: RelanceApp, pipeline: int) -> str:
    """Show a pipeline and let the keys rest; return what the board says."""
    board = board_of(app)
    if board.pipeline_id != pipeline:
        board.pipeline_id = pipeline
        board.reload()
    await rested(pilot, app)
    return said(app)


async def rested(pilot: Pilot[None], app: RelanceApp) -> None:
    board = board_of(app)
    app.nudges.note(board.board.card.id if board.board.card else 0, TODAY)
    board.rest()
    board.rest()
    await settled(pilot)


async def listed(pilot: Pilot[None], app: RelanceApp) -> str:
    """Return the list that was opened, however long its reading takes."""
    for _turn in range(100):
        if "Cards to push" in shown(app):
            break
        await pilot.pause(0.05)
    return shown(app)


async def test_the_board_advises_on_the_stage_to_push(store: Store, dry: int) -> None:
    """K-14: the line names the stage, its cards and what they are worth."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        told = await advised(pilot, app, dry)
        assert told.startswith(PUSH)
        assert told.endswith("Enter shows them")


async def test_enter_shows_the_cards_while_the_line_says_so(
    store: Store, dry: int
) -> None:
    """K-14: who begins the day answers the advice with Enter, and Escape returns."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await advised(pilot, app, dry)
        await press(pilot, "enter")
        assert "Cards to push in Qualify" in await listed(pilot, app)
        await press(pilot, "escape")
        assert board_of(app).is_current


async def test_enter_opens_the_card_of_who_is_at_work(store: Store, dry: int) -> None:
    """K-14: after the first move the line names the other key, and Enter opens."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await advised(pilot, app, dry)
        await press(pilot, "down")
        await rested(pilot, app)
        assert said(app).endswith("I shows them")
        await press(pilot, "enter")
        assert isinstance(app.screen, DealScreen)


async def test_enter_that_was_under_way_as_the_advice_came_opens_the_card(
    store: Store, dry: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counselling, "READ_IN", 999.0)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await advised(pilot, app, dry)
        await press(pilot, "enter")
        assert isinstance(app.screen, DealScreen)


async def test_enter_on_a_column_without_cards_shows_what_to_push(
    store: Store, dry: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await advised(pilot, app, dry)
        await press(pilot, "right")
        assert board_of(app).board.card is None
        assert said(app).endswith("Enter shows them")
        await press(pilot, "enter")
        assert "Cards to push in Qualify" in await listed(pilot, app)


async def test_enter_opens_a_card_where_nothing_is_advised(store: Store) -> None:
    a_deal(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await rested(pilot, app)
        await press(pilot, "enter")
        assert isinstance(app.screen, DealScreen)


async def test_the_key_of_the_advice_opens_the_best_cards_first(
    store: Store, dry: int
) -> None:
    """K-14: the list begins with the card that is worth most."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await advised(pilot, app, dry)
        await press(pilot, "I")
        text = await listed(pilot, app)
        assert "Cards to push in Qualify" in text
        assert text.index("€900") < text.index("€5 ")
        await press(pilot, "escape")
        assert board_of(app).is_current


async def test_without_advice_the_key_says_so(store: Store) -> None:
    a_deal(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await rested(pilot, app)
        await press(pilot, "I")
        assert said(app) == "Nothing to advise: the stages are in balance."


async def test_a_manager_is_advised_on_the_team(store: Store, dry: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        board_of(app).set_whose(Whose(Scope.TEAM))
        told = await advised(pilot, app, dry)
        assert told.startswith("Advice  The team has few deals in Proposal: push")


async def test_one_colleague_s_board_has_no_advice(store: Store, dry: int) -> None:
    other = a_user(store, "ana", Role.SELLER)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert "Advice" in await advised(pilot, app, dry)
        board_of(app).set_whose(Whose(Scope.ME, other), "Ana")
        await rested(pilot, app)
        assert "Advice" not in said(app)


async def test_another_pipeline_takes_the_advice_away(store: Store, dry: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert "Advice" in await advised(pilot, app, dry)
        assert "Advice" not in await advised(pilot, app, 1)


async def test_data_that_change_are_advised_on_once_a_minute(
    store: Store, dry: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Balance] = []

    def counting(store: Store, balance: Balance) -> Advice | None:
        del store
        read.append(balance)
        return None

    monkeypatch.setattr(advising, "read_advice", counting)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await rested(pilot, app)
        a_deal(store, "Newer")
        app.look_for_changes()
        await rested(pilot, app)
        assert len(read) == 1
        board_of(app)._advice_at -= counselling.ADVICE_EVERY  # pyright: ignore[reportPrivateUsage]
        await rested(pilot, app)
        await rested(pilot, app)
        assert len(read) == 2


async def test_a_key_is_never_kept_waiting_by_the_advice(
    store: Store, dry: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(store: Store, balance: Balance) -> Advice | None:
        raise AssertionError

    monkeypatch.setattr(advising, "read_advice", never)
    monkeypatch.setattr(counselling, "REST", 999.0)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "right", "up", "left")
        assert board_of(app).advice is None


ROW: Row = {
    "text": "void_coming",
    "stage": "Qualify",
    "expected": 3.2,
    "usual": 8.0,
    "needed": 12,
}


def test_a_void_is_told_to_a_seller_and_to_a_manager_in_both_languages() -> None:
    """K-15: how many wins are in sight, how many are usual, how many deals it takes."""
    mine, short = advice_forms(ROW, Scope.ME)
    assert mine == (
        "A void is coming: 3.2 wins in sight, 8.0 are usual. "
        "Go back to Qualify: 12 new deals fill it."
    )
    assert short == "A void is coming: go back to Qualify, 12 new."
    team, _short = advice_forms(ROW, Scope.TEAM)
    assert team.startswith("A void is coming for the team: 3.2 wins in sight")
    set_language(Language.FR)
    mine, _short = advice_forms(ROW, Scope.ME)
    assert mine.startswith("Un creux approche\u202f: 3,2 gains en vue, 8,0 d’habitude.")


def test_a_push_in_french_names_the_cards_and_their_amount() -> None:
    set_language(Language.FR)
    row: Row = {
        "text": "push_stage",
        "stage": "Offre",
        "next_stage": "Documents",
        "deals": 4,
        "amount": Money(2_200_000, "EUR"),
    }
    full, short = advice_forms(row, Scope.ME)
    assert short == "Peu d’affaires arrivent à Documents\u202f: poussez Offre."
    assert full.startswith(short[:-1])
    assert "(4 cartes, 22" in full
