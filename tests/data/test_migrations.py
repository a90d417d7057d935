"""The migrations make the tables that the code declares, and say which they reached."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import TextClause
from sqlalchemy import create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from models import door
from models import upgrade
from models.engine import writing
from models.errors import Unsuitable
from models.tables import metadata


@pytest.fixture
def config() -> Config:
    found = Config()
    found.set_main_option("script_location", "models:migrations")
    return found


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_leave_nothing_to_change(database: Path, config: Config) -> None:
    """But indexes of expressions, which are compared by what they say, below."""
    engine = writing(database)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    engine.dispose()


def test_an_index_of_numbers_says_what_the_code_declares(database: Path) -> None:
    """Statements that do not say the same would look up every follow-up."""
    declared = {
        str(index.name): str(CreateIndex(index).compile(dialect=sqlite.dialect()))
        for table in metadata.tables.values()
        for index in table.indexes
        if any(isinstance(one, TextClause) for one in index.expressions)
    }
    connection = sqlite3.connect(database)
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type='index'")
    stored = {name: sql for name, sql in found if name in declared}
    connection.close()
    assert "ix_follow_up_figures" in declared
    assert stored == declared


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


def test_a_file_of_the_first_schema_comes_up_with_every_row(
    database: Path, tmp_path: Path, config: Config
) -> None:
    """Safety case 42: the older file keeps its rows and gains the newer tables."""
    older = tmp_path / "older.db"
    config_engine = create_engine(f"sqlite:///{older}")
    with config_engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO team (id, name, created_at, updated_at, version)"
            " VALUES (1, 'Lens', '2026-01-05T08:00:00Z', '2026-01-05T08:00:00Z', 1)"
        )
        connection.commit()
    config_engine.dispose()
    assert door.check(older) == 1

    copy = upgrade.upgrade(older, 1)

    assert copy is not None
    assert door.check(copy) == 1
    assert door.check(older) == door.SCHEMA
    assert shape(older) == shape(database)
    with sqlite3.connect(older) as upgraded:
        assert upgraded.execute("SELECT name FROM team").fetchall() == [("Lens",)]
    upgraded.close()


def shape(path: Path) -> set[tuple[str, str]]:
    """Return the names of all tables, indexes and triggers."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
    connection.close()
    return {(kind, name) for kind, name in found}
