"""Kills a migration at random moments: the old schema stands, or the new one (case 42).

``python -m tests.storm.migrating --rounds 100`` is the one of a release. The step to a
later schema is made up here: a column, a table, an index, every deal changed.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from models import backups
from models import door
from models import migrations
from models import upgrade
from models.clock import Clock
from models.operations import setup
from models.views.foundation import Foundation
from models.vocabulary import Language
from tests.storm.work import Worker
from tests.storm.work import tell

WRITES = 60

SLOWER = 2.5
"""How much longer a migration may take beside others than the first one took."""

LATER = '''
"""A later schema, for tests."""

import sqlalchemy as sa
from alembic import op

revision = "{revision:04}"
down_revision = "{before:04}"


def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("deal", recreate="always") as batch:
        batch.add_column(sa.Column("later", sa.Text(), server_default="new"))
    op.execute("UPDATE deal SET later = title")
    op.create_index("ix_deal_later", "deal", ["later"])
    op.execute("INSERT INTO later (id) VALUES (1)")
'''

Content = dict[str, list[tuple[object, ...]]]


def main() -> int:
    """Kill migration after migration; anything wrong ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    tell(f"seed {given.seed}")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="relance-migrate-") as folder:
        first = Path(folder) / "first" / "relance.db"
        first.parent.mkdir()
        write_first(first)
        golden = content(first)
        with later_schema(Path(folder)):
            longest = _timed(first)
            old = 0
            for number in range(given.rounds):
                path = Path(folder) / f"{number}" / "relance.db"
                path.parent.mkdir()
                shutil.copyfile(first, path)
                _kill(path, chance.uniform(0, longest))
                old += schema_of(path) != door.SCHEMA
                wrong = [*differing(path, golden)]
                if wrong:
                    tell(f"round {number}:", *wrong)
                    return 1
                shutil.rmtree(path.parent)
    tell(f"{given.rounds} migrations killed, {old} of them before their end: sound")
    return 0


class later_schema:  # noqa: N801 - used as a context
    """Makes the program one schema later than it is, for as long as it lasts."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / "migrations"

    def __enter__(self) -> None:
        ours = Path(migrations.__file__).parent if migrations.__file__ else Path()
        shutil.copytree(ours, self._place, dirs_exist_ok=True)
        self._before = door.SCHEMA, upgrade.MIGRATIONS
        later = LATER.format(revision=door.SCHEMA + 1, before=door.SCHEMA)
        (self._place / "versions" / "later.py").write_text(later)
        upgrade.MIGRATIONS = str(self._place)
        door.SCHEMA += 1

    def __exit__(self, *_: object) -> None:
        door.SCHEMA, upgrade.MIGRATIONS = self._before


def write_first(path: Path) -> None:
    """Make a database of the present schema that people have worked in."""
    names = ("sales", "EUR", "Europe/Paris", "boss", "Boss", Language.EN)
    setup.found(path, Foundation(*names), Clock())
    worker = Worker(path, "boss", 1)
    for _ in range(WRITES):
        worker.save()
    worker.store.close()


def content(path: Path) -> Content:
    """Return every row of every table of ours, its columns by name."""
    query = """
        SELECT name FROM sqlite_schema WHERE type = 'table'
        AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'
        AND name NOT IN ('alembic_version', 'later') ORDER BY name
    """
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute(query)]
        return {name: _rows(connection, name) for name in tables}


def differing(path: Path, golden: Content) -> Iterator[str]:
    """Tell what a database that was killed has wrong: it opens, and nothing is lost."""
    schema = door.check(path)
    if not door.sound(path):
        yield "a page cannot be read"
    if content(path) != golden:
        yield f"the rows differ in schema {schema}"
    with closing(sqlite3.connect(path)) as connection:
        has = connection.execute("SELECT name FROM sqlite_schema WHERE name = 'later'")
        if (has.fetchone() is not None) != (schema == door.SCHEMA):
            yield f"half of the step is there in schema {schema}"
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            yield "a reference is broken"
    for copy in backups.found(path):
        if not door.sound(copy.path) or content(copy.path) != golden:
            yield f"{copy.path.name} is no good copy"


def schema_of(path: Path) -> int:
    """Return the schema that a database says it has."""
    return door.check(path)


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    info = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    names = sorted(name for (name,) in info if name != "later")
    chosen = ", ".join(f'"{name}"' for name in names)
    order = "id" if "id" in names else chosen
    query = f'SELECT {chosen} FROM "{table}" ORDER BY {order}'
    return connection.execute(query).fetchall()


def _timed(first: Path) -> float:
    path = first.with_name("timed.db")
    shutil.copyfile(first, path)
    began = time.monotonic()
    upgrade.upgrade(path, door.SCHEMA - 1)
    path.unlink()
    return (time.monotonic() - began) * SLOWER


def _kill(path: Path, after: float) -> None:
    process = os.fork()
    if not process:
        try:
            upgrade.upgrade(path, door.SCHEMA - 1)
        except BaseException as error:
            tell(f"{error!r}")
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


if __name__ == "__main__":
    sys.exit(main())
