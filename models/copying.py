"""Copies of a database in use: whole, looked at, and on the disk before they count."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from models import door
from models.errors import BadData
from models.errors import Denied
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import Unsaved
from models.pages import CACHE
from models.pages import SOUND
from models.pages import Depth
from models.pages import Looking

OWNER_ONLY = 0o600
FOLDER_ONLY = 0o700
DOUBTFUL = ".doubtful"
"""Ends the name of a copy in whose records something was found."""


def save_copy(path: Path, copy: Path) -> Path:
    """Write a copy of a live file under its final name last; return that name.

    One whose pages cannot be read is no copy: ``BadData``. One whose records break a
    rule gets ``DOUBTFUL`` behind its name, so that it never passes for a good one.
    """
    draft = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        copy_pages(path, draft)
        wrong = _looked_at(path, draft)
        final = copy.with_name(copy.name + DOUBTFUL) if wrong else copy
        settle(draft, final)
    finally:
        draft.unlink(missing_ok=True)
    return final


def _looked_at(path: Path, draft: Path) -> int:
    """Look at pages and records side by side; return how many records break a rule."""
    with Looking(draft, Depth.ROWS) as pages:
        try:
            wrong = broken_rules(draft)
        except BadData as unreadable:
            raise door.damaged(path) from unreadable
        try:
            if pages.said() != SOUND:
                raise door.damaged(path)
        except sqlite3.Error as error:
            raise door.explain(error, draft) from error
    return wrong


def copy_pages(path: Path, draft: Path) -> None:
    """Copy a live file at one moment, in one step: steps would never end (safety 3.4).

    Whether its pages are sound is not looked at. Raises ``Unsaved`` on a full disk.
    """
    try:
        draft.unlink(missing_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        os.close(os.open(draft, flags, OWNER_ONLY))
        with (
            closing(door.connect(path, writable=False)) as source,
            closing(sqlite3.connect(draft)) as target,
        ):
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise _of_copy(error, path, draft) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        if draft.parent.is_dir():
            raise Unsaved("backup_failed", path=str(draft.parent)) from error
        raise NoInput("folder_missing", path=str(draft.parent)) from error
    except PermissionError as error:
        raise Denied("file_no_permission", path=str(draft.parent)) from error
    except OSError as error:
        raise Unsaved("backup_failed", path=str(draft.parent)) from error


def broken_rules(copy: Path) -> int:
    """Return how many records of a copy break a rule; an older schema has others."""
    from models.integrity import findings  # noqa: PLC0415 - one copy a day

    with closing(door.connect(copy, writable=False)) as connection:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA cache_size=-{CACHE}")
        try:
            return len(findings(connection)) if schema == door.SCHEMA else 0
        except sqlite3.Error as error:
            raise door.explain(error, copy) from error


def settle(draft: Path, final: Path) -> None:
    """Bring a file to the disk, then give it its name, then bring that to the disk."""
    try:
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(final)
        settle_folder(final.absolute().parent)
    except OSError as error:
        raise Unsaved("backup_failed", path=str(final)) from error


def settle_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _of_copy(error: sqlite3.Error, path: Path, draft: Path) -> RelanceError:
    """Return our refusal; what a full disk refuses here is the copy, not a save."""
    ours = door.explain(error, path)
    unclear = isinstance(ours, BadData) and not door.is_damage(error)
    if unclear or isinstance(ours, Unsaved):
        return Unsaved("backup_failed", path=str(draft.parent))
    return ours
