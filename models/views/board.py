"""The board as frozen values: columns' heads and windows of cards (K-02, B1.11)."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from decimal import Decimal
from enum import StrEnum

from models.actor import Row
from models.actor import Whose
from models.clock import to_text
from models.due import Horizon
from models.due import horizon
from models.money import Money
from models.money import scaled
from models.money import whole_minor
from models.views import columns
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.sight import Sight
from models.vocabulary import DueBucket
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import StageKind
from models.vocabulary import Status
from models.vocabulary import Temperature

FIRST = 64
"""How many cards of each column the first screen reads."""

BACKWARDS = frozenset({"opened", "touched", "amount"})
"""The stretches that begin with the newest or the highest."""

PERCENT = 100


class Order(StrEnum):
    """By what a column is sorted; ties are broken by id (features 0.2 no 11)."""

    NEXT = "next"
    OPENED = "opened"
    TOUCHED = "touched"
    EXPECTED = "expected"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """What the board is to show: whose deals, in which pipeline, in which order."""

    whose: Whose = field(default_factory=Whose)
    pipeline_id: int | None = None
    """Default: the workspace's default pipeline."""
    order: Order = Order.NEXT


@dataclass(frozen=True, slots=True)
class Card:
    """A deal as its column shows it; equal cards need no repaint."""

    id: int
    title: str
    company: str
    person: str
    amount: Money | None
    temperature: Temperature | None
    status: Status
    phase: Phase
    priority: Priority
    bucket: DueBucket
    day: date | None
    """The local date of the next step."""
    at: time | None
    """The local hour of the next step, None where only the day was said."""
    step: str
    """The type of the next step."""
    follow_up_id: int | None
    entered_at: datetime | None
    """Since when it is in its stage."""
    touched_at: datetime | None
    opened_at: datetime | None
    expected_close: date | None
    reach: str
    """How to reach a lead, which has no amount yet."""
    version: int
    owner_id: int | None
    stage_id: int
    pipeline_id: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A stage with the figures of its whole column, in base currency (C.13)."""

    stage_id: int
    name: str
    kind: StageKind
    status: Status
    """Open deals, or the won ones of a post-sale stage (rulings 7)."""
    count: int
    total: Money
    weighted: Money | None
    """None in post-sale stages, where nothing is left to be won."""
    without_rate: int
    """Deals whose amount is in no sum, for want of an exchange rate (C.0)."""
    without_chance: bool
    """Amounts are left out of the weighted sum, for want of a probability."""
    early: int
    """How many stand in the first window: overdue and today."""
    unplanned: int
    dated: int
    """How many have an expected close, counted in that order only."""
    probability: int | None
    idle_days: int | None
    stuck_days: int | None


@dataclass(frozen=True, slots=True)
class PipelineName:
    """A pipeline to switch to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Board:
    """A whole first screen: every column's head and its first cards."""

    pipelines: tuple[PipelineName, ...]
    pipeline_id: int | None
    heads: tuple[ColumnHead, ...]
    windows: tuple[tuple[Card, ...], ...]
    """The first cards of each column, in the order of the heads."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a column that one statement reads, and how many deals it holds."""

    statement: str
    count: int


def read_board(sight: Sight, ask: BoardAsk, first: int = FIRST) -> Board:
    """Read a whole first screen: pipelines, heads and the first cards of each."""
    rows = sight.run("pipelines", {})
    names = tuple(PipelineName(integer(row[0]), string(row[1])) for row in rows)
    chosen = ask.pipeline_id
    if chosen not in {name.id for name in names}:
        default = [integer(row[0]) for row in rows if row[2]]
        chosen = next(iter([*default, *(name.id for name in names)]), None)
    heads = read_heads(sight, ask, chosen) if chosen is not None else ()
    windows = tuple(read_window(sight, ask, head, 0, first) for head in heads)
    return Board(names, chosen, heads, windows)


def read_heads(sight: Sight, ask: BoardAsk, pipeline_id: int) -> tuple[ColumnHead, ...]:
    """Read the columns of a pipeline; the intake shows only if it has cards."""
    here = horizon(sight.now(), sight.zone)
    rates = read_rates(sight, here.today)
    stages = sight.run("stages", {"pipeline": pipeline_id})
    heads = (_head(sight, ask, stage, here, rates) for stage in stages)
    return tuple(
        head for head in heads if head.count or head.kind is not StageKind.INTAKE
    )


def read_window(
    sight: Sight, ask: BoardAsk, head: ColumnHead, offset: int, limit: int
) -> tuple[Card, ...]:
    """Read the cards of a column from a row on, across its stretches (rulings 25)."""
    here = horizon(sight.now(), sight.zone)
    values = _values(head, here)
    cards: list[Card] = []
    for stretch in _stretches(head, ask.order):
        if offset >= stretch.count:
            offset -= stretch.count
            continue
        wanted = min(limit - len(cards), stretch.count - offset)
        if wanted <= 0:
            break
        given = {**values, "limit": wanted, "offset": offset}
        rows = sight.scoped(stretch.statement, ask.whose, given)
        cards += _in_order(stretch.statement, (_card(row, here) for row in rows))
        offset = 0
    return tuple(cards)


def read_card(sight: Sight, ask: BoardAsk, deal_id: int) -> Card | None:
    """Read one card wherever it stands; nothing where it is out of sight."""
    rows = sight.scoped("card", ask.whose, {"id": deal_id})
    here = horizon(sight.now(), sight.zone)
    return _card(rows[0], here) if rows else None


