"""What a refusal's sentence names beyond the values that the error carries."""

import calendar
from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from datetime import datetime

from models.errors import RelanceError
from models.money import COMMON
from models.rules.matching import nearest
from tui import formats
from tui.i18n import language

Values = Mapping[str, object]

ADDED: Mapping[str, frozenset[str]] = {
    "date_impossible": frozenset({"month_name", "days"}),
    "date_wrong_weekday": frozenset({"said"}),
    "date_past": frozenset({"said"}),
    "date_future": frozenset({"said"}),
    "date_bare_number": frozenset({"day_of_month"}),
    "currency_unknown": frozenset({"nearest"}),
}
"""The names that are added to the values of a code."""


def values_of(error: RelanceError) -> Values:
    """Return the values of an error and what its sentence says of them."""
    add = _ADD.get(error.code)
    return {**error.values, **(add(error.values) if add else {})}


def _month_and_days(values: Values) -> Values:
    year, month = values.get("year"), values.get("month")
    if not isinstance(year, int) or not isinstance(month, int):
        return {"month_name": month, "days": None}
    try:
        name = formats.month_full(date(year, month, 1), language())
        days = calendar.monthrange(year, month)[1]
    except (OverflowError, ValueError):
        return {"month_name": f"{month}/{year}", "days": None}
    return {"month_name": name, "days": days}


def _day_with_weekday(values: Values) -> Values:
    day = _day(values)
    return {"said": formats.day_full(day, language()) if day else None}


def _numbered_day(values: Values) -> Values:
    day = _day(values)
    return {"day_of_month": f"{day.day}/{day.month}" if day else None}


def _nearest_currency(values: Values) -> Values:
    return {"nearest": nearest(str(values.get("text")).upper(), COMMON)}


def _day(values: Values) -> date | None:
    day = values.get("day")
    if isinstance(day, datetime) or not isinstance(day, date):
        return None
    return day


_ADD: Mapping[str, Callable[[Values], Values]] = {
    "date_impossible": _month_and_days,
    "date_wrong_weekday": _day_with_weekday,
    "date_past": _day_with_weekday,
    "date_future": _day_with_weekday,
    "date_bare_number": _numbered_day,
    "currency_unknown": _nearest_currency,
}
