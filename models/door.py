"""The door to a database file, through plain sqlite3: is it ours, is it sound."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from models.errors import BadData
from models.errors import Busy
from models.errors import Denied
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import Unsaved
from models.errors import Unsuitable

APPLICATION_ID = 0x52454C41
"""``RELA``: tells our files from another program's."""

SCHEMA = 5
"""The schema this program reads and writes: the number of the newest migration."""

PATIENCE = 5.0
"""Seconds to wait for another session's save."""

READ_CACHE = 128
"""KiB of pages that a reading connection keeps for itself.

The system has them in memory anyway: forty times as many are no faster, and stay.
"""

STATEMENTS = 128
"""How many statements a connection keeps, to run them again."""

LOOK_CACHE = 32
"""KiB of pages for a look at all of them: it sees each once, and comes back to none."""

KEPT_PAGES = 16_000
"""Changed pages (64 MB) that a save keeps in memory until its commit.

Without WAL, one that outgrows the cache locks all readers out until it ends.
"""

MANY = 1_000
"""Rows that are read at once."""

HEADER = b"SQLite format 3\x00"
REMOTE = frozenset(
    {"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "ceph", "afs"}
)
FUSE, OF_THIS_HOST = "fuse.", frozenset({"fuse.fuse-overlayfs", "fuse.gocryptfs"})
"""A file system of another program is another host's, unless it is known not to be."""


_TREES = """
    SELECT 'sqlite_schema'
    UNION ALL
    SELECT '"' || name || '"' FROM sqlite_schema WHERE type = 'table' AND rootpage > 0
"""

_EXPLAINED: dict[int | None, tuple[type[RelanceError], str]] = {
    sqlite3.SQLITE_BUSY: (Busy, "database_busy"),
    sqlite3.SQLITE_LOCKED: (Busy, "database_busy"),
    sqlite3.SQLITE_FULL: (Unsaved, "disk_full"),
    sqlite3.SQLITE_IOERR: (Unsaved, "disk_error"),
    sqlite3.SQLITE_READONLY: (Denied, "database_read_only"),
    sqlite3.SQLITE_CANTOPEN: (Denied, "database_no_permission"),
    sqlite3.SQLITE_PERM: (Denied, "database_no_permission"),
    sqlite3.SQLITE_AUTH: (Denied, "database_no_permission"),
    sqlite3.SQLITE_NOTADB: (BadData, "database_not_ours"),
}


class Identity(NamedTuple):
    """Which file it was when opened: a replaced file has another one."""

    device: int
    inode: int


def wal_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite is free of the WAL-reset bug (safety.md 3.1)."""
    from models import library  # noqa: PLC0415  (no first frame asks)

    return library.wal_safe(version)


def journal_mode() -> str:
    """Return the journal mode that is safe with this library."""
    return "wal" if wal_safe() else "truncate"


def identity(path: Path) -> Identity:
    """Return which file stands at the path now; ``Unsaved`` when it is gone."""
    try:
        found = path.stat()
    except OSError as missing:
        raise Unsaved("database_replaced", path=str(path)) from missing
    return Identity(found.st_dev, found.st_ino)


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """Open a checked file with our settings; autocommit, usable on any thread.

    Where the file may be written, one that only reads can still take back what a
    killed session left half done, which a read-only file handle cannot.
    """
    connection = _opened(path, writable=writable)
    connection.execute("PRAGMA synchronous=FULL")
    if not writable:
        connection.execute(f"PRAGMA cache_size=-{READ_CACHE}")
    if writable and not wal_safe():
        _leave_wal(connection, path)
        connection.execute(f"PRAGMA cache_spill={KEPT_PAGES}")
    return connection


def glance(path: Path) -> sqlite3.Connection:
    """Open a file for its numbers alone, which spares reading what its tables are."""
    return _opened(path, writable=False)


def _opened(
    path: Path, *, writable: bool, statements: int = STATEMENTS
) -> sqlite3.Connection:
    mode = "rw" if writable or os.access(path, os.W_OK) else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=statements,
    )
    connection.execute(f"PRAGMA query_only={'OFF' if writable else 'ON'}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    return connection


def _leave_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Journal by truncation, a setting of each connection; a WAL file is converted.

    SQLite converts it only for whoever has it alone; else ``Unsuitable``, for two
    sessions on a WAL file with this library may lose saves (safety.md 3.1).
    """
    try:
        connection.execute("PRAGMA journal_mode=TRUNCATE")
    except sqlite3.OperationalError as shared:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        connection.close()
        if mode != "wal":
            raise
        version = sqlite3.sqlite_version
        raise Unsuitable("journal_unsafe", path=str(path), version=version) from shared


def check(path: Path) -> int:
    """Return the schema number of a usable file; refuse anything else untouched.

    Raises ``NoInput`` (missing), ``BadData`` (empty, foreign, damaged), ``Denied``
    (no permission) or ``Unsuitable`` (newer program, network file system).
    """
    _check_file(path)
    try:
        connection = glance(path)
        try:
            number = _pragma(connection, "application_id")
            schema = _pragma(connection, "user_version")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain(error, path) from error
    if number != APPLICATION_ID:
        raise BadData("database_of_another", path=str(path), number=number)
    if schema > SCHEMA:
        raise Unsuitable("database_newer", path=str(path), schema=schema, ours=SCHEMA)
    return schema


def readable(path: Path) -> bool:
    """Tell whether every row can be read without an index: then a repair can be."""
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    try:
        with closing(connect(path, writable=False)) as connection:
            for (name,) in connection.execute(tables).fetchall():
                rows = connection.execute(f'SELECT * FROM "{name}" NOT INDEXED')
                while rows.fetchmany(MANY):
                    pass
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return True


def damaged(path: Path) -> BadData:
    """Return the refusal of a damaged file, which says whether a repair may help."""
    code = "database_mendable" if readable(path) else "database_damaged"
    return BadData(code, path=str(path))


def sound(path: Path, *, in_use: bool = False) -> bool:
    """Tell whether every page of a database can be read: cheap enough for each start.

    A damaged page is met late otherwise, and a save may succeed before. Of a file
    *in use* the tables are looked at one by one, so that saves pass in between; the
    pages that no table uses are left out.
    """
    query = _TREES if in_use else "SELECT 1"
    try:
        with closing(_opened(path, writable=False, statements=0)) as connection:
            connection.execute(f"PRAGMA cache_size=-{LOOK_CACHE}")
            for (name,) in connection.execute(query).fetchall():
                check = f"PRAGMA quick_check({name})"
                (said,) = connection.execute(check).fetchone()
                if said != "ok":
                    return False
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return True


def explain(error: sqlite3.Error, path: Path) -> RelanceError:
    """Return our refusal for an error of SQLite; never its own words.

    A statement that SQLite cannot run at all is our fault, and raised as it is.
    """
    found = _EXPLAINED.get(_primary(error))
    if found is None:
        if _is_fault(error, path):
            raise error
        return damaged(path)
    kind, name = found
    return kind(name, path=str(path))


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is not a whole database."""
    return _primary(error) in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether an error says that another session holds what was asked for."""
    return _primary(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _is_fault(error: sqlite3.Error, path: Path) -> bool:
    """Tell a statement of ours that is wrong from a file that lacks what it names."""
    lacking = "no such" in str(error)
    return _primary(error) == sqlite3.SQLITE_ERROR and not lacking and _is_whole(path)


def _is_whole(path: Path) -> bool:
    try:
        with closing(connect(path, writable=False)) as connection:
            said: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.Error, RelanceError):
        return False
    return said == ("ok",)


def _primary(error: sqlite3.Error) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)


def _check_file(path: Path) -> None:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise NoInput("database_missing", path=str(path)) from missing
    except OSError as refused:
        raise Denied("database_no_permission", path=str(path)) from refused
    if not stat.S_ISREG(found.st_mode):
        raise BadData("database_not_ours", path=str(path))
    if not os.access(path, os.R_OK):
        raise Denied("database_no_permission", path=str(path))
    _check_header(path)
    kind = file_system(path)
    if is_remote(kind):
        raise Unsuitable("database_on_network", path=str(path), kind=kind)


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(len(HEADER))
    if not header:
        raise BadData("database_empty", path=str(path))
    if header != HEADER:
        raise BadData("database_not_ours", path=str(path))


def is_remote(kind: str) -> bool:
    """Tell whether another host may hold files of such a system: saves get lost."""
    return kind in REMOTE or (kind.startswith(FUSE) and kind not in OF_THIS_HOST)


def file_system(path: Path) -> str:
    """Return the type of the file system that holds the path, empty when unknown."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    place = str(path.resolve())
    for line in mounts.read_text(errors="replace").splitlines():
        _, point, name, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        under = place == point or place.startswith(point.rstrip("/") + "/")
        if under and len(point) >= len(best):
            best, kind = point, name
    return kind
