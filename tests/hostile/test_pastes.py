"""A long paste: what there is room for is taken, and that is said under the field."""

import pytest
from textual import events

from models.text import NOTE
from tests.screens.stage import Stage
from tests.screens.stage import rows
from tui.widgets.field import Field
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines

MEGABYTE = "é\x1b" * 500_000


@pytest.mark.parametrize(
    ("field", "kept", "told"),
    [
        (TextField("Title", limit=200), 200, "500,000 characters long. At most 200"),
        (TextLines("Text"), NOTE, "500,000 characters long. At most 20,000"),
    ],
    ids=["a line", "a note"],
)
async def test_a_megabyte_is_cut_and_the_cap_is_said(
    field: TextField | TextLines, kept: int, told: str
) -> None:
    """Safety case 86: in an input and in a note."""
    assert isinstance(field, Field)
    async with Stage(field).run_test(size=(80, 12)) as pilot:
        field.focus()
        await pilot.pause()
        assert pilot.app.focused is not None
        pilot.app.focused.post_message(events.Paste(MEGABYTE))
        for _turn in range(4):
            await pilot.pause()
        assert field.value == "é" * kept
        assert told in "\n".join(rows(pilot.app))
        await pilot.press("backspace", "x")
        assert field.value == "é" * (kept - 1) + "x"
