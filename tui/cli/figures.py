"""``relance stats``: the figures of a report, in words, JSON or CSV."""

from collections.abc import Callable
from datetime import date

from models import queries
from models.access import Reader
from models.errors import BadValue
from models.money import Money
from models.money import major
from models.reports.pipeline import pipeline
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import chosen
from models.reports.wins import wins
from models.vocabulary import Scope
from tui import formats
from tui.cli.shell import Shell
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.new_deal import pipeline_of

REPORTS: dict[str, Callable[[Reader, Asked], Report]] = {
    "pipeline": pipeline,
    "wins": wins,
}

HEADS = {
    "group": N_("Group"),
    "won": N_("Won"),
    "lost": N_("Lost"),
    "open": N_("Open"),
    "win_rate": N_("Win rate"),
    "win_rate_amount": N_("By amount"),
    "won_amount": N_("Won amount"),
    "mean_amount": N_("Mean"),
    "median_amount": N_("Median"),
    "mean_days_to_win": N_("Days to win"),
    "median_days_to_win": N_("Median days"),
    "mean_days_to_lose": N_("Days to lose"),
    "mean_days_to_close": N_("Days to close"),
    "pipeline": N_("Pipeline"),
    "stage": N_("Stage"),
    "deals": N_("Deals"),
    "amount": N_("Amount"),
    "weighted": N_("Weighted"),
    "without_amount": N_("No amount"),
    "median_age_days": N_("Median age"),
    "mean_age_days": N_("Mean age"),
}


def stats(shell: Shell) -> int:
    """Answer one report (metrics.md)."""
    name = chosen(shell.text("report") or "", "", tuple(REPORTS), "report")
    scope = shell.text("scope")
    asked = Asked(
        period=Period(shell.store.house.zone, _day(shell, "from"), _day(shell, "to")),
        scope=None if scope is None else Scope(scope),
        by=shell.text("by") or "",
        basis=shell.text("basis") or "",
        pipeline_id=_pipeline(shell),
    )
    report = shell.store.read(REPORTS[name], asked)
    if shell.as_json:
        shell.json(as_json(report))
    elif shell.as_csv:
        rows = [[plain(row[c.key]) for c in report.columns] for row in report.rows]
        shell.csv([column.key for column in report.columns], rows)
    else:
        _print(shell, report)
    return 0


def as_json(report: Report) -> dict[str, object]:
    """Return the stable JSON form (commands.md)."""
    return {
        "report": report.name,
        "period": {
            "from": _iso(report.period.first),
            "to": _iso(report.period.after),
            "zone": report.period.zone,
        },
        "scope": str(report.scope),
        "currency": report.currency,
        "notes": [worded(note) for note in report.notes],
        "rows": [
            {key: plain(value) for key, value in row.items()} for row in report.rows
        ],
        "total": None
        if report.total is None
        else {key: plain(value) for key, value in report.total.items()},
    }


def plain(value: Cell) -> str | int | float | None:
    """Return a cell as JSON and CSV hold it: money in major units, as text."""
    return major(value) if isinstance(value, Money) else value


def worded(note: Note) -> str:
    """Return a note as a sentence."""
    count = note.values.get("count")
    if not isinstance(count, int):
        return note.code
    sentences = {
        "without_rate": ngettext(
            "{count} deal without an exchange rate is left out of the amounts.",
            "{count} deals without an exchange rate are left out of the amounts.",
            count,
        ),
        "without_probability": ngettext(
            "{count} deal in a stage without a probability is not weighted.",
            "{count} deals in stages without a probability are not weighted.",
            count,
        ),
    }
    return sentences[note.code].format(count=count)


def shown(value: Cell, column: Column) -> str:
    """Return a cell in the language's own formats; nothing stays empty."""
    match value:
        case None:
            return ""
        case Money():
            return formats.amount(value, language())
        case str():
            return value
        case _ if column.kind is Kind.RATE:
            return formats.percent(value * 100, language(), 1)
        case _ if column.kind is Kind.DAYS:
            return formats.number(value, language(), 1)
        case _:
            return formats.number(value, language())


def _print(shell: Shell, report: Report) -> None:
    columns = report.columns
    rows = [[shown(row[c.key], c) for c in columns] for row in report.rows]
    total = report.total
    single = len(rows) == 1 and report.rows[0] == total
    if total is not None and not single:
        rows.append([shown(total[column.key], column) for column in columns])
        rows[-1][0] = _("Total")
    shell.table([_(HEADS[column.key]) for column in columns], rows)
    for note in report.notes:
        shell.line(worded(note))


def _day(shell: Shell, name: str) -> date | None:
    typed = shell.text(name)
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as unclear:
        raise BadValue("day_unclear", name, text=typed) from unclear


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _pipeline(shell: Shell) -> int | None:
    typed = shell.text("pipeline")
    if typed is None:
        return None
    return pipeline_of(shell.store.read(queries.choices.pipelines), typed).id
