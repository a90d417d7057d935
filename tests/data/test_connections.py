"""What every connection is set to, whoever reads or writes through it (safety 3.1)."""

import sqlite3
from contextlib import closing

import pytest

from models import door
from models import engine
from models.history import Writer
from models.store import Store

DISTRUST = {"trusted_schema": 0, "cell_size_check": 1}
"""Settings of SQLite that keep a file from running or hiding anything."""


@pytest.mark.parametrize("writable", [True, False])
def test_every_connection_trusts_neither_the_disk_nor_the_file(
    store: Store, writable: bool
) -> None:
    """Safety 3.1: saved is on the disk, and a hostile or damaged file runs nothing."""
    with closing(door.connect(store.path, writable=writable)) as connection:
        kept = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", *DISTRUST)
        }
    assert kept == {"synchronous": 2, "foreign_keys": 1, **DISTRUST}


def test_a_session_that_saves_trusts_neither(store: Store) -> None:
    """Safety 3.1: what writes is set up as what reads is."""

    def asked(writer: Writer) -> dict[str, object]:
        connection = writer.session.connection()
        names = ("synchronous", "foreign_keys", *DISTRUST)
        return {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in names
        }

    kept = store.write(asked)
    assert kept == {"synchronous": 2, "foreign_keys": 1, **DISTRUST}


def test_whoever_writes_can_take_all_of_it_back(store: Store) -> None:
    """Safety case 40: without a journal, a killed save would stay half done."""
    with closing(door.connect(store.path)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    assert mode == door.journal_mode()


def test_a_transaction_that_will_write_locks_before_it_reads(store: Store) -> None:
    """Safety case 57: else whoever read first fails when another saves meanwhile."""
    writing = engine.writing(store.path)
    with (
        engine.session(writing, store.path) as session,
        closing(sqlite3.connect(store.path, timeout=0, isolation_level=None)) as other,
    ):
        engine.begin_write(session, store.path)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    writing.dispose()
