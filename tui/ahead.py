"""The first screen's rows, read while the modules that draw it are imported.

SQLite works without the interpreter's lock: where there is a second core, the rows are
there by the time that Textual is.
"""

from collections.abc import Callable
from threading import Thread

from models.store import Store
from tui.preferences.settings import StartScreen
from tui.widgets.board_window import WINDOW

QUEUE = 200
"""How many items of Today the first frame reads."""


class Ahead:
    """Reads on a thread of its own, and hands over once what it has read."""

    def __init__(self, read: Callable[[], object]) -> None:
        self._found: object = None
        self._thread = Thread(target=self._run, args=(read,), daemon=True)
        self._thread.start()

    def take(self) -> object:
        """Wait for what was read; nothing where it was taken or could not be read.

        The screen then reads it, and says why it cannot.
        """
        self.wait()
        found, self._found = self._found, None
        return found

    def wait(self) -> None:
        """Wait until all was read."""
        self._thread.join()

    def _run(self, read: Callable[[], object]) -> None:
        try:
            self._found = read()
        except Exception:
            self._found = None


def begin(store: Store, start: StartScreen) -> Ahead:
    """Begin to read what a session opens on."""
    if start is StartScreen.BOARD:
        from models.views.board import BoardAsk  # noqa: PLC0415
        from models.views.board import read_beginning  # noqa: PLC0415

        return Ahead(lambda: read_beginning(store, BoardAsk(), WINDOW))
    from models.views.due import read_due  # noqa: PLC0415

    return Ahead(lambda: read_due(store, limit=QUEUE))
