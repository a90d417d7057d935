"""Makes a database file, or brings an older one up, with Alembic."""

import errno
import os
import re
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models import backups
from models import door
from models.copying import FOLDER_ONLY
from models.copying import OWNER_ONLY
from models.errors import BadData
from models.errors import Busy
from models.errors import Denied
from models.errors import RuleBroken
from models.errors import Unsaved
from models.lock import alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

MIGRATIONS = "models:migrations"
"""Where the steps from schema to schema are."""


def create(path: Path) -> None:
    """Make an empty database of the newest schema, readable by its owner alone.

    Raises ``RuleBroken`` where a file stands already: it is never touched.
    """
    if os.path.lexists(path):
        raise RuleBroken("database_exists", path=str(path))
    try:
        path.parent.mkdir(mode=FOLDER_ONLY, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as refused:
        if refused.errno == errno.ENAMETOOLONG:
            raise Unsaved("file_unsaved", path=str(path)) from refused
        raise Denied("database_no_permission", path=str(path)) from refused
    os.close(handle)
    try:
        _run(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def upgrade(path: Path, schema: int) -> Path | None:
    """Bring a file of that older schema to ours, alone, after a copy; return the copy.

    Nothing is done where another session was first.
    """
    try:
        with alone(path):
            return _upgrade_alone(path, schema)
    except Busy as busy:
        if busy.code != "database_in_use":
            raise
        names, live = busy.values["sessions"], busy.values["live"]
        raise Busy("upgrade_waits", path=str(path), sessions=names, live=live) from busy


def _upgrade_alone(path: Path, schema: int) -> Path | None:
    if door.check(path) != schema:
        return None
    if not door.sound(path):
        raise door.damaged(path)
    copy = backups.keep(path, backups.Reason.UPGRADE, datetime.now(UTC))
    _run(path, _derive)
    return copy


def _derive(connection: "Connection") -> None:
    """Write what is derived as this program wants it, in the transaction of the steps.

    The lists of people, the values and the bookings that held follow from the records;
    so do the indexes, which a file that an earlier program of the same schema made may
    lack.
    """
    from sqlmodel import Session  # noqa: PLC0415  (only when a file is behind)

    from models import holding  # noqa: PLC0415
    from models import lining  # noqa: PLC0415
    from models import valuing  # noqa: PLC0415

    _index(connection)
    with Session(connection) as session:
        lining.rebuild(session)
        valuing.rebuild(session)
        holding.rebuild(session)


def _index(connection: "Connection") -> None:
    """Make the indexes that the tables declare, where the file has none or others."""
    from sqlalchemy.schema import CreateIndex  # noqa: PLC0415

    from models.tables import metadata  # noqa: PLC0415

    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''"
    found = {str(name): str(sql) for name, sql in connection.exec_driver_sql(query)}
    for table in metadata.tables.values():
        for index in table.indexes:
            made = CreateIndex(index)
            wanted = str(made.compile(connection))
            if _plain(found.get(str(index.name), "")) != _plain(wanted):
                connection.exec_driver_sql(f"DROP INDEX IF EXISTS {index.name}")
                connection.execute(made)


def _plain(sql: str) -> str:
    """Leave out what two programs write differently of the same index."""
    return re.sub(r'[\s"]', "", sql)


def _run(path: Path, derive: "Callable[[Connection], None] | None" = None) -> None:
    from alembic import command  # noqa: PLC0415  (0.3 s, only when a file is behind)
    from alembic.config import Config  # noqa: PLC0415

    from models.engine import migrating  # noqa: PLC0415

    engine = migrating(path)
    with door.connect(path) as plain:
        plain.execute(f"PRAGMA journal_mode={door.journal_mode()}")
    plain.close()
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if derive is not None:
            derive(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise BadData("database_damaged", path=str(path))
    engine.dispose()
