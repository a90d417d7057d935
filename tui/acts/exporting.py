"""Writing the figures of a page into a CSV file of one's own."""

from datetime import date

from models.clock import local_day
from models.exchange.guarding import csv_text
from models.reports.report import Report
from tui.acts.keeping import keep
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.statistics_reading import Question
from tui.words.reports import plain


def export_figures(screen: AppScreen, report: Report, question: Question) -> None:
    """Write the whole table with its stored keys and codes, and say where it is."""
    today = local_day(screen.store.now(), screen.store.house.zone)
    keys = [column.key for column in report.columns]
    rows = [[plain(row[key]) for key in keys] for row in report.rows]
    text = csv_text(keys, rows, raw=False)
    file = keep(screen, f"{_name(report, question, today)}.csv", text)
    if file:
        screen.say(_("Saved in {file}.").format(file=file))


def _name(report: Report, question: Question, today: date) -> str:
    """Name what the file holds, the last day too: ``…-2026-01-01-2026-11-23``."""
    view, span = question.view, question.counted(today)
    days = [str(day) for day in (span.first, span.last) if day and view.dated]
    parts = ("relance", report.name, view.by, view.basis, question.scope.value, *days)
    return "-".join(part for part in parts if part)
