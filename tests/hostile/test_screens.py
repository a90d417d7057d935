"""Every place on a database full of attacks: letters, which run nothing."""

import re
import time

import pytest

from models.store import Store
from models.store import open_store
from tests.factories import a_deal
from tests.hostile.values import MARKUP
from tests.hostile.values import marked_up
from tests.hostile.values import rewritten
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.day import a_day
from tests.screens.emulator import Emulator
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.cells import UNSAFE

PLACES = ("B", "e", "f", "m", "l", "w", "t", "enter", "/ x", "O", "A", "T", "T d")
"""What is pressed from the board, each after leaving the one before."""
CLICKS = 3
"""How many of the texts of a place are clicked."""


def stacked(text: str) -> str:
    """Return a text whose last letter carries more marks than anybody writes."""
    return text + "\u0301" * 2_000


@pytest.fixture
def marked(store: Store) -> Store:
    """A day of follow-ups whose every text looks like a link to an action."""
    a_day(store)
    store.close()
    path = rewritten(store.path, store.path.with_name("marked.db"), marked_up)
    return open_store(path, "boss", store.clock)


async def test_attacks_are_shown_as_letters_and_clicking_them_runs_nothing(
    marked: Store,
) -> None:
    """Safety cases 63 and 64: in every place and dialog, by clicks on the letters."""
    app = board_app(marked)
    seen = 0
    async with app.run_test(size=SIZE) as pilot:
        for keys in PLACES:
            await press(pilot, *keys.split())
            found = [(row.find("]x[") + 1, y) for y, row in enumerate(rows(app))]
            seen += any(MARKUP in row for row in rows(app))
            assert [row for row in rows(app) if re.search(UNSAFE, row)] == []
            for place in [place for place in found if place[0]][:CLICKS]:
                await pilot.click(offset=place)
                assert app.is_running, keys
                assert app.return_code is None
            await press(pilot, "escape", "escape", "escape", "B")
    marked.close()
    sent = "".join(app.frames)
    assert "]52;c;UFdO" in sent
    assert "\x1b]" not in sent
    assert "\x1bP" not in sent
    assert seen >= len(PLACES) - 2


TITLES = ("日本商事 株式会社", "مرحبا", "e" + "\u0301" * 8, "👩\u200d🚀 crew", "plain")


def columns_of(app: CountingApp, sign: str) -> set[int]:
    """Return where a frame's right border is seen by a terminal."""
    emulator = Emulator(*SIZE)
    for frame in app.frames:
        emulator.feed(frame)
    return {
        max(x for x, cell in enumerate(row) if cell.text == sign)
        for row in emulator.cells()
        if any(cell.text == sign for cell in row)
    }


@pytest.mark.parametrize("title", TITLES)
async def test_a_wide_text_leaves_the_border_behind_it_in_its_column(
    store: Store, title: str
) -> None:
    """Safety case 65: wide, combining and turned letters, as a terminal shows them."""
    a_deal(store, title)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        assert len(columns_of(app, "│")) == 1


async def test_a_row_of_two_thousand_marks_is_drawn_at_once(store: Store) -> None:
    """Safety case 65: even where a foreign program wrote them."""
    a_deal(store, "Boréal")
    store.close()
    path = rewritten(store.path, store.path.with_name("marks.db"), stacked)
    opened = open_store(path, "boss", store.clock)
    app = board_app(opened)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        took: list[float] = []
        for _ in range(5):
            start = time.perf_counter()
            app.screen.refresh(layout=True)
            rows(app)
            took.append(time.perf_counter() - start)
    opened.close()
    assert min(took) < 0.05
