"""Copies of a database: made while it is in use, put back when it stands alone."""

import os
import shutil
import sqlite3
from contextlib import closing
from contextlib import suppress
from pathlib import Path

from models import door
from models import upgrade
from models.errors import BadData
from models.errors import NoInput
from models.errors import RuleBroken
from models.exchange.archive import is_archive
from models.exchange.archive import read_archive
from models.exchange.bytes_out import refusal
from models.lock import alone

SIDES = ("-journal", "-wal", "-shm")
FAILED = frozenset({"database_damaged", "database_empty"})
"""What a restore is for: a database that stands but cannot be opened."""


def back_up(path: Path, copy: Path) -> None:
    """Write a consistent copy of a database in use under a name that is free."""
    if copy.exists() or copy.is_symlink():
        raise RuleBroken("file_exists", path=str(copy))
    try:
        upgrade.save_copy(path, copy)
    except OSError as error:
        raise refusal(error, copy) from error


def restore(source: Path, path: Path, stamp: str) -> Path | None:
    """Put an archive or a copy in the place of a database; return the safety copy.

    The new database is whole and sound before it takes the place, and takes it in one
    step. Raises ``Busy`` while a session is open, and what ``door.check`` says of a
    source that is not ours, damaged or newer.
    """
    _check_source(source, path)
    _make_room(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.restored")
    with alone(path):
        try:
            _draft(source, draft)
            copy = _safety_copy(path, path.with_name(f"{path.name}.{stamp}.backup"))
            _let_go(path)
            draft.replace(path)
            _settle(path.absolute().parent)
        finally:
            for end in ("", *SIDES):
                draft.with_name(draft.name + end).unlink(missing_ok=True)
    return copy


def _check_source(source: Path, path: Path) -> None:
    if not source.exists():
        raise NoInput("file_missing", path=str(source))
    if path.exists() and source.samefile(path):
        raise RuleBroken("restore_itself", path=str(source))


def _make_room(path: Path) -> None:
    try:
        path.parent.mkdir(mode=upgrade.FOLDER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(error, path) from error


def _draft(source: Path, draft: Path) -> None:
    if source.is_file() and os.access(source, os.R_OK) and is_archive(source):
        read_archive(source, draft)
        return
    door.check(source)
    upgrade.save_copy(source, draft)
    connection = sqlite3.connect(draft)
    try:
        connection.execute(f"PRAGMA journal_mode={door.journal_mode()}")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    finally:
        connection.close()
    if said != "ok":
        raise BadData("database_damaged", path=str(source))


def _safety_copy(path: Path, copy: Path) -> Path | None:
    """Keep what stands; where SQLite cannot read it, keep its bytes."""
    if not path.exists():
        return None
    try:
        door.check(path)
        upgrade.save_copy(path, copy)
    except BadData as failed:
        if failed.code not in FAILED:
            raise
        for end in ("", *SIDES):
            side = path.with_name(path.name + end)
            if side.exists():
                kept = copy.with_name(copy.name + end)
                shutil.copyfile(side, kept)
                kept.chmod(upgrade.OWNER_ONLY)
    return copy


def _let_go(path: Path) -> None:
    """Bring a journal home that would else write into the new file."""
    if path.exists():
        connection = door.connect(path)
        with suppress(sqlite3.Error), closing(connection):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for end in SIDES:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
