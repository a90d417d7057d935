"""What is read while Textual is imported is what the board opens with."""

from collections.abc import Mapping

import pytest

from models.actor import Row
from models.actor import Whose
from models.store import Store
from models.views.beginning import read_totals
from models.views.people import integer
from models.views.sight import Foreseen
from models.views.sight import Known
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_user
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui import ahead
from tui.ahead import Ahead
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen


@pytest.fixture
def summed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whose columns were summed up, in order."""
    scoped, found = Store.scoped, list[str]()

    def told(
        store: Store, name: str, whose: Whose, values: Mapping[str, object]
    ) -> list[Row]:
        if name == "totals":
            found.append(whose.scope)
        return scoped(store, name, whose, values)

    monkeypatch.setattr(Store, "scoped", told)
    return found


async def opened(store: Store, read: Ahead | None) -> str:
    app = RelanceApp(store, Settings(start_screen=StartScreen.BOARD))
    app.ahead = read
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        return "\n".join(rows(app))


async def test_the_board_sums_no_column_that_was_summed_ahead(
    store: Store, summed: list[str]
) -> None:
    a_deal(store, "Boréal")
    read = ahead.begin(store)
    known = dict(read.take())
    before = len(summed)
    assert "Boréal" in await opened(store, Ahead(lambda: known))
    assert known == {}
    assert len(summed) == before


async def test_what_could_not_be_read_ahead_is_read_by_the_board(store: Store) -> None:
    a_deal(store, "Boréal")

    def fail() -> Known:
        raise OSError

    assert "Boréal" in await opened(store, Ahead(fail))


def test_what_is_read_ahead_is_handed_over_once(store: Store) -> None:
    a_deal(store, "Boréal")
    board = ahead.begin(store)
    assert board.take()
    assert board.take() == {}


def test_all_that_a_manager_sees_is_summed_only_where_the_manager_owns_none(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_deal(store, "Boréal", owner="ana")
    for login, scopes in (
        ("boss", {Scope.ME, Scope.ALL}),
        ("ana", {Scope.ME}),
    ):
        known = read_totals(as_user(store, login))
        assert {whose.scope for _name, whose, _stage in known} == scopes


def test_a_known_answer_is_given_once_and_then_read(store: Store) -> None:
    a_deal(store, "Boréal", stage="Opportunity")
    key = ("totals", Whose(), 2)
    sight = Foreseen(store, {key: [("EUR", None, 7, 0.0)]})
    asked = {"stage": 2, "status": "open", "base": "EUR"}
    assert sight.scoped("totals", Whose(), asked) == [("EUR", None, 7, 0.0)]
    assert sum(integer(row[2]) for row in sight.scoped("totals", Whose(), asked)) == 1
