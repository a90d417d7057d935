"""Pictures of the board; what it does is asserted in tests/screens."""

import os
from collections.abc import Awaitable
from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from textual.app import App
from textual.pilot import Pilot

from models.money import Money
from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Phase
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tui import theming
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.board import BoardScreen
from tui.theming import PLAIN

Compare = Callable[..., bool]

SMALL = (80, 24)
LARGE = (120, 36)
HOT, WARM, COLD = Temperature.HOT, Temperature.WARM, Temperature.COLD
CARDS: tuple[
    tuple[str, str, int, Temperature | None, str, date | datetime | None], ...
] = (
    ("Opportunity", "Boréal Fitness — yearly", 12000, HOT, "Call", date(2026, 11, 20)),
    ("Opportunity", "Lycée Faidherbe", 5200, WARM, "Demo", date(2026, 11, 22)),
    ("Opportunity", "Kiné Plus", 2400, COLD, "", None),
    ("Opportunity", "Aqua Gym Douai", 4100, WARM, "E-mail", date(2026, 11, 26)),
    (
        "Offer",
        "Clinique Saint-Luc",
        30000,
        WARM,
        "Demo",
        datetime(2026, 11, 23, 13, 30, tzinfo=UTC),
    ),
    (
        "Offer",
        "日本語 [b]株式会社[/b] 👨‍👩‍👧 café",
        18000,
        None,
        "Call",
        date(2026, 11, 23),
    ),
    ("Documents", "Hôtel du Parc", 8400, HOT, "Meeting", date(2026, 12, 2)),
)
AGES = {"Kiné Plus": 9, "Hôtel du Parc": 20}
"""The days since those that stay too long came to their stage."""


@pytest.fixture
def pictured(store: Store) -> Store:
    """The deals of the pictures: every mark, every value, a lead, odd letters."""
    reached = a_person(store, "Nadia Roche", phone="+33 6 12 34 56 78")
    a_deal(store, "Web form", stage="Unsorted", person=reached, phase=Phase.LEAD)
    for stage, title, euros, value, step, due in CARDS:
        deal = a_deal(
            store,
            title,
            stage=stage,
            amount=Money(euros * 100, "EUR"),
            temperature=value,
            opened_at=NOW - timedelta(days=AGES.get(title, 0)),
        )
        if due is not None:
            a_follow_up(store, deal=deal, type=step, due=due)
    return store


def board(store: Store, theme: str = theming.DARK) -> App[None]:
    return RelanceApp(store, Settings(start_screen=StartScreen.BOARD), theme=theme)


def rested(*keys: str, then: str = "") -> Callable[[Pilot[None]], Awaitable[None]]:
    """Go to a card and let the cursor rest there, then press one key more."""

    async def before(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        screen = pilot.app.screen
        assert isinstance(screen, BoardScreen)
        screen.rest()
        screen.rest()
        if then:
            await pilot.press(then)
        await pilot.pause()

    return before


def test_the_board_at_80_columns(snap_compare: Compare, pictured: Store) -> None:
    assert snap_compare(board(pictured), terminal_size=SMALL, press=["right"])


def test_the_board_at_120_columns_in_french(
    snap_compare: Compare, pictured: Store
) -> None:
    set_language(Language.FR)
    assert snap_compare(board(pictured), terminal_size=LARGE, press=["right", "down"])


def test_the_board_in_16_colours(snap_compare: Compare, pictured: Store) -> None:
    app = board(pictured, theming.SIXTEEN)
    assert snap_compare(app, terminal_size=SMALL, press=["right", "space"])


def test_the_board_without_colour(
    snap_compare: Compare, pictured: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert snap_compare(board(pictured, PLAIN), terminal_size=SMALL, press=["right"])


@pytest.mark.parametrize(
    ("size", "language"), [(SMALL, Language.EN), (LARGE, Language.FR)]
)
def test_the_nudge_on_a_stuck_card(
    snap_compare: Compare,
    pictured: Store,
    size: tuple[int, int],
    language: Language,
) -> None:
    set_language(language)
    app = board(pictured)
    assert snap_compare(
        app, terminal_size=size, run_before=rested("right", "right", "right")
    )


def test_the_answers_to_a_stuck_card(snap_compare: Compare, pictured: Store) -> None:
    app = board(pictured)
    asked = rested("right", "right", "right", then="i")
    assert snap_compare(app, terminal_size=SMALL, run_before=asked)


def test_an_empty_board(snap_compare: Compare, store: Store) -> None:
    assert snap_compare(board(store), terminal_size=SMALL)
