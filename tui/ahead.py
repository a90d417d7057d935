"""The sums of the board's columns, read while the modules that draw it are imported.

SQLite works without the interpreter's lock: where there is a second core, they are
there by the time that Textual is. Each row takes the lock away from the imports for a
moment, so that what has many is read afterwards.
"""

from collections.abc import Callable
from threading import Thread

from models.store import Store
from models.views.beginning import read_totals
from models.views.sight import Known


class Ahead:
    """Reads on a thread of its own, and hands over once what it has read."""

    def __init__(self, read: Callable[[], Known]) -> None:
        self._found: Known = {}
        self._thread = Thread(target=self._run, args=(read,), daemon=True)
        self._thread.start()

    def take(self) -> Known:
        """Wait for what was read; nothing where it was taken or could not be read.

        The screen then reads it, and says why it cannot.
        """
        self._thread.join()
        found, self._found = self._found, {}
        return found

    def _run(self, read: Callable[[], Known]) -> None:
        try:
            self._found = read()
        except Exception:
            self._found = {}


def begin(store: Store) -> Ahead:
    """Begin to read what a board opens with."""
    return Ahead(lambda: read_totals(store))
