"""Amounts come back as they went, in both languages."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.money import LIMIT
from models.money import Money
from models.money import from_major
from models.money import half_up
from models.money import major
from models.money import parse_amount
from models.vocabulary import Language
from tui import formats

CURRENCIES = st.sampled_from(["EUR", "USD", "GBP", "CHF", "JPY", "BHD", "XOF"])
LANGUAGES = st.sampled_from(list(Language))
AMOUNTS = st.builds(Money, st.integers(0, LIMIT), CURRENCIES)


@given(AMOUNTS)
def test_the_decimal_string_comes_back(money: Money) -> None:
    assert from_major(major(money), money.currency) == money


@given(AMOUNTS, LANGUAGES)
def test_the_decimal_string_can_be_typed(money: Money, language: Language) -> None:
    typed = f"{major(money)} {money.currency}"
    assert parse_amount(typed, language, "EUR") == money


@given(st.integers(0, LIMIT // 1_000), LANGUAGES, CURRENCIES)
def test_a_displayed_amount_can_be_typed(
    units: int, language: Language, currency: str
) -> None:
    money = from_major(str(units), currency)
    assert (
        parse_amount(formats.amount(money, language, decimals=True), language, currency)
        == money
    )


@given(
    st.text(max_size=80) | st.text("0123456789 .,'kM€$-EURe", max_size=30), LANGUAGES
)
def test_any_text_is_an_amount_or_refused(text: str, language: Language) -> None:
    with suppress(BadValue):
        assert 0 <= parse_amount(text, language, "EUR").minor <= LIMIT


@given(st.integers(), st.integers().filter(bool))
def test_rounding_is_never_off_by_more_than_a_half(
    numerator: int, denominator: int
) -> None:
    rest = 2 * (half_up(numerator, denominator) * denominator - numerator)
    assert abs(rest) <= abs(denominator)


@given(st.lists(st.integers(0, LIMIT)))
def test_a_sum_is_the_sum_of_its_parts(parts: list[int]) -> None:
    total = sum((Money(part, "EUR") for part in parts), Money(0, "EUR"))
    assert Decimal(major(total)) == sum(
        (Decimal(major(Money(part, "EUR"))) for part in parts), Decimal(0)
    )


@given(st.integers(1))
def test_no_amount_goes_over_the_limit(beyond: int) -> None:
    with pytest.raises(BadValue, match="amount_"):
        parse_amount(major(Money(LIMIT + beyond, "EUR")), Language.EN, "EUR")
