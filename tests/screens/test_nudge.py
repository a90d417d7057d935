"""The nudge on a card that stays too long, and its three answers (K-10)."""

import json
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models import operations
from models.clock import Clock
from models.queries.clocks import waiting
from models.rules import clocks
from models.store import Store
from models.store import open_store
from models.views.board import BoardAsk
from models.views.board import read_card
from models.views.drafts import WinDeal
from models.vocabulary import Priority
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.resting import settled
from tui.app import RelanceApp
from tui.nudges import Nudges

OLD = datetime(2026, 10, 20, 8, tzinfo=UTC)
"""34 days before the tests' now, by the dates of Paris."""
TODAY = date(2026, 11, 23)


@pytest.fixture
def stuck(store: Store) -> int:
    """A deal that has stayed too long in Offer, and a fresh one below it."""
    deal = a_deal(store, "Old one", stage="Offer", opened_at=OLD)
    fresh = a_deal(store, "New one", stage="Offer")
    a_follow_up(store, deal=deal, due=date(2026, 12, 1))
    a_follow_up(store, deal=fresh, due=date(2026, 12, 2))
    return deal


def rest(app: RelanceApp) -> None:
    """Let the cursor rest where it is."""
    board_of(app).rest()
    board_of(app).rest()


async def rested(pilot: Pilot[None], app: RelanceApp) -> str:
    """Let the cursor rest; return what the board says."""
    rest(app)
    await settled(pilot)
    return said(app)


async def test_a_stuck_card_wears_its_days(store: Store, stuck: int) -> None:
    """K-10: the badge shows the days of the clock that ran out."""
    app = board_app(store)
    async with app.run_test(size=SIZE):
        text = shown(app)
        assert "~34d" in text
        assert text.count("~") == 1


async def test_a_planned_step_takes_the_days_of_an_idle_card_away(
    store: Store,
) -> None:
    """K-10: a planned step stops the idle clock."""
    idle = a_deal(store, "Quiet", stage="Offer", opened_at=NOW - timedelta(days=9))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert "~9d" in shown(app)
        a_follow_up(store, deal=idle, due=date(2026, 11, 30))
        app.look_for_changes()
        await pilot.pause()
        assert "~9d" not in shown(app)


