"""The queue of those who save: first come, first served, and never for ever."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import nullcontext
from pathlib import Path
from threading import Thread

import pytest

from models import backups
from models import checkup
from models import door
from models import integrity
from models import lock
from models import turns
from models.errors import BadValue
from models.errors import Busy
from models.history import Writer
from models.operations import creating
from models.queries import listing
from models.store import Store
from models.views.done import Done
from models.views.drafts import NewDeal
from tests.conftest import AsUser
from tests.factories import a_user

save = creating.create_deal
PATIENCE = 0.6
CAME = 0.15
"""Seconds between one who comes to save and the next."""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment for others instead of five seconds."""
    monkeypatch.setattr(door, "PATIENCE", PATIENCE)
    monkeypatch.setattr(turns, "LOOK", 0.02)


@pytest.fixture
def holder(store: Store) -> Iterator[sqlite3.Connection]:
    """Another program at the same file."""
    other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
    yield other
    other.close()


def sellers(store: Store, as_user: AsUser, names: Sequence[str]) -> list[Store]:
    """Return a session of each, at the ready."""
    for name in names:
        a_user(store, name)
    reps = [as_user(store, name) for name in names]
    for rep in reps:
        rep.warm()
        rep.look_at_pages()
    return reps


@contextmanager
def first_in_line(path: Path) -> Generator[None]:
    """Be the one whom the others wait for, and do not save."""
    with path.with_name(path.name + ".turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def started(act: Callable[..., object], *given: object) -> Thread:
    thread = Thread(target=act, args=given)
    thread.start()
    time.sleep(CAME)
    return thread


def test_who_came_first_saves_first(
    store: Store, as_user: AsUser, holder: sqlite3.Connection
) -> None:
    """Safety case 57: in a crowd nobody is passed over, however lucky the others."""
    names = [f"rep{number}" for number in range(5)]
    reps = sellers(store, as_user, names)
    holder.execute("BEGIN IMMEDIATE")
    saving = [
        started(rep.write, save, NewDeal(name))
        for rep, name in zip(reps, names, strict=True)
    ]
    holder.execute("ROLLBACK")
    for thread in saving:
        thread.join()
    assert [deal.title for deal in store.read(listing.deals)] == names


def is_taken(path: Path) -> bool:
    """Tell whether anybody has the turn to save now."""
    with path.with_name(path.name + ".turn").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.mark.parametrize("title", ["Saved", ""])
def test_whoever_saves_has_the_turn_until_all_is_saved_or_refused(
    store: Store, title: str
) -> None:
    """Safety case 57: the next in line need not ask again and again meanwhile."""

    def saving(writer: Writer) -> Done:
        assert is_taken(store.path)
        return save(writer, NewDeal(title))

    with nullcontext() if title else pytest.raises(BadValue):
        store.write(saving)
    assert not is_taken(store.path)


@pytest.mark.usefixtures("impatient")
def test_a_queue_that_moves_is_waited_for_beyond_the_patience(store: Store) -> None:
    """Safety case 57: long waits are no errors while others are being served."""
    store.warm()
    with first_in_line(store.path):
        saving = started(store.write, save, NewDeal("Waiting"))
        for _ in range(6):
            time.sleep(PATIENCE / 2)
            store.path.with_name(store.path.name + ".turn").touch()
        assert store.read(listing.deals) == []
        assert saving.is_alive()
    saving.join()
    assert [deal.title for deal in store.read(listing.deals)] == ["Waiting"]


@pytest.mark.usefixtures("impatient")
def test_those_behind_a_lock_that_stays_are_all_told_in_time(
    store: Store, as_user: AsUser, holder: sqlite3.Connection
) -> None:
    """Safety case 50: the third in line waits no longer than the first."""
    reps = sellers(store, as_user, ("ana", "ben", "mia"))
    took: list[float] = []

    def told(rep: Store) -> None:
        began = time.monotonic()
        with pytest.raises(Busy, match="database_busy"):
            rep.write(save, NewDeal("Waiting"))
        took.append(time.monotonic() - began)

    holder.execute("BEGIN IMMEDIATE")
    for thread in [started(told, rep) for rep in reps]:
        thread.join()
    holder.execute("ROLLBACK")
    assert len(took) == len(reps)
    assert max(took) < 2 * PATIENCE


@pytest.mark.usefixtures("impatient")
def test_a_frozen_session_at_the_head_of_the_queue_keeps_nobody_from_saving(
    store: Store,
) -> None:
    """A session that was stopped while it waited holds the turn, not the database."""
    with first_in_line(store.path):
        store.write(save, NewDeal("Past it"))
    assert [deal.title for deal in store.read(listing.deals)] == ["Past it"]


@pytest.mark.usefixtures("impatient")
def test_who_gave_up_holds_nobody_up_later(
    store: Store, holder: sqlite3.Connection
) -> None:
    """Safety case 50: a retry works at once."""
    holder.execute("BEGIN IMMEDIATE")
    with first_in_line(store.path), pytest.raises(Busy):
        store.write(save, NewDeal("Refused"))
    holder.execute("ROLLBACK")
    began = time.monotonic()
    store.write(save, NewDeal("Again"))
    assert time.monotonic() - began < PATIENCE
    assert [deal.title for deal in store.read(listing.deals)] == ["Again"]


@pytest.mark.usefixtures("impatient")
def test_a_check_up_holds_up_nobody_who_saves(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 46: with others at work a copy is looked at, which then goes."""

    def with_ana(path: Path) -> list[lock.Session]:
        return [*lock.sessions(path), lock.Session(os.getpid() + 1, "ana", 0)]

    def slow(connection: sqlite3.Connection) -> list[integrity.Finding]:
        found = integrity.findings(connection)
        store.write(save, NewDeal("Meanwhile"))
        return found

    monkeypatch.setattr(backups, "sessions", with_ana)
    monkeypatch.setattr(checkup, "findings", slow)
    assert all(check.ok for check in checkup.check_up(store.path))
    assert [deal.title for deal in store.read(listing.deals)] == ["Meanwhile"]
    assert list(backups.folder_of(store.path).glob(".*.part")) == []


def test_a_folder_that_takes_no_new_file_lets_everybody_ask_at_once(
    store: Store,
) -> None:
    """The queue is for fairness alone: without it a save is as safe."""
    store.path.with_name(store.path.name + ".turn").mkdir()
    store.write(save, NewDeal("Anyhow"))
    assert [deal.title for deal in store.read(listing.deals)] == ["Anyhow"]
