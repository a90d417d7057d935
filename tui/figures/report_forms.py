"""Reports in the form of a page: rows and columns as a table shows them best."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from models.money import Money
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Report
from models.reports.report import Row
from tui import formats
from tui.figures.report_pages import FEW
from tui.i18n import _
from tui.i18n import language
from tui.words.reports import rate_words

FIGURE: Final = "figure"
LOSSES: Final = ("lost", "exits")
SIGNED: Final = 0.5


def formed(report: Report, before: Report | None, words: tuple[str, str]) -> Report:
    """Return a report as its page shows it; ``words`` name this period and the last."""
    match report.name:
        case "pipeline":
            return _of_one_pipeline(report)
        case "lifetime":
            return _turned(report)
        case "conversion":
            return report if "value" in report.rows[0] else _side_by_side(report)
        case "levers":
            return _compared(report, before, words)
        case "heat":
            return _crossed(report)
        case _:
            return _medians_first(report)


MEDIANS: Final[Mapping[str, str]] = {
    "mean_days": "median_days",
    "mean_days_to_win": "median_days_to_win",
}
"""What is told before each mean of times (C.0)."""


def _medians_first(report: Report) -> Report:
    """Stand the median of times before their mean."""
    known = {column.key: column for column in report.columns}
    pairs = {mean: median for mean, median in MEDIANS.items() if median in known}
    columns = [
        known[key]
        for column in report.columns
        if column.key not in pairs.values()
        for key in (pairs.get(column.key, column.key), column.key)
    ]
    return replace(report, columns=tuple(dict.fromkeys(columns)))


def _of_one_pipeline(report: Report) -> Report:
    """Leave the pipeline out where all stages are of one."""
    if len({row["pipeline"] for row in report.rows}) > 1:
        return report
    return replace(report, columns=report.columns[1:])


def _turned(report: Report) -> Report:
    """Stand the figures of the one row under each other."""
    (row,) = report.rows
    columns = (Column(FIGURE, Kind.CODE), Column("count", Kind.COUNT))
    rows = [{FIGURE: key, "count": value} for key, value in row.items()]
    return replace(report, columns=columns, rows=tuple(rows), total=None)


CONVERSION: Final[Mapping[str, tuple[str, str, str]]] = {
    "created": ("created", "converted", "rate"),
    "followed": ("followed", "followed_converted", "rate_followed"),
    "not_followed": ("not_followed", "not_followed_converted", "rate_not_followed"),
    "conversions": ("conversions", "", ""),
    "conversions_with": ("conversions_with", "", "share_with"),
    "conversions_without": ("conversions_without", "", "share_without"),
}
"""The figures of one row of the page: people, those who bought, the rate or share."""
SIDES: Final = ("people", "converted", "rate")


def _side_by_side(report: Report) -> Report:
    """Stand those who were followed up over the others, and the shares below (C.8)."""
    (row,) = report.rows
    kinds = (Kind.COUNT, Kind.COUNT, Kind.RATE)
    columns = (Column(FIGURE, Kind.CODE), *map(Column, SIDES, kinds))
    rows = [
        {FIGURE: name, **{s: row.get(key) for s, key in zip(SIDES, keys, strict=True)}}
        for name, keys in CONVERSION.items()
    ]
    return replace(report, columns=columns, rows=tuple(rows), total=None)


def conversion_key(row: int, column: str) -> str:
    """Return the column of the report that a cell of its page shows."""
    keys = list(CONVERSION.values())[row]
    return keys[SIDES.index(column)]


def _compared(report: Report, before: Report | None, words: tuple[str, str]) -> Report:
    """Stand the levers over those of the period before, and the change below."""
    now = {**report.rows[0], "group": words[0]}
    rows: list[Row] = [now]
    if before is not None:
        was = {**before.rows[0], "group": words[1]}
        changes: Row = {key: _change(now[key], was[key]) for key in now}
        rows += [was, {**changes, "group": _("Change")}]
    return replace(report, rows=tuple(rows), total=None)


def _change(now: Cell, was: Cell) -> str | None:
    part = share(now, was)
    if part is None:
        return None
    percent = (part - 1) * 100
    sign = "+" if percent > SIGNED else "-"
    told = formats.percent(abs(percent), language())
    return told if abs(percent) < SIGNED else f"{sign}{told}"


def share(now: Cell, was: Cell) -> float | None:
    """Return a figure as a part of what it was; nothing where it was nothing."""
    here, there = _number(now), _number(was)
    return None if here is None or not there else here / there


def _number(value: Cell) -> float | None:
    if isinstance(value, Money):
        return float(value.minor)
    return float(value) if isinstance(value, int | float) else None


def _crossed(report: Report) -> Report:
    """Stand owners or teams against the stages (K-13)."""
    stages = list(dict.fromkeys(str(row["stage"]) for row in report.rows))
    groups: dict[Cell, dict[str, Cell]] = {}
    for row in report.rows:
        cells = groups.setdefault(row["group"], {"group": row["group"]})
        cells[str(row["stage"])] = told_rate(row)
    columns = [Column(stage, Kind.RATE) for stage in stages]
    rows = [{**dict.fromkeys(stages), **cells} for cells in groups.values()]
    return replace(
        report, columns=(Column("group", Kind.CODE), *columns), rows=tuple(rows)
    )


def told_rate(row: Row) -> str:
    """Return a loss rate with what it is of."""
    lost, left = (formats.number(_number(row[key]) or 0, language()) for key in LOSSES)
    return f"{rate_words(row['loss_rate'])} {lost}/{left}"


def limping(report: Report) -> Mapping[tuple[Cell, str], Row]:
    """Return the rows of a loss table that are flagged, by group and stage."""
    if report.name != "heat":
        return {}
    return {
        (row["group"], str(row["stage"])): row
        for row in report.rows
        if row.get("limps") == 1
    }


def immature(notes: Sequence[Note]) -> Sequence[Cell]:
    """Return the cohorts that are not to be compared yet (C.2)."""
    return [group for note in notes for group in note.groups]


def few(report: Report) -> frozenset[tuple[Cell, str]]:
    """Return the rates of a loss table that are of fewer than five deals (C.0)."""
    if report.name != "heat":
        return frozenset()
    return frozenset(
        (row["group"], str(row["stage"]))
        for row in report.rows
        if (_number(row["exits"]) or 0) < FEW
    )


def worst(report: Report) -> Sequence[Row]:
    """Return the flagged rows, those furthest above everybody's rate first."""

    def excess(row: Row) -> float:
        own, every = _number(row["loss_rate"]), _number(row["all_rate"])
        return (own or 0) - (every or 0)

    return sorted(limping(report).values(), key=excess, reverse=True)
