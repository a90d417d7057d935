"""Opening a database as often as it takes, before anything is there to draw it."""

from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import RelanceError
from models.store import Store
from tui.preferences.settings import StartScreen

if TYPE_CHECKING:
    from models.backups import Backup
    from tui.ahead import Ahead

FILES = ("database_", "disk_", "journal_", "upgrade_", "backup_")
"""How the codes begin of what the file or its disk has wrong."""


class Opening:
    """Opens a database as often as it takes, and keeps the store once it is open."""

    def __init__(
        self,
        path: Path,
        call: Callable[[], Store],
        start: StartScreen,
        *,
        restorable: bool = True,
    ) -> None:
        self.path = path
        self.restorable = restorable
        """Whether whoever starts it may put a backup back without being known."""
        self.ahead: Ahead | None = None
        """What is read of the screen that it opens on."""
        self._call = call
        self._start = start
        self._store: Store | None = None

    def try_it(self) -> RelanceError | None:
        """Open the database, or tell what stands in the way of it."""
        try:
            self._store = self._call()
        except RelanceError as error:
            if not _is_of_the_file(error, self.path):
                raise
            return error
        if self._start is StartScreen.BOARD:
            from tui import ahead  # noqa: PLC0415

            self.ahead = ahead.begin(self._store)
        return None

    def put_back(self, backup: "Backup") -> RelanceError | None:
        """Put a backup in the place of the database, or tell why it cannot be."""
        from models.exchange.restoring import restore  # noqa: PLC0415

        try:
            restore(backup.path, self.path, datetime.now(UTC))
        except RelanceError as error:
            return error
        return None

    def take(self) -> Store:
        """Hand over the store that was opened."""
        if self._store is None:
            raise LookupError
        opened, self._store = self._store, None
        return opened


def _is_of_the_file(error: RelanceError, path: Path) -> bool:
    """Tell whether it is about the file; a path that was mistyped needs no screen."""
    from models.backups import found  # noqa: PLC0415

    if error.code == "database_missing" and not found(path):
        return False
    return error.code.startswith(FILES)
