"""Which moves are allowed, from a table (K-07, K-08, rulings 5 and 7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import RuleBroken
from models.rules import stages
from models.rules.stages import Spot
from models.vocabulary import ExitKind
from models.vocabulary import StageKind
from models.vocabulary import Status

OPEN, WON, LOST = Status.OPEN, Status.WON, Status.LOST

UNSORTED = Spot(1, 1, 0, StageKind.INTAKE, "Unsorted")
OFFER = Spot(2, 1, 1, StageKind.OPEN, "Offer")
TERMS = Spot(3, 1, 2, StageKind.OPEN, "Terms")
SIGNATURE = Spot(4, 1, 3, StageKind.OPEN, "Signature")
DELIVERY = Spot(5, 1, 4, StageKind.POST_SALE, "Delivery")
CLOSING = Spot(6, 1, 5, StageKind.POST_SALE, "Closing")
OLD = Spot(7, 1, 6, StageKind.OPEN, "Old", active=False)
ELSEWHERE = Spot(8, 2, 0, StageKind.OPEN, "Elsewhere")

ROW = [UNSORTED, OFFER, TERMS, SIGNATURE, DELIVERY, CLOSING, OLD, ELSEWHERE]


@pytest.mark.parametrize(
    ("here", "status", "steps", "there"),
    [
        (OFFER, OPEN, 1, TERMS),
        (OFFER, OPEN, 2, SIGNATURE),
        (SIGNATURE, OPEN, -1, TERMS),
        (UNSORTED, OPEN, 1, OFFER),
        (DELIVERY, WON, 1, CLOSING),
        (CLOSING, WON, -1, DELIVERY),
        (SIGNATURE, WON, 1, DELIVERY),
    ],
)
def test_a_step_goes_to_the_neighbour(
    here: Spot, status: Status, steps: int, there: Spot
) -> None:
    assert stages.neighbour(ROW, here, status, steps) == there


@pytest.mark.parametrize(
    ("here", "status", "steps", "code"),
    [
        (SIGNATURE, OPEN, 1, "deal_last_stage"),
        (OFFER, OPEN, -1, "stage_intake"),
        (CLOSING, WON, 1, "deal_last_post_sale"),
        (DELIVERY, WON, -1, "deal_first_post_sale"),
        (OFFER, LOST, 1, "deal_lost_stays"),
        (OFFER, LOST, -1, "deal_lost_stays"),
    ],
)
def test_a_step_past_the_end_says_why(
    here: Spot, status: Status, steps: int, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        stages.neighbour(ROW, here, status, steps)


def test_without_an_intake_stage_the_first_one_is_just_the_first() -> None:
    with pytest.raises(RuleBroken, match="deal_first_stage"):
        stages.neighbour([OFFER, TERMS], OFFER, OPEN, -1)


def test_a_won_deal_stays_where_no_stage_follows_the_sale() -> None:
    with pytest.raises(RuleBroken, match="deal_won_stays"):
        stages.neighbour([OFFER, TERMS], TERMS, WON, 1)


@pytest.mark.parametrize(
    ("here", "there", "status", "code"),
    [
        (OFFER, UNSORTED, OPEN, "stage_intake"),
        (OFFER, DELIVERY, OPEN, "stage_after_win"),
        (OFFER, OLD, OPEN, "stage_inactive"),
        (OFFER, ELSEWHERE, OPEN, "stage_other_pipeline"),
        (DELIVERY, OFFER, WON, "deal_won_stays"),
        (OFFER, TERMS, LOST, "deal_lost_stays"),
    ],
)
def test_a_move_that_is_not_allowed_says_why(
    here: Spot, there: Spot, status: Status, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        stages.check_move(here, there, status)


def test_stages_may_be_jumped_over() -> None:
    stages.check_move(OFFER, SIGNATURE, OPEN)
    stages.check_move(SIGNATURE, OFFER, OPEN)


def test_the_list_offers_what_a_move_would_allow() -> None:
    assert stages.choices(ROW, OFFER, OPEN) == [OFFER, TERMS, SIGNATURE]
    assert stages.choices(ROW, DELIVERY, WON) == [DELIVERY, CLOSING]
    assert stages.choices(ROW, OLD, OPEN) == [OFFER, TERMS, SIGNATURE, OLD]


def test_direction_is_by_position() -> None:
    assert stages.direction(OFFER, SIGNATURE) is ExitKind.FORWARD
    assert stages.direction(SIGNATURE, OFFER) is ExitKind.BACK


def test_a_new_deal_begins_in_the_first_open_stage() -> None:
    assert stages.first_open(ROW[:7]) == OFFER
    assert stages.first_post_sale(ROW[:7]) == DELIVERY
    assert stages.first_post_sale([OFFER]) is None


@pytest.mark.parametrize(
    ("here", "left", "chosen", "there"),
    [
        (TERMS, TERMS.id, None, TERMS),
        (TERMS, TERMS.id, OFFER.id, OFFER),
        (DELIVERY, TERMS.id, None, TERMS),
        (DELIVERY, None, None, SIGNATURE),
        (UNSORTED, UNSORTED.id, None, UNSORTED),
    ],
)
def test_reopening_returns_to_the_last_open_stage_or_the_chosen_one(
    here: Spot, left: int | None, chosen: int | None, there: Spot
) -> None:
    assert stages.reopened_in(ROW, here, left, chosen) == there


@pytest.mark.parametrize("chosen", [DELIVERY.id, UNSORTED.id, OLD.id, 99])
def test_reopening_elsewhere_is_refused(chosen: int) -> None:
    with pytest.raises(RuleBroken):
        stages.reopened_in(ROW, TERMS, TERMS.id, chosen)


@given(st.sampled_from(ROW[:6]), st.sampled_from(list(Status)), st.integers(-6, 6))
def test_a_step_is_a_move_that_the_list_offers(
    here: Spot, status: Status, steps: int
) -> None:
    try:
        there = stages.neighbour(ROW, here, status, steps)
    except RuleBroken:
        return
    assert there in stages.choices(ROW, here, status)
    stages.check_move(here, there, status)
