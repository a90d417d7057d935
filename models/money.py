"""Money is a whole number of minor units and a currency (safety.md 3.6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from decimal import ROUND_HALF_UP
from decimal import Decimal
from functools import cache
from typing import Self

from models.errors import BadValue
from models.errors import RuleBroken
from models.vocabulary import Language

LIMIT = 10**15
"""The most minor units an amount may have; a thousand such sums still fit SQL."""

COMMON = frozenset({"CHF", "EUR", "GBP", "JPY", "USD"})
"""Currencies known without a look at babel's data."""

# Stored units keep their meaning for ever, so the exponents of ISO 4217 stand here:
# babel's are CLDR's, which follow use and change between releases.
_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENT = {
    code: exponent for exponent, codes in _EXPONENTS.items() for code in codes.split()
}

_SIGNS_OF = {
    "AUD": "A$ AU$ $AU",
    "BRL": "R$",
    "CAD": "CA$ C$ $CA",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£ £GB",
    "HKD": "HK$ $HK",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥ JP¥",
    "KRW": "₩",
    "MXN": "MX$ $MX",
    "NGN": "₦",
    "NZD": "NZ$ $NZ",
    "PHP": "₱",
    "PLN": "zł",
    "RUB": "₽",
    "SGD": "S$ $SG",
    "TRY": "₺",
    "TWD": "NT$",
    "UAH": "₴",
    "USD": "$ US$ $US",
    "VND": "₫",
    "XAF": "FCFA",
    "XOF": "F\u202fCFA",
}
SYMBOLS: Mapping[str, str] = {
    sign.replace("\u202f", " "): code
    for code, signs in _SIGNS_OF.items()
    for sign in signs.split(" ")
}
"""Signs that stand for a currency, as both languages write them."""

_SHARED = {
    "$": frozenset({"AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD", "USD"}),
    "¥": frozenset({"CNY", "JPY"}),
    "FCFA": frozenset({"XAF", "XOF"}),
}
"""Signs of several currencies: the workspace's own comes first."""

Tender = tuple[str, object, object, bool]
"""A currency of a territory: code, first day, last day, legal tender or not."""

LONGEST = 60
"""The most characters that an amount is read from."""

GROUP = 3
CLEARLY_DECIMAL = 2
"""Digits after a sign: three may be a group, two or one never are."""

