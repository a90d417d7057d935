"""The uses of a setting: counted away from the keys, shown when they are known."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from models import queries
from models.access import Reader
from models.store import Store
from tests import factories
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.screens import slowly
from tui.screens.settings import SettingsScreen
from tui.settings_pages.types import TypesPage

QUICK = 0.01
"""Seconds after which a frame no longer waits for the count in these tests."""


async def test_a_tab_does_not_wait_for_the_count_of_its_uses(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-01: the list shows and takes keys while a scan of all follow-ups goes on."""
    factories.a_follow_up(store, deal=factories.a_deal(store), type="Call")
    count: Callable[[Reader], Counter[int]] = queries.uses.of_types
    may_count = threading.Event()

    def patient(reader: Reader) -> Counter[int]:
        may_count.wait(20)
        return count(reader)

    monkeypatch.setattr(queries.uses, "of_types", patient)
    monkeypatch.setattr(slowly, "QUICK", QUICK)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(SettingsScreen(store, TypesPage))
        await pilot.pause(2 * QUICK)
        call = next(line for line in rows(app) if "Call" in line)
        assert not call.rstrip().endswith("1")
        await pilot.press("down")
        may_count.set()
        await settled(pilot)
        call = next(line for line in rows(app) if "Call" in line)
        assert call.rstrip().endswith("1")
