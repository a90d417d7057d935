"""One key, one frame: what a key changes is sent at once and as a whole."""

import pytest
from textual.color import Color

from models.store import Store
from tests import factories
from tests.screens import day
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui import theming
from tui.screens import slowly

LARGE = (160, 45)
PATIENT = 5.0
"""Seconds that a read may take on a busy host and still come in the one frame."""
OPENED = {
    "n": "a new deal",
    "m": "the stages that it may go to",
    "d": "how a follow-up went",
}


def deals(store: Store) -> None:
    """Write deals, each with a planned follow-up."""
    for number in range(12):
        deal = factories.a_deal(store, f"Deal {number}")
        factories.a_follow_up(store, deal=deal, due=day.november(24))


async def opened(store: Store) -> CountingApp:
    """Return an app whose dialogs are there before they are asked for."""
    deals(store)
    return board_app(store)


@pytest.mark.parametrize("key", ["down", "up", "right", "pagedown", "end", "space"])
async def test_a_move_on_the_board_takes_one_frame(store: Store, key: str) -> None:
    app = await opened(store)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("down")
        await pilot.pause()
        app.frames.clear()
        await pilot.press(key)
        await pilot.pause()
        assert len(app.frames) <= 1


@pytest.mark.parametrize("key", OPENED)
async def test_a_dialog_comes_in_one_frame_with_the_keys_in_it(
    store: Store, key: str
) -> None:
    app = await opened(store)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(key, "escape")
        await settled(pilot)
        app.frames.clear()
        await pilot.press(key)
        await pilot.pause(0.1)
        assert app.focused is not None
        assert len(app.frames) == 1


async def test_a_letter_of_a_filter_takes_one_frame(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slowly, "QUICK", PATIENT)
    monkeypatch.setattr(slowly, "SLOW", PATIENT)
    for name in ("Ana Costa", "Anna Blanc", "Annabel Duval"):
        factories.a_person(store, name)
    app = await opened(store)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("P")
        await settled(pilot)
        await pilot.press("slash", "a")
        await settled(pilot)
        for letter in "nna":
            app.frames.clear()
            await pilot.press(letter)
            await settled(pilot)
            assert len(app.frames) == 1


async def test_a_place_that_was_left_comes_back_in_the_colours_in_use(
    store: Store,
) -> None:
    app = await opened(store)
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("T")
        await pilot.pause()
        today = app.screen
        await pilot.press("B")
        await pilot.pause()
        app.wear(theming.shipped(theming.LIGHT))
        await pilot.pause()
        light = Color.parse(app.theme_variables["background"])
        await pilot.press("T")
        await pilot.pause()
        assert app.screen is today
        assert today.styles.background == light


async def test_a_place_that_was_left_comes_back_at_once_and_in_one_frame(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual would hold the frame back for 50 ms, the price of nine keys."""
    app = await opened(store)
    async with app.run_test(size=LARGE) as pilot:
        for key in ("T", "B"):
            await pilot.press(key)
            await settled(pilot)
        waits: list[object] = []
        timed = app.set_timer

        def noted(*given: object, **named: object) -> object:
            waits.append(named.get("name"))
            return timed(*given, **named)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

        monkeypatch.setattr(app, "set_timer", noted)
        app.frames.clear()
        await pilot.press("T")
        await settled(pilot)
        assert "delay_update" not in waits
        assert len(app.frames) == 1
