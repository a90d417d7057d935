"""The small data set with its answers (metrics.md C.19)."""

from collections.abc import Iterator
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

import pytest

from models.clock import Clock
from models.reports import LISTS
from models.reports import PAGES
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.store import Store
from models.store import open_store
from models.vocabulary import Scope
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import days
from tests.reports.lives import write_lives

ZONE = "Europe/Paris"
TENTH_OF_MARCH = datetime(2025, 3, 9, 23, tzinfo=UTC)
"""Midnight in Paris."""

STAGES = (("Qualify", 10), ("Proposal", 40), ("Negotiate", 70))
LIVES = (
    Life(1000, days((1, 5, 1), (1, 15, 2), (1, 25, 3), (2, 4, WON))),
    Life(500, days((1, 8, 1), (1, 18, 2), (1, 28, LOST))),
    Life(2000, days((1, 10, 1), (1, 20, 3), (1, 30, WON))),
    Life(800, days((1, 12, 1))),
    Life(1200, days((1, 15, 1), (2, 1, 2), (2, 10, 1), (2, 20, 2))),
    Life(600, days((1, 20, 2), (2, 15, LOST))),
    Life(900, days((1, 22, 1), (1, 29, LOST), (2, 5, 1), (2, 12, 2), (3, 1, WON))),
    Life(700, days((2, 2, 1), (2, 20, 2), (3, 5, 3))),
    Life(400, days((2, 10, 1), (2, 17, LOST))),
    Life(1500, days((2, 15, 1), (2, 25, 2))),
)


class Figures:
    """Asks reports about one pipeline, and opens the lists behind their cells."""

    def __init__(self, store: Store, pipeline: int, deals: list[int]) -> None:
        self.store = store
        self.pipeline = pipeline
        self.deals = deals

    def report(
        self,
        name: str,
        first: date | None = None,
        after: date | None = None,
        *,
        by: str = "",
        basis: str = "",
        scope: Scope | None = None,
    ) -> Report:
        """Return a report on the pipeline."""
        asked = self._asked(first, after, by, basis, scope)
        return self.store.read(PAGES[name], asked)

    def rows(
        self, name: str, *period: date, by: str = "", basis: str = ""
    ) -> list[Row]:
        """Return the rows of a report."""
        return list(self.report(name, *period, by=by, basis=basis).rows)

    def column(
        self, name: str, key: str, *period: date, by: str = "", basis: str = ""
    ) -> list[Cell]:
        """Return a column of a report."""
        return [row[key] for row in self.rows(name, *period, by=by, basis=basis)]

    def listed(
        self, name: str, cell: CellAt, *period: date, by: str = "", basis: str = ""
    ) -> Listed:
        """Return the list behind a cell."""
        first, after = period or (None, None)
        asked = self._asked(first, after, by, basis, None)
        return self.store.read(LISTS[name], asked, cell)

    def _asked(
        self,
        first: date | None,
        after: date | None,
        by: str,
        basis: str,
        scope: Scope | None,
    ) -> Asked:
        period = Period(self.store.house.zone, first, after)
        return Asked(period, scope, by, basis, self.pipeline)


@pytest.fixture
def then(database: Path) -> Iterator[Store]:
    """The admin's session on 10 March 2025, at midnight."""
    clock = Clock(start=TENTH_OF_MARCH, ticking=False)
    opened = open_store(database, "boss", clock)
    yield opened
    opened.close()


@pytest.fixture
def oracle(then: Store) -> Figures:
    """Ten deals whose every figure is known."""
    places = a_pipeline(then, "Oracle", STAGES)
    return Figures(then, places[0], write_lives(then, places, LIVES))