_GROUPING = {Language.EN: ",", Language.FR: " "}
_TIMES = {"": 1, "k": 1_000, "K": 1_000, "M": 1_000_000}
_SIGN = "|".join(re.escape(sign) for sign in sorted(SYMBOLS, key=len, reverse=True))
# Compiled when an amount is first read: no first frame reads one.
_TYPED = (
    rf"(?P<minus>[-\u2212])? ?(?P<before>{_SIGN}|[A-Za-z]{{3}})?"
    rf" ?(?P<under>[-\u2212])? ?(?P<number>[0-9][0-9., '\u2019]*?) ?(?P<times>[kKM])?"
    rf" ?(?P<after>{_SIGN}|[A-Za-z]{{3}})?"
)
_PLAIN = r"-?[0-9]{1,20}(\.[0-9]{1,6})?"
_DECIMALS = r"(?P<whole>.*[0-9])(?P<sign>[.,])(?P<part>[0-9]+)"
_WHOLE = r"[0-9]+|[0-9]{1,3}(?P<sign>[., '\u2019])[0-9]{3}(?:(?P=sign)[0-9]{3})*"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in minor units; arithmetic stays within one currency."""

    minor: int
    currency: str

    def __add__(self, other: Self) -> Self:
        return replace(self, minor=self.minor + self._same(other).minor)

    def __sub__(self, other: Self) -> Self:
        return replace(self, minor=self.minor - self._same(other).minor)

    def __mul__(self, times: int) -> Self:
        return replace(self, minor=self.minor * times)

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Self) -> bool:
        return self.minor <= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def percent(self, percent: int) -> Self:
        """Return that share of the amount, half-up: a weighted amount (C.2)."""
        return replace(self, minor=half_up(self.minor * percent, 100))

    def _same(self, other: Self) -> Self:
        if self.currency != other.currency:
            raise RuleBroken("currency_mixed", one=self.currency, two=other.currency)
        return other


def exponent(currency: str) -> int:
    """Return how many decimals the minor unit of ``currency`` stands for."""
    return _EXPONENT.get(currency, 2)


def major(money: Money) -> str:
    """Return the decimal string of JSON and CSV, such as ``10005534.00``."""
    return f"{Decimal(money.minor).scaleb(-exponent(money.currency)):f}"


def from_major(text: str, currency: str) -> Money:
    """Return the money of a plain decimal string; what ``major`` wrote comes back."""
    if not re.fullmatch(_PLAIN, text):
        raise BadValue("amount_unclear", "amount", text=text)
    if text.startswith("-"):
        raise BadValue("amount_negative", "amount", text=text)
    return _in_minor(Decimal(text), currency, text)


def parse_amount(text: str, language: Language, currency: str) -> Money:
    """Return what a person typed, in ``currency`` unless it names one (defaults.md 7).

    Nothing typed is refused too: a form that allows no amount asks first.
    """
    typed = " ".join(text.split())
    if not typed:
        raise BadValue("amount_empty", "amount")
    found = re.fullmatch(_TYPED, typed) if len(typed) <= LONGEST else None
    if found is None:
        raise BadValue("amount_unclear", "amount", text=typed[:LONGEST])
    if found["minus"] or found["under"]:
        raise BadValue("amount_negative", "amount", text=typed)
    marks = {_code(mark, currency) for mark in found.group("before", "after") if mark}
    if len(marks) > 1:
        raise BadValue("amount_unclear", "amount", text=typed)
    code = marks.pop() if marks else currency
    number = _number(found["number"], language, code, typed)
    return _in_minor(number * _TIMES[found["times"] or ""], code, typed)


def known_currency(code: str) -> bool:
    """Say whether ``code`` is the ISO code of a currency that is or was in use."""
    return code in COMMON or code in currencies()


@cache
def currencies() -> frozenset[str]:
    """Return every currency that some country has had as legal tender."""
    from babel.core import get_global  # noqa: PLC0415 - 15 ms that few starts need

    tenders: Mapping[str, list[Tender]] = get_global("territory_currencies")
    return frozenset(
        code for used in tenders.values() for code, _, _, legal in used if legal
    )


def scaled(minor: int, rate: Decimal, currency: str, base: str) -> Decimal:
    """Return what that many minor units are worth in those of ``base``, unrounded."""
    return (minor * rate).scaleb(exponent(base) - exponent(currency))


def whole_minor(amount: Decimal) -> int:
    """Return an exact count of minor units rounded half-up, away from zero."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded half-up, away from zero, without a float."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def _code(mark: str, currency: str) -> str:
    if currency in _SHARED.get(mark, ()):
        return currency
    code = SYMBOLS.get(mark) or mark.upper()
    if not known_currency(code):
        raise BadValue("currency_unknown", "amount", text=mark)
    return code


def _number(number: str, language: Language, code: str, typed: str) -> Decimal:
    """Return the number, refused where a sign may mean two things or nothing."""
    found = re.fullmatch(_DECIMALS, number)
    whole, part = number, "0"
    if found and found["sign"] not in found["whole"]:
        group = len(found["part"]) == GROUP and found["sign"] == _GROUPING[language]
        if not group:
            whole, part = found["whole"], found["part"]
    if len(part) > max(CLEARLY_DECIMAL, exponent(code)):
        raise _too_fine(typed, code)
    if not re.fullmatch(_WHOLE, whole):
        raise BadValue("amount_unclear", "amount", text=typed)
    return Decimal(re.sub(r"[^0-9]", "", whole) + "." + part)


def check_large(money: Money) -> None:
    """Raise ``BadValue`` for more than sums of it can be counted with exactly."""
    if money.minor > LIMIT:
        raise BadValue(
            "amount_too_large",
            "amount",
            text=major(money),
            limit=major(Money(LIMIT, money.currency)),
            currency=money.currency,
        )


def _in_minor(value: Decimal, currency: str, text: str) -> Money:
    decimals = exponent(currency)
    if value > Decimal(LIMIT).scaleb(-decimals):
        most = major(Money(LIMIT, currency))
        raise BadValue(
            "amount_too_large", "amount", text=text, limit=most, currency=currency
        )
    minor = value.scaleb(decimals)
    if minor != minor.to_integral_value():
        raise _too_fine(text, currency)
    return Money(int(minor), currency)


def _too_fine(text: str, currency: str) -> BadValue:
    allowed = exponent(currency)
    return BadValue(
        "amount_decimals", "amount", text=text, currency=currency, allowed=allowed
    )
