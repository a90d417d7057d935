"""The file, the disk or another session goes wrong under a session (safety.md 3.3)."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import func
from sqlalchemy import select

from models import backups
from models import checkup
from models import copying
from models import door
from models import indexing
from models import integrity
from models import upgrade
from models.access import Reader
from models.errors import BadData
from models.errors import Busy
from models.errors import Denied
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import Unsaved
from models.errors import Unsuitable
from models.history import Writer
from models.operations import creating
from models.operations import people
from models.queries import listing
from models.store import Store
from models.store import acting
from models.store import open_store
from models.tables import Deal
from models.views.done import Done
from models.views.drafts import NewDeal
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.full import full_disk
from tests.data.tables import many
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_user
from tests.invariants import problems_in

NOBODY = 65534

BIG = """
    INSERT INTO interaction (kind, direction, at, by_id, deal_id, body, disposition,
    created_at, updated_at, version) VALUES ('note', 'out', '2026-11-23T08:14:00Z', 1,
    ?, ?, '', '2026-11-23T08:14:00Z', '2026-11-23T08:14:00Z', 1)
"""


USUAL_PATIENCE = door.PATIENCE


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment for others instead of five seconds."""
    monkeypatch.setattr(door, "PATIENCE", 0.3)


@pytest.fixture
def holder(database: Path) -> Iterator[sqlite3.Connection]:
    """Another program at the same file."""
    other = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    yield other
    other.close()


@contextmanager
def another_account() -> Generator[None]:
    """Be an account without rights for a while."""
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def put_another_in_place(path: Path) -> None:
    copy = path.with_suffix(".other")
    shutil.copyfile(path, copy)
    copy.replace(path)


def test_a_file_emptied_under_a_session_is_told_as_replaced(store: Store) -> None:
    """Safety case 51: nothing is reported as saved into an emptied file."""
    a_deal(store)
    os.truncate(store.path, 0)
    with pytest.raises(Unsaved, match="database_replaced"):
        store.write(creating.create_deal, NewDeal("Lost"))
    assert store.path.stat().st_size == 0


