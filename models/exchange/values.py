"""Reads one cell as a date, an amount, a number …: by the mapping, never by guess."""

import json
import math
import re
from collections.abc import Iterable
from datetime import UTC
from datetime import date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeGuard
from typing import TypeVar
from zoneinfo import ZoneInfo

from models.clock import end_of_day
from models.clock import local_day
from models.clock import start_of_day
from models.errors import BadValue
from models.exchange.mapping import ISO_DATES
from models.money import SYMBOLS
from models.money import Money
from models.money import from_major
from models.money import known_currency
from models.rules.matching import nearest
from models.views.drafts import Due

E = TypeVar("E", bound=StrEnum)

FIRST_YEAR = 1900
LAST_YEAR = 2199
MOST = 10**15
HUNDRED = 100

_MINUS = ("-", "\u2212", "(")
_SIGNS = sorted(SYMBOLS, key=len, reverse=True)
_CURRENCY = re.compile(rf"{'|'.join(map(re.escape, _SIGNS))}|[A-Z]{{3}}")
_SPACES = re.compile(r"[\s'\u2019]")
_YES = frozenset({"1", "true", "yes", "y", "oui", "o", "vrai", "x"})
_NO = frozenset({"0", "false", "no", "n", "non", "faux"})


def read_code(text: str, members: type[E]) -> E:
    """Return one of a closed set, whatever its case; ``-`` stands for ``_`` too."""
    word = text.strip().casefold().replace("-", "_").replace(" ", "_")
    try:
        return members(word)
    except ValueError as unknown:
        raise value_unknown(text, members) from unknown


def value_unknown(text: str, known: Iterable[str]) -> BadValue:
    """Return the refusal of a word that is not in a vocabulary, with the nearest."""
    words = [str(word) for word in known]
    return BadValue("value_unknown", text=text, nearest=nearest(text, words))


def read_list(text: str) -> list[str]:
    """Return several values of one cell, as our exports list them or with ``;``."""
    if text.lstrip().startswith("["):
        try:
            found: object = json.loads(text)
        except ValueError as broken:
            raise BadValue("list_unclear", text=text) from broken
        listed = texts_in(found)
        if listed is None:
            raise BadValue("list_unclear", text=text)
        return listed
    return [one for one in map(str.strip, text.split(";")) if one]


def texts_in(found: object) -> list[str] | None:
    """Return a list of texts, nothing of whatever else it is."""
    if not _is_list(found):
        return None
    texts = [one for one in found if isinstance(one, str)]
    return texts if len(texts) == len(found) else None


def _is_list(found: object) -> TypeGuard[list[object]]:
    return isinstance(found, list)


def read_count(text: str, decimal: str = ".") -> int:
    """Return a whole number, zero or above."""
    number = _decimal(text, decimal)
    if number != number.to_integral_value() or not 0 <= number <= MOST:
        raise BadValue("number_not_whole", text=text)
    return int(number)


def read_integer(text: str, decimal: str = ".") -> int:
    """Return a whole number of either sign."""
    negative = text.strip().startswith(_MINUS)
    count = read_count(text.strip().strip("-\u2212()"), decimal)
    return -count if negative else count


def read_number(text: str, decimal: str = ".") -> int | float:
    """Return a number of either sign, whole where it is."""
    negative = text.strip().startswith(_MINUS)
    found = _decimal(text.strip().strip("-\u2212()"), decimal)
    number = float(-found if negative else found)
    if not math.isfinite(number) or abs(number) > MOST:
        raise BadValue("number_unclear", text=text)
    return int(number) if number.is_integer() else number


def read_share(text: str, decimal: str = ".") -> int:
    """Return a chance in whole percent, from ``0.3``, ``30`` or ``30 %``."""
    number = _decimal(text.strip().rstrip("%"), decimal)
    if "%" not in text and number <= 1:
        number *= HUNDRED
    if number > HUNDRED:
        raise BadValue("share_unclear", text=text)
    return round(number)


def read_yes_no(text: str) -> bool:
    """Return yes or no as files write it, in English or French."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue("value_unknown", text=text, nearest=nearest(word, ("yes", "no")))


def read_currency(text: str) -> str:
    """Return the ISO code of a currency, from its code or its sign."""
    word = text.strip()
    code = SYMBOLS.get(word, word.upper())
    if not known_currency(code):
        raise BadValue("currency_unknown", text=text)
    return code


def read_amount(text: str, decimal: str, currency: str) -> Money:
    """Return an amount by its decimal sign; a currency beside it is understood."""
    plain = text.strip()
    if plain.startswith(_MINUS):
        raise BadValue("amount_negative", text=text)
    signs = set(_CURRENCY.findall(plain))
    if len(signs) > 1:
        raise BadValue("amount_unclear", text=text)
    for sign in signs:
        currency = currency if sign == "$" and currency else read_currency(sign)
        plain = plain.replace(sign, "")
    try:
        number = _decimal(plain, decimal)
    except BadValue as unclear:
        raise BadValue("amount_unclear", text=text) from unclear
    return from_major(format(number, "f"), currency)


def read_day(text: str, formats: tuple[str, ...], zone: str) -> date:
    """Return a day, the local one where a moment is written."""
    found = _moment(text, formats)
    if isinstance(found, datetime):
        return local_day(found.replace(tzinfo=found.tzinfo or ZoneInfo(zone)), zone)
    return found


def read_moment(text: str, formats: tuple[str, ...], zone: str) -> datetime:
    """Return a UTC moment; a day counts at 00:00 of the zone."""
    found = _moment(text, formats)
    if not isinstance(found, datetime):
        return start_of_day(found, zone)
    local = found.replace(tzinfo=found.tzinfo or ZoneInfo(zone), microsecond=0)
    return local.astimezone(UTC)


def read_due(text: str, formats: tuple[str, ...], zone: str) -> Due:
    """Return when something is due: a day, or a moment of it."""
    found = _moment(text, formats)
    if not isinstance(found, datetime):
        return Due(found)
    moment = read_moment(text, formats, zone)
    return Due(local_day(moment, zone), moment)


def due_moment(due: Due, zone: str) -> datetime:
    """Return the last moment at which something is not late yet."""
    return due.moment or end_of_day(due.day, zone)


def _moment(text: str, formats: tuple[str, ...]) -> date | datetime:
    """Return a day where the format says no hour, else a moment, perhaps zoned."""
    word = text.strip()
    found = _iso(word) if set(formats) & set(ISO_DATES) else None
    if found is None:
        found = _formatted(word, formats)
    if found is None:
        raise BadValue("date_unclear", text=text, formats=formats)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadValue("date_out_of_range", text=text)
    return found


def _iso(word: str) -> date | datetime | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        return None


def _formatted(word: str, formats: tuple[str, ...]) -> date | datetime | None:
    for form in formats:
        try:
            found = datetime.strptime(word, form)  # noqa: DTZ007
        except ValueError:
            continue
        return found if "%H" in form or "%I" in form else found.date()
    return None


def _decimal(text: str, decimal: str) -> Decimal:
    """Return a number whose decimal sign is known; the other one groups by three."""
    other = "," if decimal == "." else "."
    plain = _SPACES.sub("", text)
    whole, _, part = plain.partition(decimal)
    groups = whole.split(other)
    grouped = len(groups) > 1
    if grouped and (not groups[0] or any(len(group) != 3 for group in groups[1:])):  # noqa: PLR2004
        raise BadValue("number_unclear", text=text)
    digits = "".join(groups) + part
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 30:  # noqa: PLR2004
        raise BadValue("number_unclear", text=text)
    return Decimal("".join(groups) + "." + part if part else "".join(groups))
