"""Pictures of the rules of assignment and of their form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.clock import Clock
from models.operations import assigning_rules
from models.operations import setup
from models.store import Store
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Strategy
from tests.conftest import NOW
from tests.data.giving import a_rule
from tests.data.giving import a_stray
from tests.data.giving import on_duty
from tests.factories import a_company
from tests.factories import a_user
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.assignment_rules import AssignmentRulesScreen

Compare = Callable[..., bool]

BOTH = pytest.mark.parametrize(
    ("size", "language"), [((80, 24), Language.EN), ((120, 36), Language.FR)]
)


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of many colours, whatever the tests run in."""
    monkeypatch.setenv("COLORTERM", "truecolor")


def house(path: Path, language: Language) -> Store:
    """Three rules, one paused; a seller full soon and one on leave; five who wait."""
    plan = Foundation(
        template="sales",
        currency="EUR",
        zone="Europe/Paris",
        login="boss",
        name="Béatrice Ossot",
        language=language,
        workspace="Relance",
    )
    still = Clock(start=NOW, ticking=False)
    setup.found(path, plan, still)
    store = open_store(path, "boss", still)
    for login, name in (("ana", "Ana Roux"), ("ben", "Ben Diallo"), ("cleo", "Cléo M")):
        a_user(store, login, name=name)
    a_rule(store, "ana", "ben", name="Lille", postcode="59")
    busy = Strategy.LEAST_BUSY
    a_rule(store, "cleo", "ana", name="Web", language="en", source=1, strategy=busy)
    rest = a_rule(store, "boss", name="Boutique", strategy=Strategy.FIXED)
    store.write(assigning_rules.pause_rule, rest)
    on_duty(store, "ben", paused=True)
    on_duty(store, "ana", capacity=3)
    company = a_company(store, "Kiné Plus", place="59800 Lille")
    for name in ("Julie Martin", "Paul Noël", "Zoé Lambert", "Luc Bel"):
        a_stray(store, name, company=company)
    a_stray(store, "Marc Petit")
    return store


def app(store: Store) -> RelanceApp:
    return RelanceApp(store, Settings(start_screen=StartScreen.BOARD))


@BOTH
@pytest.mark.parametrize("key", ["", "e", "p"])
def test_the_rules(
    tmp_path: Path,
    snap_compare: Compare,
    size: tuple[int, int],
    language: Language,
    key: str,
) -> None:
    """R-32: the table with its dry run; the form of a rule; whose duty to change."""
    store = house(tmp_path / "rules.db", language)
    set_language(language)

    async def before(pilot: Pilot[None]) -> None:
        await pilot.app.push_screen(AssignmentRulesScreen(store))
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
        await pilot.pause()
        if key:
            await pilot.press(key)
            await pilot.pause()

    try:
        assert snap_compare(app(store), terminal_size=size, run_before=before)
    finally:
        store.close()
