"""Amounts in base currency: open deals at the latest rate, closed ones frozen (C.0)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.money import Money
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import halves
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.listed import Item
from models.reports.listed import Listed
from models.reports.report import Note
from models.rules.closing import base_minor
from models.rules.metrics import weighted
from models.tables import Deal
from models.tables import FxRate
from models.tables import Stage
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.sums import together
from models.vocabulary import Status

Key = object

_CHANCE = func.coalesce(col(Deal.probability), col(Stage.probability))
"""The own chance before the stage's, in whole percent."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A stretch of deals with one chance: their number and base amount."""

    key: Key
    percent: int | None
    deals: int
    minor: int

    @property
    def weighted(self) -> Fraction:
        """The amount by the chance; without a chance nothing counts (C.13)."""
        return Fraction(self.minor * (self.percent or 0), 100)


class BaseAmounts:
    """Sums deals in base currency, and counts those that have no rate.

    Deals in base currency are summed by the database, the others one by one, so that
    every sum is that of the rounded amounts of its list.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.base = reader.house.currency
        self.unrated = 0
        self._rates: dict[str, Decimal] | None = None

    def notes(self) -> tuple[Note, ...]:
        """Return how many deals were left out of the sums so far."""
        if not self.unrated:
            return ()
        return (Note("without_rate", {"count": self.unrated}),)

    def by(
        self, test: Test, key: SQLColumnExpression[object]
    ) -> dict[Key, tuple[int, int]]:
        """Return the number of deals and their amount for each value of a column."""
        found: dict[Key, tuple[int, int]] = {}
        for worth in self.worths(test, key):
            deals, minor = found.get(worth.key, (0, 0))
            found[worth.key] = (deals + worth.deals, minor + worth.minor)
        return found

    def worths(self, test: Test, key: SQLColumnExpression[object]) -> Iterator[Worth]:
        """Yield stretches of deals by a column and by chance."""
        amount = whole(_frozen_or_own())
        joined = (
            chosen(
                key.label("key"),
                _CHANCE.label("chance"),
                func.count(),
                func.sum(unrated()),
                *halves(amount),
            )
            .select_from(Deal)
            .join(Stage, col(Stage.id) == col(Deal.stage_id))
        )
        plain = joined.where(test, _summable(self.base)).group_by("key", "chance")
        for value, percent, deals, lacking, *sums in self._rows(plain):
            self.unrated += maybe_integer(lacking) or 0
            yield Worth(value, maybe_integer(percent), integer(deals), together(*sums))
        foreign = (
            chosen(key, _CHANCE, col(Deal.amount_minor), col(Deal.currency))
            .select_from(Deal)
            .join(Stage, col(Stage.id) == col(Deal.stage_id))
            .where(test, ~_summable(self.base))
        )
        for value, percent, minor, currency in self._rows(foreign):
            based = self.of(integer(minor), string(currency), 1)
            yield Worth(value, maybe_integer(percent), 1, based)

    def of(self, minor: int, currency: str, deals: int) -> int:
        """Return the base amount of so many equal open deals; none without a rate."""
        based = self.based(minor, currency)
        if based is None:
            self.unrated += deals
            return 0
        return based * deals

    def items(self, test: Test, *, valued: bool = True) -> Listed:
        """Return the deals of a test, each with its base amount if that is wanted."""
        found = ((deal_id, minor) for deal_id, _chance, minor in self._each(test))
        return Listed(
            "deal",
            tuple(Item(deal_id, minor if valued else None) for deal_id, minor in found),
        )

    def weighted_items(self, test: Test) -> Listed:
        """Return the deals of a test, each with its amount by its chance (C.13)."""
        items = (
            Item(deal_id, None if minor is None else weighted(minor, chance or 0))
            for deal_id, chance, minor in self._each(test)
        )
        return Listed("deal", tuple(items))

    def _each(self, test: Test) -> Iterator[tuple[int, int | None, int | None]]:
        query = (
            chosen(
                col(Deal.id),
                _CHANCE,
                whole(col(Deal.base_minor)),
                whole(col(Deal.amount_minor)),
                col(Deal.currency),
                text(col(Deal.status)),
            )
            .select_from(Deal)
            .join(Stage, col(Stage.id) == col(Deal.stage_id))
            .where(test)
            .order_by(col(Deal.id))
        )
        for deal_id, chance, *rest in self._rows(query):
            yield integer(deal_id), maybe_integer(chance), self._value(*rest)

    def _value(
        self, frozen: object, minor: object, currency: object, status: object
    ) -> int | None:
        if status != Status.OPEN:
            return maybe_integer(frozen)
        if minor is None:
            return None
        return self.based(integer(minor), string(currency))

    def based(self, minor: int, currency: str) -> int | None:
        """Return the base amount of an open deal; nothing without a rate."""
        if currency == self.base:
            return minor
        rate = self._rate(currency)
        return base_minor(Money(minor, currency), self.base, rate)

    def _rate(self, currency: str) -> Decimal | None:
        if self._rates is None:
            today = local_day(self.reader.now, self.reader.house.zone)
            query = (
                select(FxRate)
                .where(col(FxRate.on_day) <= today, col(FxRate.deleted_at).is_(None))
                .order_by(col(FxRate.on_day))
            )
            rows = self.reader.session.scalars(query)
            self._rates = {row.currency: row.rate for row in rows}
        return self._rates.get(currency)

    def _rows(self, query: Statement) -> Iterator[tuple[object, ...]]:
        yield from self.reader.session.connection().execute(query)


def _frozen_or_own() -> SQLColumnExpression[int | None]:
    return case(
        (col(Deal.status) == Status.OPEN, col(Deal.amount_minor)),
        else_=col(Deal.base_minor),
    )


def parted(base: str) -> tuple[SQLColumnExpression[object], ...]:
    """Return what a deal adds to a sum, or else its foreign currency and amount."""
    foreign = ~_summable(base)
    return (
        case((_summable(base), whole(_frozen_or_own()))),
        case((foreign, col(Deal.currency))),
        case((foreign, whole(col(Deal.amount_minor)))),
    )


def unrated() -> SQLColumnExpression[int]:
    """Tell by 1 that a closed deal has an amount, but had no rate when it closed."""
    return case((_lacking(), 1), else_=0)


def _lacking() -> Test:
    return and_(
        col(Deal.status) != Status.OPEN,
        col(Deal.amount_minor).is_not(None),
        col(Deal.base_minor).is_(None),
    )


def _summable(base: str) -> Test:
    return or_(
        col(Deal.status) != Status.OPEN,
        col(Deal.amount_minor).is_(None),
        col(Deal.currency) == base,
    )
