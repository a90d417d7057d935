"""Winning, losing and reopening, with all that they write (C-04, rulings 6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import closing
from models.operations import editing
from models.operations import forms
from models.operations import moving
from models.store import Store
from models.tables import Deal
from models.tables import FxRate
from models.tables import Stage
from models.views.drafts import DealFields
from models.views.drafts import EditDeal
from models.views.drafts import LoseDeal
from models.views.drafts import WinDeal
from models.vocabulary import StageKind
from tests.conftest import AsUser
from tests.data.acts import a_planned_deal
from tests.data.acts import reason
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id

NOW = "2026-11-23T08:14:00Z"
DOLLARS = Money(100_00, "USD")


def a_rate(store: Store, day: date, rate: str) -> None:
    def write(writer: Writer) -> None:
        row = FxRate(currency="USD", on_day=day, rate=Decimal(rate))
        writer.save(row, "fx_rate.created")

    store.write(write)


def deal_of(store: Store) -> dict[str, object]:
    return dict(one(store.path, "SELECT * FROM deal"))


def last_close(store: Store) -> dict[str, object]:
    sql = "SELECT * FROM close_event ORDER BY id DESC LIMIT 1"
    return dict(one(store.path, sql))


def test_a_lost_deal_keeps_its_stage_and_ends_its_stay(store: Store) -> None:
    """D.3 no 4, C-04: losing keeps the stage and asks a reason."""
    deal = a_deal(store, stage="Offer")
    done = store.write(closing.lose_deal, LoseDeal(deal, reason(store), "  too dear "))
    row = deal_of(store)
    assert done.values["reason"] == "Price"
    assert (row["status"], row["stage_id"]) == ("lost", stage_id(store, "Offer"))
    assert (row["closed_at"], row["loss_note"]) == (NOW, "too dear")
    visit = one(store.path, "SELECT * FROM stage_visit")
    assert (visit["exit_kind"], visit["exited_at"]) == ("lost", NOW)
    close = last_close(store)
    assert (close["kind"], close["reason_id"]) == ("lost", reason(store))
    assert close["stage_id"] == stage_id(store, "Offer")


def test_losing_cancels_the_plan_and_the_value_stays(store: Store) -> None:
    """D.3 no 11: closing a tunnel cancels what it had planned."""
    deal, _ = a_planned_deal(store)
    store.write(editing.cycle_value, deal_id=deal)
    store.write(closing.lose_deal, LoseDeal(deal, reason(store)))
    follow_up = one(store.path, "SELECT * FROM follow_up")
    assert (follow_up["status"], follow_up["cancel_reason"]) == (
        "cancelled",
        "deal_lost",
    )
    assert one(store.path, "SELECT * FROM tunnel")["result"] == "cancelled"
    assert one(store.path, "SELECT * FROM person")["temperature"] == "hot"
    assert deal_of(store)["next_at"] is None


def test_a_won_deal_goes_to_the_first_stage_after_the_sale(store: Store) -> None:
    """D.3 no 4, C-04: winning moves to the first post-sale stage."""
    deal = a_deal(store, stage="Offer", amount=Money(5_00, "EUR"))
    done = store.write(closing.win_deal, WinDeal(deal, amount=Money(7_00, "EUR")))
    assert done.values["stage"] == "Implementation"
    row = deal_of(store)
    assert (row["status"], row["amount_minor"]) == ("won", 7_00)
    assert row["stage_id"] == stage_id(store, "Implementation")
    left, entered = many(store.path, "SELECT * FROM stage_visit ORDER BY id")
    assert (left["exit_kind"], entered["exit_kind"]) == ("won", None)
    assert last_close(store)["stage_id"] == stage_id(store, "Offer")


def test_without_such_a_stage_a_won_deal_stays(store: Store) -> None:
    """D.3 no 4: without a post-sale stage winning keeps the stage."""

    def retire(writer: Writer) -> None:
        for name in ("Implementation", "Closing"):
            stage = writer.session.get_one(Stage, stages[name])
            assert stage.kind is StageKind.POST_SALE
            stage.active = False

    stages = {name: stage_id(store, name) for name in ("Implementation", "Closing")}
    store.write(retire)
    deal = a_deal(store, stage="Offer")
    store.write(closing.win_deal, WinDeal(deal))
    assert deal_of(store)["stage_id"] == stage_id(store, "Offer")
    open_stays = "SELECT id FROM stage_visit WHERE exit_kind IS NULL"
    assert many(store.path, open_stays) == []


def test_winning_makes_the_person_a_customer_and_converts_the_plan(
    store: Store,
) -> None:
    deal, _ = a_planned_deal(store)
    store.write(closing.win_deal, WinDeal(deal, date(2026, 11, 20)))
    person = one(store.path, "SELECT * FROM person")
    assert (person["lifecycle"], person["customer_since"]) == ("customer", "2026-11-20")
    assert one(store.path, "SELECT * FROM tunnel")["result"] == "converted"
    assert one(store.path, "SELECT * FROM follow_up")["cancel_reason"] == "deal_won"


def test_a_customer_stays_one_since_the_first_win(store: Store) -> None:
    person = a_person(store)
    first, second = a_deal(store, person=person), a_deal(store, "Two", person=person)
    store.write(closing.win_deal, WinDeal(first, date(2026, 11, 20)))
    store.write(closing.win_deal, WinDeal(second))
    assert one(store.path, "SELECT customer_since FROM person") == {
        "customer_since": "2026-11-20"
    }


def test_the_rate_of_the_day_is_frozen(store: Store) -> None:
    a_rate(store, date(2026, 11, 1), "0.90")
    a_rate(store, date(2026, 11, 18), "0.95")
    a_rate(store, date(2026, 11, 22), "0.80")
    deal = a_deal(store, amount=DOLLARS)
    store.write(closing.win_deal, WinDeal(deal, date(2026, 11, 20)))
    row, close = deal_of(store), last_close(store)
    assert (row["closed_rate"], row["base_minor"]) == ("0.95", 95_00)
    assert (close["fx_rate"], close["base_minor"]) == ("0.95", 95_00)
    assert (close["amount_minor"], close["currency"]) == (100_00, "USD")


def test_the_base_currency_counts_as_it_is_and_a_missing_rate_leaves_a_gap(
    store: Store,
) -> None:
    euros = a_deal(store, amount=Money(5_00, "EUR"))
    store.write(closing.win_deal, WinDeal(euros))
    assert (deal_of(store)["closed_rate"], deal_of(store)["base_minor"]) == ("1", 5_00)
    dollars = a_deal(store, "Two", amount=DOLLARS)
    store.write(closing.lose_deal, LoseDeal(dollars, reason(store)))
    row = one(store.path, "SELECT * FROM deal WHERE id = ?", dollars)
    assert (row["closed_rate"], row["base_minor"]) == (None, None)


def test_an_amount_corrected_later_keeps_the_frozen_rate(store: Store) -> None:
    a_rate(store, date(2026, 11, 1), "0.90")
    deal = a_deal(store, amount=DOLLARS)
    store.write(closing.win_deal, WinDeal(deal))
    a_rate(store, date(2026, 11, 23), "0.50")

    def shown(writer: Writer) -> DealFields:
        return forms.deal_fields(writer.session.get_one(Deal, deal))

    was = store.write(shown)
    now = replace(was, amount=Money(200_00, "USD"))
    store.write(editing.edit_deal, EditDeal(deal, was, now))
    assert deal_of(store)["base_minor"] == 180_00
    assert last_close(store)["base_minor"] == 90_00


def test_a_close_is_credited_to_the_owner_and_team_of_that_moment(
    store: Store,
) -> None:
    ana = a_user(store, "ana", team="North")
    ben = a_user(store, "ben", team="South")
    deal = a_deal(store, owner="ana")
    store.write(closing.win_deal, WinDeal(deal))
    store.write(assigning.assign_deals, [deal], ben)
    north = one(store.path, "SELECT id FROM team WHERE name = 'North'")["id"]
    close = last_close(store)
    assert (close["owner_id"], close["team_id"]) == (ana, north)
    assert close["by_id"] == store.actor.id


def test_a_deal_closed_before_it_was_entered_opened_by_then(store: Store) -> None:
    deal = a_deal(store)
    store.write(closing.win_deal, WinDeal(deal, date(2026, 11, 20)))
    row = deal_of(store)
    assert row["opened_at"] == row["closed_at"] == "2026-11-20T22:59:59Z"


def test_reopening_clears_the_close_and_keeps_what_was_recorded(store: Store) -> None:
    """D.3 no 2, B1.13: open has no close; the earlier close stays in history."""
    deal = a_deal(store, stage="Offer", amount=Money(5_00, "EUR"))
    store.write(closing.win_deal, WinDeal(deal))
    store.write(moving.step_deal, deal, 1)
    done = store.write(closing.reopen_deal, deal)
    assert done.values["stage"] == "Offer"
    row = deal_of(store)
    assert (row["status"], row["stage_id"]) == ("open", stage_id(store, "Offer"))
    assert [row[name] for name in ("closed_at", "closed_rate", "base_minor")] == [
        None,
        None,
        None,
    ]
    kinds = [
        close["kind"]
        for close in many(store.path, "SELECT * FROM close_event ORDER BY id")
    ]
    assert kinds == ["won", "reopened"]
    stay = one(store.path, "SELECT * FROM stage_visit WHERE exit_kind IS NULL")
    assert (stay["stage_id"], stay["entered_at"]) == (row["stage_id"], NOW)


def test_a_lost_deal_reopens_where_it_was_lost_or_in_the_chosen_stage(
    store: Store,
) -> None:
    """D.3 no 4, B1.13: reopening goes to the last open stage or the chosen one."""
    deal = a_deal(store, stage="Offer")
    store.write(closing.lose_deal, LoseDeal(deal, reason(store), "why"))
    assert store.write(closing.reopen_deal, deal).values["stage"] == "Offer"
    assert deal_of(store)["loss_note"] == ""
    store.write(closing.lose_deal, LoseDeal(deal, reason(store)))
    stage = stage_id(store, "Documents")
    assert store.write(closing.reopen_deal, deal, stage).values["stage"] == "Documents"


@pytest.mark.parametrize(
    ("reason_id", "on", "code"),
    [
        (None, None, "reason_required"),
        (999, None, "reason_unknown"),
        (1, date(2026, 11, 24), "close_in_future"),
    ],
)
def test_a_loss_that_is_not_complete_writes_nothing(
    store: Store, reason_id: int | None, on: date | None, code: str
) -> None:
    """D.3 no 3, B1.12: lost wants a reason, and some reasons a note."""
    deal, _ = a_planned_deal(store)
    before = rows_of(store.path, counting=True)
    with pytest.raises(BadValue, match=code):
        store.write(closing.lose_deal, LoseDeal(deal, reason_id, on=on))
    assert rows_of(store.path, counting=True) == before


def test_a_reason_that_wants_a_note_gets_one(store: Store) -> None:
    deal = a_deal(store)
    with pytest.raises(BadValue, match="note_required"):
        store.write(closing.lose_deal, LoseDeal(deal, reason(store, "other")))


def test_a_closed_deal_is_not_closed_again_and_an_open_one_not_reopened(
    store: Store,
) -> None:
    deal = a_deal(store)
    with pytest.raises(RuleBroken, match="deal_already_open"):
        store.write(closing.reopen_deal, deal)
    store.write(closing.win_deal, WinDeal(deal))
    with pytest.raises(RuleBroken, match="deal_not_open"):
        store.write(closing.lose_deal, LoseDeal(deal, reason(store)))


def test_many_are_lost_for_one_reason_in_one_batch_or_none(store: Store) -> None:
    """C-04: lost in bulk, all of them or none."""
    deals = [a_deal(store), a_deal(store, "Two")]
    done = store.write(closing.lose_deals, deals, LoseDeal(0, reason(store)))
    assert done.values["count"] == 2
    batches = "SELECT DISTINCT batch_id FROM event WHERE verb = 'deal.lost'"
    assert len(many(store.path, batches)) == 1
    with pytest.raises(RuleBroken, match="deal_not_open"):
        store.write(closing.win_deals, [a_deal(store, "Three"), *deals])


def test_a_colleagues_deal_is_not_there(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal = a_deal(store)
    with pytest.raises(NotFound):
        ana.write(closing.win_deal, WinDeal(deal))
    with pytest.raises(NotFound):
        ana.write(closing.lose_deals, [deal], LoseDeal(0, reason(store)))
    with pytest.raises(NotFound):
        ana.write(closing.reopen_deal, deal)
