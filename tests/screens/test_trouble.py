"""A database in trouble: what happened, what is safe, and two ways on (safety 3.3)."""

import pytest
from textual.pilot import Pilot

from models.errors import BadData
from models.errors import Busy
from models.errors import Denied
from models.errors import RelanceError
from models.errors import RuleBroken
from models.errors import Unsaved
from models.errors import Unsuitable
from models.store import Store
from tests import factories
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.stage import rows
from tui.screens.board import BoardScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.trouble import is_trouble

DAMAGED = BadData("database_damaged", path="/srv/crm/relance.db")


async def shown(app: CountingApp, pilot: Pilot[None]) -> list[str]:
    await pilot.pause()
    assert isinstance(app.screen, TroubleScreen)
    return rows(app)


def broken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise DAMAGED

    monkeypatch.setattr(store, "changed", fail)


async def test_it_says_what_happened_what_is_safe_and_what_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(store, monkeypatch)
        app.look_for_changes()
        told = "\n".join(await shown(app, pilot))
    for said in (
        "The database cannot be used",
        "/srv/crm/relance.db is damaged. Nothing was changed.",
        "What was saved is safe",
        "Restore the newest good backup.",
        "r try again",
        "q quit",
    ):
        assert said in told, said


async def test_quitting_ends_with_the_status_of_the_error(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(store, monkeypatch)
        app.look_for_changes()
        await shown(app, pilot)
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 65
    assert app.ended_by is DAMAGED


async def test_trying_again_says_when_it_is_still_so(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(store, monkeypatch)
        app.look_for_changes()
        await shown(app, pilot)
        await pilot.press("r")
        assert any("Still so." in row for row in await shown(app, pilot))


@pytest.mark.parametrize("key", ["r", "enter", "escape"])
async def test_work_goes_on_where_it_was_once_the_database_works_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    factories.a_deal(store, "Acme licence")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as meanwhile:
            broken(store, meanwhile)
            app.look_for_changes()
            await shown(app, pilot)
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        assert any("Acme licence" in row for row in rows(app))


async def test_it_is_shown_once_however_often_it_fails(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        depth = len(app.screen_stack)
        broken(store, monkeypatch)
        for _time in range(3):
            app.look_for_changes()
            await pilot.pause()
        assert len(app.screen_stack) == depth + 1


async def test_a_replaced_file_is_told_before_anything_is_lost(store: Store) -> None:
    factories.a_deal(store, "Acme licence")
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        store.path.rename(store.path.with_suffix(".old"))
        store.path.write_bytes(b"")
        await pilot.press("greater_than_sign")
        await app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
        told = "\n".join(await shown(app, pilot))
    assert "was replaced while you worked" in told


async def test_a_message_never_takes_more_than_six_lines(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        path = "/a/very/long/path" * 12
        app.trouble(Unsuitable("database_newer", path=path, schema=9, ours=1))
        await shown(app, pilot)
        screen = app.screen
        assert isinstance(screen, TroubleScreen)
        assert len(screen.rows.texts) <= 6


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (DAMAGED, True),
        (Unsuitable("database_upgraded", path="x"), True),
        (Unsaved("database_replaced", path="x"), True),
        (Unsaved("disk_full", path="x"), False),
        (Busy("database_busy", path="x"), False),
        (Denied("not_allowed"), False),
        (RuleBroken("deal_won"), False),
    ],
)
def test_only_what_concerns_the_whole_database_is_trouble(
    error: RelanceError, is_one: bool
) -> None:
    assert is_trouble(error) is is_one
