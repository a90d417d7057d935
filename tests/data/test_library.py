"""Which SQLite is used: one that journals ahead safely, where it is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from models import library

FAKE = """
from sqlite3.dbapi2 import *
sqlite_version_info = {version}
sqlite_version = "{told}"
"""

USED = """
import sys
from models.library import use_the_safer
sys.modules.pop("sqlite3", None)
use_the_safer()
import sqlite3
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
print(sqlite3.__name__, SQLiteDialect_pysqlite.import_dbapi().__name__)
"""


@pytest.mark.parametrize(
    ("version", "used"),
    [
        ((3, 53, 4), "pysqlite3 pysqlite3.dbapi2"),
        ((3, 51, 1), "sqlite3 sqlite3.dbapi2"),
        (None, "sqlite3 sqlite3.dbapi2"),
    ],
)
def test_an_installed_library_is_used_if_it_is_safe(
    tmp_path: Path, version: tuple[int, ...] | None, used: str
) -> None:
    """Safety case 47: WAL with 3.53, never with a library that has the bug."""
    if version is not None:
        package = tmp_path / library.INSTALLED
        package.mkdir()
        (package / "__init__.py").write_text("from pysqlite3.dbapi2 import *\n")
        told = ".".join(map(str, version))
        content = FAKE.format(version=version, told=told)
        (package / "dbapi2.py").write_text(content)
    place = f"sys.path.insert(0, {str(tmp_path)!r})"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {place}\n{USED}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == used


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), False),
        ((3, 53, 0), True),
    ],
)
def test_the_versions_with_the_bug_are_known(
    version: tuple[int, ...], safe: bool
) -> None:
    assert library.wal_safe(version) is safe
