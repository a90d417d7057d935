"""The exchange rate that closing freezes on a deal (C.0, B1.24)."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.money import Money
from models.money import check_large
from models.rules.closing import base_minor
from models.tables import Deal
from models.tables import FxRate


def rate_on(reader: Reader, currency: str, day: date) -> Decimal | None:
    """Return the latest rate dated at most that day; the base currency's is 1."""
    if currency == reader.house.currency:
        return Decimal(1)
    query = (
        select(col(FxRate.rate))
        .where(
            col(FxRate.currency) == currency,
            col(FxRate.on_day) <= day,
            col(FxRate.deleted_at).is_(None),
        )
        .order_by(col(FxRate.on_day).desc())
        .limit(1)
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def freeze(reader: Reader, deal: Deal) -> None:
    """Set the rate and the base amount of a closed deal by the day it was closed."""
    deal.closed_rate = deal.base_minor = None
    if deal.closed_at is None or deal.amount_minor is None or deal.currency is None:
        return
    day = local_day(deal.closed_at, reader.house.zone)
    deal.closed_rate = rate_on(reader, deal.currency, day)
    refigure(reader, deal)


def refigure(reader: Reader, deal: Deal) -> None:
    """Set the base amount of a closed deal at the rate that it has."""
    deal.base_minor = None
    if deal.amount_minor is not None and deal.currency is not None:
        money = Money(deal.amount_minor, deal.currency)
        base = reader.house.currency
        minor = base_minor(money, base, deal.closed_rate)
        if minor is not None:
            check_large(Money(minor, base))
        deal.base_minor = minor
