"""The table of rules: made, ordered, paused, tried and applied with the keys."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from threading import Event

import pytest
from textual.pilot import Pilot

from models.access import Reader
from models.queries import assignment_rules
from models.store import Store
from models.views.assigning import RuleLine
from models.vocabulary import Strategy
from tests.conftest import AsUser
from tests.data.giving import a_rule
from tests.data.giving import a_stray
from tests.data.giving import ids
from tests.data.giving import owners
from tests.factories import a_user
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.app import RelanceApp
from tui.screens.assignment_rules import AssignmentRulesScreen
from tui.screens.board import BoardScreen
from tui.screens.record import PersonScreen
from tui.widgets.hint_line import HintLine

SIZE = (120, 36)


@pytest.fixture
def house(store: Store) -> Store:
    """Ana and Ben sell."""
    a_user(store, "ana")
    a_user(store, "ben")
    return store


@asynccontextmanager
async def opened(store: Store) -> AsyncGenerator[tuple[RelanceApp, Pilot[None]]]:
    """Open the rules from the board, as the palette does."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await app.run_action("rules_open", app.screen)
        await settled(pilot)
        yield app, pilot


def rules(store: Store) -> list[RuleLine]:
    return list(store.read(assignment_rules.rules))


def names(store: Store) -> list[str]:
    return [rule.fields.name for rule in rules(store)]


async def test_the_palette_finds_the_rules(house: Store) -> None:
    app = board_app(house)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+p", *"rules that give", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AssignmentRulesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, BoardScreen)


async def test_the_settings_lead_to_the_rules(house: Store) -> None:
    app = board_app(house)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "comma")
        await settled(pilot)
        assert "R rules" in rows(app)[-1]
        await press(pilot, "R")
        await settled(pilot)
        assert isinstance(app.screen, AssignmentRulesScreen)


