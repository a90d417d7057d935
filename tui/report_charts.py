"""Which chart a report is drawn as: its bars, its figures, its scale."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from models.money import Money
from models.money import exponent
from models.reports.report import Cell
from models.reports.report import Report
from models.reports.report import Row
from tui import formats
from tui.charts import Across
from tui.charts import Along
from tui.charts import Bar
from tui.charts import Beside
from tui.charts import Funnel
from tui.charts import Shape
from tui.charts import Tick
from tui.charts import Tone
from tui.charts import most_of
from tui.charts import scale_of
from tui.i18n import _
from tui.i18n import language
from tui.report_pages import View
from tui.report_pages import lowest_passage
from tui.report_words import count_words
from tui.report_words import day_words
from tui.report_words import rate_words

Name = Callable[[Cell], str]
"""Says a code of the first column in words."""

NARROWING: Final = frozenset({"reached", "visited", "strict"})
"""The bases on which each stage holds a part of the one before."""
BY_TIME: Final = frozenset({"month", "quarter"})


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
            _number(row["deals"]),
            (count_words(row["deals"]), *_short(row.get("amount"))),
            Tone.WON if row is report.rows[-1] else Tone.STAGE,
        )
        for row in report.rows
    )
    heads = (_("deals"), _("amount"))[: len(bars[0].figures)]
    if view.basis not in NARROWING:
        return Across(bars, _ticks(most_of(bars), whole=True), _("Deals"), heads)
    rates = tuple(rate_words(row["conversion"]) for row in report.rows[:-1])
    return Funnel(bars, rates, heads, lowest_passage(report))


def _wins(report: Report, view: View, name: Name) -> Shape | None:
    if view.by not in BY_TIME:
        if view.by == "reason":
            bars = _counted(report, "lost", ("lost",), name, Tone.LOST)
            return _across(bars, _("Lost deals"), (_("lost"),))
        return _across_money(
            report, "won_amount", _("Won amount"), name, Tone.WON, ("win_rate",)
        )
    rows = [row for row in report.rows if row["group"] is not None]
    if not rows:
        return None
    names = _short_names([name(row["group"]) for row in rows])
    rates = tuple(
        Bar(told, _number(row["win_rate"]))
        for told, row in zip(names, rows, strict=True)
    )
    top = most_of(rates)
    ticks = tuple(
        Tick(at, formats.number(at * 100, language())) for at in scale_of(top)
    )
    return Beside(
        _money_along(rows, "won_amount", _("Won amount"), name, Tone.WON),
        Along(rates, ticks, _("Win rate, %"), line=True),
    )


def _velocity(report: Report, _view: View, name: Name) -> Shape | None:
    return _across_money(report, "per_day", _("Money a day"), name)


def _stays(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(
            name(row["stage"]),
            _number(row["median_days"]),
            (day_words(row["median_days"]), day_words(row["p90_days"])),
        )
        for row in report.rows
    )
    return _across(bars, _("Median days"), (_("median"), _("9 in 10 under")))


def _losses(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(
            name(row["group"]),
            _number(row["lost"]),
            (count_words(row["lost"]), rate_words(row["loss_rate"] or row["share"])),
            Tone.LOST,
        )
        for row in report.rows
    )
    return _across(bars, _("Lost deals"), (_("lost"), _("rate")), whole=True)


def _sources(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(
            name(row["source"]),
            _number(row["created"]),
            (count_words(row["created"]), rate_words(row["rate"])),
        )
        for row in report.rows
    )
    return _across(bars, _("People"), (_("people"), _("bought")), whole=True)


def _forecast(report: Report, _view: View, name: Name) -> Shape | None:
    rows = [row for row in report.rows if row["month"] is not None]
    if not rows:
        return None
    weighted = _money_along(rows, "weighted", _("Weighted"), name, Tone.STAGE)
    won = _money_along(rows, "won", _("Won"), name, Tone.WON)
    if not any(bar.value for bar in won.bars):
        return weighted
    return Beside(weighted, won)


def _counted(
    report: Report, key: str, figures: Sequence[str], name: Name, tone: Tone
) -> tuple[Bar, ...]:
    first = report.columns[0].key
    return tuple(
        Bar(
            name(row[first]),
            _number(row[key]),
            tuple(count_words(row[figure]) for figure in figures),
            tone,
        )
        for row in report.rows
        if row[key]
    )


def _across_money(
    report: Report,
    key: str,
    title: str,
    name: Name,
    tone: Tone = Tone.STAGE,
    rates: Sequence[str] = (),
) -> Shape | None:
    first = report.columns[0].key
    bars = tuple(
        Bar(
            name(row[first]),
            _number(row[key]),
            ("".join(_short(row[key])), *(rate_words(row[rate]) for rate in rates)),
            tone,
        )
        for row in report.rows
    )
    if not any(bar.value for bar in bars):
        return None
    ticks, unit = _money_ticks(most_of(bars), report.currency)
    heads = ("", *(_("rate") for _rate_key in rates))
    return Across(bars, ticks, _("{what}, {unit}").format(what=title, unit=unit), heads)


def _across(
    bars: tuple[Bar, ...], title: str, heads: tuple[str, ...], *, whole: bool = False
) -> Shape | None:
    if not any(bar.value for bar in bars):
        return None
    return Across(bars, _ticks(most_of(bars), whole=whole), title, heads)


def _money_along(
    rows: Sequence[Row], key: str, title: str, name: Name, tone: Tone
) -> Along:
    first = next(iter(rows[0]))
    names = _short_names([name(row[first]) for row in rows])
    bars = tuple(
        Bar(told, _number(row[key]), (), tone)
        for told, row in zip(names, rows, strict=True)
    )
    held = [row[key] for row in rows]
    currency = next((one.currency for one in held if isinstance(one, Money)), "")
    ticks, unit = _money_ticks(most_of(bars), currency)
    return Along(bars, ticks, _("{what}, {unit}").format(what=title, unit=unit))


def _short_names(names: Sequence[str]) -> Sequence[str]:
    """Leave the year out where all periods are of one year."""
    parted = [told.rpartition(" ") for told in names]
    one_year = len({year for _begin, _gap, year in parted}) == 1
    return [begin for begin, _gap, _year in parted] if one_year else names


def _money_ticks(most: float, currency: str) -> tuple[tuple[Tick, ...], str]:
    """Return round ticks without their unit, and the unit that the title names."""
    minor = 10 ** exponent(currency) if currency else 1
    whole = Money(round(most * minor), currency or "EUR")
    spoken = language()
    ticks = tuple(
        Tick(
            at, formats.short_pair(whole, Money(round(at * minor), currency), spoken)[1]
        )
        for at in scale_of(most)
    )
    return ticks, formats.short_unit(whole, spoken)


def _ticks(most: float, *, whole: bool) -> tuple[Tick, ...]:
    places = scale_of(most, whole=whole)
    decimals = 0 if all(at == int(at) for at in places) else 1
    return tuple(Tick(at, formats.number(at, language(), decimals)) for at in places)


def _number(value: Cell) -> float | None:
    """Return what a bar measures: money in major units, a number as it is."""
    match value:
        case Money():
            return value.minor / int(10 ** exponent(value.currency))
        case int() | float():
            return float(value)
        case _:
            return None


def _short(value: Cell) -> tuple[str, ...]:
    return (
        (formats.short_amount(value, language()),) if isinstance(value, Money) else ()
    )


CHARTS: Final[Mapping[str, Callable[[Report, View, Name], Shape | None]]] = {
    "funnel": _funnel,
    "wins": _wins,
    "velocity": _velocity,
    "time-in-stage": _stays,
    "losses": _losses,
    "sources": _sources,
    "forecast": _forecast,
}
