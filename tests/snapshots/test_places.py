"""Pictures of records, search, palette, help, settings, first start and trouble."""

import os
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from models.clock import Clock
from models.errors import BadData
from models.store import Store
from models.views.foundation import Foundation
from models.vocabulary import Language
from tests.conftest import NOW
from tests.screens.record_history import Known
from tests.screens.record_history import a_history
from tui import theming
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen
from tui.screens.welcome import WelcomeApp
from tui.theming import PLAIN

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]

SMALL, LARGE = (80, 24), (120, 36)
BOTH = pytest.mark.parametrize(
    ("size", "language"), [(SMALL, Language.EN), (LARGE, Language.FR)]
)
PLACE = Path("/home/alice/.local/share/relance/relance.db")


def app(store: Store, theme: str = theming.DARK) -> RelanceApp:
    return RelanceApp(store, Settings(start_screen=StartScreen.BOARD), theme=theme)


def opening(screen: Screen[None], press: Sequence[str] = ()) -> Before:
    async def push(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(screen)
        await pilot.pause()
        await pilot.press(*press)
        await pilot.pause()

    return push


def pressing(*keys: str) -> Before:
    async def press(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return press


@pytest.fixture
def known(store: Store) -> Known:
    return a_history(store)


@BOTH
def test_a_deal(
    snap_compare: Compare,
    store: Store,
    known: Known,
    size: tuple[int, int],
    language: Language,
) -> None:
    set_language(language)
    before = opening(DealScreen(store, known.deal))
    assert snap_compare(app(store), terminal_size=size, run_before=before)


def test_the_follow_ups_of_a_deal(
    snap_compare: Compare, store: Store, known: Known
) -> None:
    before = opening(DealScreen(store, known.deal), ["tab"])
    assert snap_compare(app(store), terminal_size=LARGE, run_before=before)


def test_an_unfolded_note(snap_compare: Compare, store: Store, known: Known) -> None:
    before = opening(
        DealScreen(store, known.deal), ["down", "down", "down", "down", "enter"]
    )
    assert snap_compare(app(store), terminal_size=SMALL, run_before=before)


def test_a_deal_in_light(snap_compare: Compare, store: Store, known: Known) -> None:
    before = opening(DealScreen(store, known.deal))
    light = app(store, theming.LIGHT)
    assert snap_compare(light, terminal_size=LARGE, run_before=before)


def test_a_deal_in_16_colours(
    snap_compare: Compare, store: Store, known: Known
) -> None:
    before = opening(DealScreen(store, known.deal))
    sixteen = app(store, theming.SIXTEEN)
    assert snap_compare(sixteen, terminal_size=SMALL, run_before=before)


def test_a_deal_without_colour(
    snap_compare: Compare,
    store: Store,
    known: Known,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    before = opening(DealScreen(store, known.deal))
    assert snap_compare(app(store, PLAIN), terminal_size=SMALL, run_before=before)


@BOTH
def test_a_person(
    snap_compare: Compare,
    store: Store,
    known: Known,
    size: tuple[int, int],
    language: Language,
) -> None:
    set_language(language)
    before = opening(PersonScreen(store, known.person))
    assert snap_compare(app(store), terminal_size=size, run_before=before)


def test_a_company(snap_compare: Compare, store: Store, known: Known) -> None:
    before = opening(CompanyScreen(store, known.company), ["tab"])
    assert snap_compare(app(store), terminal_size=LARGE, run_before=before)


@BOTH
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("slash", "b", "o", "r", "down"), id="search"),
        pytest.param(("ctrl+p", "d", "e"), id="palette"),
        pytest.param(("question_mark",), id="help"),
        pytest.param(("comma",), id="settings"),
    ],
)
def test_what_opens_before_a_place(
    snap_compare: Compare,
    store: Store,
    known: Known,
    keys: tuple[str, ...],
    size: tuple[int, int],
    language: Language,
) -> None:
    del known
    set_language(language)
    before = pressing(*keys)
    assert snap_compare(app(store), terminal_size=size, run_before=before)


@BOTH
def test_the_first_start(
    snap_compare: Compare, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    proposed = Foundation(
        template="sales",
        currency="EURO",
        zone="Europe/Paris",
        login="alice",
        name="Alice Martin",
        language=language,
    )
    clock = Clock(start=NOW, ticking=False)
    asking: App[None] = WelcomeApp(
        PLACE, proposed, clock, theming.shipped(theming.DARK)
    )
    assert snap_compare(asking, terminal_size=size)


@BOTH
def test_a_database_in_trouble(
    snap_compare: Compare, store: Store, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    troubled = app(store)

    async def trouble(pilot: Pilot[None]) -> None:
        await pilot.pause()
        troubled.trouble(BadData("database_damaged", path=str(PLACE)))
        await pilot.pause()

    assert snap_compare(troubled, terminal_size=size, run_before=trouble)
