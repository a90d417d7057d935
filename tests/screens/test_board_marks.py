"""Marked cards: one act does all of them, and then none is marked any more (B1.15)."""

import time
from collections.abc import Callable

import pytest

import tui.app
from models import operations
from models.store import Store
from models.vocabulary import Status
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import paste
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.resting import settled


@pytest.fixture
def three(store: Store) -> list[int]:
    """Three deals in one stage."""
    a_user(store, "ana")
    return [a_deal(store, title) for title in ("One", "Two", "Three")]


@pytest.mark.parametrize(
    "keys",
    [("m", "enter"), ("x", "p", "enter"), ("w", "enter"), ("a", *"ana", "enter")],
)
async def test_what_is_done_to_all_marked_cards_takes_their_marks_away(
    store: Store, three: list[int], keys: tuple[str, ...]
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "space")
        assert board_of(app).board.marked == tuple(three[:2])
        await press(pilot, *keys)
        versions = [load(store, deal).version for deal in three]
        assert versions[0] == versions[1] > versions[2]
        assert board_of(app).board.marked == ()
        assert "marked" not in said(app)


async def test_all_marked_cards_get_a_value_that_one_undo_takes_back(
    store: Store, three: list[int]
) -> None:
    """B1.15, R-10: v asks which; a deal without a person carries it itself."""
    person = a_person(store, temperature=Temperature.WARM)
    fourth = a_deal(store, "Four", person=person)
    every = [*three, fourth]
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "*", "v", *"cold", "enter")
        assert {load(store, deal).temperature for deal in every} == {Temperature.COLD}
        assert said(app).startswith("4 changed.")
        assert board_of(app).board.marked == ()
        await press(pilot, "u")
        values = [load(store, deal).temperature for deal in every]
        assert values == [None, None, None, Temperature.WARM]


async def test_a_follow_up_is_planned_for_all_marked_cards_at_once(
    store: Store, three: list[int]
) -> None:
    """B1.15, R-07: of one that is followed up already is said which it is."""
    a_follow_up(store, deal=three[0])
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "*", "f")
        assert "3 marked" in shown(app)
        await press(pilot, *"+3d", "enter")
        assert _planned(store) == three
        assert said(app).startswith("! 2 changed. Not: One.")
        assert board_of(app).board.marked == ()
        await press(pilot, "u")
        assert _planned(store) == [three[0]]


def _planned(store: Store) -> list[object]:
    """Return the deals of the planned follow-ups."""
    query = "SELECT deal_id FROM follow_up WHERE status = 'planned' ORDER BY id"
    return [row["deal_id"] for row in many(store.path, query)]


async def test_a_look_at_the_file_while_an_act_is_saved_leaves_it_to_the_board(
    store: Store, three: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """B1.15, R-21: what is read for others in that moment is not taken for theirs."""
    write = store.write

    def slow_to_tell(
        operation: Callable[..., object], *args: object, **kwargs: object
    ) -> object:
        done = write(operation, *args, **kwargs)
        time.sleep(0.3)
        return done

    monkeypatch.setattr(store, "write", slow_to_tell)
    monkeypatch.setattr(tui.app, "LOOK_EVERY", 0.02)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "space", "m", "enter")
        assert load(store, three[0]).version > load(store, three[2]).version
        assert board_of(app).board.marked == ()


async def test_marks_made_after_an_act_stay_when_others_save(
    store: Store, three: list[int], as_user: AsUser
) -> None:
    """B1.15, R-21: an act takes away the marks that it was done to, none of later."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "space", "a", *"ana", "enter")
        assert load(store, three[0]).version > load(store, three[2]).version
        assert board_of(app).board.marked == ()
        await press(pilot, "space")
        marked = board_of(app).board.marked
        assert len(marked) == 1
        a_deal(as_user(store, "boss"), "Another")
        app.look_for_changes()
        await settled(pilot)
        assert "Another" in shown(app)
        assert board_of(app).board.marked == marked


@pytest.mark.parametrize("keys", [("x", "p", "enter"), ("w", "enter")])
async def test_a_single_marked_card_that_is_closed_leaves_no_mark(
    store: Store, three: list[int], keys: tuple[str, ...]
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", *keys)
        assert load(store, three[0]).status is not Status.OPEN
        assert board_of(app).board.marked == ()


async def test_an_act_on_one_card_and_a_refused_one_keep_the_marks(
    store: Store, three: list[int]
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space", "t")
        await paste(pilot, "Wants a summary.")
        await press(pilot, "enter")
        bodies = [one.after.get("body") for one in load(store, three[1]).timeline]
        assert "Wants a summary." in bodies
        assert board_of(app).board.marked == (three[0],)
        await press(pilot, "m", *"impl", "enter", "escape")
        assert board_of(app).board.marked == (three[0],)


async def test_marks_stay_while_a_colleague_changes_another_card(
    store: Store, three: list[int]
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "space")
        store.write(operations.moving.step_deal, three[2], 1)
        app.look_for_changes()
        await pilot.pause()
        assert board_of(app).board.marked == (three[0],)
