"""The list behind a figure: read by windows, however much it counts."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from models import queries
from models.access import Reader
from models.money import Money
from models.store import Store
from models.views.counted import FollowUpCounted
from models.views.counted import ListOrder
from models.views.records import DealLine
from models.vocabulary import Temperature
from tests import factories
from tests.conftest import AsUser
from tests.screens import acts
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui.screens.deal_list import Counted
from tui.screens.deal_list import DealListScreen
from tui.widgets.windows import WINDOW

MANY = 100_000
"""How many records the figure of these tests counts: a few, again and again."""
TALL = (120, 36)


async def listing(
    pilot: Pilot[None], store: Store, entity: str, ids: Sequence[int]
) -> DealListScreen:
    """Open a list and wait until it has been read."""
    screen = DealListScreen(store, Counted("Open", entity, tuple(ids)))
    await pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def test_a_list_of_very_many_reads_what_is_in_sight_and_no_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-23: a key costs the same in a list of 100,000 as in a list of ten."""
    deals = [factories.a_deal(store, f"Deal {number}") for number in range(10)]
    read: list[int] = []
    lines: Callable[[Reader, Sequence[int]], dict[int, DealLine]] = queries.lines.deals

    def counting(reader: Reader, ids: Sequence[int]) -> dict[int, DealLine]:
        read.append(len(ids))
        return lines(reader, ids)

    monkeypatch.setattr(queries.lines, "deals", counting)
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        screen = await listing(pilot, store, "deal", deals * (MANY // len(deals)))
        read.clear()
        await acts.press(pilot, *["down"] * 5, "end", "up", "home", "pagedown")
        assert screen.selection is not None
        assert screen.selection.deal_id in deals
        assert sum(read) <= 3 * WINDOW


async def test_a_cursor_move_in_a_list_takes_one_frame(store: Store) -> None:
    deals = [factories.a_deal(store, f"Deal {number}") for number in range(10)]
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        await listing(pilot, store, "deal", deals * 100)
        for key in ("down", "down", "up", "pagedown"):
            app.frames.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(app.frames) == 1


async def test_the_cursor_stays_on_its_record_in_another_order(store: Store) -> None:
    names = ("Clinique", "Atelier", "Boréal")
    deals = [factories.a_deal(store, name) for name in names]
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        screen = await listing(pilot, store, "deal", deals)
        await acts.press(pilot, "down")
        await acts.press(pilot, "o")
        await settled(pilot)
        assert screen.rows.at == 0
        assert screen.selection is not None
        assert screen.selection.title == "Atelier"


def test_the_database_sorts_as_the_words_of_the_order_say(store: Store) -> None:
    amounts = {"Boréal": 300, "Atelier": None, "Éclair": 500, "Clinique": 300}
    deals = {
        title: factories.a_deal(
            store, title, amount=None if minor is None else Money(minor, "EUR")
        )
        for title, minor in amounts.items()
    }
    given = [*deals.values(), deals["Boréal"]]
    titles = {deal: title for title, deal in deals.items()}

    def ordered(order: ListOrder) -> list[str]:
        found = store.read(queries.lines.ordered, "deal", given, order)
        return [titles[one] for one in found]

    assert ordered(ListOrder.GIVEN) == [*deals, "Boréal"]
    assert ordered(ListOrder.NAME) == sorted([*deals, "Boréal"])
    by_amount = ["Éclair", "Boréal", "Boréal", "Clinique", "Atelier"]
    assert ordered(ListOrder.AMOUNT) == by_amount


@pytest.mark.parametrize("entity", ["person", "follow_up"])
def test_people_and_follow_ups_are_sorted_by_name(store: Store, entity: str) -> None:
    names = ("Zoé Blanc", "Ana Costa", "Mia Duval")
    people = [factories.a_person(store, name) for name in names]
    ids = people
    if entity == "follow_up":
        ids = [factories.a_follow_up(store, person=person) for person in people]
    by_name = store.read(queries.lines.ordered, entity, ids, ListOrder.NAME)
    assert by_name == (ids[1], ids[2], ids[0])
    given = store.read(queries.lines.ordered, entity, ids, ListOrder.AMOUNT)
    assert given == tuple(ids)


def due_on(store: Store, day: date) -> int:
    """Plan a follow-up of somebody new on a day."""
    return factories.a_follow_up(store, person=factories.a_person(store), due=day)


def planned(screen: DealListScreen, days: Mapping[int, date]) -> list[date]:
    """Return the days of all lines of a list of follow-ups."""
    assert screen.windows is not None
    return [days[one] for one in screen.windows.ids]


async def test_the_follow_ups_of_a_figure_stand_by_due_date(store: Store) -> None:
    """R-33: windows, their lines and the cursor agree with that order."""
    days = [date(2026, 12, 1) + timedelta(days=at * 7 % 20) for at in range(20)]
    due = {due_on(store, day): day for day in days}
    doubled = [*due, *(list(due)[:1] * WINDOW)]
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        screen = await listing(pilot, store, "follow_up", doubled)
        shown = planned(screen, due)
        assert shown == sorted([*days, *(days[:1] * WINDOW)])
        for key in ("end", "home"):
            await acts.press(pilot, key)
            line = screen.line
            assert isinstance(line, FollowUpCounted)
            assert line.planned_on == shown[screen.rows.at]
        await acts.press(pilot, "o")
        await settled(pilot)
        assert isinstance(screen.line, FollowUpCounted)
        assert screen.line.planned_on == shown[0]
        await acts.press(pilot, "o")
        await settled(pilot)
        assert "by due date" in acts.shown(app)
        assert planned(screen, due) == shown


def test_follow_ups_of_one_day_stand_in_the_order_of_their_numbers(
    store: Store,
) -> None:
    days = [date(2026, 12, day) for day in (9, 2, 2)]
    late, first, second = (due_on(store, day) for day in days)
    given = [second, late, first]
    found = store.read(queries.lines.ordered, "follow_up", given, ListOrder.GIVEN)
    assert found == (first, second, late)


def test_nobody_is_listed_what_they_may_not_see(store: Store, as_user: AsUser) -> None:
    factories.a_user(store, "marc")
    hidden = factories.a_deal(store, "Hidden")
    marc = as_user(store, "marc")
    assert marc.read(queries.lines.ordered, "deal", [hidden], ListOrder.GIVEN) == ()
    assert marc.read(queries.lines.deals, [hidden]) == {}


async def test_marked_deals_of_a_list_get_a_value_together(store: Store) -> None:
    """B1.15: as on the board; then none is marked any more."""
    deals = [factories.a_deal(store, title) for title in ("One", "Two", "Three")]
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        screen = await listing(pilot, store, "deal", deals)
        await acts.press(pilot, "space", "space", "v", *"hot", "enter")
        found = [acts.load(store, deal).temperature for deal in deals]
        assert found == [Temperature.HOT, Temperature.HOT, None]
        assert screen.marks == set()
        assert "marked" not in acts.shown(app)


async def test_a_figure_of_nothing_opens_a_list_that_says_so(store: Store) -> None:
    """C.0, R-22: zero opens too, and offers no key that would do nothing."""
    app = board_app(store)
    async with app.run_test(size=TALL) as pilot:
        screen = await listing(pilot, store, "deal", [])
        assert "This figure counts no record." in screen.rows.render_line(0).text
        assert [hint.key for hint in screen.hint.hints] == ["Esc"]
        await acts.press(pilot, "o", "enter", "space", "d")
        assert "This figure counts no record." in screen.rows.render_line(0).text
        assert app.screen is screen