def place_of(sight: Sight, ask: BoardAsk, head: ColumnHead, card: Card) -> int:
    """Count the cards that stand before one in its column, in the order asked for."""
    here = horizon(sight.now(), sight.zone)
    before = 0
    for stretch in _stretches(head, ask.order):
        if not _holds(stretch.statement, card, here):
            before += stretch.count
            continue
        key = _stored_key(stretch.statement, card)
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
    won = kind is StageKind.POST_SALE
    values: dict[str, object] = {
        "stage": stage[0],
        "status": Status.WON if won else Status.OPEN,
        "tomorrow": to_text(here.tomorrow),
    }
    rows = sight.scoped("totals", ask.whose, values)
    dated = 0
    if ask.order is Order.EXPECTED:
        dated = integer(sight.scoped("dated", ask.whose, values)[0][0])
    probability = maybe_integer(stage[3])
    base = sight.house.currency
    total, weighted, unrated = (
        _won(rows) if won else _open(rows, probability, rates, base)
    )
    return ColumnHead(
        stage_id=integer(stage[0]),
        name=string(stage[1]),
        kind=kind,
        status=Status.WON if won else Status.OPEN,
        count=_sum(rows, 1),
        total=Money(whole_minor(total), base),
        weighted=None if won else Money(whole_minor(weighted), base),
        without_rate=unrated,
        without_chance=not won and probability is None and _sum(rows, 4) > 0,
        early=_sum(rows, 8),
        unplanned=_sum(rows, 9),
        dated=dated,
        probability=probability,
        idle_days=maybe_integer(stage[4]),
        stuck_days=maybe_integer(stage[5]),
    )


def _open(
    rows: Sequence[Row],
    probability: int | None,
    rates: Mapping[str, Decimal],
    base: str,
) -> tuple[Decimal, Decimal, int]:
    """Sum open deals at the latest rates, and by their own or the stage's chance."""
    total = weighted = Decimal(0)
    unrated = 0
    for row in rows:
        currency = string(row[0])
        if currency not in rates:
            unrated += integer(row[2])
            continue
        rate = rates[currency]
        share = integer(row[4]) * (probability or 0) + integer(row[5])
        total += scaled(integer(row[3]), rate, currency, base)
        weighted += scaled(share, rate, currency, base) / PERCENT
    return total, weighted, unrated


def _won(rows: Sequence[Row]) -> tuple[Decimal, Decimal, int]:
    """Sum won deals at the rates frozen when they were closed."""
    missing = _sum(rows, 2) - _sum(rows, 6)
    return Decimal(_sum(rows, 7)), Decimal(0), missing


def _sum(rows: Sequence[Row], place: int) -> int:
    return sum(integer(row[place]) for row in rows)


def _values(head: ColumnHead, here: Horizon) -> dict[str, object]:
    return {
        "stage": head.stage_id,
        "status": head.status,
        "tomorrow": to_text(here.tomorrow),
    }


def _stretches(head: ColumnHead, order: Order) -> tuple[Stretch, ...]:
    match order:
        case Order.NEXT:
            later = head.count - head.early - head.unplanned
            return (
                Stretch("early", head.early),
                Stretch("unplanned", head.unplanned),
                Stretch("later", later),
            )
        case Order.EXPECTED:
            undated = head.count - head.dated
            return (Stretch("expected", head.dated), Stretch("undated", undated))
        case _:
            return (Stretch(order, head.count),)


def _holds(statement: str, card: Card, here: Horizon) -> bool:
    """Say whether a card stands in that stretch of its column."""
    match statement:
        case "early":
            return card.next_at is not None and card.next_at < here.tomorrow
        case "unplanned":
            return card.next_at is None
        case "later":
            return card.next_at is not None and card.next_at >= here.tomorrow
        case "expected":
            return card.expected_close is not None
        case _:
            return True


def _stored_key(statement: str, card: Card) -> str | int | None:
    """Return what a card is sorted by there, as the database has it."""
    match statement:
        case "early" | "later":
            moment = card.next_at
        case "opened":
            moment = card.opened_at
        case "touched":
            moment = card.touched_at
        case "expected":
            return card.expected_close.isoformat() if card.expected_close else None
        case "amount":
            return card.amount.minor if card.amount is not None else None
        case _:
            return None
    return to_text(moment) if moment else None


def _in_order(statement: str, cards: Iterable[Card]) -> list[Card]:
    """Sort a page as its statement chose it: SQL promises no order after a join."""
    backwards = statement in BACKWARDS

    def key(card: Card) -> tuple[bool, int, str, int]:
        stored = _stored_key(statement, card)
        amount = stored if isinstance(stored, int) else 0
        told = stored if isinstance(stored, str) else ""
        return stored is not None, amount, told, card.id

    return sorted(cards, key=key, reverse=backwards)


def _card(row: Row, here: Horizon) -> Card:
    due = columns.moment(row[11])
    all_day = bool(row[12])
    planned_on = columns.day(row[13])
    return Card(
        id=integer(row[0]),
        title=string(row[1]),
        company=string(row[2]),
        person=columns.full_name(row[3], row[4]),
        amount=columns.money(row[5], row[6]),
        temperature=columns.temperature(row[7]),
        status=Status(string(row[8])),
        phase=Phase(string(row[9])),
        priority=Priority(string(row[10])),
        bucket=here.bucket(due),
        day=planned_on if all_day and planned_on else (here.day(due) if due else None),
        at=None if all_day or due is None else here.hour(due),
        step=string(row[14]),
        follow_up_id=maybe_integer(row[15]),
        entered_at=columns.moment(row[16]),
        touched_at=columns.moment(row[17]),
        version=integer(row[18]),
        owner_id=maybe_integer(row[19]),
        opened_at=columns.moment(row[20]),
        expected_close=columns.day(row[21]),
        reach=string(row[22]),
        stage_id=integer(row[23]),
        pipeline_id=integer(row[24]),
        next_at=due,
    )
