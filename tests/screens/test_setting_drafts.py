"""Half-typed forms of the settings outlive Escape, a hang-up and a session."""

import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.store import Store
from tests.data.giving import a_rule
from tests.factories import a_user
from tests.screens import day
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.resting import settled
from tests.screens.stage import until
from tests.slots import an_activity
from tui.acts import slots
from tui.app import RelanceApp
from tui.dialogs.duty import DutyDialog
from tui.dialogs.outcome import OutcomeDialog
from tui.dialogs.slot import SlotDialog
from tui.dialogs.type_parts import NewTypeDialog
from tui.dialogs.type_parts import TextDialog
from tui.drafts import Drafts
from tui.screens.assignment_rules import AssignmentRulesScreen
from tui.screens.settings import SettingsScreen
from tui.screens.slots import SlotsScreen

TABS = {
    "type": 1,
    "reason": 3,
    "source": 4,
    "activity": 5,
    "user": 6,
    "team": 7,
}
"""After how many Tabs the list of each form is shown."""


@asynccontextmanager
async def taken_up(
    store: Store, drafts: Path
) -> AsyncGenerator[tuple[RelanceApp, Pilot[None]]]:
    """Start once more, and open the draft that is offered."""
    again = day.opened(store, drafts)
    async with again.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        await until(pilot, lambda: len(again.screen_stack) > 2)
        await settled(pilot)
        yield again, pilot


@pytest.mark.parametrize("kind", TABS)
async def test_a_hang_up_keeps_a_form_and_the_next_start_opens_it_again(
    store: Store, tmp_path: Path, kind: str
) -> None:
    """Safety 3.5: nothing typed is lost, in no form of the settings."""
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    name = ["tab"] if kind == "user" else []
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "comma", *["tab"] * TABS[kind], "n", *name, *"Zumba")
        assert "Zumba" in shown(app)
        app.hang_up(signal.SIGHUP)
    kept = Drafts(drafts, store.actor.login, store.path).latest()
    assert kept is not None
    assert kept.dialog == f"setting_{kind}"
    async with taken_up(store, drafts) as (again, pilot):
        assert "Zumba" in shown(again)
        below = again.screen_stack[-2]
        assert isinstance(below, SettingsScreen)
        await press(pilot, *name, *["backspace"] * 5, "escape")
    assert Drafts(drafts, store.actor.login, store.path).latest() is None


async def test_what_was_chosen_and_ticked_comes_back_too(
    store: Store, tmp_path: Path
) -> None:
    """Safety 3.5: choices, next types with their days, and texts with every word."""
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "comma", "tab", "n", *"Visit", "tab", "y", "tab", "tab")
        await press(pilot, "tab", "space", "right", "right")
        await press(pilot, "tab", *"Show it.", "tab", "n", *"Hello")
        await press(pilot, "tab", "tab", *"Dear", "enter")
        assert "Hello" in shown(app)
        await press(pilot, "escape")
        assert "Your text is kept. n goes on with it." in shown(app)
        await press(pilot, "n")
        await pilot.pause(0.1)
        text = shown(app)
        for told in ("Visit", "[✓] Call", "after 4 days", "Show it.", "[✓] Hello"):
            assert told in text
        await press(pilot, "enter")
        assert "Visit is new." in shown(app)
    assert Drafts(drafts, store.actor.login, store.path).latest() is None


async def test_a_form_that_is_changed_keeps_what_differs_alone(
    store: Store, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "comma", *["tab"] * 3, "down", "e", "escape")
        assert Drafts(drafts, store.actor.login, store.path).latest() is None
        await press(pilot, "e", "end", "space", *"now", "escape")
        kept = Drafts(drafts, store.actor.login, store.path).latest()
        assert kept is not None
        assert kept.texts == {"name": "Price now"}
        await press(pilot, "e")
        await pilot.pause(0.1)
        await press(pilot, "enter")
        assert "Price now" in shown(app)
    assert Drafts(drafts, store.actor.login, store.path).latest() is None


async def test_a_rule_that_was_half_typed_opens_again(
    store: Store, tmp_path: Path
) -> None:
    """R-32, safety 3.5: the form of a rule is kept like the others."""
    a_user(store, "ana")
    a_rule(store, "ana", name="Round")
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "R", "e", "end", "space", *"two")
        app.hang_up(signal.SIGHUP)
    async with taken_up(store, drafts) as (again, pilot):
        assert "Round two" in shown(again)
        assert isinstance(again.screen_stack[-2], AssignmentRulesScreen)
        await press(pilot, "escape")


