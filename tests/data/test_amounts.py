"""An amount that sums cannot hold is refused wherever it is written (case 77)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.errors import BadValue
from models.history import Writer
from models.money import LIMIT
from models.money import Money
from models.operations import closing
from models.operations import creating
from models.operations import outcomes
from models.store import Store
from models.tables import FxRate
from models.views.done import Done
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.views.drafts import NewDeal
from models.views.drafts import WinDeal
from models.vocabulary import Outcome
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_follow_up

HUGE = Money(LIMIT + 1, "EUR")
Act = Callable[[Writer], Done]


def create(_store: Store) -> Act:
    return lambda writer: creating.create_deal(writer, NewDeal("Whale", HUGE))


def win(store: Store) -> Act:
    deal = a_deal(store)
    return lambda writer: closing.win_deal(writer, WinDeal(deal, None, HUGE))


def enrol(store: Store) -> Act:
    follow_up = a_follow_up(store, deal=a_deal(store))
    invoice = InvoiceDraft("2026-001", None, HUGE)
    draft = LogOutcome(follow_up, Outcome.ENROLLED, invoice=invoice)
    return lambda writer: outcomes.log_outcome(writer, draft)


def win_at_a_rate(store: Store) -> Act:
    def rate(writer: Writer) -> None:
        day = FxRate(currency="GBP", on_day=date(2026, 1, 1), rate=Decimal(99_999))
        writer.save(day, "fx_rate.created")

    store.write(rate)
    deal = a_deal(store, amount=Money(LIMIT, "GBP"))
    return lambda writer: closing.win_deal(writer, WinDeal(deal, None))


@pytest.mark.parametrize("act", [create, win, enrol, win_at_a_rate])
def test_more_than_sums_can_hold_is_refused(
    store: Store, act: Callable[[Store], Act]
) -> None:
    prepared = act(store)
    before = rows_of(store.path, counting=True)
    with pytest.raises(BadValue, match="amount_too_large"):
        store.write(prepared)
    assert rows_of(store.path, counting=True) == before
