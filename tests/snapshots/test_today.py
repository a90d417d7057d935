"""Pictures of Today and of its dialogs; what they do is asserted in tests/screens."""

import os
from collections.abc import Callable

import pytest

from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Temperature
from tests import factories
from tests.screens import day
from tui import theming
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.theming import PLAIN

Compare = Callable[..., bool]

HOT, COLD = Temperature.HOT, Temperature.COLD


@pytest.fixture
def pictured(store: Store) -> Store:
    """A day with every mark and value, a comment, a history, odd letters."""
    say = "Call her after 5 pm."
    title = "Boréal Fitness — yearly contract"
    late = day.november(20)
    day.a_prospect(store, title, late, amount=12_000, temperature=HOT, comment=say)
    day.a_prospect(store, "日本語 [b]株式会社[/b] 👨‍👩‍👧 café", day.november(21))
    day.a_prospect(store, "Hôtel du Parc", day.paris(23, 9, 30), type="Meeting")
    day.a_prospect(store, "Kiné Plus", day.november(23), temperature=COLD)
    day.a_prospect(store, "Mairie de Lens", day.november(25), temperature=None)
    factories.a_note(store, "wants a trial first", deal=1)
    return store


def today(store: Store, theme: str = theming.DARK) -> RelanceApp:
    return RelanceApp(store, Settings(), theme=theme)


def test_today_at_80_columns(snap_compare: Compare, pictured: Store) -> None:
    assert snap_compare(today(pictured), terminal_size=day.SMALL, press=["s"])


def test_today_at_120_columns_in_french(snap_compare: Compare, pictured: Store) -> None:
    set_language(Language.FR)
    assert snap_compare(today(pictured, theming.LIGHT), terminal_size=day.WIDE)


def test_today_in_16_colours(snap_compare: Compare, pictured: Store) -> None:
    app = today(pictured, theming.SIXTEEN)
    assert snap_compare(app, terminal_size=day.WIDE, press=["down"])


def test_today_without_colour(
    snap_compare: Compare, pictured: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    assert snap_compare(today(pictured, PLAIN), terminal_size=day.SMALL)


def test_an_empty_day(snap_compare: Compare, store: Store) -> None:
    assert snap_compare(today(store), terminal_size=day.SMALL)


def test_not_interested_at_80_columns(snap_compare: Compare, pictured: Store) -> None:
    keys = ["d", "x", "o", "enter"]
    assert snap_compare(today(pictured), terminal_size=day.SMALL, press=keys)


def test_a_next_step_refused_in_french(snap_compare: Compare, pictured: Store) -> None:
    set_language(Language.FR)
    keys = ["d", "n", "down", *"hier 18", "enter"]
    assert snap_compare(today(pictured), terminal_size=day.WIDE, press=keys)


def test_an_enrolment_with_its_invoice_at_80_columns(
    snap_compare: Compare, pictured: Store
) -> None:
    keys = ["d", "e", "down", "down", *"F-17", "down", *"22/11"]
    assert snap_compare(today(pictured), terminal_size=day.SMALL, press=keys)


def test_putting_off_in_french(snap_compare: Compare, pictured: Store) -> None:
    set_language(Language.FR)
    assert snap_compare(today(pictured), terminal_size=day.WIDE, press=["z"])


def test_planning_at_80_columns(snap_compare: Compare, store: Store) -> None:
    factories.a_deal(store, "Boréal Fitness")
    keys = ["B", "f", *"fri 10"]
    assert snap_compare(today(store), terminal_size=day.SMALL, press=keys)
