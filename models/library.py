"""Which SQLite the program uses: Python's own, or a safer one that is installed."""

import sys
from importlib import import_module

INSTALLED = "pysqlite3"
"""What ``relance[wal]`` brings; another package of that name may not be safe."""


def wal_safe(version: tuple[int, ...]) -> bool:
    """Tell whether a SQLite is free of the WAL-reset bug (safety.md 3.1)."""
    if version[:2] == (3, 50):
        return version >= (3, 50, 7)
    if version[:2] == (3, 44):
        return version >= (3, 44, 6)
    return version >= (3, 51, 3) and version[:3] != (3, 52, 0)


def use_the_safer() -> None:
    """Have ``sqlite3`` mean the installed library, before anything imports it."""
    if "sqlite3" in sys.modules:
        return
    try:
        interface = import_module(f"{INSTALLED}.dbapi2")
    except ImportError:
        return
    if wal_safe(interface.sqlite_version_info):
        sys.modules["sqlite3"] = sys.modules[INSTALLED]
        sys.modules["sqlite3.dbapi2"] = interface
