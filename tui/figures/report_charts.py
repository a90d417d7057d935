"""Which chart a report is drawn as: its bars, its figures, its scale."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Report
from models.reports.report import Row
from tui import formats
from tui.figures import follow_up_charts
from tui.figures.chart_parts import Name
from tui.figures.chart_parts import across
from tui.figures.chart_parts import across_money
from tui.figures.chart_parts import amounts_of
from tui.figures.chart_parts import counted
from tui.figures.chart_parts import money_along
from tui.figures.chart_parts import money_ticks
from tui.figures.chart_parts import number_of
from tui.figures.chart_parts import short
from tui.figures.chart_parts import short_names
from tui.figures.chart_parts import ticks_of
from tui.figures.charts import MOST_BARS
from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Beside
from tui.figures.charts import Funnel
from tui.figures.charts import Shape
from tui.figures.charts import Tick
from tui.figures.charts import Tone
from tui.figures.charts import most_of
from tui.figures.charts import scale_of
from tui.figures.report_forms import share
from tui.figures.report_pages import COMPARABLE
from tui.figures.report_pages import View
from tui.figures.report_pages import lowest_passage
from tui.i18n import _
from tui.i18n import language
from tui.i18n import pgettext
from tui.words.reports import LEVERS
from tui.words.reports import count_words
from tui.words.reports import day_words
from tui.words.reports import rate_words
from tui.words.reports import shown

NARROWING: Final = frozenset({"reached", "visited", "strict"})
"""The bases on which each stage holds a part of the one before."""
BY_TIME: Final = frozenset({"month", "quarter"})
QUARTERS: Final = 4
MONTHS: Final = 12
LEAST_LEVERS: Final = 3
"""The levers that must have been something before, to be compared with that."""


def chart_of(report: Report, view: View, name: Name) -> Shape | None:
    """Return the chart of a report; none where there is nothing to compare."""
    if not report.rows:
        return None
    make = CHARTS.get(report.name)
    return None if make is None else make(report, view, name)


def _funnel(report: Report, view: View, name: Name) -> Shape | None:
    if not any(row["deals"] for row in report.rows):
        return None
    bars = tuple(
        Bar(
            name(row["stage"]),
            number_of(row["deals"]),
            (count_words(row["deals"]), *amounts_of(report, row, "amount")),
            Tone.WON if row is report.rows[-1] else Tone.STAGE,
        )
        for row in report.rows
    )
    heads = (_("deals"), _("amount"))[: len(bars[0].figures)]
    if view.basis not in NARROWING:
        return Across(bars, ticks_of(most_of(bars), whole=True), _("Deals"), heads)
    rates = tuple(rate_words(row["conversion"]) for row in report.rows[:-1])
    return Funnel(bars, rates, heads, lowest_passage(report))


def _wins(report: Report, view: View, name: Name) -> Shape | None:
    if view.by not in BY_TIME:
        if view.by == "reason":
            bars = counted(report, "lost", ("lost",), name, Tone.LOST)
            return across(bars, _("Lost deals"), (_("lost"),))
        return across_money(
            report, "won_amount", _("Won amount"), name, Tone.WON, ("win_rate",)
        )
    rows = _unbroken([row for row in report.rows if row["group"] is not None])
    if not rows:
        return None
    names = short_names([name(row["group"]) for row in rows])
    rates = tuple(
        Bar(told, number_of(row["win_rate"]))
        for told, row in zip(names, rows, strict=True)
    )
    top = most_of(rates)
    ticks = tuple(
        Tick(at, formats.number(at * 100, language())) for at in scale_of(top)
    )
    won = money_along(rows, "won_amount", _("Won amount"), name, Tone.WON)
    rate = Along(rates, ticks, _("Win rate, %"), line=True)
    if any(bar.value for bar in won.bars):
        return Beside(won, rate)
    return rate if any(bar.value for bar in rates) else None


def _unbroken(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave the place of periods in which nothing was closed empty."""
    if not rows:
        return rows
    known = {str(row["group"]): row for row in rows}
    empty = dict.fromkeys(rows[0])
    first, last = min(known), max(known)
    return [
        known.get(group, {**empty, "group": group}) for group in _groups(first, last)
    ]


def _groups(first: str, last: str) -> Iterator[str]:
    """Yield the months or quarters from one to another: ``2026-11``, ``2026-Q4``."""
    here, mark = first, "Q" if "Q" in first else ""
    while here <= last:
        yield here
        year, number = int(here[:4]), int(here.rpartition("-")[2].lstrip("Q")) + 1
        if number > (QUARTERS if mark else MONTHS):
            year, number = year + 1, 1
        here = f"{year}-{mark}{number}" if mark else f"{year}-{number:02}"


def _levers(report: Report, _view: View, _name: Name) -> Shape | None:
    """Draw each lever as a part of what it was in the period before."""
    if len(report.rows) < len(("now", "before")):
        return None
    now, was = report.rows[0], report.rows[1]
    parts = [
        (column, share(now[column.key], was[column.key]))
        for column in report.columns[1:]
    ]
    bars = tuple(
        Bar(
            _(LEVERS[column.key]),
            part * 100,
            (_figure(now[column.key], column), _figure(was[column.key], column)),
            Tone.WON if column.key == "per_day" else Tone.STAGE,
        )
        for column, part in parts
        if part is not None
    )
    if len(bars) < LEAST_LEVERS:
        return None
    before = str(was["group"])
    title = _("Percent of {before}").format(before=before)
    return across(bars, title, (str(now["group"]), before), whole=True)


