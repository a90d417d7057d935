"""The first start: a few answers make a database (rulings 31, R-34)."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models import queries
from models.clock import Clock
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Role
from tests.conftest import NOW
from tests.screens.stage import rows
from tui import i18n
from tui import theming
from tui.preferences.settings import Settings
from tui.screens.welcome import WelcomeApp
from tui.screens.welcome import proposal
from tui.screens.welcome import system_currency
from tui.screens.welcome import system_zone
from tui.widgets.field import Field

PROPOSED = Foundation(
    template="sales",
    currency="EUR",
    zone="Europe/Paris",
    login="alice",
    name="Alice Martin",
    language=Language.EN,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "share" / "relance" / "relance.db"


def welcome(path: Path, proposed: Foundation = PROPOSED) -> WelcomeApp:
    clock = Clock(start=NOW, ticking=False)
    return WelcomeApp(path, proposed, clock, theming.shipped(theming.DARK))


async def answered(app: WelcomeApp, pilot: Pilot[None]) -> None:
    """Wait until the database is founded or the answers are refused."""
    for _turn in range(500):
        await pilot.pause(0.01)
        refused = any(field.refusal for field in app.screen.query(Field))
        if app.founded is not None or refused:
            return
    raise TimeoutError


async def test_enter_alone_founds_what_was_proposed(path: Path) -> None:
    app = welcome(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await answered(app, pilot)
    assert app.founded == PROPOSED
    store = open_store(path, "alice", Clock(start=NOW, ticking=False))
    assert store.actor.role is Role.ADMIN
    assert store.actor.name == "Alice Martin"
    assert store.house.currency == "EUR"
    stages = store.read(queries.choices.pipelines)[0].stages
    assert stages[1].name == "Opportunity"
    store.close()


async def test_the_folder_and_the_file_are_for_the_person_alone(path: Path) -> None:
    app = welcome(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await answered(app, pilot)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_language_and_a_template_are_chosen_by_a_key_each(path: Path) -> None:
    """R-34: one key sets up the worked example, in the language chosen."""
    app = welcome(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("tab", "f")
        await pilot.pause()
        assert "Bienvenue dans Relance" in rows(app)[1]
        assert any("Votre nom" in row for row in rows(app))
        assert any("Échap quitter" in row for row in rows(app))
        await pilot.press("tab", "c", "enter")
        await answered(app, pilot)
    assert i18n.language() is Language.FR
    store = open_store(path, "alice", Clock(start=NOW, ticking=False))
    names = [one.name for one in store.read(queries.choices.pipelines)[0].stages]
    assert "Séance d'essai" in names or "Séance d’essai" in names
    types = {one.name: one for one in store.read(queries.choices.types)}
    call, meeting = "Relance téléphonique", "RDV commercial"
    trial = next(name for name in types if name.startswith("Séance d"))
    assert [one.name for one in types[call].next] == [meeting, trial]
    assert [one.name for one in types[meeting].next] == [trial]
    assert [one.is_first for one in types.values()] == [True, False, False]
    store.close()


@pytest.mark.parametrize(
    ("proposed", "row", "reason"),
    [
        (replace(PROPOSED, currency="ZZZ"), "Currency", "“ZZZ” is no currency."),
        (replace(PROPOSED, zone="Mars/Base"), "Time zone", "“Mars/Base” is no time"),
        (replace(PROPOSED, name="  "), "Your name", "A name is missing."),
    ],
)
async def test_what_cannot_be_is_refused_beside_its_field(
    path: Path, proposed: Foundation, row: str, reason: str
) -> None:
    app = welcome(path, proposed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await answered(app, pilot)
        shown = rows(app)
        place = next(at for at, line in enumerate(shown) if row in line)
        assert reason in shown[place + 1]
        assert not path.exists()
        assert app.founded is None


async def test_a_refused_answer_can_be_mended(path: Path) -> None:
    app = welcome(path, replace(PROPOSED, currency="EURO"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await answered(app, pilot)
        await pilot.press("backspace", "enter")
        await answered(app, pilot)
    assert app.founded is not None
    assert app.founded.currency == "EUR"


async def test_escape_leaves_without_making_anything(path: Path) -> None:
    app = welcome(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
    assert app.founded is None
    assert app.return_code == 0
    assert not path.parent.exists()


async def test_the_understood_currency_and_hour_are_shown(path: Path) -> None:
    app = welcome(path, replace(PROPOSED, zone="America/New_York", currency="usd"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = "\n".join(rows(app))
    assert "→ US Dollar" in shown
    assert "→ Mon 23 Nov 03:14" in shown


def test_the_system_fills_in_zone_and_currency() -> None:
    assert system_zone({"TZ": "Europe/Zurich"}) == "Europe/Zurich"
    assert system_zone({"TZ": "nonsense"})
    assert system_currency("Europe/Zurich") == "CHF"
    assert system_currency("UTC") == "EUR"


def test_settings_come_before_the_system() -> None:
    chosen = Settings(zone="Asia/Tokyo", currency="USD")
    proposed = proposal("Élodie D", chosen, {"TZ": "Europe/Paris"})
    assert (proposed.zone, proposed.currency) == ("Asia/Tokyo", "USD")
    assert proposed.login == "elodie-d"


def test_without_an_account_the_name_gives_the_login() -> None:
    assert proposal("", Settings(), {}).login == ""
