"""The migrations make the tables that the code declares, and say which they reached."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from models import door
from models.engine import writing
from models.errors import Unsuitable


@pytest.fixture
def config() -> Config:
    found = Config()
    found.set_main_option("script_location", "models:migrations")
    return found


def test_the_migrations_leave_nothing_to_change(database: Path, config: Config) -> None:
    engine = writing(database)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    engine.dispose()


def test_the_file_and_the_program_are_at_the_newest_migration(
    database: Path, config: Config
) -> None:
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None
    assert int(head) == door.SCHEMA
    assert door.check(database) == int(head)


def test_the_file_says_that_it_is_ours(database: Path) -> None:
    connection = door.connect(database, writable=False)
    (number,) = connection.execute("PRAGMA application_id").fetchone()
    connection.close()
    assert number == door.APPLICATION_ID


@pytest.mark.skipif(door.wal_safe(), reason="this SQLite may journal ahead safely")
def test_a_journal_that_this_library_may_damage_is_left_when_alone(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 47: a WAL file is converted only by who has it alone."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM deal").fetchone()
    monkeypatch.setattr(door, "PATIENCE", 0.1)

    with pytest.raises(Unsuitable, match="journal_unsafe"):
        door.connect(database)
    other.close()

    alone = door.connect(database)
    assert alone.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    alone.close()