def _figure(value: Cell, column: Column) -> str:
    return "".join(short(value)) or shown(value, column)


def _pipeline(report: Report, _view: View, _name: Name) -> Shape | None:
    several = report.columns[0].key == "pipeline"
    rows = [row for row in report.rows if row["deals"]] if several else report.rows

    def named(row: Row) -> str:
        stage = str(row["stage"])
        return f"{row['pipeline']} · {stage}" if several else stage

    bars = tuple(
        Bar(
            named(row),
            number_of(row["amount"]),
            amounts_of(report, row, "amount", "weighted"),
        )
        for row in rows
    )
    if not any(bar.value for bar in bars):
        counted = tuple(
            Bar(named(row), number_of(row["deals"]), (count_words(row["deals"]),))
            for row in rows
        )
        return across(counted, _("Deals"), ("",), whole=True)
    ticks, unit = money_ticks(most_of(bars), report.currency)
    title = _("{what}, {unit}").format(what=_("Open amount"), unit=unit)
    return Across(bars, ticks, title, (_("amount"), _("by chance")))


def balance_of(report: Report) -> Shape | None:
    """Draw how many deals stand in each stage now, with their amounts."""
    bars = tuple(
        Bar(
            str(row["stage"]),
            number_of(row["deals"]),
            (count_words(row["deals"]), *amounts_of(report, row, "amount")),
        )
        for row in report.rows
    )
    return across(bars, _("Open deals"), (_("deals"), _("amount")), whole=True)


def _lifetime(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(name(row["figure"]), number_of(row["count"]), (count_words(row["count"]),))
        for row in report.rows
        if row["figure"] != "followups"
    )
    return across(bars, pgettext("who came", "People"), ("",), whole=True)


def _cycle(report: Report, _view: View, name: Name) -> Shape | None:
    tones = {"won": Tone.WON, "lost": Tone.LOST}
    bars = tuple(
        Bar(
            name(row["group"]),
            number_of(row["median_days"]),
            (day_words(row["median_days"]), day_words(row["p90_days"])),
            tones.get(str(row["group"]), Tone.STAGE),
        )
        for row in report.rows
    )
    return across(bars, _("Median days"), (_("median"), _("9 in 10 under")))


def heat_of(report: Report, name: Name) -> Shape | None:
    """Draw who loses most where, of ten exits or more; who limps in its own tone."""

    def rate(row: Row) -> float:
        return number_of(row["loss_rate"]) or 0

    def named(row: Row) -> str:
        who = name(row["group"])
        return f"{who} · {row['stage']}" if several else who

    rows = [row for row in report.rows if (number_of(row["exits"]) or 0) >= COMPARABLE]
    several = len({row["stage"] for row in rows}) > 1
    bars = tuple(
        Bar(
            named(row),
            rate(row) * 100,
            (rate_words(row["loss_rate"]), rate_words(row["all_rate"])),
            Tone.LOST if row["limps"] else Tone.STAGE,
        )
        for row in sorted(rows, key=rate, reverse=True)[:MOST_BARS]
    )
    title = _("Lost of those that left, %")
    return across(bars, title, (_("rate"), _("everyone")), whole=True)


def _velocity(report: Report, _view: View, name: Name) -> Shape | None:
    return across_money(report, "per_day", _("Money a day"), name)


def _stays(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(
            name(row["stage"]),
            number_of(row["median_days"]),
            (day_words(row["median_days"]), day_words(row["p90_days"])),
        )
        for row in report.rows
    )
    return across(bars, _("Median days"), (_("median"), _("9 in 10 under")))


def _losses(report: Report, view: View, name: Name) -> Shape | None:
    by_reason = view.by == "reason"
    rate = "share" if by_reason else "loss_rate"
    bars = tuple(
        Bar(
            name(row["group"]),
            number_of(row["lost"]),
            (count_words(row["lost"]), rate_words(row[rate])),
            Tone.LOST,
        )
        for row in report.rows
    )
    heads = (_("lost"), pgettext("part of all", "share") if by_reason else _("rate"))
    return across(bars, _("Lost deals"), heads, whole=True)


def _sources(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(
            name(row["source"]),
            number_of(row["created"]),
            (count_words(row["created"]), rate_words(row["rate"])),
        )
        for row in report.rows
    )
    return across(
        bars,
        pgettext("who came", "People"),
        (pgettext("who came", "people"), _("rate")),
        whole=True,
    )


def _forecast(report: Report, _view: View, name: Name) -> Shape | None:
    rows = [row for row in report.rows if row["month"] is not None]
    if not rows:
        return None
    weighted = money_along(rows, "weighted", _("Weighted"), name, Tone.STAGE)
    won = money_along(rows, "won", _("Won"), name, Tone.WON)
    drawn = [one for one in (weighted, won) if any(bar.value for bar in one.bars)]
    if len(drawn) > 1:
        return Beside(weighted, won)
    return drawn[0] if drawn else None


CHARTS: Final[Mapping[str, Callable[[Report, View, Name], Shape | None]]] = {
    "funnel": _funnel,
    "pipeline": _pipeline,
    "wins": _wins,
    "levers": _levers,
    "velocity": _velocity,
    "time-in-stage": _stays,
    "cycle": _cycle,
    "losses": _losses,
    "lifetime": _lifetime,
    "sources": _sources,
    "monthly": follow_up_charts.evolution,
    "conversion": follow_up_charts.conversion,
    "reps": follow_up_charts.reps,
    "followups": follow_up_charts.statuses,
    "outcomes": follow_up_charts.outcomes,
    "discipline": follow_up_charts.discipline,
    "forecast": _forecast,
}
