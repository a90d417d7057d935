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
from sqlmodel import Session

from models import door
from models import upgrade
from models import valuing
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
    older = a_file_of(
        tmp_path,
        config,
        "0001",
        "INSERT INTO team (id, name, created_at, updated_at, version)"
        " VALUES (1, 'Lens', '2026-01-05T08:00:00Z', '2026-01-05T08:00:00Z', 1)",
    )
    assert door.check(older) == 1

    copy = upgrade.upgrade(older, 1)

    assert copy is not None
    assert door.check(copy) == 1
    assert door.check(older) == door.SCHEMA
    assert shape(older) == shape(database)
    with sqlite3.connect(older) as upgraded:
        assert upgraded.execute("SELECT name FROM team").fetchall() == [("Lens",)]
    upgraded.close()


def test_an_older_file_gets_the_indexes_that_the_program_declares(
    database: Path, tmp_path: Path, config: Config
) -> None:
    """One that is missing and one that says something else are made again."""
    older = a_file_of(
        tmp_path,
        config,
        "0004",
        "DROP INDEX ix_event_valued",
        "DROP INDEX ix_follow_up_figures",
        "CREATE INDEX ix_follow_up_figures ON follow_up (assignee_id, type_id)",
    )
    upgrade.upgrade(older, 4)
    assert shape(older) == shape(database)
    assert columns(older) == columns(database)


def test_an_upgrade_that_cannot_derive_leaves_the_older_schema(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 42: a file never says that it is newer while its lists are empty."""
    older = a_file_of(tmp_path, config, "0004")

    def fail(_session: Session) -> None:
        raise RuntimeError

    monkeypatch.setattr(valuing, "rebuild", fail)
    with pytest.raises(RuntimeError):
        upgrade.upgrade(older, 4)
    assert door.check(older) == 4
    assert not [name for _kind, name in shape(older) if name == "follow_up_value"]


def a_file_of(folder: Path, config: Config, revision: str, *statements: str) -> Path:
    """Make a database of an older schema and change it by these statements."""
    older = folder / "older.db"
    engine = create_engine(f"sqlite:///{older}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    return older


def columns(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the columns of all indexes."""
    with sqlite3.connect(path) as connection:
        found = {
            name: connection.execute(f"PRAGMA index_info({name})").fetchall()
            for kind, name in shape(path)
            if kind == "index"
        }
    connection.close()
    return found


def shape(path: Path) -> set[tuple[str, str]]:
    """Return the names of all tables, indexes and triggers."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
    connection.close()
    return {(kind, name) for kind, name in found}