def test_a_file_cut_short_under_a_session_takes_no_save(store: Store) -> None:
    """Safety case 51: nothing is reported as saved into a file cut short."""
    a_deal(store)
    os.truncate(store.path, store.path.stat().st_size // 2)
    with pytest.raises(RelanceError):
        store.write(creating.create_deal, NewDeal("Lost"))


def test_a_file_removed_under_a_session_takes_no_save(store: Store) -> None:
    """Safety case 51: nothing is reported as saved into a removed file."""
    store.read(listing.deals)
    store.path.unlink()
    with pytest.raises(Unsaved, match="database_replaced"):
        store.write(creating.create_deal, NewDeal("Lost"))
    assert not store.path.exists()


@pytest.mark.parametrize("wrong", ["SELEC 1", "SELECT 1 +", "SELECT " + "(" * 2000])
def test_a_statement_of_ours_that_is_wrong_is_never_told_as_a_damaged_file(
    store: Store, wrong: str
) -> None:
    """An incident can be reported; a file that is well must not be restored."""

    def ask(reader: Reader) -> None:
        reader.session.connection().exec_driver_sql(wrong)

    with pytest.raises(sqlite3.OperationalError):
        store.read(ask)


def test_a_file_that_lacks_a_table_is_told_as_damaged(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DROP TABLE fx_rate")
        connection.commit()

    def ask(reader: Reader) -> None:
        reader.session.connection().exec_driver_sql("SELECT * FROM fx_rate")

    with pytest.raises(BadData, match="database_"):
        store.read(ask)


@pytest.mark.skipif(door.wal_safe(), reason="a WAL goes by its name")
def test_a_file_replaced_while_it_is_saved_is_not_said_to_be_saved(
    store: Store,
) -> None:
    """Safety case 51: a file replaced before the commit is told."""

    def save(writer: Writer) -> Done:
        done = creating.create_deal(writer, NewDeal("Lost"))
        put_another_in_place(store.path)
        return done

    with pytest.raises(Unsaved, match="database_replaced"):
        store.write(save)
    assert rows_of(store.path)["deal"] == []


def test_a_file_replaced_between_the_look_and_the_lock_is_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 51: the file that came is not written to."""
    connect = door.connect

    def late(path: Path, *, writable: bool = True) -> sqlite3.Connection:
        if writable:
            put_another_in_place(path)
        return connect(path, writable=writable)

    monkeypatch.setattr(door, "connect", late)
    with pytest.raises(Unsaved, match="database_replaced"):
        store.write(creating.create_deal, NewDeal("Elsewhere"))
    assert rows_of(store.path)["deal"] == []


@pytest.mark.usefixtures("impatient")
def test_a_lock_that_stays_is_told_in_time_and_nothing_is_written(
    store: Store, holder: sqlite3.Connection
) -> None:
    """Safety case 50: a message within the patience, and a retry that works."""
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(Busy, match="database_busy"):
        store.write(creating.create_deal, NewDeal("Waiting"))
    assert time.monotonic() - began < USUAL_PATIENCE
    assert store.read(listing.deals) == []
    holder.execute("ROLLBACK")
    store.write(creating.create_deal, NewDeal("Waiting"))
    assert [row.title for row in store.read(listing.deals)] == ["Waiting"]


def test_a_lock_that_goes_is_waited_for_while_others_read(
    store: Store, holder: sqlite3.Connection
) -> None:
    """Safety case 50: the save succeeds once the lock is gone."""
    store.warm()
    holder.execute("BEGIN IMMEDIATE")
    saving = Thread(target=store.write, args=(creating.create_deal, NewDeal("Waiting")))
    saving.start()
    slowest = 0.0
    for _ in range(20):
        began = time.monotonic()
        store.run("newest_event", {})
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.01)
    holder.execute("ROLLBACK")
    saving.join()
    assert slowest < USUAL_PATIENCE / 2
    assert [row.title for row in store.read(listing.deals)] == ["Waiting"]


@pytest.mark.usefixtures("impatient")
def test_a_large_save_keeps_nobody_from_reading(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal = a_deal(store)

    def save(writer: Writer) -> None:
        connection = writer.session.connection()
        notes = [(deal, "x" * 1_900) for _ in range(3_000)]
        connection.exec_driver_sql(BIG, notes)
        ana.run("newest_event", {})

    store.write(save)


def test_a_query_sees_one_moment_whatever_others_save(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana", Role.ADMIN)
    ana = as_user(store, "ana")
    a_deal(store)

    def count_twice(reader: Reader) -> tuple[int, int]:
        query = select(func.count()).select_from(Deal)
        first = reader.session.scalars(query).one()
        saving = Thread(target=a_deal, args=(ana,))
        saving.start()
        time.sleep(0.2)
        again = reader.session.scalars(query).one()
        reader.session.rollback()
        saving.join()
        return first, again

    first, again = store.read(count_twice)
    assert first == again == 1
    assert len(store.read(listing.deals)) == 2


def test_a_check_up_sees_one_moment_whatever_others_save(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[bool] = []

    def note(connection: sqlite3.Connection) -> list[integrity.Finding]:
        states.append(connection.in_transaction)
        return integrity.findings(connection)

    monkeypatch.setattr(checkup, "findings", note)
    checkup.check_up(store.path)
    assert states == [True]


def test_a_save_that_ends_before_the_search_knows_of_it_leaves_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 40: records, journal and search are saved at once, or none is."""

    def cut_off(_session: object, _touched: object) -> None:
        raise KeyboardInterrupt

    before = rows_of(store.path, counting=True)
    with monkeypatch.context() as cut:
        cut.setattr(indexing, "refresh", cut_off)
        with pytest.raises(KeyboardInterrupt):
            a_deal(store)
    assert rows_of(store.path, counting=True) == before


def test_a_full_disk_refuses_the_save_and_leaves_the_file_whole(store: Store) -> None:
    """Safety case 49: not saved, readable, whole, and saved once there is room."""
    a_deal(store)
    before = rows_of(store.path, counting=True)
    store.warm()
    with full_disk():
        with pytest.raises(Unsaved, match="disk_"):
            store.write(creating.create_deal, NewDeal("Lost"))
        assert len(store.read(listing.deals)) == 1
    assert rows_of(store.path, counting=True) == before
    store.write(creating.create_deal, NewDeal("Saved again"))
    assert problems_in(store.path) == []


@pytest.mark.skipif(door.wal_safe(), reason="a WAL needs a file to read by")
def test_a_database_on_a_full_disk_can_still_be_read(store: Store) -> None:
    a_deal(store)
    store.close()
    with full_disk(0), closing(open_store(store.path, "boss", store.clock)) as again:
        assert len(again.read(listing.deals)) == 1


def test_who_owns_the_file_gets_in_though_the_first_user_left(store: Store) -> None:
    a_user(store, "al", Role.ADMIN)
    store.write(people.disable_user, "boss")
    who = acting(store.path, None, "nobody-here")
    with closing(open_store(store.path, who, store.clock)) as opened:
        assert opened.actor.login == "al"


def test_an_upgrade_that_another_made_meanwhile_keeps_its_copy(store: Store) -> None:
    store.close()
    assert upgrade.upgrade(store.path, 0) is None
    assert backups.found(store.path) == []


def test_an_upgrade_waits_for_sessions_and_names_them(
    store: Store, as_user: AsUser
) -> None:
    """Safety case 60: it does not migrate while anybody works."""
    a_user(store, "ana")
    program = (
        "import sys; from pathlib import Path; from models import upgrade;"
        "from models.errors import Busy\n"
        "try: upgrade.upgrade(Path(sys.argv[1]), 0)\n"
        "except Busy as busy: print(busy.code, *busy.values['sessions'])"
    )
    as_user(store, "ana")
    done = subprocess.run(
        [sys.executable, "-c", program, str(store.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == "upgrade_waits"
    assert "ana" in done.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="root alone may become another account")
def test_another_account_sees_and_saves_what_its_rights_allow(store: Store) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        folder = Path(open_to_all)
        folder.chmod(0o755)
        copy = folder / "relance.db"
        copying.save_copy(store.path, copy)
        with another_account(), pytest.raises(Denied, match="database_no_permission"):
            door.check(copy)
        copy.chmod(0o644)
        with another_account(), closing(open_store(copy, "boss", store.clock)) as it:
            assert it.read(listing.deals) == []
            with pytest.raises(Denied, match="database_read_only"):
                it.write(creating.create_deal, NewDeal("Lost"))


def test_files_beside_the_database_are_the_owners_alone(store: Store) -> None:
    seen: dict[str, int] = {}
    mask = os.umask(0)
    try:

        def save(writer: Writer) -> Done:
            done = creating.create_deal(writer, NewDeal("Private"))
            for file in store.path.parent.glob(f"{store.path.name}*"):
                seen[file.name] = file.stat().st_mode & 0o777
            return done

        store.write(save)
        copying.save_copy(store.path, store.path.with_suffix(".backup"))
    finally:
        os.umask(mask)
    for file in store.path.parent.glob(f"{store.path.stem}*"):
        seen[file.name] = file.stat().st_mode & 0o777
    assert len(seen) >= 4
    assert set(seen.values()) == {0o600}


def test_a_copy_that_cannot_be_written_is_refused_in_our_words(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(NoInput, match="folder_missing"):
        copying.save_copy(store.path, tmp_path / "no folder" / "copy.db")
    assert many(store.path, "SELECT count(*) AS n FROM deal") == [{"n": 0}]


def test_a_session_of_the_old_version_saves_nothing_after_an_upgrade(
    store: Store,
) -> None:
    """Safety case 60: the old session is told, and a new start of it ends with 78."""
    with closing(sqlite3.connect(store.path)) as newer:
        newer.execute(f"PRAGMA user_version = {door.SCHEMA + 1}")
    with pytest.raises(Unsuitable, match="database_upgraded"):
        store.write(creating.create_deal, NewDeal("Lost"))
    with pytest.raises(Unsuitable, match="database_newer") as refused:
        open_store(store.path, "boss", store.clock)
    assert refused.value.status == 78
    assert rows_of(store.path)["deal"] == []