async def test_the_palette_of_a_seller_has_no_rules(
    house: Store, as_user: AsUser
) -> None:
    """R-37: hidden, and refused all the same."""
    app = board_app(as_user(house, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "ctrl+p", *"rules that give")
        assert "Nothing is called that." in shown(app)


async def test_a_seller_is_told_that_rules_are_a_managers(
    house: Store, as_user: AsUser
) -> None:
    """R-37: a clear refusal."""
    async with opened(as_user(house, "ana")) as (app, _pilot):
        assert not isinstance(app.screen, AssignmentRulesScreen)
        assert "Your role (seller) does not allow that." in shown(app)


async def test_an_empty_table_says_what_a_rule_is_and_n_makes_the_first(
    house: Store,
) -> None:
    """R-32: name, postcode, way and sellers in one form."""
    async with opened(house) as (app, pilot):
        assert "Press n to make the first one." in shown(app)
        await press(pilot, "n", *"Lille", "down", "down", "down", "5", "9")
        await press(pilot, "down", "down", "right", "down", "space", "enter")
        await settled(pilot)
        assert "The rule Lille is new." in shown(app)
        (rule,) = rules(house)
        assert rule.fields.name == "Lille"
        assert rule.fields.postcode == "59"
        assert len(rule.fields.members) == 1
        assert "postcode 59…" in shown(app)


async def test_a_rule_without_anybody_is_refused_in_the_form(house: Store) -> None:
    async with opened(house) as (app, pilot):
        await press(pilot, "n", *"Lille", "enter")
        assert "Nobody is ticked. Space ticks a seller." in shown(app)
        assert names(house) == []


async def test_e_changes_the_rule_under_the_cursor(house: Store) -> None:
    a_rule(house, "ana", "ben", name="North", strategy=Strategy.LEAST_BUSY)
    async with opened(house) as (_app, pilot):
        await press(pilot, "e", *" and all", "enter")
        await settled(pilot)
        (rule,) = rules(house)
        assert rule.fields.name == "North and all"
        assert rule.fields.strategy is Strategy.LEAST_BUSY
        assert rule.fields.members == ids(house, "ana", "ben")


async def test_rules_change_places_pause_and_go_and_u_takes_it_back(
    house: Store,
) -> None:
    for name in ("A", "B"):
        a_rule(house, "ana", name=name)
    async with opened(house) as (app, pilot):
        await press(pilot, ">")
        await settled(pilot)
        assert names(house) == ["B", "A"]
        await press(pilot, "<")
        await settled(pilot)
        assert names(house) == ["A", "B"]
        await press(pilot, "space")
        await settled(pilot)
        assert [rule.active for rule in rules(house)] == [False, True]
        assert "paused" in shown(app)
        await press(pilot, "u")
        await settled(pilot)
        assert [rule.active for rule in rules(house)] == [True, True]
        await press(pilot, "delete")
        await settled(pilot)
        assert names(house) == ["B"]
        await press(pilot, "u")
        await settled(pilot)
        assert names(house) == ["A", "B"]
        assert "Undone: the deletion of the rule A" in shown(app)


async def test_p_pauses_a_seller_for_all_rules(house: Store) -> None:
    """R-32: a paused seller shows as such, and is passed over."""
    a_rule(house, "ana", "ben")
    async with opened(house) as (app, pilot):
        await press(pilot, "p", *"ben", "enter")
        assert "any number of them" in shown(app)
        await press(pilot, "right", "down", "4", "enter")
        await settled(pilot)
        _ana, ben = rules(house)[0].reps
        assert (ben.paused, ben.capacity) == (True, 4)
        assert "Ben (paused)" in shown(app)


async def test_the_dry_run_names_each_and_a_gives_them_with_one_undo(
    house: Store,
) -> None:
    """R-32: "these would go to…", then exactly that, and all of it back."""
    a_rule(house, "ana", "ben", name="French", language="fr")
    for name, language in (("Jo A", "fr"), ("Jo B", "fr"), ("Jo C", "de")):
        a_stray(house, name, language=language)
    async with opened(house) as (app, pilot):
        told = shown(app)
        assert "3 prospects · 1 to Ana · 1 to Ben · 1 that no rule takes" in told
        for name, seller in (("Jo A", "Ana"), ("Jo B", "Ben")):
            (line,) = [line for line in rows(app) if name in line]
            assert f"→ {seller}" in line
            assert "French" in line
        await press(pilot, "a")
        assert "Give 2 prospects by the rules?" in shown(app)
        assert owners(house) == {"Jo A": None, "Jo B": None, "Jo C": None}
        await press(pilot, "enter")
        await settled(pilot)
        assert owners(house) == {"Jo A": "ana", "Jo B": "ben", "Jo C": None}
        said = "2 prospects given by the rules. 1 stays without a seller."
        assert said in shown(app)
        await press(pilot, "u")
        await settled(pilot)
        assert owners(house) == {"Jo A": None, "Jo B": None, "Jo C": None}


async def test_enter_opens_the_prospect_that_waits(house: Store) -> None:
    a_rule(house, "ana")
    a_stray(house, "Jo A")
    async with opened(house) as (app, pilot):
        await press(pilot, "end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PersonScreen)


async def test_a_manager_lets_the_rules_choose_for_one_person(house: Store) -> None:
    """R-32: on the person's own screen, as one would choose a colleague."""
    a_rule(house, "ben")
    person = a_stray(house, "Jo A")
    a_stray(house, "Jo B")
    app = board_app(house)
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(PersonScreen(house, person))
        await settled(pilot)
        await press(pilot, "a", *"rules", "enter")
        await settled(pilot)
        assert owners(house) == {"Jo A": "ben", "Jo B": None}
        assert "Jo A is now Ben's." in shown(app)


async def test_a_dry_run_that_comes_while_the_page_goes_is_dropped(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-32: leaving while the rules are foreseen leaves, and nothing else."""
    held = Event()
    begun = Event()
    foresee = assignment_rules.outlook

    def slow(reader: Reader) -> object:
        begun.set()
        held.wait(5)
        return foresee(reader)

    async def released(_line: HintLine) -> None:
        held.set()
        await asyncio.sleep(0.2)

    app = board_app(house)
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(assignment_rules, "outlook", slow)
        await pilot.pause()
        await app.run_action("rules_open", app.screen)
        await asyncio.to_thread(begun.wait, 5)
        screen = app.screen
        monkeypatch.setattr(HintLine, "on_unmount", released, raising=False)
        await press(pilot, "escape")
        await asyncio.sleep(0.3)
        assert not screen.is_attached
    assert app.return_code in {None, 0}
