"""How many stages stand side by side, from a phone's width to a wall (K-01)."""

import pytest

from models.store import Store
from tests.factories import a_deal
from tests.screens.acts import press
from tests.screens.conftest import STAGES
from tests.screens.places import board_app
from tests.screens.places import board_of
from tests.screens.places import column_at_cursor
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.widgets.board_columns import lay_out

SIX = 6


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((80, 24), [40, 37]),
        ((120, 36), [32, 27, 27, 26]),
        ((200, 50), [38, 38, 38, 38, 10, 10]),
    ],
)
async def test_every_width_shows_as_many_stages_as_stay_readable(
    filled: Store, size: tuple[int, int], widths: list[int]
) -> None:
    """K-01: two stages at 80 cells, four at 120, and never a card too wide."""
    app = board_app(filled)
    async with app.run_test(size=size):
        slots = board_of(app).board.slots
        assert [slot.cells for slot in slots] == widths


async def test_a_very_narrow_screen_shows_one_stage_and_names_it(filled: Store) -> None:
    """K-01: one stage, its name in the header, the arrows go to the next one."""
    app = board_app(filled)
    async with app.run_test(size=(60, 20)) as pilot:
        assert "Opportunity" in rows(app)[0]
        await press(pilot, "right")
        assert "Offer" in rows(app)[0]
        assert len(board_of(app).board.slots) == 1


async def test_stages_out_of_sight_are_named_above_the_hints(filled: Store) -> None:
    app = board_app(filled)
    async with app.run_test(size=(80, 24)) as pilot:
        assert rows(app)[22].split() == [
            *("Documents", "3", "·", "Signature", "and", "payment", "3"),
            *("·", "…", "›"),
        ]
        await press(pilot, "right", "right")
        assert rows(app)[22].startswith(" ‹ Opportunity 3")


async def test_another_size_names_the_stages_that_are_out_of_sight_then(
    filled: Store,
) -> None:
    """K-01: what came into sight is no more named as out of it."""
    app = board_app(filled)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Documents 3" in rows(app)[22]
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert "Documents 3" not in rows(app)[34]
        assert "Implementation" in rows(app)[34]
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert "Opportunity" in rows(app)[0]


@pytest.mark.parametrize("size", [(39, 20), (80, 9), (1, 1)])
async def test_a_window_too_small_says_which_size_it_needs(
    filled: Store, size: tuple[int, int]
) -> None:
    app = board_app(filled)
    async with app.run_test(size=size) as pilot:
        assert not board_of(app).board.display or size == (1, 1)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Oppo 1" in "\n".join(rows(app))


async def test_an_empty_board_teaches_its_first_key(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)):
        text = "\n".join(rows(app))
        assert "You have no deal yet." in text
        assert "n   adds the first one" in text


@pytest.mark.parametrize("full", range(SIX))
@pytest.mark.parametrize("focus", range(SIX))
def test_the_only_column_with_cards_never_leaves_an_80_cell_screen(
    full: int, focus: int
) -> None:
    """K-01: empty columns give way, and all six of the sales template fit."""
    empty = [place != full for place in range(SIX)]
    for first in range(SIX):
        slots = lay_out(empty, focus, first, 80)
        seen = {slot.column: slot for slot in slots}
        assert {full, focus} <= seen.keys()
        assert not seen[full].collapsed
        assert slots[-1].x + slots[-1].cells <= 79


async def test_all_stages_stand_in_their_order_and_tab_goes_through_them(
    filled: Store,
) -> None:
    """K-01: every stage of the pipeline, an empty one as its title alone."""
    app = board_app(filled)
    async with app.run_test(size=(200, 50)) as pilot:
        view = board_of(app).view
        assert view is not None
        named = [head.name for head in view.heads]
        assert named == [*STAGES, "Implementation", "Closing"]
        assert "empty" in "\n".join(rows(app))
        seen = [column_at_cursor(app)]
        for _stage in named[1:]:
            await press(pilot, "tab")
            seen.append(column_at_cursor(app))
        assert seen == named
        await press(pilot, "shift+tab")
        assert column_at_cursor(app) == "Implementation"


async def test_a_thousand_cards_are_drawn_as_few_as_fit(store: Store) -> None:
    """K-01: only the cards in sight are read, and any of them is one key away."""
    for number in range(60):
        a_deal(store, f"Deal {number:03}", stage="Offer")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        column = board_of(app).board.column
        assert column is not None
        assert len(list(column.cards())) < 20
        await press(pilot, "end")
        assert "Deal 059" in "\n".join(rows(app))
        assert len(list(column.cards())) < 60
