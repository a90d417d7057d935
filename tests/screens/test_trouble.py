"""A database in trouble: what happened, what is safe, and two ways on (safety 3.3)."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from models.backups import Reason
from models.backups import found
from models.backups import keep
from models.errors import BadData
from models.errors import Busy
from models.errors import Denied
from models.errors import RelanceError
from models.errors import RuleBroken
from models.errors import Unsaved
from models.errors import Unsuitable
from models.lock import Session
from models.queries.deal import load_deal
from models.store import Store
from tests import factories
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.places import title_at_cursor
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui import enduring
from tui import theming
from tui import upkeep
from tui.messages import DataChanged
from tui.screens import trouble
from tui.screens.board import BoardScreen
from tui.screens.trouble import TroubleScreen
from tui.screens.trouble import is_trouble
from tui.screens.unopened import UnopenedApp

DAMAGED = BadData("database_damaged", path="/srv/crm/relance.db")


async def shown(app: CountingApp, pilot: Pilot[None]) -> list[str]:
    await pilot.pause()
    assert isinstance(app.screen, TroubleScreen)
    return rows(app)


def sentences(app: App[None]) -> str:
    """Return the screen without its frame, each text as if it were one line."""
    return " ".join(" ".join(rows(app)).replace("│", " ").split())


def broken(
    store: Store, monkeypatch: pytest.MonkeyPatch, of: Path | None = None
) -> None:
    error = DAMAGED if of is None else BadData("database_damaged", path=str(of))

    def fail() -> bool:
        raise error

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
        "Restore it from a backup: relance restore FILE.",
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
        await settled(pilot)
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


async def test_the_newest_good_backup_is_put_back_by_a_key_pressed_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 45: a backup can be opened from the screen that tells the fault."""
    made = keep(store.path, Reason.DAY, NOW)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(store, monkeypatch, of=store.path)
        app.look_for_changes()
        told = " ".join(await shown(app, pilot))
        assert "Newest good backup:" in told
        assert "b put back the backup" in told
        await pilot.press("b")
        told = " ".join(await shown(app, pilot))
        assert "What was saved after 23 Nov 2026 09:14 is not in the backup." in told
        await pilot.press("b")
        await pilot.pause()
    assert app.to_restore is not None
    assert app.to_restore.path == made


async def test_trying_again_forgets_that_a_backup_was_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store.path, Reason.DAY, NOW)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(store, monkeypatch, of=store.path)
        app.look_for_changes()
        await shown(app, pilot)
        await pilot.press("b", "r", "b")
        assert "is not in the backup" in " ".join(await shown(app, pilot))
    assert app.to_restore is None


