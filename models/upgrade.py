"""Makes a database file, or brings an older one up, with Alembic."""

import os
import sqlite3
from pathlib import Path

from models import door
from models.errors import BadData
from models.errors import Denied
from models.errors import RuleBroken
from models.errors import Unsaved
from models.lock import alone

OWNER_ONLY = 0o600
FOLDER_ONLY = 0o700


def create(path: Path) -> None:
    """Make an empty database of the newest schema, readable by its owner alone.

    Raises ``RuleBroken`` where a file stands already: it is never touched.
    """
    if path.exists():
        raise RuleBroken("database_exists", path=str(path))
    try:
        path.parent.mkdir(mode=FOLDER_ONLY, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except OSError as refused:
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
    with alone(path):
        if door.check(path) != schema:
            return None
        copy = path.with_name(f"{path.name}.before-{schema:04}.backup")
        save_copy(path, copy)
        _run(path)
    return copy


def save_copy(path: Path, copy: Path) -> None:
    """Write a consistent, checked copy of a live file under its final name last."""
    draft = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
        os.close(handle)
        source = door.connect(path, writable=False)
        target = sqlite3.connect(draft)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            (sound,) = target.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            target.close()
            source.close()
        if sound != "ok":
            raise BadData("database_damaged", path=str(path))
        _settle(draft)
        draft.replace(copy)
    except sqlite3.Error as error:
        raise door.explain(error, path) from error
    except OSError as error:
        raise Unsaved("disk_error", path=str(copy)) from error
    finally:
        draft.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _run(path: Path) -> None:
    from alembic import command  # noqa: PLC0415  (0.3 s, only when a file is behind)
    from alembic.config import Config  # noqa: PLC0415

    from models.engine import writing  # noqa: PLC0415

    engine = writing(path)
    with door.connect(path) as plain:
        plain.execute(f"PRAGMA journal_mode={door.journal_mode()}")
    plain.close()
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
