"""Pictures of slots: the line in the outcome dialog, the list, the new one (R-12)."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.vocabulary import Language
from tests import factories
from tests.screens import day
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tui import theming
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings

Compare = Callable[..., bool]

STEPS = ("down", "down", "right")


@pytest.fixture
def planned(store: Store) -> Store:
    """Three slots, one of them full and one that clashes; a call before a visit."""
    visit = an_activity(store, "Discovery class")
    first = a_slot(store, visit, day.paris(24, 18), capacity=12, place="Studio 2")
    full = a_slot(store, visit, day.paris(25, 18), capacity=1)
    a_slot(store, visit, day.paris(26, 18), capacity=3, host="boss")
    talk = an_activity(store, "Talk")
    a_slot(store, talk, day.paris(26, 18, 30), host="boss", place="Hall")
    for name, slot in (("Marc Petit", first), ("Ana Roux", full)):
        person = factories.a_person(store, name)
        later = factories.a_follow_up(store, person=person, due=day.november(30))
        a_booking(store, slot, later)
    day.a_prospect(store, "Boréal Fitness", day.november(23), type="Call")
    return store


def app(store: Store, theme: str = theming.DARK) -> RelanceApp:
    return RelanceApp(store, Settings(), theme=theme)


def test_a_next_step_in_a_slot_at_80_columns(
    snap_compare: Compare, planned: Store
) -> None:
    keys = ["d", "n", *STEPS]
    assert snap_compare(app(planned), terminal_size=day.SMALL, press=keys)


def test_the_list_of_slots_at_120_columns_in_french(
    snap_compare: Compare, planned: Store
) -> None:
    set_language(Language.FR)
    keys = ["d", "n", *STEPS, "space", "down", "down"]
    shown = app(planned, theming.LIGHT)
    assert snap_compare(shown, terminal_size=day.WIDE, press=keys)


def test_a_new_slot_at_80_columns(snap_compare: Compare, planned: Store) -> None:
    keys = ["d", "n", *STEPS, "space", "n", *"tomorrow"]
    assert snap_compare(app(planned), terminal_size=day.SMALL, press=[*keys, "enter"])


async def open_slots(pilot: Pilot[None]) -> None:
    """Open the planning as the palette does, on whoever has the first place."""
    await pilot.app.run_action("slots_open", pilot.app.screen)
    await pilot.pause(0.2)
    await pilot.press("down")
    await pilot.pause()


def test_the_planning_at_80_columns(snap_compare: Compare, planned: Store) -> None:
    size = day.SMALL
    assert snap_compare(app(planned), terminal_size=size, run_before=open_slots)


def test_the_planning_at_120_columns_in_french(
    snap_compare: Compare, planned: Store
) -> None:
    set_language(Language.FR)
    shown = app(planned, theming.LIGHT)
    assert snap_compare(shown, terminal_size=day.WIDE, run_before=open_slots)
