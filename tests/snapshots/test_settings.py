"""Pictures of the settings: the tabs of a manager, and the form of a type."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from models.operations import activities
from models.operations import types
from models.store import Store
from models.views.configuring import ActivityFields
from models.views.configuring import TypeFields
from models.vocabulary import ActionKind
from models.vocabulary import Language
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user
from tests.screens import resting
from tests.snapshots.test_places import BOTH
from tests.snapshots.test_places import SMALL
from tests.snapshots.test_places import Before
from tests.snapshots.test_places import app
from tests.snapshots.test_places import pressing
from tui import theming
from tui.i18n import set_language
from tui.theming import PLAIN

Compare = Callable[..., bool]

TABS = {
    "types": ("comma", "tab", "down"),
    "workflow": ("comma", "tab", "tab"),
    "reasons": ("comma", *["tab"] * 3),
    "activities": ("comma", *["tab"] * 5),
    "users": ("comma", *["tab"] * 6),
    "type_form": ("comma", "tab", "e", *["tab"] * 4),
    "new_type": ("comma", "tab", "n", *["tab"] * 4, "n"),
}


def counted(*keys: str) -> Before:
    """Press keys, and wait until the uses of the lines have been counted."""
    press = pressing(*keys)

    async def run(pilot: Pilot[None]) -> None:
        await press(pilot)
        await resting.settled(pilot)

    return run


@pytest.fixture
def settled(store: Store) -> Store:
    """A house with a type that nothing leads to, one out of use, and activities."""
    a_follow_up(store, deal=a_deal(store, "Boréal Fitness"), type="Call")
    store.write(types.create_type, TypeFields("Birthday card"))
    store.write(types.deactivate_type, 5)
    store.write(activities.create_activity, ActivityFields("Yoga"))
    talk = ActivityFields("Guided visit", ActionKind.APPOINTMENT)
    store.write(activities.create_activity, talk)
    a_user(store, "ana", name="Ana Roux")
    return store


@BOTH
@pytest.mark.parametrize("tab", TABS)
def test_a_tab(
    snap_compare: Compare,
    settled: Store,
    tab: str,
    size: tuple[int, int],
    language: Language,
) -> None:
    set_language(language)
    run = counted(*TABS[tab])
    assert snap_compare(app(settled), terminal_size=size, run_before=run)


def test_types_in_16_colours(snap_compare: Compare, settled: Store) -> None:
    drawn = app(settled, theming.SIXTEEN)
    run = counted(*TABS["types"])
    assert snap_compare(drawn, terminal_size=SMALL, run_before=run)


def test_the_workflow_without_colour(
    snap_compare: Compare, settled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    run = counted(*TABS["workflow"])
    drawn = app(settled, PLAIN)
    assert snap_compare(drawn, terminal_size=SMALL, run_before=run)


def test_the_settings_of_a_seller(
    snap_compare: Compare, settled: Store, as_user: AsUser
) -> None:
    run = pressing("comma")
    drawn = app(as_user(settled, "ana"))
    assert snap_compare(drawn, terminal_size=SMALL, run_before=run)
