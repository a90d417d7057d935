"""Whose turn it is to save: sessions are served in the order in which they came.

SQLite lets whoever asks at the right moment save first, so that in a crowd somebody
asks in vain for ever. The order is that of the system's queue for a file of its own.
"""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models import door

if TYPE_CHECKING:
    from concurrent.futures import Future

LONGEST = 60.0
"""Seconds to wait while others are being served.

Enough for fifty sessions whose first save, which is their dearest, takes a second.
"""

LOOK = 0.5
"""Seconds between two looks whether somebody was served."""

OWNER_ONLY = 0o600


class Turn:
    """How long to go on asking: others being served is a reason to."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle
        self._began = self._moved = time.monotonic()
        self._seen = self._last_served()
        self.mine = False

    def is_hopeful(self) -> bool:
        """Tell whether somebody was served lately and we did not wait for too long."""
        now, served = time.monotonic(), self._last_served()
        if served != self._seen:
            self._moved, self._seen = now, served
        return now - self._moved < door.PATIENCE and now - self._began < LONGEST

    def served(self) -> None:
        """Let those behind us know that the queue moves."""
        if self.mine and self._handle is not None:
            os.utime(self._handle)

    def queue(self) -> None:
        """Wait behind those who came before, as long as there is hope."""
        if self._handle is not None:
            self.mine = _has_free(self._handle) or self._stands_in_line(self._handle)

    def _stands_in_line(self, handle: int) -> bool:
        """Wait in a thread: the system's queue knows no end of patience."""
        from concurrent.futures import Future  # noqa: PLC0415  (where others wait)
        from concurrent.futures import wait  # noqa: PLC0415
        from threading import Thread  # noqa: PLC0415

        place = Future[None]()
        own = os.dup(handle)
        Thread(target=_stand, args=(own, place), daemon=True).start()
        while not place.done() and self.is_hopeful():
            wait((place,), LOOK)
        return not place.cancel()

    def _last_served(self) -> int:
        return 0 if self._handle is None else os.fstat(self._handle).st_mtime_ns


@contextmanager
def turn(path: Path | None) -> Generator[Turn]:
    """Yield once it is our turn to save, or once there is no hope: then try at last.

    Without a path nobody else is there. Where the file of the queue cannot be made,
    all ask at once.
    """
    handle = None if path is None else _opened(path.with_name(path.name + ".turn"))
    try:
        mine = Turn(handle)
        mine.queue()
        yield mine
    finally:
        if handle is not None:
            os.close(handle)


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    except OSError:
        return None


def _has_free(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _stand(handle: int, place: "Future[None]") -> None:
    """Stand in line, and leave at once if nobody waits for the place any more."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if place.set_running_or_notify_cancel():
            place.set_result(None)
    finally:
        os.close(handle)
