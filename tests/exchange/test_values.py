from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.exchange import values
from models.exchange.mapping import ISO_DATES
from models.money import Money
from models.money import major
from models.vocabulary import Status

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("text", "decimal", "minor"),
    [
        ("1054", ".", 105400),
        ("1,054.50", ".", 105450),
        ("1 234,56", ",", 123456),
        ("1.234,5", ",", 123450),
        ("200.000.000", ",", 20_000_000_000),
        ("0", ".", 0),
        (".5", ".", 50),
        ("12'000", ".", 1_200_000),
    ],
)
def test_an_amount_is_read_by_the_declared_decimal_sign(
    text: str, decimal: str, minor: int
) -> None:
    assert values.read_amount(text, decimal, "USD") == Money(minor, "USD")


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("$1200", Money(120000, "USD")),
        ("1200 €", Money(120000, "EUR")),
        ("JPY 1200", Money(1200, "JPY")),
        ("1200CHF", Money(120000, "CHF")),
    ],
)
def test_a_currency_beside_the_amount_is_understood(text: str, money: Money) -> None:
    assert values.read_amount(text, ".", "USD") == money


@pytest.mark.parametrize(
    "text",
    ["-5", "(5)", "1e9", "NaN", "1,5", "12,34,567", "1.2.3", "€", "£5€", "XQZ 5"],
)
def test_an_amount_that_may_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        values.read_amount(text, ".", "USD")


def test_a_currency_without_cents_refuses_them() -> None:
    with pytest.raises(BadValue):
        values.read_amount("JPY 1200.5", ".", "USD")


@given(st.integers(0, 10**15), st.sampled_from([".", ","]))
def test_what_is_written_with_groups_is_read_back(minor: int, decimal: str) -> None:
    other = "," if decimal == "." else "."
    text = f"{minor // 100:,}.{minor % 100:02}"
    text = text.translate(str.maketrans(",.", other + decimal))
    money = values.read_amount(text, decimal, "USD")
    assert major(money) == f"{minor // 100}.{minor % 100:02}"


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (
        lambda: values.read_amount(text, ".", "EUR"),
        lambda: values.read_number(text),
        lambda: values.read_integer(text),
        lambda: values.read_share(text),
        lambda: values.read_yes_no(text),
        lambda: values.read_currency(text),
        lambda: values.read_moment(text, ISO_DATES, PARIS),
        lambda: values.read_code(text, Status),
    ):
        with suppress(BadValue):
            read()


def test_a_day_counts_at_midnight_of_the_zone() -> None:
    found = values.read_moment("2017-03-01", ISO_DATES, PARIS)
    assert found == datetime(2017, 2, 28, 23, tzinfo=UTC)


def test_a_moment_with_an_offset_keeps_it() -> None:
    found = values.read_moment("2024-08-13T18:04:34.666+02:00", ISO_DATES, PARIS)
    assert found == datetime(2024, 8, 13, 16, 4, 34, tzinfo=UTC)


def test_only_the_declared_formats_are_read() -> None:
    assert values.read_day("31/12/2017", ("%d/%m/%Y",), PARIS) == date(2017, 12, 31)
    with pytest.raises(BadValue):
        values.read_day("2017-12-31", ("%d/%m/%Y",), PARIS)
    with pytest.raises(BadValue):
        values.read_day("02/30/2026", ("%m/%d/%Y",), PARIS)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_a_date_far_out_of_time_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refused:
        values.read_moment(text, ISO_DATES, PARIS)
    assert refused.value.code == "date_out_of_range"


def test_a_word_outside_the_vocabulary_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadValue) as refused:
        values.read_code("opne", Status)
    assert refused.value.values["nearest"] == "open"


def test_a_chance_is_read_as_share_or_percent() -> None:
    assert values.read_share("0.3") == values.read_share("30 %") == 30
    assert values.read_share("30") == 30


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ('["01 02", "03;04"]', ["01 02", "03;04"]),
        ("01 02; 03 04;", ["01 02", "03 04"]),
        (";", []),
    ],
)
def test_several_values_stand_in_one_cell(text: str, listed: list[str]) -> None:
    """B1.17: as our exports list them, or with semicolons between."""
    assert values.read_list(text) == listed


@pytest.mark.parametrize("text", ["[1]", '["a"', "[null]"])
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="list_unclear"):
        values.read_list(text)
