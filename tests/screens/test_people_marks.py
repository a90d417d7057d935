"""Marked tunnels: what is done to their deals is done to all of them (B1.15)."""

import pytest
from textual.pilot import Pilot

from models import operations
from models.store import Store
from models.vocabulary import Status
from models.vocabulary import Temperature
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tui.app import RelanceApp
from tui.screens.people import PeopleScreen

PEOPLE = "SELECT id, temperature FROM person"
TO = "SELECT person_id, assignee_id FROM follow_up"


@pytest.fixture
def three(store: Store) -> list[int]:
    """Three people, each followed up for a deal of an own."""
    return [_followed(store, name) for name in ("Ana One", "Ben Two", "Cyr Three")]


def _followed(store: Store, name: str) -> int:
    deal = a_deal(store, f"Deal of {name}", person=a_person(store, name))
    a_follow_up(store, deal=deal)
    return deal


async def _tunnels(app: RelanceApp, pilot: Pilot[None]) -> PeopleScreen:
    await press(pilot, "P", "tab")
    screen = app.screen
    assert isinstance(screen, PeopleScreen)
    return screen


async def test_a_deal_is_moved_from_the_list_of_the_tunnels(
    store: Store, three: list[int]
) -> None:
    """K-09, R-23: m offers the stages here too, where no board is behind it."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _tunnels(app, pilot)
        line = screen.line
        assert line is not None
        assert line.deal_id in three
        await press(pilot, "m")
        assert "Find" in shown(app)
        await press(pilot, *"docu", "enter")
        assert load(store, line.deal_id).stage.name == "Documents"


@pytest.mark.parametrize(
    ("keys", "stage", "status"),
    [
        (("m", *"docu", "enter"), "Documents", Status.OPEN),
        (("w", "enter"), "Implementation", Status.WON),
        (("x", "p", "enter"), "Opportunity", Status.LOST),
    ],
)
async def test_the_deals_of_all_marked_tunnels_go_together_and_come_back_together(
    store: Store, three: list[int], keys: tuple[str, ...], stage: str, status: Status
) -> None:
    """B1.15: stage and close of the marked, never of the line the cursor went on to."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _tunnels(app, pilot)
        await press(pilot, "space", "space")
        marked = screen.marked_deals
        (other,) = set(three) - set(marked)
        line = screen.line
        assert line is not None
        assert line.deal_id == other
        await press(pilot, *keys)
        told = [
            (load(store, deal).stage.name, load(store, deal).status) for deal in marked
        ]
        assert told == [(stage, status)] * 2
        assert load(store, other).status is Status.OPEN
        assert load(store, other).stage.name == "Opportunity"
        assert screen.marks == {}
        assert "2 deals" in said(app)
        await press(pilot, "u")
        assert {load(store, deal).stage.name for deal in three} == {"Opportunity"}
        assert {load(store, deal).status for deal in three} == {Status.OPEN}


async def test_a_closed_deal_among_the_marked_is_named_and_none_is_closed(
    store: Store, three: list[int]
) -> None:
    """B1.15: all of them or none, and which one refused; the marks stay."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _tunnels(app, pilot)
        await press(pilot, "*")
        store.write(operations.moving.step_deal, three[0], 1)
        store.write(operations.closing.win_deals, (three[1],))
        await press(pilot, "x", "p", "enter")
        assert "Deal of Ben Two is closed already (won)" in shown(app)
        assert load(store, three[0]).status is Status.OPEN
        await press(pilot, "escape")
        assert len(screen.marks) == len(three)


async def test_marked_people_without_a_deal_close_nothing(store: Store) -> None:
    """B1.15: the line at the cursor does not stand in for those who are marked."""
    a_follow_up(store, person=a_person(store, "Ana Alone"))
    deal = _followed(store, "Ben Two")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await _tunnels(app, pilot)
        while screen.line is not None and screen.line.deal_id == deal:
            await press(pilot, "down")
        await press(pilot, "space", "home")
        if screen.line is not None and screen.line.deal_id is None:
            await press(pilot, "end")
        for key in ("m", "w", "x"):
            await press(pilot, key)
            assert said(app).startswith("None of the marked lines is the tunnel"), key
        assert load(store, deal).status is Status.OPEN


async def test_a_follow_up_for_all_leaves_each_its_value_and_its_rep(
    store: Store,
) -> None:
    """B1.15, R-09, R-10: not those of the line that was marked first."""
    ben = a_user(store, "ben")
    hot = a_person(store, "Ana One", temperature=Temperature.HOT, owner="ben")
    cold = a_person(store, "Ben Two", temperature=Temperature.COLD, owner="boss")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "P", "*", "f")
        assert "each to their own rep" in shown(app)
        assert "not said" in shown(app)
        await press(pilot, "enter")
        values = {row["id"]: row["temperature"] for row in many(store.path, PEOPLE)}
        assert values == {hot: "hot", cold: "cold"}
        to = {row["person_id"]: row["assignee_id"] for row in many(store.path, TO)}
        assert to == {hot: ben, cold: store.actor.id}
