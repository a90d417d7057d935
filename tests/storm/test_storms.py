"""The storms of a release in short: ``make storm`` runs them in full."""

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from models import door
from tests.storm import power


def run(*storm: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *storm],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_killed_writers_said_to_have_saved_is_there() -> None:
    """Safety case 40: writers killed at random moments lose nothing."""
    run("tests.storm.killing", "--rounds", "6", "--seed", "1")


def test_a_killed_import_is_whole_or_absent_and_doubles_nothing() -> None:
    """Safety case 41: after each kill all rows are there, or none."""
    run("tests.storm.importing", "--rounds", "4", "--rows", "300", "--seed", "2")


def test_a_killed_migration_leaves_the_old_schema_or_the_new_one() -> None:
    """Safety case 42: data as before, in one schema or the other."""
    run("tests.storm.migrating", "--rounds", "6", "--seed", "1")


def test_a_power_cut_loses_no_save_and_leaves_no_half_a_copy() -> None:
    """Safety case 43: cuts on saves, on a backup and on a restore."""
    run("tests.storm.power", "--points", "25", "--seed", "1")


def test_a_copy_under_writers_is_whole_and_a_check_finds_nothing() -> None:
    """Safety cases 46 and 52: the copy is sound, private and of one moment."""
    limits = "--seconds", "60", "--delay", "10"
    run("tests.storm.caring", "--deals", "1000", *limits)


def test_a_crowd_of_writers_is_served_without_a_refusal() -> None:
    """Safety case 57: many processes, every save of each in the file."""
    run("tests.storm.crowding", "--writers", "20", "--saves", "2")


@pytest.mark.terminal
def test_a_tour_of_hostile_records_sends_nothing_that_tame_ones_do_not() -> None:
    """Safety cases 23 and 63: raw bytes, of places that a seller and an admin visit."""
    run("tests.storm.touring", "--places", "4")


@pytest.mark.terminal
def test_wild_keys_clicks_and_sizes_end_in_no_traceback() -> None:
    """Safety case 87: any key and click at 20 sizes, in less than 200 MiB."""
    run("tests.storm.wild", "--keys", "400", "--seed", "1")


@pytest.mark.skipif(door.wal_safe(), reason="the tape knows the rollback journal")
def test_the_tape_shows_what_saves_without_a_sync_would_lose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Safety case 43: the cuts would find a setting that is not honest."""
    connect = door.connect

    def hasty(path: Path, *, writable: bool = True) -> object:
        connection = connect(path, writable=writable)
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    monkeypatch.setattr(door, "connect", hasty)
    with tempfile.TemporaryDirectory() as folder:
        taped, look = power.saves(Path(folder))
        assert power.cut(taped, look, 60, random.Random(1)) != []
