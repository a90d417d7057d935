"""Whatever people type is taken as it is, shown as letters, and runs nothing."""

import json
import re
from pathlib import Path

import pytest

from models.errors import BadValue
from models.store import Store
from models.text import NAME
from models.text import NOTE
from models.text import clean
from tests.factories import a_deal
from tests.screens.acts import SIZE
from tests.screens.acts import load
from tests.screens.acts import paste
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import board_app
from tui.cells import UNSAFE
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines

SAMPLE = 40


@pytest.fixture(scope="module")
def naughty(data_folder: Path) -> list[str]:
    """Strings that broke programs, spread over the whole list."""
    file = data_folder / "naughty-strings" / "blns.json"
    every: list[str] = json.loads(file.read_text(encoding="utf-8"))
    usable = [text for text in every if _storable(text)]
    step = max(len(usable) // SAMPLE, 1)
    return usable[::step][:SAMPLE]


def _storable(text: str) -> bool:
    try:
        return bool(" ".join(clean(text, NAME).split()))
    except BadValue:
        return False


async def test_titles_are_stored_as_they_were_typed(
    store: Store, naughty: list[str]
) -> None:
    """Safety case 67: pasted into a field."""
    deal = a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        for text in naughty[::2]:
            await press(pilot, "e")
            field = app.screen.query_one("#title", TextField)
            field.value = ""
            field.focus()
            await pilot.pause()
            await paste(pilot, text)
            typed = field.value
            await press(pilot, "enter")
            if not typed.strip():
                await press(pilot, "escape")
                continue
            assert load(store, deal).title == " ".join(clean(typed, NAME).split())
            assert re.search(UNSAFE, shown(app).replace("\n", "")) is None, repr(text)


async def test_notes_are_stored_as_they_were_typed(
    store: Store, naughty: list[str]
) -> None:
    """Safety case 67: pasted into a note."""
    deal = a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        for text in naughty[1::2]:
            await press(pilot, "t")
            await paste(pilot, text)
            typed = app.screen.query_one("#body", TextLines).value
            await press(pilot, "enter")
            if not typed.strip():
                await press(pilot, "escape")
                continue
            newest = load(store, deal).timeline[0]
            stored = clean(typed, NOTE, lines=True).strip()
            assert newest.after.get("body") == stored
