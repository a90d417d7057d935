"""The words of the fields of a record, and of what stands in them."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import Final

from models.money import Money
from models.vocabulary import Priority
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory
from tui import formats
from tui import glyphs
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.words.codes import words_of
from tui.words.forecast import expected

LABELS: Mapping[str, str] = {
    "amount": N_("amount"),
    "company": N_("company"),
    "do_not_contact": N_("do not contact"),
    "domain": N_("domain"),
    "employees": N_("employees"),
    "expected_close": N_("expected close"),
    "forecast_category": N_("forecast"),
    "first_name": N_("first name"),
    "industry": N_("industry"),
    "last_name": N_("last name"),
    "loss_note": N_("note on the loss"),
    "name": N_("name"),
    "owner": N_("owner"),
    "parent": N_("parent company"),
    "person": N_("person"),
    "place": N_("place"),
    "priority": N_("priority"),
    "probability": N_("chance"),
    "source": N_("source"),
    "stage": N_("stage"),
    "temperature": N_("value"),
    "title": N_("title"),
}
"""The fields that a timeline tells of; the others only follow from an act."""

IMPLIED: Final = {"forecast_category": ForecastCategory.PIPELINE}
"""What a field that nobody has filled in stands for."""


def changed_fields(
    before: Mapping[str, object], after: Mapping[str, object]
) -> list[tuple[str, str]]:
    """Return the label of each changed field and what it was and became."""
    return [
        (_(LABELS[name]), shown_change(name, before.get(name), after.get(name)))
        for name in _names(before, after)
    ]


def shown_value(name: str, value: object) -> str:
    """Return a value of a change in words; nothing is a dash."""
    match value:
        case Money():
            return formats.amount(value, language())
        case bool():
            return _("yes") if value else _("no")
        case int() | float() | Decimal() if name == "probability":
            return formats.percent(value, language())
        case int() | float() | Decimal():
            return formats.number(value, language())
        case date():
            return formats.day_year(value, language())
        case _:
            return _in_words(name, str(value or glyphs.current().absent))


def shown_change(name: str, was: object, now: object) -> str:
    """Return what a field was and became; alone what it became where it was nothing."""
    if name in IMPLIED:
        was, now = was or IMPLIED[name], now or IMPLIED[name]
    if was in (None, ""):
        return shown_value(name, now)
    return f"{shown_value(name, was)} {glyphs.current().arrow} {shown_value(name, now)}"


def valued(temperature: Temperature) -> str:
    """Return the letter and the word of a prospect's value: ``H hot``."""
    word = words_of(temperature)
    return f"{word[:1].upper()} {word}"


def _names(before: Mapping[str, object], after: Mapping[str, object]) -> Iterable[str]:
    return (name for name in {**before, **after} if name in LABELS)


def _in_words(name: str, text: str) -> str:
    """Turn codes and dates, which changes hold as text, into words."""
    try:
        match name:
            case "temperature":
                return words_of(Temperature(text))
            case "priority":
                return words_of(Priority(text))
            case "forecast_category":
                return expected(ForecastCategory(text))
            case "expected_close" | "planned_on":
                return formats.day_year(datetime.fromisoformat(text), language())
            case _:
                return text
    except ValueError:
        return text
