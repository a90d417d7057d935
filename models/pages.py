"""Looks at every page and index of a database, in a process of its own.

SQLite's threads wait for each other's memory: beside another check in the same
process, both take half as long again.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from models import door
from models.copying import CACHE

SAFE_PATH: Final = "-P"
"""Keeps Python from taking what lies in the folder that one happens to be in."""


def look(path: Path) -> str:
    """Return ``ok``, or the first thing that is wrong; raises as ``sqlite3`` does."""
    with closing(door.connect(path, writable=False)) as connection:
        connection.execute(f"PRAGMA cache_size=-{CACHE}")
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return str(said)


def look_apart(path: Path) -> str:
    """Return what ``look`` says, told by another process; by this one if it cannot."""
    command = [sys.executable, SAFE_PATH, "-m", "models.pages", str(path.absolute())]
    try:
        told = subprocess.run(
            command, capture_output=True, check=True, encoding="utf-8"
        )
    except (OSError, subprocess.CalledProcessError):
        return look(path)
    return told.stdout


def _main() -> int:
    try:
        sys.stdout.write(look(Path(sys.argv[1])))
    except sqlite3.Error:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())
