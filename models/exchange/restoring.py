"""Copies of a database: made while it is in use, put back when it stands alone."""

import os
import shutil
import sqlite3
from contextlib import closing
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from models import backups
from models import copying
from models import door
from models.errors import BadData
from models.errors import NoInput
from models.errors import RuleBroken
from models.errors import Unsaved
from models.exchange.archive import is_archive
from models.exchange.archive import read_archive
from models.exchange.bytes_out import refusal
from models.exchange.mending import mend
from models.lock import alone

SIDES = ("-journal", "-wal", "-shm")
FAILED = frozenset({"database_damaged", "database_empty", "database_mendable"})
"""What a restore is for: a database that stands but cannot be opened."""


def back_up(path: Path, copy: Path) -> Path:
    """Write a consistent copy of a database in use under a name that is free.

    Returns the name it got: another than asked for where its records are doubtful.
    """
    for ending in ("", copying.DOUBTFUL):
        name = f"{copy}{ending}"
        if os.path.lexists(name):
            raise RuleBroken("file_exists", path=name)
    try:
        return copying.save_copy(path, copy)
    except OSError as error:
        raise refusal(error, copy) from error


def restore(source: Path, path: Path, now: datetime) -> Path | None:
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
            copy = _safety_copy(path, now)
            _let_go(path)
            copying.settle(draft, path)
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
        path.parent.mkdir(mode=copying.FOLDER_ONLY, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(error, path) from error


def _draft(source: Path, draft: Path) -> None:
    """Make the database that is to take the place, from an archive or from a copy.

    A copy whose indexes alone are damaged is mended on the way.
    """
    if source.is_file() and os.access(source, os.R_OK) and is_archive(source):
        read_archive(source, draft)
        return
    schema = door.check(source)
    try:
        copying.copy_pages(source, draft)
        if not _whole(draft):
            raise door.damaged(source)
    except BadData as failed:
        if failed.code != "database_mendable" or schema != door.SCHEMA:
            raise
        draft.unlink(missing_ok=True)
        mend(source, draft)


def _whole(draft: Path) -> bool:
    """Look at every page and index of a copy, in the journal that it will have."""
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute(f"PRAGMA journal_mode={door.journal_mode()}")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(said == "ok")


def _safety_copy(path: Path, now: datetime) -> Path | None:
    """Keep what stands; where SQLite cannot read it, keep its bytes."""
    if not path.exists():
        return None
    try:
        door.check(path)
        return backups.keep(path, backups.Reason.RESTORE, now)
    except BadData as failed:
        if failed.code not in FAILED:
            raise
    return _keep_bytes(path, now)


def _keep_bytes(path: Path, now: datetime) -> Path:
    free = backups.free_name(path, backups.Reason.RESTORE, now)
    copy = free.with_name(free.name + copying.DOUBTFUL)
    try:
        copy.parent.mkdir(mode=copying.FOLDER_ONLY, exist_ok=True)
        for end in ("", *SIDES):
            side = path.with_name(path.name + end)
            if side.exists():
                kept = copy.with_name(copy.name + end)
                kept.touch(mode=copying.OWNER_ONLY)
                shutil.copyfile(side, kept)
    except OSError as error:
        raise Unsaved("backup_failed", path=str(copy.parent)) from error
    return copy


def _let_go(path: Path) -> None:
    """Bring a journal home that would else write into the new file."""
    if path.exists():
        with suppress(sqlite3.Error), closing(door.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for end in SIDES:
        path.with_name(path.name + end).unlink(missing_ok=True)
