"""A list that is ticked says how many of its lines are out of sight."""

from functools import partial

from textual.app import App

from tests.screens.stage import Stage
from tests.screens.stage import rows
from tests.screens.stage import until
from tui.dialogs.edit import FieldScroll
from tui.widgets.check_list import CheckLine
from tui.widgets.check_list import CheckList
from tui.widgets.pick_list import Pick
from tui.widgets.pick_list import PickList


async def test_a_long_list_counts_the_lines_that_are_out_of_sight() -> None:
    """R-32: of eleven sellers three are below, and the first ones above later."""
    sellers = CheckList[int]("Sellers")
    async with Stage(sellers).run_test(size=(76, 12)) as pilot:
        sellers.set_lines([CheckLine(n, f"Seller {n}") for n in range(1, 12)])
        await pilot.pause()
        lines = rows(pilot.app)
        assert lines[0].startswith("Sellers ")
        assert lines[7].startswith("3 below ")
        assert not any("above" in line for line in lines)
        sellers.focus()
        await pilot.press(*["down"] * 9)
        await pilot.pause()
        lines = rows(pilot.app)
        assert lines[1].startswith("2 above ")
        assert lines[7].startswith("1 below ")
        await pilot.press("down")
        await pilot.pause()
        assert not any("below" in line for line in rows(pilot.app))


async def test_a_short_list_counts_nothing() -> None:
    """R-32: what is all in sight has no more to tell."""
    sellers = CheckList[int]("Sellers")
    async with Stage(sellers).run_test(size=(76, 12)) as pilot:
        sellers.set_lines([CheckLine(n, f"Seller {n}") for n in range(1, 9)])
        await pilot.pause()
        assert not any("below" in line for line in rows(pilot.app))


async def test_a_list_to_pick_from_counts_the_lines_out_of_sight_too() -> None:
    """R-24: of twelve columns three are below, and three above at the end."""
    columns = PickList[int]()
    async with Stage(columns).run_test(size=(76, 12)) as pilot:
        columns.set_picks([Pick(n, f"Column {n}") for n in range(1, 13)])
        await pilot.pause()
        assert rows(pilot.app)[8].split() == ["Column", "9", "3", "below"]
        columns.move(-1)
        await pilot.pause()
        lines = rows(pilot.app)
        assert lines[0].rstrip().endswith("3 above")
        assert not any("below" in line for line in lines)


async def test_the_line_at_the_cursor_is_in_sight_where_a_dialog_is_low() -> None:
    """R-04: Home and End go to the ends, and what holds the list follows."""
    types = CheckList[int]("Next types", adds="new type")
    holder = FieldScroll(types)
    holder.styles.max_height = 4
    async with Stage(holder).run_test(size=(76, 12)) as pilot:
        types.set_lines([CheckLine(n, f"Type {n}") for n in range(1, 7)])
        types.focus()
        for key, line in (("end", "new type"), ("home", "Type 1"), ("up", "Type 1")):
            await pilot.press(key)
            await until(pilot, partial(_in_sight, pilot.app, line))
        types.put(CheckLine(7, "Type 7"))
        await until(pilot, partial(_in_sight, pilot.app, "Type 7"))


def _in_sight(app: App[None], line: str) -> bool:
    return any(line in row for row in rows(app))
