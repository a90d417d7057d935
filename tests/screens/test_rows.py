"""The list that records, search, palette and help share."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.screens.stage import Stage
from tests.screens.stage import rows
from tui.ink import Ink
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.rows import Rows
from tui.wrapping import wrapped


def numbered(count: int) -> Sequence[Row[int]]:
    """Make sections of five rows, each under a heading."""
    made: list[Row[int]] = []
    for number in range(count):
        if number % 5 == 0:
            made.append(Row((Cell(f"section {number // 5}", Ink.STRONG),)))
        made.append(
            Row((Cell(f"row {number}", name=True), Cell("", cells=FILL)), number)
        )
    return made


async def test_the_cursor_passes_over_headings_and_stops_at_both_ends() -> None:
    widget = Rows[int]()
    async with Stage(widget).run_test(size=(40, 10)) as pilot:
        widget.show(lambda _cells: numbered(12))
        await pilot.pause()
        assert widget.value == 0
        for _step in range(5):
            widget.move(1)
        assert widget.value == 5
        widget.last()
        widget.move(1)
        assert widget.value == 11
        widget.first()
        widget.move(-1)
        assert widget.value == 0


async def test_the_heading_of_a_section_shows_with_its_first_row() -> None:
    widget = Rows[int]()
    app = Stage(widget)
    async with app.run_test(size=(40, 6)) as pilot:
        widget.show(lambda _cells: numbered(20))
        await pilot.pause()
        widget.last()
        while widget.value != 5:
            widget.move(-1)
        await pilot.pause()
        assert any("section 1" in row for row in rows(app))
        widget.first()
        await pilot.pause()
        assert "section 0" in rows(app)[0]


async def test_a_page_moves_by_the_height_and_the_cursor_stays_in_sight() -> None:
    widget = Rows[int]()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.show(lambda _cells: numbered(100))
        await pilot.pause()
        for _page in range(30):
            widget.page(1)
            await pilot.pause()
            assert any(f"▌row {widget.value}" in row for row in rows(app))
        assert widget.value == 99
        widget.page(-1)
        assert widget.value is not None
        assert widget.value < 95


async def test_rows_shown_anew_keep_the_cursor_on_what_it_was_on() -> None:
    widget = Rows[int]()
    async with Stage(widget).run_test(size=(40, 10)) as pilot:
        widget.show(lambda _cells: numbered(20))
        await pilot.pause()
        widget.rest_on(7)
        widget.show(lambda _cells: numbered(30)[3:], keep=True)
        assert widget.value == 7
        widget.show(lambda _cells: numbered(3), keep=True)
        assert widget.value == 2
        widget.show(lambda _cells: (), keep=True)
        assert widget.value is None


async def test_a_cursor_move_repaints_two_rows_in_one_frame() -> None:
    widget = Rows[int]()
    app = Stage(widget)
    async with app.run_test(size=(80, 24)) as pilot:
        widget.show(lambda _cells: numbered(15))
        await pilot.pause()
        painted = app.frames
        widget.move(1)
        await pilot.pause()
        assert app.frames == painted + 1


async def test_pointing_moves_the_cursor_but_not_onto_a_heading() -> None:
    widget = Rows[int]()
    app = Stage(widget)
    async with app.run_test(size=(40, 10)) as pilot:
        widget.show(lambda _cells: numbered(12))
        await pilot.pause()
        await pilot.click(offset=(5, 3))
        assert widget.value == 2
        await pilot.click(offset=(5, 0))
        assert widget.value == 2


async def test_a_row_fills_its_width_whatever_is_written_in_it() -> None:
    widget = Rows[int]()
    app = Stage(widget)
    odd = "[b]日本語[/b] \x1b[31m👨‍👩‍👧 مرحبا " * 5
    async with app.run_test(size=(30, 4)) as pilot:
        cells = (Cell(odd, cells=10), Cell(odd, cells=FILL), Cell("12", at_right=True))
        widget.show(lambda _cells: [Row(cells, 1)])
        await pilot.pause()
        strip = widget.render_line(0)
        assert strip.cell_length == 30
        assert strip.text.rstrip().endswith("12")
        assert "\x1b" not in strip.text


@given(st.text(max_size=200), st.integers(min_value=1, max_value=40))
def test_wrapped_lines_fit_and_lose_no_word(text: str, cells: int) -> None:
    lines = wrapped(text, cells)
    joined = "".join("".join(line.split()) for line in lines)
    assert all(line == line.strip(" ") for line in lines)
    kept = "".join("".join(part.split()) for part in text.splitlines())
    assert len(joined) <= len(kept)


def test_a_long_text_is_wrapped_at_spaces_and_cut_at_the_limit() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("one\ntwo", 7) == ["one", "two"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("one two three four five", 5, 2) == ["one", "two…"]
    assert wrapped("anything", 0) == []
    assert wrapped("valeur\u202f: chaud", 10) == ["valeur\u202f:", "chaud"]
