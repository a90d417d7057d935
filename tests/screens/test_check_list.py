"""A list that is ticked says how many of its lines are out of sight."""

from tests.screens.stage import Stage
from tests.screens.stage import rows
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
