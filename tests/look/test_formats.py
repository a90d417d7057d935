"""Figures and dates as each language writes them (ruling 24)."""

import subprocess
import sys
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal

import pytest
from babel.dates import get_day_names
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.vocabulary import Language
from tui import formats
from tui import glyphs
from tui.cells import width

THIN = "\u202f"
EN = Language.EN
FR = Language.FR


def shown(text: str) -> str:
    return text.replace(THIN, " ")


@pytest.mark.parametrize(
    ("minor", "currency", "english", "french"),
    [
        (1_200_000, "EUR", "€12,000", "12 000 €"),
        (1_200_050, "EUR", "€12,000.50", "12 000,50 €"),
        (0, "EUR", "€0", "0 €"),
        (5, "EUR", "€0.05", "0,05 €"),
        (-98_000, "EUR", "-€980", "-980 €"),
        (309_420_000, "EUR", "€3,094,200", "3 094 200 €"),
        (12_000, "JPY", "¥12,000", "12 000 ¥"),
        (12_500, "KWD", "KWD 12.500", "12,500 KWD"),
        (12_000, "KWD", "KWD 12", "12 KWD"),
        (1_200_000, "USD", "$12,000", "12 000 $"),
        (1_200_000, "GBP", "£12,000", "12 000 £"),
        (1_200_000, "CHF", "CHF 12,000", "12 000 CHF"),
        (1_200_000, "CAD", "CA$12,000", "12 000 $CA"),
        (10**15, "EUR", "€10,000,000,000,000", "10 000 000 000 000 €"),
    ],
)
def test_an_amount_follows_the_language(
    minor: int, currency: str, english: str, french: str
) -> None:
    money = Money(minor, currency)
    assert shown(formats.amount(money, EN)) == english
    assert shown(formats.amount(money, FR)) == french


def test_a_column_of_amounts_may_ask_for_the_same_decimals() -> None:
    money = Money(1_200_000, "EUR")
    assert formats.amount(money, EN, decimals=True) == "€12,000.00"
    assert formats.amount(Money(12, "JPY"), EN, decimals=True) == "¥12"


@pytest.mark.parametrize(
    ("units", "english", "french"),
    [
        (0, "€0", "0 €"),
        (980, "€980", "980 €"),
        (999, "€999", "999 €"),
        (1_000, "€1k", "1 k€"),
        (4_500, "€4.5k", "4,5 k€"),
        (9_000, "€9k", "9 k€"),
        (9_960, "€10k", "10 k€"),
        (61_400, "€61k", "61 k€"),
        (612_300, "€612k", "612 k€"),
        (999_499, "€999k", "999 k€"),
        (999_500, "€1M", "1 M€"),
        (1_200_000, "€1.2M", "1,2 M€"),
        (3_094_200, "€3.1M", "3,1 M€"),
        (12_000_000, "€12M", "12 M€"),
        (1_250_000_000, "€1.3B", "1,3 Md€"),
        (-61_000, "-€61k", "-61 k€"),
    ],
)
def test_a_short_amount_has_about_three_digits(
    units: int, english: str, french: str
) -> None:
    money = Money(units * 100, "EUR")
    assert formats.short_amount(money, EN) == english
    assert shown(formats.short_amount(money, FR)) == french


def test_a_weighted_sum_is_told_in_the_unit_of_the_sum() -> None:
    pair = formats.short_pair(Money(4_800_000, "EUR"), Money(500_000, "EUR"), EN)
    assert pair == ("€48k", "5")
    pair = formats.short_pair(Money(900_000, "EUR"), Money(85_000, "EUR"), FR)
    assert pair == (f"9{THIN}k€", "0,9")
    pair = formats.short_pair(Money(90_000, "EUR"), Money(45_050, "EUR"), EN)
    assert pair == ("€900", "451")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "TND"]))
def test_a_short_amount_is_narrow_and_never_a_thousand_of_its_unit(
    minor: int, currency: str
) -> None:
    text = formats.short_amount(Money(minor, currency), EN)
    digits = "".join(c for c in text if c.isdigit() or c in ".,")
    assert width(text) <= 12
    if text[-1] in "kM":
        assert float(digits) < 1000


