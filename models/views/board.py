"""The board as frozen values: columns' heads and windows of cards (K-02, B1.11)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from models.actor import Row
from models.actor import Whose
from models.clock import to_text
from models.due import Horizon
from models.due import horizon
from models.money import Money
from models.money import scaled
from models.money import whole_minor
from models.views.cards import BACKWARDS
from models.views.cards import NEXT
from models.views.cards import NEXT_LATER
from models.views.cards import Card
from models.views.cards import card_of
from models.views.cards import holds
from models.views.cards import in_order
from models.views.cards import stored_key
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.sight import Sight
from models.views.sums import summed
from models.vocabulary import StageKind
from models.vocabulary import Status

__all__ = [
    "FIRST",
    "Board",
    "BoardAsk",
    "Card",
    "ColumnHead",
    "Order",
    "PipelineName",
    "pipelines_of",
    "place_of",
    "read_board",
    "read_card",
    "read_heads",
    "read_window",
]

FIRST = 64
"""How many cards of each column the first screen reads."""

PERCENT = 100
UNIT = 10**12
"""How many minor units are converted for a rate in whole numbers, which sort fast."""


class Order(StrEnum):
    """By what a column is sorted; ties are broken by id (features 0.2 no 11)."""

    NEXT = "next"
    OPENED = "opened"
    TOUCHED = "touched"
    EXPECTED = "expected"
    AMOUNT = "amount"


class BoardAsk(NamedTuple):
    """What the board is to show: whose deals, in which pipeline, in which order."""

    whose: Whose = Whose()
    pipeline_id: int | None = None
    """Default: the workspace's default pipeline."""
    order: Order = Order.NEXT


class Stretch(NamedTuple):
    """A run of a column that one statement reads, and how many deals it holds."""

    statement: str
    deals: int
    ranked: tuple[int, ...] = ()
    """The deals from the first to the last, where no index has their order."""


class ColumnHead(NamedTuple):
    """A stage with the figures of its whole column, in base currency (C.13)."""

    stage_id: int
    name: str
    kind: StageKind
    status: Status
    """Open deals, or the won ones of a post-sale stage (rulings 7)."""
    deals: int
    total: Money
    weighted: Money | None
    """None in post-sale stages, where nothing is left to be won."""
    without_rate: int
    """Deals whose amount is in no sum, for want of an exchange rate (C.0)."""
    without_chance: bool
    """Amounts are left out of the weighted sum, for want of a probability."""
    probability: int | None
    idle_days: int | None
    stuck_days: int | None
    stretches: tuple[Stretch, ...] = ()
    """Where its cards stand, from the top."""


class PipelineName(NamedTuple):
    """A pipeline to switch to."""

    id: int
    name: str


class Board(NamedTuple):
    """A whole first screen: every column's head and its first cards."""

    pipelines: tuple[PipelineName, ...]
    pipeline_id: int | None
    heads: tuple[ColumnHead, ...]
    windows: tuple[tuple[Card, ...], ...]
    """The first cards of each column, in the order of the heads."""


class Column(NamedTuple):
    """A stage whose deals of one status make a column."""

    stage_id: int
    status: Status
    probability: int | None


class Figures(NamedTuple):
    """What the deals of a column come to, unrounded."""

    deals: int
    total: Decimal
    weighted: Decimal | None
    without_rate: int
    without_chance: bool = False


def read_board(sight: Sight, ask: BoardAsk, first: int = FIRST) -> Board:
    """Read a whole first screen: pipelines, heads and the first cards of each."""
    names, chosen = pipelines_of(sight, ask)
    heads = read_heads(sight, ask, chosen) if chosen is not None else ()
    windows = tuple(read_window(sight, ask, head, 0, first) for head in heads)
    return Board(names, chosen, heads, windows)


def pipelines_of(
    sight: Sight, ask: BoardAsk
) -> tuple[tuple[PipelineName, ...], int | None]:
    """Read the pipelines, and tell which one is shown; none where there is none."""
    rows = sight.run("pipelines", {})
    names = tuple(PipelineName(integer(row[0]), string(row[1])) for row in rows)
    if ask.pipeline_id in {name.id for name in names}:
        return names, ask.pipeline_id
    default = [integer(row[0]) for row in rows if row[2]]
    return names, next(iter([*default, *(name.id for name in names)]), None)


