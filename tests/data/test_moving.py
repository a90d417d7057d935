"""Moving deals: the stage, the stays, one event that tells of it (K-07, K-08)."""

import pytest

from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.operations import closing
from models.operations import moving
from models.store import Store
from models.views.drafts import WinDeal
from models.vocabulary import Phase
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_user
from tests.factories import stage_id


def test_a_move_leaves_one_stay_and_begins_another(store: Store) -> None:
    """D.3 no 1, K-07, K-08: a move is a stage visit, whichever key made it."""
    deal = a_deal(store)
    done = store.write(moving.move_deal, deal, stage_id(store, "Documents"))
    assert done.values == {"deal": "Acme licence", "stage": "Documents"}
    left, entered = many(store.path, "SELECT * FROM stage_visit ORDER BY id")
    assert left["stage_id"] == stage_id(store, "Opportunity")
    assert (left["exit_kind"], left["exited_at"]) == ("forward", "2026-11-23T08:14:00Z")
    assert entered["stage_id"] == stage_id(store, "Documents")
    assert (entered["exit_kind"], entered["by_id"]) == (None, store.actor.id)


def test_one_event_says_from_where_to_where(store: Store) -> None:
    deal = a_deal(store, stage="Offer")
    done = store.write(moving.step_deal, deal, -1)
    event = one(
        store.path,
        "SELECT * FROM event WHERE batch_id = ? AND entity = 'deal'",
        done.batch,
    )
    offer, opportunity = stage_id(store, "Offer"), stage_id(store, "Opportunity")
    assert event["verb"] == "deal.moved"
    assert event["before"] == f'{{"stage_id": {offer}}}'
    assert event["after"] == f'{{"stage_id": {opportunity}}}'
    assert event["deal_id"] == deal
    back = one(store.path, "SELECT * FROM stage_visit WHERE exit_kind IS NOT NULL")
    assert back["exit_kind"] == "back"


def test_moving_to_its_own_stage_writes_nothing(store: Store) -> None:
    deal = a_deal(store)
    before = rows_of(store.path, counting=True)
    done = store.write(moving.move_deal, deal, stage_id(store, "Opportunity"))
    assert done.batch == 0
    assert rows_of(store.path, counting=True) == before


def test_past_the_last_open_stage_the_win_dialog_is_asked_for(store: Store) -> None:
    deal = a_deal(store, stage="Signature and payment")
    with pytest.raises(RuleBroken, match="deal_last_stage"):
        store.write(moving.step_deal, deal, 1)


def test_back_into_intake_is_refused(store: Store) -> None:
    deal = a_deal(store)
    with pytest.raises(RuleBroken, match="stage_intake"):
        store.write(moving.step_deal, deal, -1)
    with pytest.raises(RuleBroken, match="stage_intake"):
        store.write(moving.move_deal, deal, stage_id(store, "Unsorted"))


def test_leaving_intake_turns_a_lead_into_a_deal(store: Store) -> None:
    deal = a_deal(store, stage="Unsorted", phase=Phase.LEAD)
    done = store.write(moving.step_deal, deal, 1)
    assert done.verb == "deal.converted"
    assert one(store.path, "SELECT phase FROM deal") == {"phase": "deal"}


def test_a_won_deal_moves_among_the_stages_after_the_sale(store: Store) -> None:
    deal = a_deal(store)
    store.write(closing.win_deal, WinDeal(deal))
    done = store.write(moving.step_deal, deal, 1)
    assert done.values["stage"] == "Closing"
    with pytest.raises(RuleBroken, match="deal_last_post_sale"):
        store.write(moving.step_deal, deal, 1)
    with pytest.raises(RuleBroken, match="deal_won_stays"):
        store.write(moving.move_deal, deal, stage_id(store, "Offer"))


def test_many_move_in_one_batch_and_those_already_there_do_not_count(
    store: Store,
) -> None:
    deals = [a_deal(store), a_deal(store, "Two"), a_deal(store, "Three", stage="Offer")]
    done = store.write(moving.move_deals, deals, stage_id(store, "Offer"))
    assert done.values["count"] == 2
    batches = many(
        store.path, "SELECT DISTINCT batch_id FROM event WHERE verb = 'deal.moved'"
    )
    assert len(batches) == 1


def test_many_move_or_none(store: Store) -> None:
    deals = [a_deal(store), a_deal(store, "Two")]
    store.write(closing.win_deal, WinDeal(deals[1]))
    before = rows_of(store.path, counting=True)
    with pytest.raises(RuleBroken, match="deal_won_stays"):
        store.write(moving.move_deals, deals, stage_id(store, "Offer"))
    assert rows_of(store.path, counting=True) == before
    with pytest.raises(BadValue, match="nothing_selected"):
        store.write(moving.move_deals, [], stage_id(store, "Offer"))


def test_a_colleagues_deal_is_not_there(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    deal = a_deal(store)
    with pytest.raises(NotFound):
        ana.write(moving.step_deal, deal, 1)
    with pytest.raises(NotFound):
        ana.write(moving.move_deals, [deal], stage_id(store, "Offer"))


def test_a_stage_that_does_not_exist_is_named(store: Store) -> None:
    deal = a_deal(store)
    with pytest.raises(BadValue, match="stage_unknown"):
        store.write(moving.move_deal, deal, 999)
