"""Numbers, money, dates and durations as each language writes them (ruling 24)."""

from datetime import date
from datetime import datetime
from datetime import time
from decimal import ROUND_HALF_UP
from decimal import Decimal
from functools import cache

from models.money import Money
from models.money import exponent
from models.money import half_up
from models.vocabulary import Language
from tui import glyphs

MINUS = "-"
THOUSAND = 1_000
MILLION = 1_000_000
BILLION = 1_000_000_000
SHORT_UNITS = {
    Language.EN: {THOUSAND: "k", MILLION: "M", BILLION: "B"},
    Language.FR: {THOUSAND: "k", MILLION: "M", BILLION: "Md"},
}
WHOLE_FROM = 10
"""A shortened figure has one decimal below this, as ``1.2M``, and none above."""
SYMBOLS = {
    Language.EN: {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CHF": "CHF"},
    Language.FR: {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CHF": "CHF"},
}
WEEKDAYS = {
    Language.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    Language.FR: ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
}
MONTHS = {
    Language.EN: (
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    Language.FR: (
        *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
        *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ),
}
MONTHS_IN_FULL = {
    Language.EN: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    Language.FR: (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
DAY_LETTER = {Language.EN: "d", Language.FR: "j"}


def number(value: float | Decimal, language: Language, decimals: int = 0) -> str:
    """Return a figure with its thousands apart: ``22,480.5``, ``22 480,5``."""
    return _grouped(_rounded(Decimal(str(value)), decimals), language)


def percent(value: float | Decimal, language: Language, decimals: int = 0) -> str:
    """Return a share given in percent: ``69.7%``, ``69,7 %``."""
    sign = "%" if language is Language.EN else f"{_gap()}%"
    return number(value, language, decimals) + sign


def amount(money: Money, language: Language, *, decimals: bool = False) -> str:
    """Return money in full; its cents only when it has some, or on demand."""
    digits = exponent(money.currency)
    whole = money.minor % 10**digits == 0 and not decimals
    value = Decimal(money.minor).scaleb(-digits)
    figure = _grouped(_rounded(abs(value), 0 if whole else digits), language)
    return _with_currency(figure, money, language)


def short_amount(money: Money, language: Language) -> str:
    """Return money in three digits or so: ``€980``, ``€61k``, ``€1.2M``."""
    figure, unit = _shortened(money, _unit_of(money), language)
    return _with_currency(figure, money, language, unit)


def short_pair(total: Money, weighted: Money, language: Language) -> tuple[str, str]:
    """Return a sum and its weighted part, a bare figure in the unit of the sum."""
    size = _unit_of(total)
    figure, unit = _shortened(total, size, language)
    part = _shortened(weighted, size, language)[0]
    sign = MINUS if weighted.minor < 0 else ""
    return _with_currency(figure, total, language, unit), sign + part


def short_unit(money: Money, language: Language) -> str:
    """Return what short figures of that size count in: ``€k``, ``k€``."""
    unit = SHORT_UNITS[language].get(_unit_of(money), "")
    symbol = currency_symbol(money.currency, language)
    return f"{unit}{symbol}" if language is Language.FR else f"{symbol}{unit}"


def weekday(day: date, language: Language) -> str:
    """Return ``Thu``, ``jeu.``."""
    return WEEKDAYS[language][day.weekday()]


def day_month(day: date, language: Language) -> str:
    """Return ``2 Dec``, ``2 déc.``."""
    return f"{_day_number(day, language)} {MONTHS[language][day.month - 1]}"


def day_short(day: date, language: Language) -> str:
    """Return ``Thu 26 Nov``, ``jeu. 26 nov.``."""
    return f"{weekday(day, language)} {day_month(day, language)}"


def day_year(day: date, language: Language) -> str:
    """Return ``15 Dec 2026``, ``15 déc. 2026``."""
    return f"{day_month(day, language)} {day.year}"


def day_full(day: date, language: Language) -> str:
    """Return ``Tue 24 Nov 2026``, ``mar. 24 nov. 2026``."""
    return f"{day_short(day, language)} {day.year}"


def month(day: date, language: Language) -> str:
    """Return ``Nov 2026``, ``nov. 2026``."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def month_full(day: date, language: Language) -> str:
    """Return ``November 2026``, ``novembre 2026``."""
    return f"{MONTHS_IN_FULL[language][day.month - 1]} {day.year}"


def clock(moment: time | datetime) -> str:
    """Return ``09:14``, in both languages; the moment is already local."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_full(moment: datetime, language: Language) -> str:
    """Return ``Tue 24 Nov 2026, 18:00``; the moment is already local."""
    return f"{day_full(moment, language)}, {clock(moment)}"


def header_date(moment: datetime, language: Language) -> str:
    """Return ``Mon 23 Nov 09:14``, the end of a wide header line."""
    return f"{day_short(moment, language)} {clock(moment)}"


def days_short(days: int, language: Language) -> str:
    """Return ``9d``, ``9j``: days in a narrow place, never fewer than none."""
    return f"{max(days, 0)}{DAY_LETTER[language]}"


def currency_symbol(currency: str, language: Language) -> str:
    """Return the sign of a currency, its code where people write no other."""
    known = SYMBOLS[language].get(currency)
    return known or _rare_symbol(currency, language)


def _gap() -> str:
    return glyphs.current().thin_space


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _grouped(value: Decimal, language: Language) -> str:
    written = f"{value:,f}"
    if language is Language.EN:
        return written
    return written.replace(",", _gap()).replace(".", ",")


def _with_currency(
    figure: str, money: Money, language: Language, unit: str = ""
) -> str:
    symbol = currency_symbol(money.currency, language)
    sign = MINUS if money.minor < 0 else ""
    if language is Language.FR:
        return f"{sign}{figure}{_gap()}{unit}{symbol}"
    gap = _gap() if symbol[-1].isalpha() else ""
    return f"{sign}{symbol}{gap}{figure}{unit}"


def _unit_of(money: Money) -> int:
    """Return how many major units a short figure counts in, after rounding."""
    major = 10 ** exponent(money.currency)
    fitting = 1
    for size in (THOUSAND, MILLION, BILLION):
        if half_up(abs(money.minor), size // THOUSAND * major) >= THOUSAND:
            fitting = size
    return fitting


def _shortened(money: Money, size: int, language: Language) -> tuple[str, str]:
    unit = SHORT_UNITS[language].get(size, "")
    minor = abs(money.minor)
    scale = size * 10 ** exponent(money.currency)
    tenths = half_up(minor * 10, scale)
    if size == 1 or tenths >= WHOLE_FROM * 10 or tenths % 10 == 0:
        return _grouped(Decimal(half_up(minor, scale)), language), unit
    return _grouped(Decimal(tenths).scaleb(-1), language), unit


def _day_number(day: date, language: Language) -> str:
    first = language is Language.FR and day.day == 1
    return "1er" if first else str(day.day)


@cache
def _rare_symbol(currency: str, language: Language) -> str:
    from babel.numbers import get_currency_symbol  # noqa: PLC0415 - 30 ms, rarely used

    return get_currency_symbol(currency, locale=language.value) or currency
