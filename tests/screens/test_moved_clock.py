"""The clock is set back, or forward, or to another zone while people work."""

import re
from datetime import timedelta

import pytest

from models.clock import Clock
from models.operations import moving
from models.operations import undoing
from models.store import Store
from tests.conftest import NOW
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.invariants import problems_in
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.places import board_app
from tests.screens.stage import rows

BELOW_NOTHING = re.compile(r"(?<![\w-])[-−]\d")
YEAR = timedelta(days=366)


@pytest.mark.parametrize("moved", [timedelta(days=-1), YEAR], ids=["back", "forward"])
async def test_no_age_is_below_nothing_and_nothing_crashes(
    store: Store, moved: timedelta
) -> None:
    """Safety case 62: no negative ages on any screen, and every key works on."""
    deal = a_deal(store, "Acme licence")
    a_follow_up(store, deal=deal)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        store.clock = Clock(start=NOW + moved, ticking=False)
        shown: list[str] = []
        for keys in ("greater_than_sign", "enter", "escape", "T", "S", "B", "u"):
            await press(pilot, keys)
            shown += rows(app)
    assert [row for row in shown if BELOW_NOTHING.search(row)] == []
    assert app.ended_by is None
    assert app.return_code is None
    assert problems_in(store.path) == []


@pytest.mark.parametrize("moved", [timedelta(days=-1), YEAR], ids=["back", "forward"])
def test_the_journal_is_in_the_order_of_its_numbers(
    store: Store, moved: timedelta
) -> None:
    """Safety case 62: undo takes the last act, whatever the clock says of it."""
    deal = a_deal(store, "Acme licence")
    store.write(moving.step_deal, deal, 1)
    store.clock = Clock(start=NOW + moved, ticking=False)
    store.write(moving.step_deal, deal, 1)
    (was,) = many(store.path, "SELECT stage_id FROM deal")
    store.write(undoing.undo)
    (now,) = many(store.path, "SELECT stage_id FROM deal")
    store.write(undoing.redo)
    assert many(store.path, "SELECT stage_id FROM deal") == [was]
    assert was != now
    assert problems_in(store.path) == []


async def test_another_zone_while_running_moves_the_days_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 62: the zone of the house changes under a session."""
    deal = a_deal(store, "Acme licence")
    a_follow_up(store, deal=deal)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(store, "house", store.house._replace(zone="Asia/Tokyo"))
        for key in ("T", "B", "greater_than_sign"):
            await press(pilot, key)
            assert [row for row in rows(app) if BELOW_NOTHING.search(row)] == []
    assert app.ended_by is None
    assert problems_in(store.path) == []
