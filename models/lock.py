"""Who has a database open: shared for sessions, alone for migration and restore."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from typing import TextIO

from models.errors import Busy
from models.errors import Denied

OWNER_ONLY = 0o600


class Session(NamedTuple):
    """A live session: its process, who, and since when (UTC seconds)."""

    process: int
    login: str
    since: int


def lock_path(path: Path) -> Path:
    """Return the lock file beside a database."""
    return path.with_name(path.name + ".lock")


class SessionLock:
    """Held while a session runs; a killed process frees it by itself."""

    def __init__(self, path: Path, login: str) -> None:
        self._file = _open_of(path)
        if self._file is None:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as held:
            self._file.close()
            raise Busy("database_being_changed", path=str(path)) from held
        line = f"{os.getpid()} {int(time.time())} {login}\n"
        # The lock holds without the name, and a full disk is no reason not to read.
        with suppress(OSError):
            os.write(self._file.fileno(), line.encode())

    def close(self) -> None:
        """Let others have the database alone."""
        if self._file is not None:
            self._file.close()


@contextmanager
def alone(path: Path) -> Generator[None]:
    """Hold the database alone; ``Busy`` names the sessions that are in the way."""
    with _open(lock_path(path)) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            others = [one for one in sessions(path) if one.process != os.getpid()]
            names = [session.login for session in others]
            live = tuple(others)
            raise Busy(
                "database_in_use", path=str(path), sessions=names, live=live
            ) from held
        file.truncate(0)
        yield


def sessions(path: Path) -> list[Session]:
    """Return the sessions whose process is alive, the oldest first."""
    place = lock_path(path)
    if not place.exists():
        return []
    found: dict[int, Session] = {}
    for line in place.read_text(errors="replace").splitlines():
        process, since, login = [*line.split(" ", 2), "", "", ""][:3]
        if process.isdecimal() and since.isdecimal() and is_running(int(process)):
            found[int(process)] = Session(int(process), login, int(since))
    return sorted(found.values(), key=lambda session: session.since)


def _open_of(path: Path) -> TextIO | None:
    """Open the lock of a database; who may only read the file gets along without."""
    try:
        return _open(lock_path(path))
    except Denied:
        if os.access(path, os.W_OK):
            raise
        return None


def _open(path: Path) -> TextIO:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    except OSError as refused:
        raise Denied("database_no_permission", path=str(path)) from refused
    return os.fdopen(handle, "a+")


def is_running(process: int) -> bool:
    """Tell whether a process of that number lives, whoever runs it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