@given(st.integers(-(10**15), 10**15))
def test_both_languages_write_the_same_digits(minor: int) -> None:
    money = Money(minor, "EUR")
    english = [c for c in formats.amount(money, EN) if c.isdigit()]
    french = [c for c in formats.amount(money, FR) if c.isdigit()]
    assert english == french


@pytest.mark.parametrize(
    ("value", "decimals", "english", "french"),
    [
        (22_480, 0, "22,480", "22 480"),
        (69.66, 1, "69.7", "69,7"),
        (Decimal("0.05"), 1, "0.1", "0,1"),
        (-1234.5, 0, "-1,235", "-1 235"),
    ],
)
def test_a_number_follows_the_language(
    value: float | Decimal, decimals: int, english: str, french: str
) -> None:
    assert formats.number(value, EN, decimals) == english
    assert shown(formats.number(value, FR, decimals)) == french


def test_a_percentage_follows_the_language() -> None:
    assert formats.percent(40, EN) == "40%"
    assert shown(formats.percent(69.66, FR, 1)) == "69,7 %"


def test_a_narrow_space_takes_one_cell() -> None:
    assert width(formats.amount(Money(1_200_000, "EUR"), FR)) == len("12 000 €")


def test_an_ascii_terminal_gets_plain_spaces() -> None:
    glyphs.use(glyphs.ASCII)
    try:
        assert formats.amount(Money(1_200_000, "EUR"), FR) == "12 000 €"
    finally:
        glyphs.use(glyphs.UNICODE)


THURSDAY = date(2026, 11, 26)
EVENING = datetime(2026, 11, 24, 18, 0)  # noqa: DTZ001 - already local


def test_days_follow_the_language() -> None:
    assert formats.day_short(THURSDAY, EN) == "Thu 26 Nov"
    assert formats.day_short(THURSDAY, FR) == "jeu. 26 nov."
    assert formats.weekday(THURSDAY, FR) == "jeu."
    assert formats.day_month(date(2026, 12, 1), EN) == "1 Dec"
    assert formats.day_month(date(2026, 12, 1), FR) == "1er déc."
    assert formats.day_year(date(2026, 12, 15), EN) == "15 Dec 2026"
    assert formats.day_full(EVENING, EN) == "Tue 24 Nov 2026"
    assert formats.month(THURSDAY, FR) == "nov. 2026"
    assert formats.month_full(THURSDAY, EN) == "November 2026"


def test_moments_follow_the_language() -> None:
    assert formats.moment_full(EVENING, EN) == "Tue 24 Nov 2026, 18:00"
    assert formats.moment_full(EVENING, FR) == "mar. 24 nov. 2026, 18:00"
    assert formats.header_date(EVENING, EN) == "Tue 24 Nov 18:00"
    assert formats.clock(EVENING.replace(hour=9, minute=4)) == "09:04"


def test_days_are_short() -> None:
    assert formats.days_short(9, EN) == "9d"
    assert formats.days_short(9, FR) == "9j"


def test_a_clock_that_was_set_back_makes_no_days_below_none() -> None:
    """Safety case 62: no negative ages where days are one letter."""
    assert formats.days_short(-1, EN) == "0d"


def test_the_names_of_days_and_months_are_those_of_the_language() -> None:
    for language, locale in ((EN, "en"), (FR, "fr")):
        days = get_day_names("abbreviated", locale=locale)
        months = get_month_names("abbreviated", locale=locale)
        full = get_month_names("wide", locale=locale)
        assert formats.WEEKDAYS[language] == tuple(days[n] for n in range(7))
        assert formats.MONTHS[language] == tuple(months[n] for n in range(1, 13))
        assert formats.MONTHS_IN_FULL[language] == tuple(full[n] for n in range(1, 13))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_short_day_is_narrow_in_both_languages(day: date) -> None:
    assert width(formats.day_short(day, EN)) <= 10
    assert width(formats.day_short(day, FR)) <= 15
    week_later = formats.weekday(day + timedelta(days=7), FR)
    assert formats.weekday(day, FR) == week_later


def test_usual_figures_load_no_locale_data() -> None:
    script = (
        "import sys; from tui import formats; from models.money import Money;"
        "from models.vocabulary import Language as L;"
        "formats.amount(Money(1, 'EUR'), L.FR); formats.amount(Money(1, 'USD'), L.EN);"
        "print('babel' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
