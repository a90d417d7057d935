"""Looks at every page of a database in a process of its own, beside other checks.

SQLite's threads wait for each other's memory: in one process, each of two checks takes
half as long again. A thread could not be begun either while the session ends.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final
from typing import Self

from models import door

CACHE: Final = 4_000
"""KiB of pages that a check keeps at hand: it comes back to most of them."""
SAFE_PATH: Final = "-P"
"""Keeps Python from taking what lies in the folder that one happens to be in."""
SOUND: Final = "ok"


class Depth(StrEnum):
    """How closely is looked: at pages and rows, or at what each index holds too."""

    ROWS = "quick_check"
    INDEXES = "integrity_check"


def look(path: Path, depth: Depth) -> str:
    """Return ``SOUND``, or the first thing wrong; raises as ``sqlite3`` does."""
    with closing(door.connect(path, writable=False)) as connection:
        connection.execute(f"PRAGMA cache_size=-{CACHE}")
        (said,) = connection.execute(f"PRAGMA {depth}(1)").fetchone()
    return str(said)


class Looking:
    """A look at a database that goes on while other things are done."""

    def __init__(self, path: Path, depth: Depth) -> None:
        """Begin to look; where no process can be made, ``said`` looks itself."""
        self._path, self._depth, self._said = path, depth, ""
        told = (str(path.absolute()), str(depth))
        command = [sys.executable, SAFE_PATH, "-m", "models.pages", *told]
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        except OSError:
            return

    def said(self) -> str:
        """Wait for what ``look`` says; ask it here if the other process could not."""
        if not self._said and self._process is not None:
            told, _nothing = self._process.communicate()
            self._said = told if self._process.returncode == 0 else ""
        if not self._said:
            self._said = look(self._path, self._depth)
        return self._said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Look no longer than anybody waits for it."""
        if self._process is not None:
            with self._process as process:
                process.kill()


def _main() -> int:
    path, depth = sys.argv[1:]
    try:
        sys.stdout.write(look(Path(path), Depth(depth)))
    except sqlite3.Error:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