def read_heads(sight: Sight, ask: BoardAsk, pipeline_id: int) -> tuple[ColumnHead, ...]:
    """Read the columns of a pipeline; the intake shows only if it has cards."""
    here = horizon(sight.now(), sight.zone)
    rates = read_rates(sight, here.today)
    stages = sight.run("stages", {"pipeline": pipeline_id})
    heads = (_head(sight, ask, stage, here, rates) for stage in stages)
    return tuple(
        head for head in heads if head.deals or head.kind is not StageKind.INTAKE
    )


def read_window(
    sight: Sight, ask: BoardAsk, head: ColumnHead, offset: int, limit: int
) -> tuple[Card, ...]:
    """Read the cards of a column from a row on, across its stretches (rulings 25)."""
    here = horizon(sight.now(), sight.zone)
    values = _values(head, here)
    cards: list[Card] = []
    for stretch in head.stretches:
        if offset >= stretch.deals:
            offset -= stretch.deals
            continue
        wanted = min(limit - len(cards), stretch.deals - offset)
        if wanted <= 0:
            break
        if stretch.ranked:
            ids = stretch.ranked[offset : offset + wanted]
            found = (read_card(sight, ask, deal_id) for deal_id in ids)
            cards += [card for card in found if card is not None]
        else:
            given = {**values, "limit": wanted, "offset": offset}
            rows = sight.scoped(stretch.statement, ask.whose, given)
            cards += in_order(stretch.statement, (card_of(row, here) for row in rows))
        offset = 0
    return tuple(cards)


def read_card(sight: Sight, ask: BoardAsk, deal_id: int) -> Card | None:
    """Read one card wherever it stands; nothing where it is out of sight."""
    rows = sight.scoped("card", ask.whose, {"id": deal_id})
    here = horizon(sight.now(), sight.zone)
    return card_of(rows[0], here) if rows else None


def place_of(sight: Sight, ask: BoardAsk, head: ColumnHead, card: Card) -> int:
    """Count the cards that stand before one in its column, in the order asked for."""
    here = horizon(sight.now(), sight.zone)
    before = 0
    for stretch in head.stretches:
        if stretch.ranked:
            return stretch.ranked.index(card.id)
        if not holds(stretch.statement, card, here):
            before += stretch.deals
            continue
        key = stored_key(stretch.statement, card)
        keyless = key is None and stretch.statement in BACKWARDS
        ending = "_keyless" if keyless else ""
        name = f"place_{stretch.statement}{ending}"
        values = {**_values(head, here), "key": key, "id": card.id}
        (row,) = sight.scoped(name, ask.whose, values)
        return before + integer(row[0])
    return before


def read_rates(sight: Sight, today: date) -> Mapping[str, Decimal]:
    """Return the latest rate of each currency dated today or before (C.0)."""
    rows = sight.run("rates", {"today": today.isoformat()})
    found = {string(row[0]): Decimal(string(row[2])) for row in rows}
    return {**found, sight.house.currency: Decimal(1)}


def _head(
    sight: Sight,
    ask: BoardAsk,
    stage: Row,
    here: Horizon,
    rates: Mapping[str, Decimal],
) -> ColumnHead:
    kind = StageKind(string(stage[2]))
    status = Status.WON if kind is StageKind.POST_SALE else Status.OPEN
    column = Column(integer(stage[0]), status, maybe_integer(stage[3]))
    values = _values(column, here)
    if status is Status.WON:
        figures = _won(sight, ask, values)
    else:
        figures = _open(sight, ask, values, column, rates)
    base = sight.house.currency
    weighted = figures.weighted
    return ColumnHead(
        stage_id=column.stage_id,
        name=string(stage[1]),
        kind=kind,
        status=status,
        deals=figures.deals,
        total=Money(whole_minor(figures.total), base),
        weighted=Money(whole_minor(weighted), base) if weighted is not None else None,
        without_rate=figures.without_rate,
        without_chance=figures.without_chance,
        probability=column.probability,
        idle_days=maybe_integer(stage[4]),
        stuck_days=maybe_integer(stage[5]),
        stretches=_stretches(sight, ask, values, figures.deals, rates),
    )


