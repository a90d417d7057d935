"""How the figures of follow-ups are drawn: flows stand, stocks are lines (C.7)."""

from collections.abc import Sequence
from typing import Final

from models.reports.report import Report
from models.reports.report import Row
from tui import glyphs
from tui.figures.chart_parts import Name
from tui.figures.chart_parts import across
from tui.figures.chart_parts import number_of
from tui.figures.chart_parts import short_names
from tui.figures.chart_parts import ticks_of
from tui.figures.charts import MOST_BARS
from tui.figures.charts import ROOMY
from tui.figures.charts import SERIES_GAP
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Beside
from tui.figures.charts import Shape
from tui.figures.charts import Tone
from tui.figures.charts import most_of
from tui.figures.report_pages import View
from tui.i18n import _
from tui.i18n import pgettext
from tui.words.reports import HEADS
from tui.words.reports import count_words
from tui.words.reports import rate_words

Series = tuple[str, str, str, Tone]
"""The column, its sign, its sign in ASCII, and its tone."""
FLOWS: Final[Sequence[Series]] = (
    ("converted", "█", "#", Tone.WON),
    ("abandoned", "▒", "=", Tone.LOST),
)
STOCKS: Final[Sequence[Series]] = (
    ("in_tunnel", "●", "o", Tone.STAGE),
    ("without_followup", "▲", "^", Tone.RATE),
    ("without_rep", "×", "x", Tone.LOST),
)
YEAR: Final = 12
YEAR_FITS: Final = 70
"""The cells in which all five series of a year are told apart, on 80 columns too."""


def evolution(report: Report, _view: View, name: Name) -> Shape | None:
    """Draw the flows of each month as bars, the stocks at its end as points (R-29)."""
    keys = [key for key, *_more in (*FLOWS, *STOCKS)]
    if not any(row[key] for row in report.rows for key in keys):
        return None
    flows = _along(report.rows, FLOWS, name, line=False)
    stocks = _along(report.rows, STOCKS, name, line=True)
    return Beside(flows, stocks, YEAR_FITS if len(report.rows) <= YEAR else ROOMY)


def conversion(report: Report, view: View, name: Name) -> Shape | None:
    """Draw those who bought, of those who were followed up and of the others (R-30)."""
    rates = ("rate",) if view.by else ("people", "converted")
    shown = report.rows if view.by else report.rows[:3]
    first = report.columns[0].key
    bars = tuple(
        Bar(
            name(row[first]),
            (number_of(row["rate"]) or 0) * 100,
            (rate_words(row["rate"]), *(count_words(row[key]) for key in rates[1:])),
            Tone.WON,
        )
        for row in shown
    )
    heads = (_("rate"), _("bought"))[: len(bars[0].figures)]
    return across(bars, _("Of those who came, % became customers"), heads, whole=True)


def reps(report: Report, _view: View, name: Name) -> Shape | None:
    """Draw what each rep did, and the conversions beside it (R-31).

    Of more reps than a chart holds, those who did most come first.
    """
    rows = [row for row in report.rows if row["followups_done"] or row["converted"]]
    if len(rows) > MOST_BARS:
        rows.sort(key=lambda row: number_of(row["followups_done"]) or 0, reverse=True)
    figures = ("followups_done", "converted")
    heads = (pgettext("follow-ups", "done"), _("converted"))
    return _counted(rows, "rep", figures, name, (_("Follow-ups done"), heads))


def statuses(report: Report, _view: View, name: Name) -> Shape | None:
    """Draw how many follow-ups stand in each status (R-33)."""
    tones = {"done_with_success": Tone.WON, "late": Tone.LOST}
    bars = tuple(
        Bar(
            name(row["status"]),
            number_of(row["followups"]),
            (count_words(row["followups"]), rate_words(row["share"])),
            tones.get(str(row["status"]), Tone.STAGE),
        )
        for row in report.rows
    )
    heads = (_("follow-ups"), pgettext("part of all", "share"))
    return across(bars, _("Follow-ups"), heads, whole=True)


def outcomes(report: Report, view: View, name: Name) -> Shape | None:
    """Draw how many were done, with how many of them enrolled; reasons by rank."""
    if view.by == "reason":
        words = (_("Refusals"), (_("refusals"),))
        return _counted(report.rows, "group", ("done",), name, words)
    figures = ("done", "enrolled")
    heads = (pgettext("follow-ups", "done"), _("enrolled"))
    return _counted(report.rows, "group", figures, name, (_("Follow-ups done"), heads))


def discipline(report: Report, _view: View, name: Name) -> Shape | None:
    """Draw the share done in time, by the first date (C.16)."""
    bars = tuple(
        Bar(
            name(row["group"]),
            (number_of(row["on_time_original"]) or 0) * 100,
            (rate_words(row["on_time_original"]), count_words(row["due"])),
        )
        for row in report.rows
    )
    heads = (_("in time"), _("came due"))
    return across(bars, _("Done in time, %"), heads, whole=True)


def _counted(
    rows: Sequence[Row],
    first: str,
    figures: Sequence[str],
    name: Name,
    words: tuple[str, tuple[str, ...]],
) -> Shape | None:
    bars = tuple(
        Bar(
            name(row[first]),
            number_of(row[figures[0]]),
            tuple(count_words(row[figure]) for figure in figures),
        )
        for row in rows
    )
    title, heads = words
    return across(bars, title, heads, whole=True)


def _along(
    rows: Sequence[Row], series: Sequence[Series], name: Name, *, line: bool
) -> Along:
    """Put several values of the same months on one scale, each with its own sign."""
    names = short_names([name(row["month"]) for row in rows])
    halves = glyphs.current().halves
    marks = {key: sign if halves else plain for key, sign, plain, _tone in series}
    made = [
        tuple(
            Bar(told, number_of(row[key]), (), tone)
            for told, row in zip(names, rows, strict=True)
        )
        for key, _sign, _plain, tone in series
    ]
    ticks = ticks_of(max(most_of(bars) for bars in made), whole=True)
    legend = SERIES_GAP.join(f"{marks[key]} {_(HEADS[key])}" for key, *_more in series)
    first, *others = [
        Along(bars, ticks, legend, line=line, mark=marks[key])
        for bars, (key, *_more) in zip(made, series, strict=True)
    ]
    return Along(
        first.bars, ticks, legend, line=line, mark=first.mark, others=tuple(others)
    )
