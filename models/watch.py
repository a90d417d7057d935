"""Tells whether another session, or this one, has committed since the last look."""

import sqlite3


class ChangeWatch:
    """Polls a connection of its own; it never writes, so every commit moves it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._seen = self._version()

    def changed(self) -> bool:
        """Tell whether anything was committed since the last call; about 2 µs."""
        version = self._version()
        moved = version != self._seen
        self._seen = version
        return moved

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)
