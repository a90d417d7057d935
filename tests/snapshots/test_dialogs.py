"""Pictures of the dialogs; what they do is asserted in tests/screens."""

import os
from collections.abc import Awaitable
from collections.abc import Callable
from datetime import date

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from models import operations
from models.money import Money
from models.store import Store
from models.views.drafts import LoseDeal
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tui import theming
from tui.app import RelanceApp
from tui.dialogs.conflict import Clash
from tui.dialogs.conflict import ConflictDialog
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.base import AppScreen
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen
from tui.theming import PLAIN

Compare = Callable[..., bool]
Step = str | list[str]
Run = Callable[[Pilot[None]], Awaitable[None]]

SMALL = (80, 24)
LARGE = (120, 36)
LINE = "Acme licence 12k€ @Dupont #web !hot ~fri"
NOTE = "Rappeler après 17 h.\nParler du contrat annuel."
DIALOGS: dict[str, list[Step]] = {
    "quick_add": [["n"]],
    "quick_add_read": [["n"], f"text:{LINE}"],
    "quick_add_asked": [["n"], "text:Acme @Boréal", ["enter"]],
    "quick_add_refused": [["n"], "text:Acme #weeb", ["enter"]],
    "move": [["m"]],
    "move_forbidden": [["m", "down", "down", "down"]],
    "win": [["w"]],
    "lose": [["x", "p"]],
    "lose_refused": [["x", "o", "enter"]],
    "note": [["t"], f"text:{NOTE}"],
    "edit": [["e"]],
    "assign": [["a"]],
    "scope": [["O"]],
    "copy": [["y"]],
    "guide": [["i"]],
}


@pytest.fixture
def pictured(store: Store) -> Store:
    """Three deals, one with all that a form shows, and two colleagues."""
    company = a_company(store, "Boréal SARL", domain="boreal.example", place="Lens")
    julie = a_person(
        store,
        "Julie Martin",
        company=company,
        phone="+33 6 12 34 56 78",
        email="julie@boreal.example",
        temperature=Temperature.HOT,
    )
    a_user(store, "ana", Role.SELLER, "Nord", name="Ana Faure")
    a_user(store, "bob", Role.MANAGER, "Nord", name="Bob Diallo")
    deal = a_deal(
        store,
        "Boréal Fitness — yearly contract",
        amount=Money(1_200_000, "EUR"),
        person=julie,
        company=company,
        expected_close=date(2026, 12, 15),
    )
    a_follow_up(store, deal=deal, due=date(2026, 11, 20))
    a_deal(store, "Kiné Plus", amount=Money(240_000, "EUR"))
    return store


def board(store: Store, theme: str = theming.DARK) -> App[None]:
    return RelanceApp(store, Settings(start_screen=StartScreen.BOARD), theme=theme)


def steps(name: str) -> Run:
    """Return what opens a dialog: keys one by one, texts as they are pasted."""

    async def run(pilot: Pilot[None]) -> None:
        for step in DIALOGS[name]:
            if isinstance(step, str):
                focused = pilot.app.screen.focused
                assert focused is not None
                focused.post_message(events.Paste(step.removeprefix("text:")))
                await settle(pilot)
                continue
            for key in step:
                await pilot.press(key)
                await settle(pilot)

    return run


async def settle(pilot: Pilot[None]) -> None:
    for _turn in range(4):
        await pilot.pause()


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_at_80_columns(
    snap_compare: Compare, pictured: Store, name: str
) -> None:
    app = board(pictured)
    assert snap_compare(app, terminal_size=SMALL, run_before=steps(name))


@pytest.mark.parametrize("name", DIALOGS)
def test_dialogs_at_120_columns_in_french(
    snap_compare: Compare, pictured: Store, name: str
) -> None:
    set_language(Language.FR)
    app = board(pictured)
    assert snap_compare(app, terminal_size=LARGE, run_before=steps(name))


def test_a_dialog_in_16_colours(snap_compare: Compare, pictured: Store) -> None:
    app = board(pictured, theming.SIXTEEN)
    assert snap_compare(app, terminal_size=SMALL, run_before=steps("quick_add_read"))


def test_a_dialog_without_colour(
    snap_compare: Compare, pictured: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    app = board(pictured, PLAIN)
    assert snap_compare(app, terminal_size=SMALL, run_before=steps("move"))


@pytest.mark.parametrize("language", Language)
def test_a_choice_between_two_texts(
    snap_compare: Compare, pictured: Store, language: Language
) -> None:
    set_language(language)

    async def ask(pilot: Pilot[None]) -> None:
        clashes = [
            Clash("title", "title", "Boréal Fitness, Lens", "Boréal Fitness 2027"),
            Clash("amount", "amount", "€12,000", "€15,000"),
        ]
        dialog = ConflictDialog(clashes, "Bob Diallo", "Mon 23 Nov 09:14")
        await pilot.app.push_screen(dialog)
        await settle(pilot)

    size = SMALL if language is Language.EN else LARGE
    assert snap_compare(board(pictured), terminal_size=size, run_before=ask)


def a_place(store: Store, name: str) -> AppScreen:
    """Return the screen of the deal, the person or the company of the pictures."""
    match name:
        case "reopen":
            store.write(operations.closing.lose_deal, LoseDeal(1, 1))
            return DealScreen(store, 1)
        case "edit_company":
            return CompanyScreen(store, 1)
        case _:
            return PersonScreen(store, 1)


PLACES: dict[str, list[str]] = {
    "reopen": ["r"],
    "edit_person": ["e"],
    "edit_company": ["e"],
    "sure": ["e", *["tab"] * 7, *["right"] * 3, "enter"],
}
"""Dialogs that open from a record, and the keys that open them."""


def opened(store: Store, name: str) -> Run:
    """Return what shows the record and opens its dialog."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(a_place(store, name))
        await settle(pilot)
        for key in PLACES[name]:
            await pilot.press(key)
            await settle(pilot)

    return run


@pytest.mark.parametrize("name", PLACES)
def test_dialogs_of_records_at_80_columns(
    snap_compare: Compare, pictured: Store, name: str
) -> None:
    app = board(pictured)
    assert snap_compare(app, terminal_size=SMALL, run_before=opened(pictured, name))


@pytest.mark.parametrize("name", PLACES)
def test_dialogs_of_records_at_120_columns_in_french(
    snap_compare: Compare, pictured: Store, name: str
) -> None:
    set_language(Language.FR)
    app = board(pictured)
    assert snap_compare(app, terminal_size=LARGE, run_before=opened(pictured, name))
