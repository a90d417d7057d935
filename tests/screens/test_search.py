"""Search: found while typing, in one frame, opened with Enter, never a surprise."""

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.views.hits import Hit
from models.vocabulary import Role
from tests import factories
from tests.conftest import AsUser
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.stage import rows
from tui.screens.board import BoardScreen
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen
from tui.screens.search import SearchScreen
from tui.widgets.text_field import Well


async def searching(app: CountingApp, pilot: Pilot[None], text: str) -> SearchScreen:
    await pilot.press("slash")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, SearchScreen)
    for letter in text:
        await pilot.press("space" if letter == " " else letter)
    await pilot.pause()
    return screen


def found(screen: SearchScreen) -> list[str]:
    return [text for text in screen.rows.texts if text]


async def test_every_kind_is_found_without_accents(store: Store) -> None:
    """B1.7: deals, people and companies, whatever the accents."""
    company = factories.a_company(store, "Hôtel du Parc", owner="boss", place="Lille")
    person = factories.a_person(store, "Zoé Hôtelier", company=company)
    factories.a_deal(store, "Hotel licence", person=person, company=company)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await searching(app, pilot, "hotel")
        kinds = {line.split()[0] for line in found(screen)}
        assert kinds == {"Deal", "Person", "Company"}
        assert "3 found" in rows(app)[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("acme", DealScreen), ("julie", PersonScreen), ("dupont", CompanyScreen)],
)
async def test_a_few_letters_and_enter_open_any_record(
    store: Store, text: str, kind: type[object]
) -> None:
    """B1.7: from anywhere to any record by name."""
    factories.a_deal(store, "Acme licence")
    factories.a_person(store, "Julie Martin")
    factories.a_company(store, "Dupont", owner="boss")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searching(app, pilot, text)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, kind)
        await pilot.press("escape")
        assert app.screen is screen
        assert screen.query_line.text == text
        await pilot.press("escape")
        assert isinstance(app.screen, BoardScreen)


async def test_what_was_opened_last_is_offered_before_anything_is_typed(
    store: Store,
) -> None:
    factories.a_deal(store, "Acme licence")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        first = await searching(app, pilot, "")
        assert "Type a few letters of a name." in found(first)
        await pilot.press("a", "c", "m", "enter")
        await pilot.press("escape", "escape")
        again = await searching(app, pilot, "")
        chosen = again.rows.value
        assert isinstance(chosen, Hit)
        assert chosen.title == "Acme licence"


async def test_the_arrows_choose_among_the_results(store: Store) -> None:
    for name in ("Acme one", "Acme two", "Acme three"):
        factories.a_deal(store, name)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searching(app, pilot, "acme")
        first = screen.rows.value
        await pilot.press("down")
        assert screen.rows.value != first
        await pilot.press("up")
        assert screen.rows.value == first


async def test_each_letter_takes_one_frame(store: Store) -> None:
    for number in range(60):
        factories.a_deal(store, f"Acme {number}")
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await searching(app, pilot, "a")
        for letter in "cme":
            app.frames.clear()
            await pilot.press(letter)
            await pilot.pause()
            assert len(app.frames) == 1


async def test_nothing_found_says_what_helps(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searching(app, pilot, "zzz")
        assert "Nothing is called that." in found(screen)
        await pilot.press("enter")
        assert app.screen is screen


@pytest.mark.parametrize("text", ["100%_", '"; DROP', "[b]x[/b]", "''", "AND OR", "*"])
async def test_odd_text_is_looked_for_as_it_is(store: Store, text: str) -> None:
    factories.a_deal(store, f"odd {text} deal")
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await searching(app, pilot, "")
        screen.query_line.query_one(Well).value = text
        await pilot.pause()
        assert f"odd {text} deal" in found(screen)[0]


async def test_a_seller_never_learns_of_a_colleagues_deal(
    store: Store, as_user: AsUser
) -> None:
    """B1.7, K-03: the search is scoped to rights."""
    factories.a_user(store, "ana", Role.SELLER)
    factories.a_deal(store, "Secret token", owner="boss")
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searching(app, pilot, "secret")
        assert "Nothing is called that." in found(screen)


async def test_something_saved_meanwhile_is_found_by_itself(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searching(app, pilot, "acme")
        assert "Nothing is called that." in found(screen)
        factories.a_deal(store, "Acme licence")
        app.look_for_changes()
        await pilot.pause()
        assert "Acme licence" in found(screen)[0]
