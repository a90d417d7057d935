"""Amounts as people type them: every row of defaults.md 7, and more (safety 77)."""

import subprocess
import sys

import pytest

from models.errors import BadValue
from models.errors import RuleBroken
from models.money import LIMIT
from models.money import Money
from models.money import exponent
from models.money import from_major
from models.money import half_up
from models.money import known_currency
from models.money import major
from models.money import parse_amount
from models.vocabulary import Language

BOTH = [Language.EN, Language.FR]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("1234", 123400, "EUR"),
        ("1 234,56", 123456, "EUR"),
        ("1\u202f234,56\u00a0€", 123456, "EUR"),
        ("1,234.56", 123456, "EUR"),
        ("1.234,56", 123456, "EUR"),
        ("1'234.50", 123450, "EUR"),
        ("1\u2019234.50", 123450, "EUR"),
        ("12k€", 1200000, "EUR"),
        ("12 k€", 1200000, "EUR"),
        ("1,5k", 150000, "EUR"),
        ("1.5k", 150000, "EUR"),
        ("2M", 200000000, "EUR"),
        ("1200 CHF", 120000, "CHF"),
        ("1200 chf", 120000, "CHF"),
        ("£12.5", 1250, "GBP"),
        ("0", 0, "EUR"),
        ("JPY 1200", 1200, "JPY"),
        ("1.5k JPY", 1500, "JPY"),
        ("12KRW", 12, "KRW"),
        ("1,234,567", 123456700, "EUR"),
        ("1.234.567", 123456700, "EUR"),
        ("1.234 BHD", 1234, "BHD"),
        ("10000000000000.00", LIMIT, "EUR"),
    ],
)
def test_an_amount_is_understood_in_both_languages(
    typed: str, minor: int, currency: str, language: Language
) -> None:
    assert parse_amount(typed, language, "EUR") == Money(minor, currency)


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [("1,234", 123400, "EUR"), ("$1,200", 120000, "USD"), ("1,234k", 123400000, "EUR")],
)
def test_a_comma_groups_in_english(typed: str, minor: int, currency: str) -> None:
    assert parse_amount(typed, Language.EN, "EUR") == Money(minor, currency)
    with pytest.raises(BadValue, match="amount_decimals"):
        parse_amount(typed, Language.FR, "EUR")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1.234", "amount_decimals"),
        ("1.500", "amount_decimals"),
        ("1.234k", "amount_decimals"),
        ("JPY 1200.5", "amount_decimals"),
        ("-5", "amount_negative"),
        ("€-5", "amount_negative"),
        ("\u22125 €", "amount_negative"),
        ("1e99", "amount_unclear"),
        ("12m", "amount_unclear"),
        ("12 34", "amount_unclear"),
        ("1.234.56", "amount_unclear"),
        ("1,", "amount_unclear"),
        ("NaN", "amount_unclear"),
        ("٣", "amount_unclear"),
        ("5²", "amount_unclear"),
        ("EUR 5 $", "amount_unclear"),
        ("9" * 5_000, "amount_unclear"),
        ("10000000000000.01", "amount_too_large"),
        ("9" * 50, "amount_too_large"),
        ("12abc", "currency_unknown"),
        ("", "amount_empty"),
        ("\u00a0 ", "amount_empty"),
    ],
)
def test_an_amount_is_refused_with_its_reason(
    typed: str, code: str, language: Language
) -> None:
    """Safety case 77: as attackers write them."""
    with pytest.raises(BadValue) as refused:
        parse_amount(typed, language, "EUR")
    assert refused.value.code == code
    assert refused.value.field == "amount"


def test_a_refusal_says_how_many_decimals_the_currency_has() -> None:
    with pytest.raises(BadValue) as refused:
        parse_amount("JPY 1200.5", Language.EN, "EUR")
    assert refused.value.values == {
        "text": "JPY 1200.5",
        "currency": "JPY",
        "allowed": 0,
    }


def test_a_refusal_says_the_most_that_is_taken() -> None:
    with pytest.raises(BadValue) as refused:
        parse_amount("99999999999M", Language.EN, "EUR")
    assert refused.value.values["limit"] == "10000000000000.00"
    assert refused.value.values["currency"] == "EUR"


def test_a_shared_sign_is_the_workspaces_own_currency_first() -> None:
    assert parse_amount("$5", Language.EN, "CAD") == Money(500, "CAD")
    assert parse_amount("$5", Language.EN, "EUR") == Money(500, "USD")
    assert parse_amount("¥5", Language.EN, "CNY") == Money(500, "CNY")


def test_a_thousand_times_ten_cents_is_a_hundred_exactly() -> None:
    """Safety case 77: no float artefact."""
    total = Money(0, "EUR")
    for _ in range(1_000):
        total += parse_amount("0.10", Language.EN, "EUR")
    assert major(total) == "100.00"


def test_great_sums_stay_exact() -> None:
    """Safety case 77: sums over 10^15."""
    assert Money(LIMIT, "EUR") * 1_000 + Money(1, "EUR") == Money(10**18 + 1, "EUR")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1000553400, "USD"), "10005534.00"),
        (Money(5, "EUR"), "0.05"),
        (Money(-5, "EUR"), "-0.05"),
        (Money(0, "EUR"), "0.00"),
        (Money(1200, "JPY"), "1200"),
        (Money(1234, "BHD"), "1.234"),
        (Money(10**18, "EUR"), "10000000000000000.00"),
    ],
)
def test_the_decimal_string_has_the_decimals_of_the_currency(
    money: Money, text: str
) -> None:
    assert major(money) == text


@pytest.mark.parametrize("text", ["1,5", "1e5", "NaN", "Infinity", "", "0x1", "1_000"])
def test_a_plain_decimal_string_has_one_form_only(text: str) -> None:
    with pytest.raises(BadValue, match="amount_unclear"):
        from_major(text, "EUR")


def test_a_plain_decimal_string_is_never_negative() -> None:
    with pytest.raises(BadValue, match="amount_negative"):
        from_major("-1.00", "EUR")


def test_currencies_are_never_mixed() -> None:
    for mixed in (
        lambda: Money(1, "EUR") + Money(1, "USD"),
        lambda: Money(1, "EUR") - Money(1, "USD"),
        lambda: Money(1, "EUR") < Money(1, "USD"),
    ):
        with pytest.raises(RuleBroken, match="currency_mixed"):
            mixed()


def test_money_is_compared_and_weighted() -> None:
    assert Money(1, "EUR") < Money(2, "EUR") <= Money(2, "EUR")
    assert Money(125, "EUR").percent(10) == Money(13, "EUR")
    assert Money(3, "EUR") - Money(5, "EUR") == Money(-2, "EUR")
    assert not Money(0, "EUR")


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(1, 2, 1), (-1, 2, -1), (5, 2, 3), (7, 3, 2), (8, 3, 3), (1, -2, -1), (0, 7, 0)],
)
def test_halves_are_rounded_up(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


def test_known_currencies_are_those_of_iso() -> None:
    for code in ("EUR", "JPY", "XOF", "MAD", "HRK", "BHD"):
        assert known_currency(code)
    for code in ("EUX", "eur", "XXX", "XAU", ""):
        assert not known_currency(code)
    assert [exponent(code) for code in ("EUR", "JPY", "BHD", "CLF")] == [2, 0, 3, 4]


def test_common_currencies_do_not_load_babel() -> None:
    code = (
        "import sys; from models.money import parse_amount, known_currency;"
        "from models.vocabulary import Language;"
        "parse_amount('12k€', Language.EN, 'USD'); known_currency('CHF');"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
