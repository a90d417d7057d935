"""What ``doctor`` looks at: library, file, rights, integrity, invariants (case 46)."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from models import backups
from models import door
from models.integrity import Finding
from models.integrity import findings
from models.pages import CACHE
from models.pages import SOUND
from models.pages import Depth
from models.pages import Looking

OTHERS = stat.S_IRWXG | stat.S_IRWXO
SHOWN = 20
"""Findings that are named; the rest are counted."""

SYNCHRONOUS = {0: "off", 1: "normal", 2: "full", 3: "extra"}
SYNC_FULL = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its code, whether it is well, what was seen."""

    code: str
    ok: bool
    seen: str
    """What is said of it; findings are told one by one in ``found``."""
    found: tuple[str, ...] = ()


def check_up(path: Path) -> list[Check]:
    """Return every check of a database that can be opened; raises as ``door.check``.

    Those who work on it meanwhile are not held up.
    """
    schema = door.check(path)
    try:
        return [
            Check("library", ok=True, seen=sqlite3.sqlite_version),
            *_journal(path),
            Check("schema", ok=schema == door.SCHEMA, seen=str(schema)),
            Check("file_system", ok=True, seen=door.file_system(path) or "?"),
            *_rights(path),
            *_content(path),
            _backup(path),
        ]
    except sqlite3.Error as error:
        raise door.explain(error, path) from error


def _journal(path: Path) -> list[Check]:
    with closing(door.connect(path, writable=False)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        (level,) = connection.execute("PRAGMA synchronous").fetchone()
    mode = door.journal_mode() if mode == "delete" else mode
    safe = mode != "wal" or door.wal_safe()
    return [
        Check("journal", ok=safe, seen=str(mode)),
        Check("synchronous", ok=level == SYNC_FULL, seen=SYNCHRONOUS[level]),
    ]


def _rights(path: Path) -> list[Check]:
    found = path.stat().st_mode
    folder = path.absolute().parent.stat().st_mode
    return [
        Check("file_rights", ok=not found & OTHERS, seen=stat.filemode(found)),
        Check("folder_rights", ok=True, seen=stat.filemode(folder)),
    ]


def _content(path: Path) -> list[Check]:
    """Look at pages and records side by side: each takes about half the time of all.

    Nothing is said of records on pages that cannot be read.
    """
    with backups.still(path) as file, Looking(file, Depth.INDEXES) as pages:
        try:
            wrong = _findings(file)
        except sqlite3.DatabaseError:
            if pages.said() == SOUND:
                raise
            wrong = []
        said = pages.said()
        whole = Check("integrity", ok=said == SOUND, seen=said)
    if not whole.ok:
        return [whole]
    told = tuple(
        " ".join(filter(None, (one.code, one.entity, str(one.id), one.column)))
        for one in wrong[:SHOWN]
    )
    return [whole, Check("records", ok=not wrong, seen=str(len(wrong)), found=told)]


def _findings(path: Path) -> list[Finding]:
    """Compare the records as they are at one moment: no save in between looks wrong."""
    with closing(door.connect(path, writable=False)) as connection:
        connection.execute(f"PRAGMA cache_size=-{CACHE}")
        connection.execute("BEGIN")
        return findings(connection)


def _backup(path: Path) -> Check:
    newest = next(iter(backups.found(path)), None)
    return Check(
        "backup", ok=True, seen="" if newest is None else newest.at.isoformat()
    )
