"""A right that is withdrawn while the app runs counts at once (cases 10 and 34)."""

from models.actor import Whose
from models.errors import Denied
from models.operations import people
from models.store import Store
from models.vocabulary import Role
from models.vocabulary import Scope
from tests import factories
from tests.conftest import AsUser
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.stage import rows
from tui.screens.trouble import is_trouble

TITLE = "Zephyr takeover"


async def test_the_session_of_a_user_who_is_put_out_ends_by_itself(
    store: Store, as_user: AsUser
) -> None:
    factories.a_user(store, "ben")
    app = board_app(as_user(store, "ben"))
    async with app.run_test(size=(80, 24)) as pilot:
        store.write(people.disable_user, "ben")
        app.look_for_changes()
        await pilot.pause()
    assert app.return_code == 77
    assert app.ended_by is not None
    assert app.ended_by.code == "user_inactive"


async def test_a_manager_made_a_seller_sees_only_the_own_from_the_next_look(
    store: Store, as_user: AsUser
) -> None:
    factories.a_user(store, "mia", Role.MANAGER)
    factories.a_deal(store, TITLE)
    app = board_app(as_user(store, "mia"))
    async with app.run_test(size=(120, 36)) as pilot:
        board_of(app).set_whose(Whose(Scope.TEAM), "Team")
        await pilot.pause()
        assert any(TITLE in row for row in rows(app))
        store.write(people.set_role, "mia", Role.SELLER)
        app.look_for_changes()
        await pilot.pause()
        assert not any(TITLE in row for row in rows(app))


def test_a_save_of_a_user_who_is_put_out_ends_the_session_too() -> None:
    assert is_trouble(Denied("user_inactive", login="ben"))