async def test_the_nudge_says_how_long_where_and_what_next(
    store: Store, stuck: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        told = await rested(pilot, app)
        assert told.startswith("~34d in Offer, limit 14: go on to Documents, or turn")
        assert told.endswith("> moves on   i other answers")


async def test_the_keys_of_the_nudge_stay_at_80_columns(
    store: Store, stuck: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        told = await rested(pilot, app)
        assert told.startswith("~34d in Offer, limit 14")
        assert told.endswith("> moves on   i other answers")


async def test_days_are_those_of_the_workspace_and_of_the_list_for_everyone(
    store: Store,
) -> None:
    """K-10: who travels reads the count that everybody else does (rulings 16)."""
    deal = a_deal(store, "Late", stage="Offer", opened_at=OLD.replace(hour=12))
    local_to_auckland(store)
    (listed,) = store.read(waiting)
    assert (listed.deal_id, listed.clocks[clocks.Clock.STUCK]) == (deal, 34)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert "~34d" in shown(app)
        await press(pilot, "i")
        assert "~34d in Offer, limit 14" in shown(app)


async def test_a_deal_that_is_delivered_too_long_wears_its_days_too(
    store: Store,
) -> None:
    """K-10: the stages after the sale have their limits as well."""
    store.clock = Clock(start=OLD, ticking=False)
    deal = a_deal(store, "Sold", stage="Signature and payment", opened_at=OLD)
    store.write(operations.closing.win_deal, WinDeal(deal, OLD.date()))
    store.clock = Clock(start=OLD + timedelta(days=46), ticking=False)
    assert [one.deal_id for one in store.read(waiting)] == [deal]
    app = board_app(store)
    async with app.run_test(size=(200, 50)) as pilot:
        assert "~46d" in shown(app)
        told = await rested(pilot, app)
        assert told.startswith("~46d in Implementation, limit 45: go on to Closing")
        await press(pilot, "enter")
        assert "In stage     46 days, limit 45" in shown(app)


async def test_a_plan_stops_the_idle_clock_on_the_deals_own_screen_too(
    store: Store,
) -> None:
    """K-10: the facts beside a deal count as its card does."""
    deal = a_deal(store, "Quiet", stage="Offer", opened_at=NOW - timedelta(days=9))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "enter")
        assert "Idle         9 days, limit 7" in shown(app)
        a_follow_up(store, deal=deal, due=date(2026, 11, 30))
        app.look_for_changes()
        await pilot.pause()
        assert "Idle " not in shown(app)


async def test_moving_on_ends_the_nudge(store: Store, stuck: int) -> None:
    """K-10: the first answer is to move on."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await rested(pilot, app)
        await press(pilot, ">")
        assert load(store, stuck).stage.name == "Documents"
        assert "limit" not in await rested(pilot, app)
        assert "~" not in shown(app)


async def test_a_card_that_was_left_is_not_nudged_again_that_day(
    store: Store, stuck: int
) -> None:
    """K-10: never twice on one day."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        assert "limit" in await rested(pilot, app)
        await press(pilot, "down")
        assert "limit" not in said(app)
        await press(pilot, "up")
        assert "limit" not in await rested(pilot, app)
        assert "~34d" in shown(app)


async def test_a_card_passed_by_keeps_its_nudge(store: Store, stuck: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down")
        await rested(pilot, app)
        assert app.nudges.is_due(stuck, TODAY)
        await press(pilot, "up")
        assert "limit" in await rested(pilot, app)


async def test_a_lower_priority_ends_the_nudge_and_can_be_undone(
    store: Store, stuck: int
) -> None:
    """K-10, K-22: the second answer lowers the priority."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await rested(pilot, app)
        await press(pilot, "i")
        assert "~34d in Offer, limit 14" in shown(app)
        await press(pilot, "l")
        await rested(pilot, app)
        assert said(app).startswith("Old one: the priority is low now.")
        assert priority(store, stuck) is Priority.LOW
        await press(pilot, "u")
        await rested(pilot, app)
        assert priority(store, stuck) is Priority.NORMAL


async def test_a_low_deal_is_never_nudged(store: Store, stuck: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i", "l")
        await rested(pilot, app)
        app.nudges = Nudges(None, "boss", store.path)
        await press(pilot, "down", "up")
        assert "limit" not in await rested(pilot, app)


async def test_not_today_is_quiet_until_tomorrow_after_a_new_start_too(
    store: Store, stuck: int, tmp_path: Path
) -> None:
    """K-10: the third answer waits for tomorrow."""
    folder = tmp_path / "nudges"
    app = board_app(store)
    app.nudges = Nudges(folder, "boss", store.path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i", "s")
        await rested(pilot, app)
        assert said(app) == "Nothing more is said of Old one today."
    again = board_app(store)
    again.nudges = Nudges(folder, "boss", store.path)
    async with again.run_test(size=SIZE) as pilot:
        assert "limit" not in await rested(pilot, again)
    tomorrow = Clock(start=NOW + timedelta(days=1), ticking=False)
    next_day = open_store(store.path, "boss", tomorrow)
    later = board_app(next_day)
    later.nudges = Nudges(folder, "boss", store.path)
    async with later.run_test(size=SIZE) as pilot:
        assert (await rested(pilot, later)).startswith("~35d in Offer, limit 14")
    next_day.close()


async def test_the_stage_list_opens_from_the_guide(store: Store, stuck: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i", "m", "enter")
        assert load(store, stuck).stage.name == "Documents"


async def test_the_guide_of_a_fresh_deal_offers_no_answers(store: Store) -> None:
    deal = a_deal(store, "New one", stage="Offer")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "i", "l")
        assert not board_of_is_current(app)
        assert "not today" not in shown(app)
        assert priority(store, deal) is Priority.NORMAL


def test_what_was_nudged_is_private_and_forgotten_the_next_day(tmp_path: Path) -> None:
    folder = tmp_path / "nudges"
    mine = Nudges(folder, "a/b", tmp_path / "x.db")
    mine.note(7, TODAY)
    mine.keep()
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text()) == {"day": "2026-11-23", "deals": [7]}
    again = Nudges(folder, "a/b", tmp_path / "x.db")
    assert not again.is_due(7, TODAY)
    assert again.is_due(7, TODAY + timedelta(days=1))
    assert Nudges(folder, "other", tmp_path / "x.db").is_due(7, TODAY)
    assert Nudges(folder, "a/b", tmp_path / "y.db").is_due(7, TODAY)


def test_two_sessions_of_one_person_keep_what_both_were_told(tmp_path: Path) -> None:
    first = Nudges(tmp_path, "ana", tmp_path / "x.db")
    second = Nudges(tmp_path, "ana", tmp_path / "x.db")
    first.note(1, TODAY)
    second.note(2, TODAY)
    first.keep()
    second.keep()
    third = Nudges(tmp_path, "ana", tmp_path / "x.db")
    assert not third.is_due(1, TODAY)
    assert not third.is_due(2, TODAY)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"day": 3}', '{"day": "2026-11-23", "deals": 3}']
)
def test_a_file_that_is_none_costs_only_a_nudge_too_many(
    tmp_path: Path, content: str
) -> None:
    folder = tmp_path / "nudges"
    nudges = Nudges(folder, "ana", tmp_path / "x.db")
    nudges.note(1, TODAY)
    nudges.keep()
    for file in folder.iterdir():
        file.write_text(content)
    assert Nudges(folder, "ana", tmp_path / "x.db").is_due(1, TODAY)


def local_to_auckland(store: Store) -> None:
    """Let the actor live where it is tomorrow already."""
    store.actor = store.actor._replace(own_zone="Pacific/Auckland")


def board_of_is_current(app: RelanceApp) -> bool:
    return len(app.screen_stack) == 1


def priority(store: Store, deal_id: int) -> Priority:
    card = read_card(store, BoardAsk(), deal_id)
    assert card is not None
    return card.priority
