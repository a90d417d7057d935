"""Databases that hold the real lead list and the real call list."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.clock import Clock
from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.exchange.mapping_file import load_mapping
from models.exchange.reports import ImportReport
from models.operations import setup
from models.reports import REPORTS
from models.reports.report import Asked
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.store import Store
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Origin
from tests.conftest import NOW
from tests.conftest import REPOSITORY

EXAMPLES = REPOSITORY / "docs" / "examples"
ZONE = "Europe/Lisbon"


@dataclass(frozen=True, slots=True)
class Imported:
    """A database, what came in, and with what."""

    store: Store
    report: ImportReport
    files: tuple[Path, ...]
    mapping: Path

    def again(self, folder: Path) -> ImportReport:
        """Import the same files once more."""
        options = ImportOptions(folder=folder)
        return run_import(self.store, self.files, load_mapping(self.mapping), options)


def found(path: Path) -> Store:
    """Return the session of the admin of a fresh database."""
    plan = Foundation(
        template="sales",
        currency="EUR",
        zone=ZONE,
        login="boss",
        name="Boss",
        language=Language.EN,
    )
    clock = Clock(start=NOW, ticking=False)
    setup.found(path, plan, clock)
    return open_store(path, "boss", clock, Origin.CLI)


def imported(store: Store, mapping: str, *files: Path) -> Imported:
    """Import files by one of the example mappings."""
    path = EXAMPLES / mapping
    options = ImportOptions(folder=store.path.parent)
    report = run_import(store, files, load_mapping(path), options)
    return Imported(store, report, files, path)


def report_of(store: Store, name: str, period: Period | None = None) -> Report:
    """Return a report of everything, or of a period."""
    return store.read(REPORTS[name], Asked(period or Period(ZONE)))


def by(report: Report, key: str) -> Mapping[object, Row]:
    """Return the rows of a report by what one column says."""
    return {row[key]: row for row in report.rows}


def near(cell: object, wanted: float, off: float = 0.051) -> bool:
    """Tell whether a cell is a published number, but for the digits left out."""
    return isinstance(cell, int | float) and abs(cell - wanted) <= off
