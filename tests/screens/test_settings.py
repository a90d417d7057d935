"""Settings: shown at once, written when saved, put back when left."""

import os
import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.vocabulary import Language
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui import i18n
from tui import theming
from tui.dialogs.settings import SettingsDialog
from tui.preferences.locations import locations
from tui.preferences.settings import Cursor
from tui.preferences.settings import LanguageChoice


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")


async def opened(app: CountingApp, pilot: Pilot[None]) -> SettingsDialog:
    await pilot.press("comma")
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, SettingsDialog)
    return screen


def written() -> dict[str, object]:
    file = locations(os.environ).settings_file
    return tomllib.loads(file.read_text()) if file.exists() else {}


async def test_a_language_is_spoken_at_once_and_everywhere(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot)
        await pilot.press("f")
        await pilot.pause()
        shown = "\n".join(rows(app))
        assert "Réglages" in shown
        assert "Langue" in shown
        assert "Perso" in shown
        assert "modifier" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert "Réglages enregistrés." in rows(app)[-2]
        await pilot.press("T")
        await pilot.pause()
        assert "Aujourd" in rows(app)[0]
    assert written() == {"language": "fr"}
    assert app.settings.language is LanguageChoice.FR


async def test_leaving_puts_the_look_back_and_writes_nothing(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        before = app.theme
        await opened(app, pilot)
        await pilot.press("f", "tab", "right", "right")
        await pilot.pause()
        assert app.theme != before
        assert i18n.language() is Language.FR
        await pilot.press("escape")
        await pilot.pause()
        assert app.theme == before
        assert i18n.language() is Language.EN
        assert "Settings" in rows(app)[0]
        await pilot.press("escape")
        await pilot.pause()
        assert "Board" in rows(app)[0]
    assert written() == {}


async def test_a_theme_is_worn_while_it_is_chosen(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot)
        seen: set[str] = set()
        await pilot.press("tab")
        for _press in range(6):
            await pilot.press("right")
            seen.add(app.theme)
    assert {theming.DARK, theming.LIGHT, theming.CONTRAST, theming.SIXTEEN} <= seen


async def test_what_stood_in_the_file_stays(store: Store, home: Path) -> None:
    del home
    file = locations(os.environ).settings_file
    file.parent.mkdir(parents=True)
    file.write_text('# mine\nzone = "Europe/Paris"\n')
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await pilot.press("tab", "tab", "tab", "b", "enter")
        await settled(pilot)
    assert file.read_text().startswith('# mine\nzone = "Europe/Paris"\n')
    assert app.settings.cursor is Cursor.BAR
    assert written()["cursor"] == "bar"


async def test_a_file_that_cannot_be_written_is_told(store: Store) -> None:
    file = locations(os.environ).settings_file
    file.mkdir(parents=True)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot)
        await pilot.press("f", "enter")
        await settled(pilot)
        assert "Gardé jusqu’à la sortie" in rows(app)[-2]
