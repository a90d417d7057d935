"""Figures that have nothing to be of are told as missing (metrics.md, Ratios)."""

from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.vocabulary import Scope
from tui.figures.report_pages import View
from tui.figures.report_table import Table
from tui.figures.report_table import body_rows


def a_row(group: str, won: int, lost: int, rate: float | None) -> Row:
    return {"group": group, "won": won, "lost": lost, "win_rate": rate}


def test_a_rate_of_nothing_is_a_dash_and_never_no_per_cent() -> None:
    """Metrics C.0: denominator 0 is –, what does not exist stays empty."""
    report = Report(
        "wins",
        Period("UTC"),
        Scope.ALL,
        "EUR",
        (
            Column("group", Kind.CODE),
            Column("won", Kind.COUNT),
            Column("lost", Kind.COUNT),
            Column("win_rate", Kind.RATE),
        ),
        (
            a_row("ana", 6, 6, 0.5),
            a_row("ben", 0, 0, None),
            a_row("cleo", 0, 9, 0.0),
            a_row("dan", 3, 3, None),
        ),
        None,
    )
    table = Table(report, View(""), str, "won")
    told = [row.cells[-1].text.strip() for row in body_rows(table, 80)]
    assert told == ["50.0%", "–", "0.0%", ""]
