"""A session that ends while something is still being made."""

from models.store import Store
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
