"""What a session does for itself once nobody presses a key."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from models.store import Store
from tests.screens.places import board_app
from tests.screens.stage import until
from tui import upkeep
from tui.upkeep import Upkeep


class Ring:
    """Something that only a look through all objects finds unused."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Let the tests that follow collect as before."""
    yield
    gc.unfreeze()


async def test_what_the_start_left_behind_is_freed_once_nobody_presses_a_key(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "QUIET", 0.0)
    left = weakref.ref(Ring())
    gc.freeze()
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        Upkeep(app).begin()
        await until(pilot, lambda: left() is None)
        await until(pilot, lambda: gc.get_freeze_count() > 0)
