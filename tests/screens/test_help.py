"""Help: every key of the place it was asked from, one's own keys included."""

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.vocabulary import Language
from tests.conftest import AsUser
from tests.factories import a_user
from tests.screens.acts import press
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.stage import rows
from tui import i18n
from tui.commands import REGISTRY
from tui.commands import Place
from tui.commands import in_place
from tui.commands_of_settings import FOR_LEADERS
from tui.i18n import _
from tui.preferences.keymap import checked_keymap
from tui.screens.board import BoardScreen
from tui.screens.help import HelpScreen

LEADERS = [one for one in REGISTRY if one.id in FOR_LEADERS and one.keys]


async def opened(app: CountingApp, pilot: Pilot[None]) -> HelpScreen:
    await pilot.press("question_mark")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, HelpScreen)
    return screen


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_key_of_the_place_is_told(
    store: Store, language: Language, size: tuple[int, int]
) -> None:
    """B1.8: help is made from the bindings of the place."""
    i18n.set_language(language)
    app = board_app(store)
    async with app.run_test(size=size) as pilot:
        screen = await opened(app, pilot)
        told = "\n".join(screen.rows.texts)
        for command in in_place(Place.BOARD):
            if command.keys:
                assert _(command.help)[:30] in told


async def test_the_keys_of_the_settings_are_shown(store: Store) -> None:
    """B1.8: keys of the settings file show as they are."""
    app = board_app(store)
    app.own_keys = checked_keymap({"deal.new": "ctrl+n"})
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot)
        line = next(text for text in screen.rows.texts if "Add a deal" in text)
    assert line.startswith("ctrl+n")


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_help_goes_with_one_key_and_leaves_the_place_as_it_was(
    store: Store, key: str
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)


async def test_help_scrolls_to_its_end_and_no_further(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        assert any("Act on what is selected" in row for row in rows(app))
        await pilot.press("end")
        assert any("Leave Relance" in row for row in rows(app))
        bottom = rows(app)
        await pilot.press("down", "pagedown")
        assert rows(app) == bottom
        await pilot.press("home")
        assert any("Act on what is selected" in row for row in rows(app))


@pytest.mark.parametrize("keys", [("P",), ("comma",), ("P", "V")])
async def test_help_keeps_from_sellers_what_they_would_be_refused(
    store: Store, as_user: AsUser, keys: tuple[str, ...]
) -> None:
    """R-37: hidden commands, in help as in the palette; a manager is told them."""
    a_user(store, "ana")
    for opened_by, hidden in ((as_user(store, "ana"), True), (store, False)):
        app = board_app(opened_by)
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, *keys)
            screen = await opened(app, pilot)
            told = "\n".join(screen.rows.texts)
            assert "Act on what is selected" in told
            kept = [_(one.help)[:30] for one in LEADERS if screen.place in one.places]
            assert kept
            assert all((words in told) is not hidden for words in kept)
