"""Which words of a line are an amount: a currency, k or M makes one (defaults.md 8)."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from models.errors import BadValue
from models.money import COMMON
from models.money import SYMBOLS
from models.money import Money
from models.money import parse_amount
from models.rules.line_words import Word
from models.vocabulary import Language

MOST_WORDS = 5
"""Words that one amount may take: ``12 345 678,90 €``."""

CODES = COMMON | {"AUD", "CAD", "CNY"}
"""Codes that stand for a currency within a title; TOP and ALL are words there."""


@dataclass(frozen=True, slots=True)
class AmountFound:
    """An amount and the words that said it."""

    money: Money
    start: int
    stop: int


def find_amount(
    words: Sequence[Word], language: Language, currency: str
) -> AmountFound | None:
    """Return the first amount; one that is meant but unclear is refused."""
    refused: BadValue | None = None
    for start, stop, text in _candidates(words, _pattern(currency)):
        try:
            return AmountFound(parse_amount(text, language, currency), start, stop)
        except BadValue as error:
            refused = refused or error
    if refused:
        raise refused
    return None


def _candidates(
    words: Sequence[Word], pattern: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    for start in range(len(words)):
        for stop in range(min(start + MOST_WORDS, len(words)), start, -1):
            together = words[start:stop]
            text = " ".join(word.text for word in together)
            if all(word.plain for word in together) and pattern.fullmatch(text):
                yield start, stop, text


@cache
def _pattern(currency: str) -> re.Pattern[str]:
    signs = sorted({*SYMBOLS, *CODES, currency}, key=len, reverse=True)
    mark = "(?:" + "|".join(re.escape(sign) for sign in signs) + ")"
    number = r"[0-9](?:[0-9., '\u2019]*[0-9])?"
    minus = r"[-\u2212]?"
    return re.compile(
        rf"{minus}(?:{mark} ?{minus}{number} ?[kKM]?"
        rf"|{number} ?[kKM]? ?{mark}|{number}[kM])"
    )
