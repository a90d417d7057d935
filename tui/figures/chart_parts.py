"""What the charts of reports are put together from: bars, ticks, short figures."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Final

from models.money import Money
from models.money import exponent
from models.reports.report import Cell
from models.reports.report import Report
from models.reports.report import Row
from tui import formats
from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Shape
from tui.figures.charts import Tick
from tui.figures.charts import Tone
from tui.figures.charts import most_of
from tui.figures.charts import scale_of
from tui.figures.report_pages import unentered
from tui.i18n import _
from tui.i18n import language
from tui.words.reports import count_words
from tui.words.reports import rate_words

KILO: Final = 1_000
Name = Callable[[Cell], str]
"""Says a code of the first column in words."""


def counted(
    report: Report, key: str, figures: Sequence[str], name: Name, tone: Tone
) -> tuple[Bar, ...]:
    """Return a bar for each row that counts something."""
    first = report.columns[0].key
    return tuple(
        Bar(
            name(row[first]),
            number_of(row[key]),
            tuple(count_words(row[figure]) for figure in figures),
            tone,
        )
        for row in report.rows
        if row[key]
    )


def across_money(
    report: Report,
    key: str,
    title: str,
    name: Name,
    tone: Tone = Tone.STAGE,
    rates: Sequence[str] = (),
) -> Shape | None:
    """Return bars of money, with a rate behind each where rates are named."""
    first = report.columns[0].key
    bars = tuple(
        Bar(
            name(row[first]),
            number_of(row[key]),
            (
                "".join(amounts_of(report, row, key)),
                *(rate_words(row[rate]) for rate in rates),
            ),
            tone,
        )
        for row in report.rows
    )
    if not any(bar.value for bar in bars):
        return None
    ticks, unit = money_ticks(most_of(bars), report.currency)
    heads = ("", *(_("rate") for _rate_key in rates))
    return Across(bars, ticks, _("{what}, {unit}").format(what=title, unit=unit), heads)


def across(
    bars: tuple[Bar, ...], title: str, heads: tuple[str, ...], *, whole: bool = False
) -> Shape | None:
    """Return bars over a scale of their own; none where nothing is above zero."""
    if not any(bar.value for bar in bars):
        return None
    return Across(bars, ticks_of(most_of(bars), whole=whole), title, heads)


def money_along(
    rows: Sequence[Row], key: str, title: str, name: Name, tone: Tone
) -> Along:
    """Return standing bars of money over the names of periods."""
    first = next(iter(rows[0]))
    names = short_names([name(row[first]) for row in rows])
    bars = tuple(
        Bar(told, number_of(row[key]), (), tone)
        for told, row in zip(names, rows, strict=True)
    )
    held = [row[key] for row in rows]
    currency = next((one.currency for one in held if isinstance(one, Money)), "")
    ticks, unit = money_ticks(most_of(bars), currency)
    return Along(bars, ticks, _("{what}, {unit}").format(what=title, unit=unit))


def short_names(names: Sequence[str]) -> Sequence[str]:
    """Leave the year out where all periods are of one year."""
    parted = [told.rpartition(" ") for told in names]
    one_year = len({year for _begin, _gap, year in parted}) == 1
    return [begin for begin, _gap, _year in parted] if one_year else names


def money_ticks(most: float, currency: str) -> tuple[tuple[Tick, ...], str]:
    """Return round ticks without their unit, and the unit that the title names.

    Under a thousand they are written without decimals, so that there are no halves.
    """
    minor = 10 ** exponent(currency) if currency else 1
    whole = Money(round(most * minor), currency or "EUR")
    spoken = language()
    ticks = tuple(
        Tick(
            at, formats.short_pair(whole, Money(round(at * minor), currency), spoken)[1]
        )
        for at in scale_of(most, whole=most < KILO)
    )
    return ticks, formats.short_unit(whole, spoken)


def ticks_of(most: float, *, whole: bool) -> tuple[Tick, ...]:
    """Return round ticks up to the largest value."""
    places = scale_of(most, whole=whole)
    decimals = 0 if all(at == int(at) for at in places) else 1
    return tuple(Tick(at, formats.number(at, language(), decimals)) for at in places)


def number_of(value: Cell) -> float | None:
    """Return what a bar measures: money in major units, a number as it is."""
    match value:
        case Money():
            return value.minor / int(10 ** exponent(value.currency))
        case int() | float():
            return float(value)
        case _:
            return None


def amounts_of(report: Report, row: Row, *keys: str) -> tuple[str, ...]:
    """Return the short form of the amounts of a row, empty where nobody entered any."""
    return tuple(
        "" if unentered(report, row, key) else "".join(short(row[key]))
        for key in keys
        if isinstance(row.get(key), Money)
    )


def short(*values: Cell) -> tuple[str, ...]:
    """Return the short form of each amount; what is none is left out."""
    return tuple(
        formats.short_amount(value, language())
        for value in values
        if isinstance(value, Money)
    )
