"""A session that ends while something is still being made."""

from contextlib import closing

from models.store import Store
from models.store import open_store
from tests.factories import a_deal
from tests.screens.acts import SIZE
from tests.screens.places import board_app
from tui.acts.choosing import mounted
from tui.dialogs.move import MoveDialog
from tui.screens.today import TodayScreen


async def test_a_screen_that_is_not_there_gets_no_dialog(store: Store) -> None:
    """Ruling 23: what is mounted ahead of use ends no session that is ending."""
    app = board_app(store)
    async with app.run_test(size=SIZE):
        gone = TodayScreen(store)
        assert not (await mounted(gone, MoveDialog)).is_attached
        assert app.is_running


async def test_a_session_that_has_ended_looks_at_nobody_s_changes(
    store: Store,
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE):
        assert app.is_running
    with closing(open_store(store.path, "boss", store.clock)) as colleague:
        a_deal(colleague)
    app.look_at_others()
    assert store.changed()
