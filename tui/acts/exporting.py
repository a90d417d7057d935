"""Writing the figures of a page into a CSV file of one's own."""

from collections.abc import Mapping
from pathlib import Path

from models.exchange.guarding import csv_text
from models.reports.report import Report
from tui.i18n import _
from tui.preferences.locations import locations
from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text
from tui.screens.base import AppScreen
from tui.screens.statistics_reading import Question
from tui.widgets.message_line import MessageKind
from tui.words.reports import plain


def export_figures(
    screen: AppScreen, report: Report, question: Question, environ: Mapping[str, str]
) -> None:
    """Write the whole table with its stored keys and codes, and say where it is."""
    folder = locations(environ).exports
    file = folder / f"{_name(report, question)}.csv"
    keys = [column.key for column in report.columns]
    rows = [[plain(row[key]) for key in keys] for row in report.rows]
    try:
        make_private_folder(folder)
        write_private_text(file, csv_text(keys, rows, raw=False))
    except OSError as error:
        told = _("The file could not be written: {why}.")
        why = error.strerror or ""
        screen.say(told.format(why=why), kind=MessageKind.REFUSAL)
        return
    screen.say(_("Saved in {file}.").format(file=_short(file, environ)))


def _name(report: Report, question: Question) -> str:
    """Name what the file holds: ``relance-wins-month-2026-01-01-2026-12-31``."""
    view, span = question.view, question.span
    days = [str(day) for day in (span.first, span.after) if day and view.dated]
    parts = ("relance", report.name, view.by, view.basis, question.scope.value, *days)
    return "-".join(part for part in parts if part)


def _short(file: Path, environ: Mapping[str, str]) -> str:
    home = environ.get("HOME")
    inside = home and file.is_relative_to(home)
    return f"~/{file.relative_to(home)}" if home and inside else str(file)
