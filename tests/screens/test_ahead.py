"""What is read while Textual is imported is what the first screen shows."""

from models.store import Store
from models.views.board import Beginning
from models.views.due import Today
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.screens.stage import rows
from tui import ahead
from tui.ahead import Ahead
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen

TITLES = ("Boréal", "Written meanwhile")


async def first_titles(store: Store, read: Ahead) -> set[str]:
    app = RelanceApp(store, Settings(start_screen=StartScreen.BOARD))
    app.ahead = read
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        told = "\n".join(rows(app))
        return {title for title in TITLES if title in told}


async def test_the_board_shows_the_cards_that_were_read_ahead(store: Store) -> None:
    a_deal(store, "Boréal")
    read = ahead.begin(store, StartScreen.BOARD)
    read.wait()
    a_deal(store, TITLES[1])
    assert await first_titles(store, read) == {"Boréal"}


async def test_what_could_not_be_read_ahead_is_read_by_the_board(store: Store) -> None:
    a_deal(store, "Boréal")

    def fail() -> object:
        raise OSError

    assert await first_titles(store, Ahead(fail)) == {"Boréal"}


def test_what_is_read_ahead_is_handed_over_once(store: Store) -> None:
    a_follow_up(store, deal=a_deal(store, "Boréal"))
    board = ahead.begin(store, StartScreen.BOARD)
    assert isinstance(board.take(), Beginning)
    assert board.take() is None
    assert isinstance(ahead.begin(store, StartScreen.TODAY).take(), Today)
