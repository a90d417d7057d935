"""What closing asks for and freezes (C-04, C.0)."""

from datetime import UTC
from datetime import date
from datetime import datetime
from decimal import Decimal

import pytest

from models.clock import local_day
from models.errors import BadValue
from models.errors import RuleBroken
from models.money import Money
from models.rules import closing
from models.rules.closing import Reason
from models.vocabulary import Status

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PRICE = Reason(1, "Price", note_required=False)
OTHER = Reason(2, "Other", note_required=True)


def test_today_means_now() -> None:
    assert closing.closing_moment(None, TODAY, NOW, PARIS) == NOW
    assert closing.closing_moment(TODAY, TODAY, NOW, PARIS) == NOW


def test_an_earlier_day_ends_on_that_day_of_the_house() -> None:
    at = closing.closing_moment(date(2026, 11, 20), TODAY, NOW, PARIS)
    assert local_day(at, PARIS) == date(2026, 11, 20)
    assert at < NOW


def test_a_closing_date_is_at_most_today() -> None:
    with pytest.raises(BadValue, match="close_in_future"):
        closing.closing_moment(date(2026, 11, 24), TODAY, NOW, PARIS)


def test_yesterday_in_the_house_is_never_later_than_now() -> None:
    """A seller in Montréal is a day behind; the house's day may not be over."""
    at = closing.closing_moment(TODAY, date(2026, 11, 24), NOW, PARIS)
    assert at == NOW


@pytest.mark.parametrize("status", [Status.WON, Status.LOST])
def test_only_an_open_deal_is_closed(status: Status) -> None:
    with pytest.raises(RuleBroken, match="deal_not_open"):
        closing.check_open(status, "Acme")
    closing.check_closed(status, "Acme")


def test_an_open_deal_is_not_reopened() -> None:
    closing.check_open(Status.OPEN, "Acme")
    with pytest.raises(RuleBroken, match="deal_already_open"):
        closing.check_closed(Status.OPEN, "Acme")


def test_a_reason_is_asked_where_the_house_wants_one() -> None:
    """D.3 no 3, B1.12: the setting decides whether a reason is wanted."""
    with pytest.raises(BadValue, match="reason_required"):
        closing.loss_note(None, "", required=True)
    assert closing.loss_note(None, " ", required=False) == ""


def test_a_reason_may_want_a_note() -> None:
    """D.3 no 3: some reasons want a note."""
    with pytest.raises(BadValue, match="note_required"):
        closing.loss_note(OTHER, "  ", required=True)
    assert closing.loss_note(OTHER, " moved ", required=True) == "moved"
    assert closing.loss_note(PRICE, "", required=True) == ""


def test_a_reason_that_was_retired_is_refused() -> None:
    retired = Reason(3, "Old", note_required=False, active=False)
    with pytest.raises(BadValue, match="reason_inactive"):
        closing.loss_note(retired, "", required=True)


@pytest.mark.parametrize(
    ("money", "rate", "base"),
    [
        (Money(100_00, "USD"), Decimal("0.925"), 92_50),
        (Money(1, "USD"), Decimal("0.5"), 1),
        (Money(1200, "JPY"), Decimal("0.0061"), 7_32),
        (Money(1_000, "KWD"), Decimal("3.01"), 3_01),
        (Money(10**15, "EUR"), Decimal(1), 10**15),
    ],
)
def test_the_base_amount_is_exact_and_rounded_half_up(
    money: Money, rate: Decimal, base: int
) -> None:
    assert closing.base_minor(money, "EUR", rate) == base


def test_without_a_rate_there_is_no_base_amount() -> None:
    assert closing.base_minor(Money(1, "USD"), "EUR", None) is None
