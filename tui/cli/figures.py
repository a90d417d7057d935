"""``relance stats``: the figures of a report, in words, JSON or CSV."""

from datetime import date

from models import queries
from models import reports
from models.actor import usual_scope
from models.errors import BadValue
from models.reports.report import Asked
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import chosen
from models.rules.dates import FARTHEST
from models.vocabulary import Scope
from tui.cli.shell import Shell
from tui.i18n import _
from tui.new_deal import pipeline_of
from tui.words.advice import advice_forms
from tui.words.reports import group_name
from tui.words.reports import head_in
from tui.words.reports import plain
from tui.words.reports import shown
from tui.words.reports import worded

STAGE, WON = "stage", "won"
"""The key and the code of the funnel's last row (commands.md)."""


def stats(shell: Shell) -> int:
    """Answer one report (metrics.md)."""
    name = chosen(shell.text("report") or "", "", tuple(reports.REPORTS), "report")
    _refuse_others(shell, name)
    scope = shell.text("scope")
    asked = Asked(
        period=_period(shell),
        scope=usual_scope(shell.store.actor.role) if scope is None else Scope(scope),
        by=shell.text("by") or "",
        basis=shell.text("basis") or "",
        pipeline_id=_pipeline(shell),
    )
    report = shell.store.read(reports.REPORTS[name], asked)
    if shell.as_json:
        shell.json(as_json(report))
    elif shell.as_csv:
        rows = [[plain(row[c.key]) for c in report.columns] for row in report.rows]
        shell.csv([column.key for column in report.columns], rows)
    else:
        _print(shell, report, asked.by)
    return 0


def _refuse_others(shell: Shell, name: str) -> None:
    """Refuse what would be left out without a word: an option of another report."""
    for option, taken in (("by", reports.GROUPED), ("basis", reports.BASED)):
        if shell.text(option) is not None and name not in taken:
            kind = f"stats {name}"
            raise BadValue("option_of_other", option, option=f"--{option}", kind=kind)


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


def _print(shell: Shell, report: Report, by: str) -> None:
    columns = report.columns
    scope = report.scope
    rows = [
        [
            advice_forms(row, scope)[-1]
            if column.kind is Kind.TEXT
            else _("Won")
            if row[column.key] == WON and column.key == STAGE
            else shown(row[column.key], column)
            for column in columns
        ]
        for row in report.rows
    ]
    total, first = report.total, columns[0].key
    single = len(rows) == 1 and report.rows[0] == total
    names = shell.store.read(queries.choices.code_names)
    if columns[0].kind is Kind.CODE and _in_groups(report, by):
        for cells, row in zip(rows, report.rows, strict=True):
            if row[first] is None or cells[0] == row[first]:
                cells[0] = group_name(row[first], report.name, by, names)
    if total is not None and not single:
        rows.append([shown(total[column.key], column) for column in columns])
        rows[-1][0] = _("Total")
    words = (Kind.CODE, Kind.TEXT)
    numbers = [at for at, column in enumerate(columns) if column.kind not in words]
    heads = [head_in(column, report.name, by) for column in columns]
    shell.table(heads, rows, numbers)
    for note in report.notes:
        shell.line(worded(note))


def _in_groups(report: Report, by: str) -> bool:
    """Tell whether its rows are groups, and not one row for everything."""
    grouped = by not in {"", "none"} or report.name == "sources"
    return grouped or len(report.rows) > 1


def _period(shell: Shell) -> Period:
    """Return the days asked for; an end before the beginning is no period."""
    first, after = _day(shell, "from"), _day(shell, "to")
    if first is not None and after is not None and after < first:
        raise BadValue("period_reversed", "to")
    return Period(shell.store.house.zone, first, after)


def _day(shell: Shell, name: str) -> date | None:
    typed = shell.text(name)
    if typed is None:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as unclear:
        raise BadValue("day_unclear", name, text=typed) from unclear
    if abs(day.year - shell.store.now().year) > FARTHEST:
        raise BadValue("date_too_far", name, text=typed)
    return day


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _pipeline(shell: Shell) -> int | None:
    typed = shell.text("pipeline")
    if typed is None:
        return None
    return pipeline_of(shell.store.read(queries.choices.pipelines), typed).id
