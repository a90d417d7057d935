"""The palette: what can be done here and any record, run on the screen behind."""

import pytest
from textual.pilot import Pilot

from models import queries
from models.store import Store
from models.views.hits import Hit
from models.vocabulary import Language
from tests import factories
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.resting import settled
from tui import commands
from tui import i18n
from tui.commands import Command
from tui.recent import Recent
from tui.screens.board import BoardScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.palette import matching
from tui.screens.record import PersonScreen


async def opened(app: CountingApp, pilot: Pilot[None], text: str) -> PaletteScreen:
    await pilot.press("ctrl+p")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, PaletteScreen)
    await pilot.press(*text)
    await pilot.pause()
    return screen


def ids(screen: PaletteScreen) -> list[str]:
    return [
        one.id if isinstance(one, Command) else one.title for one in screen.rows.values
    ]


async def test_it_offers_what_can_be_done_here_and_nothing_else(store: Store) -> None:
    """B1.7: the palette has every act of the place."""
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, "")
        offered = ids(screen)
    assert "deal.new" in offered
    assert "mark" in offered
    assert "today.skip" not in offered
    assert "cursor.up" not in offered


async def test_a_command_is_run_on_the_screen_behind(store: Store) -> None:
    """B1.7: a command found by name is done where one was."""
    deal = factories.a_deal(store, "Acme licence")
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, "stage")
        await pilot.press("down")
        while (chosen := palette(app).rows.value) is not commands.DEAL_MOVE_ON:
            assert chosen is not None
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        await settled(pilot)
    assert store.read(queries.deal.load_deal, deal).stage.name == "Offer"


async def test_a_sign_keeps_commands_people_or_deals_apart(store: Store) -> None:
    """B1.7: the signs > @ # narrow to one kind."""
    company = factories.a_company(store, "Help desk", owner="boss")
    factories.a_person(store, "Help Martin", company=company)
    factories.a_deal(store, "Help licence")
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, "")
        for typed, expected in (
            (">help", {"help"}),
            ("#help", {"Help licence"}),
            ("@help", {"Help desk", "Help Martin"}),
        ):
            screen.narrow(typed)
            assert set(ids(screen)) == expected


async def test_a_record_is_opened_by_name(store: Store) -> None:
    """B1.7: the palette opens records too."""
    factories.a_person(store, "Julie Martin")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, "julie")
        assert isinstance(screen.rows.value, Hit)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PersonScreen)


async def test_what_was_used_last_comes_first(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "every key")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        screen = await opened(app, pilot, "")
        assert ids(screen)[0] == "help"


async def test_escape_leaves_everything_as_it_was(store: Store) -> None:
    factories.a_deal(store, "Acme licence")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "q")
        await pilot.press("escape")
        await pilot.pause()
        assert board_of(app).board.card is not None


def test_commands_are_found_in_the_language_in_use_and_without_accents() -> None:
    """B1.7: in French as in English."""
    i18n.set_language(Language.FR)
    found = matching(commands.REGISTRY, "defaire")
    assert commands.UNDO in found


def test_names_that_begin_with_the_text_come_first() -> None:
    found = matching(commands.REGISTRY, "undo")
    assert found[0] is commands.UNDO


def test_only_the_latest_few_are_remembered_each_once() -> None:
    recent = Recent()
    for command in (*commands.REGISTRY[:8], commands.REGISTRY[6]):
        recent.note(command)
    assert len(recent.commands) == 5
    assert recent.commands[0] is commands.REGISTRY[6]


def palette(app: CountingApp) -> PaletteScreen:
    screen = app.screen
    assert isinstance(screen, PaletteScreen)
    return screen


@pytest.mark.parametrize(
    ("language", "word"), [(Language.EN, "outcome"), (Language.FR, "issue")]
)
def test_the_outcome_is_found_by_its_own_word(language: Language, word: str) -> None:
    """R-15: the palette opens the outcome dialog under the name that the field has."""
    i18n.set_language(language)
    assert matching(commands.REGISTRY, word) == [commands.FOLLOWUP_DONE]
