"""Turns the plain columns of first statements into values of the domain."""

from datetime import date
from datetime import datetime

from models.clock import from_text
from models.money import Money
from models.views.people import integer
from models.vocabulary import Temperature


def moment(value: object) -> datetime | None:
    """Return a column that holds a moment, or nothing."""
    return from_text(value) if isinstance(value, str) else None


def day(value: object) -> date | None:
    """Return a column that holds a calendar day, or nothing."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def money(minor: object, currency: object) -> Money | None:
    """Return an amount and its currency, or nothing where there is no amount."""
    return None if minor is None else Money(integer(minor), str(currency))


def temperature(value: object) -> Temperature | None:
    """Return the value of a prospect, or nothing where it has none."""
    return Temperature(value) if isinstance(value, str) else None


def full_name(first: object, last: object) -> str:
    """Return first and last name as written, empty where there is no person."""
    return f"{first or ''} {last or ''}".strip()