async def test_a_slot_that_was_half_typed_opens_again(
    store: Store, tmp_path: Path
) -> None:
    """R-12, safety 3.5: the form of a slot is kept like the others."""
    an_activity(store, "Visit")
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await slots.open_slots(day.today(app))
        await press(pilot, "n", *"fri 10:00", "tab", "backspace", "backspace", *"45")
        app.hang_up(signal.SIGHUP)
    async with taken_up(store, drafts) as (again, pilot):
        form = again.screen
        assert isinstance(form, SlotDialog)
        assert (form.starts.value, form.minutes.value) == ("fri 10:00", "45")
        assert isinstance(again.screen_stack[-2], SlotsScreen)
        await press(pilot, "enter")
        await settled(pilot)
    assert Drafts(drafts, store.actor.login, store.path).latest() is None


async def test_the_pause_of_a_seller_that_was_half_typed_opens_again(
    store: Store, tmp_path: Path
) -> None:
    """R-32, safety 3.5: so is what is said of one seller."""
    a_user(store, "ana")
    a_rule(store, "ana", name="Round")
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "R", "p", "right", "down", *"42")
        app.hang_up(signal.SIGHUP)
    async with taken_up(store, drafts) as (again, pilot):
        form = again.screen
        assert isinstance(form, DutyDialog)
        assert (form.capacity.value, form.paused.value) == ("42", True)
        await press(pilot, "escape")
        assert "Your text is kept." in shown(again)


@asynccontextmanager
async def offered_slots(
    store: Store, drafts: Path
) -> AsyncGenerator[tuple[RelanceApp, Pilot[None]]]:
    """Stand where the next follow-up of a prospect asks for a slot."""
    an_activity(store, "Discovery class")
    day.a_prospect(store, "Boréal", day.november(23), type="Call")
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "d", "n")
        app.screen.query_one(OutcomeDialog).lines.slot.focus()
        yield app, pilot


async def test_a_slot_half_typed_within_a_follow_up_opens_again(
    store: Store, tmp_path: Path
) -> None:
    """R-12, safety 3.5: where a follow-up asks for a slot its form is kept too."""
    drafts = tmp_path / "drafts"
    async with offered_slots(store, drafts) as (app, pilot):
        await press(pilot, "space", "n", *"fri 10:00", "tab", "backspace", *"5")
        assert isinstance(app.screen, SlotDialog)
        app.hang_up(signal.SIGHUP)
    async with taken_up(store, drafts) as (again, pilot):
        form = again.screen
        assert isinstance(form, SlotDialog)
        assert (form.starts.value, form.minutes.value) == ("fri 10:00", "65")
        await press(pilot, "escape")


async def test_a_slot_that_was_left_within_a_follow_up_goes_on_there(
    store: Store, tmp_path: Path
) -> None:
    """R-12, safety 3.5: Esc keeps what was typed for the next n; saving forgets it."""
    drafts = tmp_path / "drafts"
    async with offered_slots(store, drafts) as (app, pilot):
        await press(pilot, "space", "n", *"fri 10:00", "escape", "n")
        form = app.screen
        assert isinstance(form, SlotDialog)
        await until(pilot, lambda: form.starts.value == "fri 10:00")
        await press(pilot, "enter")
        await settled(pilot)
        assert Drafts(drafts, store.actor.login, store.path).latest() is None


SMALL_FORMS = {
    "type": (["tab"] * 4, NewTypeDialog),
    "text": (["tab"] * 6, TextDialog),
}
"""How many Tabs lead from the name of a type to the list that opens each of them."""


@pytest.mark.parametrize("kind", SMALL_FORMS)
async def test_a_small_form_within_that_of_a_type_opens_again(
    store: Store, tmp_path: Path, kind: str
) -> None:
    """R-05, R-38, safety 3.5: both forms come back, one over the other."""
    tabs, expected = SMALL_FORMS[kind]
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "comma", "tab", "n", *"Visit", *tabs, "n", *"Half a name")
        assert isinstance(app.screen, expected)
        app.hang_up(signal.SIGHUP)
    async with taken_up(store, drafts) as (again, pilot):
        await until(pilot, lambda: isinstance(again.screen, expected))
        await until(pilot, lambda: "Half a name" in shown(again))
        await press(pilot, "escape")
        assert "Visit" in shown(again)
        await press(pilot, *tabs, "n")
        await until(pilot, lambda: "Half a name" in shown(again))
        await press(pilot, "escape", "escape")
