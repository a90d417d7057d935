"""A database to import into, and files made of a few lines."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.exchange.mapping import FileMapping
from models.exchange.mapping_file import mapping_of
from models.exchange.reports import ImportReport
from models.exchange.toml_values import toml_part
from models.store import Store

WriteFile = Callable[[str, str], Path]
Import = Callable[..., ImportReport]


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Write a file of the given name and text, as it stands."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def import_into(tmp_path: Path) -> Import:
    """Import files into a store; rejects files go to the test's own folder."""

    def run(
        store: Store,
        *files: Path,
        mapping: FileMapping | None = None,
        dry_run: bool = False,
        strict: bool = False,
        rejects: Path | None = None,
    ) -> ImportReport:
        options = ImportOptions(
            dry_run=dry_run, strict=strict, rejects=rejects, folder=tmp_path
        )
        return run_import(store, files, mapping, options)

    return run


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    """Return what a statement finds in the file itself."""
    connection = sqlite3.connect(store.path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def mapping(text: str) -> FileMapping:
    """Return the mapping that a TOML text says."""
    return mapping_of(toml_part(text.encode(), "map.toml"))


HEAD = """
format = 1
name = "Test"
system = "test"
"""

DEALS = (
    HEAD
    + """
[[input]]
name = "deals"
headers = ["number", "title"]
[[input.record]]
entity = "deal"
identity = ["external_id"]
set.external_id = "number"
set.title = "title"
"""
)