def _open(
    sight: Sight,
    ask: BoardAsk,
    values: Mapping[str, object],
    column: Column,
    rates: Mapping[str, Decimal],
) -> Figures:
    """Sum open deals at the latest rates, and by their own or the stage's chance."""
    base = sight.house.currency
    total = weighted = Decimal(0)
    count = 0
    missing: set[str] = set()
    chanceless = False
    for row, minor in summed(sight, "totals", ask.whose, {**values, "base": base}):
        currency, own = string(row[0]), maybe_integer(row[1])
        count += integer(row[2])
        if row[0] is not None and currency not in rates:
            missing.add(currency)
            continue
        chance = column.probability if own is None else own
        chanceless = chanceless or (chance is None and minor > 0)
        worth = scaled(minor, rates.get(currency, Decimal(1)), currency, base)
        total += worth
        weighted += worth * (chance or 0) / PERCENT
    unrated = 0
    for currency in missing:
        given = {**values, "currency": currency}
        unrated += integer(sight.scoped("unrated", ask.whose, given)[0][0])
    return Figures(count, total, weighted, unrated, chanceless)


def _won(sight: Sight, ask: BoardAsk, values: Mapping[str, object]) -> Figures:
    """Sum won deals at the rates frozen when they were closed."""
    ((count, unrated, *_rest), total) = summed(sight, "won", ask.whose, values)[0]
    return Figures(integer(count), Decimal(total), None, integer(unrated))


def _values(head: ColumnHead | Column, here: Horizon) -> dict[str, object]:
    return {
        "stage": head.stage_id,
        "status": head.status,
        "now": to_text(here.now),
        "tomorrow": to_text(here.tomorrow),
    }


def _stretches(
    sight: Sight,
    ask: BoardAsk,
    values: Mapping[str, object],
    count: int,
    rates: Mapping[str, Decimal],
) -> tuple[Stretch, ...]:
    match ask.order:
        case Order.NEXT:
            others = [name for name in NEXT if name != NEXT_LATER]
            row = sight.scoped("spans", ask.whose, values)[0]
            spans = {name: integer(n) for name, n in zip(others, row, strict=True)}
            spans[NEXT_LATER] = count - sum(spans.values())
            return tuple(Stretch(name, spans[name]) for name in NEXT)
        case Order.EXPECTED:
            dated = integer(sight.scoped("dated", ask.whose, values)[0][0])
            return (Stretch("expected", dated), Stretch("undated", count - dated))
        case Order.AMOUNT:
            return (_by_amount(sight, ask, values, count, rates),)
        case _:
            return (Stretch(ask.order, count),)


def _by_amount(
    sight: Sight,
    ask: BoardAsk,
    values: Mapping[str, object],
    count: int,
    rates: Mapping[str, Decimal],
) -> Stretch:
    """Rank a column in several currencies by what its amounts are worth (C.0).

    Deals without a rate come after those with one, then those without an amount.
    """
    base = sight.house.currency
    given = {**values, "base": base}
    if not any(integer(n) for n in sight.scoped("foreign", ask.whose, given)[0]):
        return Stretch(ask.order, count)

    units: dict[object, int] = {
        currency: int(scaled(UNIT, rate, currency, base))
        for currency, rate in rates.items()
    }

    def worth(row: Row) -> tuple[int, int, int]:
        deal_id, unit, minor = integer(row[0]), units.get(row[1]), row[2]
        if minor is None or unit is None:
            return int(minor is not None), 0, deal_id
        return 2, integer(minor) * unit, deal_id

    rows = sight.scoped("worth", ask.whose, values)
    ranked = sorted((worth(row) for row in rows), reverse=True)
    return Stretch("worth", len(ranked), tuple(deal_id for *_key, deal_id in ranked))
