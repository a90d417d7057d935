"""Dialogs on a screen too low for them: what has the keys is in sight."""

from collections.abc import Mapping
from typing import Final

import pytest

from models.store import Store
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.screens.acts import press
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui.dialogs.frame import DialogFrame

LOW: Final = (50, 12)
DIALOGS: Final[Mapping[str, tuple[str, ...]]] = {
    "try again": ("T", "d", "r"),
    "next step": ("T", "d", "n"),
    "not interested": ("T", "d", "x"),
    "put off": ("T", "z"),
    "lost": ("B", "x"),
    "edit": ("B", "e"),
    "my settings": ("comma", "enter"),
    "type": ("comma", "tab", "n"),
    "user": ("comma", *["tab"] * 6, "n"),
}


@pytest.mark.parametrize("keys", DIALOGS.values(), ids=DIALOGS)
async def test_a_field_that_has_the_keys_is_in_sight_on_a_low_screen(
    store: Store, keys: tuple[str, ...]
) -> None:
    a_follow_up(store, deal=a_deal(store), type="Call")
    app = board_app(store)
    async with app.run_test(size=LOW) as pilot:
        await press(pilot, *keys)
        assert in_sight(app)
        for stop in open_frame(app).stops():
            stop.focus()
            await settled(pilot)
            assert app.focused is stop
            assert in_sight(app)


def in_sight(app: CountingApp) -> bool:
    """Tell whether what has the keys shows, if only in part."""
    focused = app.focused
    assert focused is not None
    return bool(app.screen.find_widget(focused).visible_region)


def open_frame(app: CountingApp) -> DialogFrame:
    """Return the dialog that has the keys."""
    focused = app.focused
    assert focused is not None
    return next(one for one in focused.ancestors if isinstance(one, DialogFrame))