async def test_a_seller_is_not_offered_to_put_a_backup_back(
    store: Store, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.a_user(store, "ana")
    keep(store.path, Reason.DAY, NOW)
    ana = as_user(store, "ana")
    app = board_app(ana)
    async with app.run_test(size=(80, 24)) as pilot:
        broken(ana, monkeypatch, of=store.path)
        app.look_for_changes()
        assert "put back" not in " ".join(await shown(app, pilot))
        await pilot.press("b", "b")
        await shown(app, pilot)
    assert app.to_restore is None


async def test_a_read_that_meets_a_lock_is_told_and_the_session_goes_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 50: a lock that stays is a message, and the next read works."""
    factories.a_deal(store, "Acme licence")
    monkeypatch.setattr(enduring, "AGAIN_AFTER", 0.1)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        board = board_of(app)
        with monkeypatch.context() as meanwhile:

            def held() -> None:
                raise Busy("database_busy", path=str(store.path))

            meanwhile.setattr(board, "load", held)
            board.reload()
            await pilot.pause()
            assert "Another session is saving." in " ".join(rows(app))
            board.post_message(DataChanged())
            await pilot.pause()
        await pilot.pause(0.5)
        assert any("Acme licence" in row for row in rows(app))
        await pilot.press("j", "k")
        assert board.is_running
    assert app.ended_by is None


async def test_a_key_that_meets_a_lock_ends_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 50: the act is refused in words, and the same key works later."""
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        board = board_of(app)
        with monkeypatch.context() as meanwhile:

            def held(*_: object) -> None:
                raise Busy("database_busy", path=str(store.path))

            meanwhile.setattr(type(board), "action_help", held)
            await pilot.press("question_mark")
            await pilot.pause()
            assert "Another session is saving." in " ".join(rows(app))
        await pilot.press("question_mark")
        await pilot.pause()
        assert app.screen is not board
    assert app.ended_by is None


async def test_the_copy_of_the_day_is_made_in_a_quiet_moment(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety 3.4: the first start of a day makes a copy, once no key is pressed."""
    monkeypatch.setattr(upkeep, "QUIET", 0.2)
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.05)
    app = board_app(store)
    app.kept_up = True
    async with app.run_test(size=(80, 24)) as pilot:
        await app.warm_up()
        for _ in range(100):
            await pilot.pause(0.05)
            if found(store.path):
                break
    (copy,) = found(store.path)
    assert copy.path.name.endswith(".day.backup")


async def test_no_copy_is_made_while_keys_are_pressed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.02)
    app = board_app(store)
    app.kept_up = True
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await app.warm_up()
        for _ in range(10):
            await pilot.press("j")
            await pilot.pause(0.02)
        assert found(store.path) == []


async def test_a_damaged_page_is_told_before_anything_is_saved(store: Store) -> None:
    """Safety case 45: a damaged page is found by looking, not by a save."""
    factories.a_deal(store, "Acme licence")
    store.pages_seen = False
    app = board_app(store)
    app.kept_up = True
    async with app.run_test(size=(80, 24)) as pilot:
        content = bytearray(store.path.read_bytes())
        for place in range(4096 * 5, len(content), 4096 * 3):
            content[place : place + 600] = b"\xa5" * 600
        store.path.write_bytes(content)
        await app.warm_up()
        for _ in range(40):
            await pilot.pause(0.05)
            if isinstance(app.screen, TroubleScreen):
                break
        await until(pilot, lambda: "is damaged. Nothing was changed." in sentences(app))
        await pilot.press("q")
    assert app.return_code == 65


async def test_an_upgrade_that_waits_for_others_begins_by_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 60: it says who works since when, and goes on once they have left."""
    monkeypatch.setattr(trouble, "LOOK_EVERY", 0.1)
    live = (Session(12, "ana", int(NOW.timestamp())),)
    waits = Busy("upgrade_waits", path=str(store.path), sessions=["ana"], live=live)
    left: list[str] = []
    app = UnopenedApp(
        waits, lambda: None if left else waits, theming.shipped(theming.DARK), None
    )
    async with app.run_test(size=(100, 24)) as pilot:
        waiting = "waiting for 1 session (ana since 09:14)"
        await until(pilot, lambda: waiting in sentences(app))
        assert "put back" not in sentences(app)
        left.append("ana")
        await until(pilot, lambda: app.way is None)


async def test_keys_work_while_a_save_waits_for_another_session(store: Store) -> None:
    """Safety case 50: the cursor moves before the lock is gone, then it is saved."""
    moved = factories.a_deal(store, "Acme licence")
    factories.a_deal(store, "Boréal Fitness")
    store.warm()
    holder = sqlite3.connect(store.path, isolation_level=None)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        assert title_at_cursor(app) == "Acme licence"
        holder.execute("BEGIN IMMEDIATE")
        saving = asyncio.create_task(pilot.press("greater_than_sign"))
        await asyncio.sleep(0.2)
        going = asyncio.create_task(pilot.press("h"))
        while title_at_cursor(app) != "Boréal Fitness":
            await asyncio.sleep(0.01)
        assert stage_of(store, moved) == "Opportunity"
        await until(pilot, lambda: "Nothing is lost." in rows(app)[-2])
        holder.execute("ROLLBACK")
        await asyncio.gather(saving, going)
        await settled(pilot)
        assert "Nothing is lost." not in rows(app)[-2]
    holder.close()
    assert stage_of(store, moved) == "Offer"


def stage_of(store: Store, deal: int) -> str:
    return store.read(load_deal, deal).stage.name
