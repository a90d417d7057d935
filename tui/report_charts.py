"""Which chart a report is drawn as: its bars, its figures, its scale."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from models.money import Money
from models.money import exponent
from models.reports.report import Cell
from models.reports.report import Column
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
from tui.report_forms import share
from tui.report_pages import COMPARABLE
from tui.report_pages import View
from tui.report_pages import lowest_passage
from tui.report_words import LEVERS
from tui.report_words import count_words
from tui.report_words import day_words
from tui.report_words import rate_words
from tui.report_words import shown

Name = Callable[[Cell], str]
"""Says a code of the first column in words."""

NARROWING: Final = frozenset({"reached", "visited", "strict"})
"""The bases on which each stage holds a part of the one before."""
BY_TIME: Final = frozenset({"month", "quarter"})
QUARTERS: Final = 4
MONTHS: Final = 12
MOST_BARS: Final = 12
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
    rows = _unbroken([row for row in report.rows if row["group"] is not None])
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
    return _across(bars, title, (str(now["group"]), before), whole=True)


def _figure(value: Cell, column: Column) -> str:
    return "".join(_short(value)) or shown(value, column)


def _pipeline(report: Report, _view: View, _name: Name) -> Shape | None:
    several = report.columns[0].key == "pipeline"
    rows = [row for row in report.rows if row["deals"]] if several else report.rows

    def named(row: Row) -> str:
        stage = str(row["stage"])
        return f"{row['pipeline']} · {stage}" if several else stage

    bars = tuple(
        Bar(named(row), _number(row["amount"]), _short(row["amount"], row["weighted"]))
        for row in rows
    )
    if not any(bar.value for bar in bars):
        counted = tuple(
            Bar(named(row), _number(row["deals"]), (count_words(row["deals"]),))
            for row in rows
        )
        return _across(counted, _("Deals"), ("",), whole=True)
    ticks, unit = _money_ticks(most_of(bars), report.currency)
    title = _("{what}, {unit}").format(what=_("Open amount"), unit=unit)
    return Across(bars, ticks, title, (_("amount"), _("by chance")))


def _lifetime(report: Report, _view: View, name: Name) -> Shape | None:
    bars = tuple(
        Bar(name(row["figure"]), _number(row["count"]), (count_words(row["count"]),))
        for row in report.rows
        if row["figure"] != "followups"
    )
    return _across(bars, _("People"), ("",), whole=True)


def _cycle(report: Report, _view: View, name: Name) -> Shape | None:
    tones = {"won": Tone.WON, "lost": Tone.LOST}
    bars = tuple(
        Bar(
            name(row["group"]),
            _number(row["median_days"]),
            (day_words(row["median_days"]), day_words(row["p90_days"])),
            tones.get(str(row["group"]), Tone.STAGE),
        )
        for row in report.rows
    )
    return _across(bars, _("Median days"), (_("median"), _("9 in 10 under")))


def heat_of(report: Report, name: Name) -> Shape | None:
    """Draw who loses most where, of ten exits or more; who limps in its own tone."""

    def rate(row: Row) -> float:
        return _number(row["loss_rate"]) or 0

    def named(row: Row) -> str:
        who = name(row["group"])
        return f"{who} · {row['stage']}" if several else who

    rows = [row for row in report.rows if (_number(row["exits"]) or 0) >= COMPARABLE]
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
    return _across(bars, title, (_("rate"), _("all")), whole=True)


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
    drawn = [one for one in (weighted, won) if any(bar.value for bar in one.bars)]
    if len(drawn) > 1:
        return Beside(weighted, won)
    return drawn[0] if drawn else None


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


def _short(*values: Cell) -> tuple[str, ...]:
    return tuple(
        formats.short_amount(value, language())
        for value in values
        if isinstance(value, Money)
    )


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
    "forecast": _forecast,
}
