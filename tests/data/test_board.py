"""The board's windows, places and totals against a plain sort and sum in Python."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import ROUND_HALF_UP
from decimal import Decimal
from typing import assert_never

import pytest
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.actor import Whose
from models.clock import end_of_day
from models.clock import local_day
from models.due import horizon
from models.history import Writer
from models.money import Money
from models.rules.followups import due_order
from models.store import Store
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import FxRate
from models.tables import Stage
from models.tables import StageVisit
from models.tables import Tunnel
from models.views.board import BoardAsk
from models.views.board import Card
from models.views.board import ColumnHead
from models.views.board import Order
from models.views.board import place_of
from models.views.board import read_board
from models.views.board import read_card
from models.views.board import read_heads
from models.views.board import read_window
from models.vocabulary import DueBucket
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import StageKind
from models.vocabulary import Status
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user

PARIS = "Europe/Paris"
HERE = horizon(NOW, PARIS)
DEALS = 500
RATES = {"EUR": Decimal(1), "USD": Decimal("0.9137"), "JPY": Decimal("0.00613")}
WORTH = {"EUR": Decimal(1), "USD": Decimal("0.9137"), "JPY": Decimal("0.613")}


@dataclass(frozen=True, slots=True)
class Crowd:
    """The stores of four people on the same 500 deals, and whose deals each may see."""

    stores: dict[str, Store]
    seen: dict[str, set[int | None]]


@pytest.fixture
def crowd(store: Store, as_user: AsUser) -> Crowd:
    mia = a_user(store, "mia", Role.MANAGER, team="North")
    ana = a_user(store, "ana", team="North")
    max_id = a_user(store, "max", team="South")
    boss = store.actor.id
    owners: list[int | None] = [mia, ana, max_id, boss, None]
    store.write(fill, owners)
    stores = {login: as_user(store, login) for login in ("mia", "ana", "max")}
    return Crowd(
        stores={**stores, "boss": store},
        seen={
            "boss": set(owners),
            "mia": {mia, ana, None},
            "ana": {ana},
            "max": {max_id},
        },
    )


def fill(writer: Writer, owners: list[int | None]) -> None:
    """Write deals of every sort, many with equal keys, so that ids must decide."""
    dice = random.Random(20261123)
    stages = list(writer.session.scalars(select(Stage).order_by(col(Stage.position))))
    kind = writer.session.scalars(select(FollowUpType).limit(1)).one()
    for currency, rate in RATES.items():
        if currency != "EUR":
            days = (date(2026, 11, 1), rate), (date(2026, 10, 1), rate * 3)
            for day, worth in (*days, (date(2027, 1, 1), rate * 5)):
                writer.session.add(FxRate(currency=currency, on_day=day, rate=worth))
    for number in range(DEALS):
        stage = dice.choice(stages)
        won = stage.kind is StageKind.POST_SALE
        currency = dice.choice(["EUR", "EUR", "USD", "JPY", "GBP"])
        amount = dice.choice([None, *range(0, 900_000, 11_111)])
        base = amount if currency == "EUR" else None
        deal = Deal(
            title=f"Deal {number}",
            pipeline_id=stage.pipeline_id,
            stage_id=stage.pk,
            status=Status.WON
            if won
            else dice.choice([Status.OPEN] * 5 + [Status.LOST]),
            amount_minor=amount,
            currency=currency,
            base_minor=base if won else None,
            probability=dice.choice([None, None, 35]),
            priority=dice.choice([*Priority, Priority.NORMAL]),
            owner_id=dice.choice(owners),
            expected_close=dice.choice([None, date(2026, 12, dice.randint(1, 9))]),
            opened_at=dice.choice([None, NOW - timedelta(days=dice.randint(1, 9))]),
            last_touch_at=dice.choice([None, NOW - timedelta(days=dice.randint(1, 9))]),
            closed_at=NOW if won else None,
            deleted_at=dice.choice([None] * 20 + [NOW]),
        )
        if deal.status is Status.LOST:
            deal.closed_at = NOW
        writer.save(deal, "deal.created")
        writer.session.add(
            StageVisit(deal_id=deal.pk, stage_id=stage.pk, entered_at=NOW)
        )
        if dice.random() < 0.7:
            plan(writer, deal, kind, dice)


def plan(writer: Writer, deal: Deal, kind: FollowUpType, dice: random.Random) -> None:
    all_day = dice.random() < 0.5
    moment = NOW + timedelta(hours=6 * dice.randint(-20, 40))
    day = local_day(moment, PARIS)
    due = end_of_day(day, PARIS) if all_day else moment
    tunnel = Tunnel(deal_id=deal.pk, opened_at=NOW)
    writer.save(tunnel, "tunnel.opened")
    deal.next_at, deal.next_all_day = due, all_day
    writer.session.add(
        FollowUp(
            tunnel_id=tunnel.pk,
            deal_id=deal.pk,
            type_id=kind.pk,
            planned_at=due,
            planned_on=day,
            original_planned_at=due,
            all_day=all_day,
            assignee_id=deal.owner_id or writer.actor.id,
        )
    )
    writer.save(deal, "deal.next_step")


def deals_of(store: Store) -> list[Deal]:
    def query(reader: Reader) -> list[Deal]:
        return list(reader.session.scalars(select(Deal)))

    return store.read(query)


def in_column(
    deals: Iterable[Deal], head: ColumnHead, seen: set[int | None]
) -> list[Deal]:
    return [
        deal
        for deal in deals
        if (deal.stage_id, deal.status) == (head.stage_id, head.status)
        and deal.deleted_at is None
        and deal.owner_id in seen
    ]


def sorted_by(order: Order, deals: list[Deal]) -> list[int]:
    never = datetime(1, 1, 1, tzinfo=UTC)
    match order:
        case Order.NEXT:
            found = sorted(deals, key=next_step_of)
        case Order.EXPECTED:
            late = date.max
            found = sorted(deals, key=lambda one: (one.expected_close or late, one.pk))
        case Order.OPENED:
            found = sorted(deals, key=lambda one: (one.opened_at or never, one.pk))
        case Order.TOUCHED:
            found = sorted(deals, key=lambda one: (one.last_touch_at or never, one.pk))
        case Order.AMOUNT:
            found = sorted(deals, key=lambda one: (worth_of(one), one.pk))
        case _:
            assert_never(order)
    newest_first = order in {Order.OPENED, Order.TOUCHED, Order.AMOUNT}
    return [deal.pk for deal in (reversed(found) if newest_first else found)]


def next_step_of(deal: Deal) -> tuple[int, bool, float, int]:
    low = deal.priority is Priority.LOW
    return due_order(deal.next_at, deal.pk, HERE, low=low)


def worth_of(deal: Deal) -> Decimal:
    """In base currency; without a rate before those without an amount."""
    if deal.amount_minor is None:
        return Decimal(-2)
    rate = WORTH.get(deal.currency or "")
    return Decimal(-1) if rate is None else deal.amount_minor * rate


def whole(store: Store, ask: BoardAsk, head: ColumnHead, step: int) -> list[Card]:
    cards: list[Card] = []
    for offset in range(0, head.deals, step):
        cards += read_window(store, ask, head, offset, step)
    return cards


@pytest.mark.parametrize("order", list(Order))
def test_windows_are_a_plain_sort_in_every_scope(crowd: Crowd, order: Order) -> None:
    """K-02: one order for everyone who looks, ties broken by id."""
    me, other = crowd.stores["boss"].actor.id, crowd.stores["max"].actor.id
    asks: list[tuple[str, Whose, set[int | None]]] = [
        ("boss", Whose(Scope.ALL), crowd.seen["boss"]),
        ("boss", Whose(Scope.ME), {me}),
        ("boss", Whose(Scope.ALL, other), crowd.seen["max"]),
        ("mia", Whose(Scope.TEAM), crowd.seen["mia"]),
        ("mia", Whose(Scope.ALL), crowd.seen["mia"]),
        ("mia", Whose(Scope.TEAM, other), set()),
        ("ana", Whose(Scope.ALL), crowd.seen["ana"]),
        ("ana", Whose(Scope.ALL, other), crowd.seen["ana"]),
    ]
    deals = deals_of(crowd.stores["boss"])
    for login, whose, seen in asks:
        store = crowd.stores[login]
        ask = BoardAsk(whose, order=order)
        board = read_board(store, ask, 7)
        for head, first in zip(board.heads, board.windows, strict=True):
            expected = sorted_by(order, in_column(deals, head, seen))
            cards = whole(store, ask, head, 7)
            assert [card.id for card in cards] == expected
            assert list(first) == cards[:7]
            assert head.deals == len(expected)


@pytest.mark.parametrize("order", list(Order))
def test_the_place_of_a_card_is_its_row(crowd: Crowd, order: Order) -> None:
    store = crowd.stores["mia"]
    ask = BoardAsk(Whose(Scope.TEAM), order=order)
    for head in read_board(store, ask).heads:
        for row, card in enumerate(whole(store, ask, head, 64)):
            assert place_of(store, ask, head, card) == row
            assert read_card(store, ask, card.id) == card


def test_totals_are_a_plain_sum_in_base_currency(crowd: Crowd) -> None:
    """B1.11, K-12: count, sum and weighted sum are the whole column's."""
    store = crowd.stores["boss"]
    ask = BoardAsk(Whose(Scope.ALL))
    deals = deals_of(store)
    for head in read_board(store, ask).heads:
        column = in_column(deals, head, crowd.seen["boss"])
        won = head.status is Status.WON
        total = weighted = Decimal(0)
        missing = 0
        for deal in column:
            if deal.amount_minor is None or deal.currency is None:
                continue
            if won:
                total += deal.base_minor or 0
                missing += deal.base_minor is None
                continue
            if deal.currency not in WORTH:
                missing += 1
                continue
            chance = (
                deal.probability if deal.probability is not None else head.probability
            )
            worth = deal.amount_minor * WORTH[deal.currency]
            total += worth
            weighted += worth * (chance or 0) / 100
        assert head.total == Money(rounded(total), "EUR")
        assert head.weighted == (None if won else Money(rounded(weighted), "EUR"))
        assert head.without_rate == missing


def rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def test_a_card_says_when_its_next_step_is(store: Store) -> None:
    timed = a_deal(store, "Timed", amount=Money(1200, "EUR"))
    a_follow_up(store, deal=timed, due=datetime(2026, 11, 23, 13, 30, tzinfo=UTC))
    whole_day = a_deal(store, "Day")
    a_follow_up(store, deal=whole_day, due=date(2026, 11, 20), type="Demo")
    ask = BoardAsk()
    late, today = read_board(store, ask).windows[0]
    assert (late.id, late.bucket, late.step) == (whole_day, DueBucket.OVERDUE, "Demo")
    assert (late.day, late.at) == (date(2026, 11, 20), None)
    assert (today.id, today.bucket) == (timed, DueBucket.TODAY)
    assert today.at is not None
    assert (today.at.hour, today.at.minute) == (14, 30)
    assert today.amount == Money(1200, "EUR")


def test_an_empty_intake_has_no_column(store: Store) -> None:
    board = read_board(store, BoardAsk())
    assert StageKind.INTAKE not in {head.kind for head in board.heads}
    assert all(head.deals == 0 for head in board.heads)
    assert board.pipeline_id == board.pipelines[0].id


def test_a_column_without_a_chance_says_so(store: Store) -> None:
    a_deal(store, amount=Money(1000, "EUR"))

    def write(writer: Writer) -> None:
        for stage in writer.session.scalars(select(Stage)):
            stage.probability = None
            writer.save(stage, "stage.updated")

    store.write(write)
    board = read_board(store, BoardAsk())
    head = next(head for head in board.heads if head.deals)
    assert head.without_chance
    assert head.weighted == Money(0, "EUR")
    assert head.total == Money(1000, "EUR")


def test_a_hidden_card_is_not_there(crowd: Crowd) -> None:
    ana = crowd.stores["ana"]
    for deal in deals_of(crowd.stores["boss"]):
        found = read_card(ana, BoardAsk(Whose(Scope.ALL)), deal.pk)
        assert (found is not None) == (
            deal.owner_id == ana.actor.id and deal.deleted_at is None
        )


def test_heads_keep_the_order_of_the_stages(store: Store) -> None:
    board = read_board(store, BoardAsk())
    assert board.pipeline_id is not None
    names = [head.name for head in read_heads(store, BoardAsk(), board.pipeline_id)]

    def query(reader: Reader) -> list[str]:
        stages = select(col(Stage.name)).where(
            col(Stage.pipeline_id) == board.pipeline_id,
            col(Stage.kind) != StageKind.INTAKE,
        )
        return list(reader.session.scalars(stages.order_by(col(Stage.position))))

    assert names == store.read(query)
