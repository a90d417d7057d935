"""The People place: lists, filters, orders, marks and bulk acts (R-23 to R-25)."""

import asyncio
import csv
import re
import threading
from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models import queries
from models.access import Reader
from models.history import Writer
from models.money import Money
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.columns import shown_in
from models.rules.filters import Among
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.tables import Person
from models.views.asking import PlanForm
from models.views.desk import Shape
from models.views.people_lists import PeopleLine
from models.vocabulary import Language
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens import acts
from tests.screens.places import board_app
from tests.screens.stage import rows
from tests.screens.stage import until
from tui import formats
from tui import glyphs
from tui.app import RelanceApp
from tui.cells import width
from tui.screens.people import PeopleScreen
from tui.screens.people_rows import NAME_MOST
from tui.screens.people_rows import WIDTHS
from tui.screens.people_rows import Now
from tui.screens.people_rows import drawing
from tui.screens.people_windows import PeopleWindows
from tui.screens.record import PersonScreen
from tui.screens.viewing import Viewed
from tui.screens.viewing import list_of
from tui.widgets.cells_row import Row
from tui.widgets.windows import WINDOW
from tui.words import people as words

SIZE = (120, 36)
GAP = 2
"""The cells between two columns."""
MARK = 2
"""The cells of the mark before a planned day."""


async def opened(app: RelanceApp, pilot: Pilot[None]) -> PeopleScreen:
    """Open the place and wait until its list is there."""
    await acts.press(pilot, "P")
    return await settled(app, pilot)


async def settled(app: RelanceApp, pilot: Pilot[None]) -> PeopleScreen:
    screen = app.screen
    assert isinstance(screen, PeopleScreen)
    await read_out(screen, pilot)
    return screen


async def read_out(screen: PeopleScreen, pilot: Pilot[None]) -> None:
    """Wait for the reads that go on; one that was overtaken is cancelled."""
    while any(not worker.is_finished for worker in screen.workers):
        await pilot.pause()
    await pilot.pause()


def shown(screen: PeopleScreen) -> list[str]:
    """Return the names from top to bottom, of a list that is short."""
    assert screen.windows is not None
    screen.windows.ensure(range(screen.count))
    lines = (screen.windows.line(place) for place in range(screen.count))
    return [line.name for line in lines if line is not None]


@pytest.fixture
def crowd(store: Store) -> Store:
    """Three prospects: one hot and followed, one cold, one whom nobody may call."""
    hot = a_person(store, "Ana Hot", temperature=Temperature.HOT)
    a_follow_up(store, person=hot, due=date(2026, 12, 1))
    a_person(store, "Ben Cold", temperature=Temperature.COLD)
    a_person(store, "Cyr Shy", do_not_contact=True)
    return store


async def test_p_opens_the_prospects_and_tab_the_other_lists(crowd: Store) -> None:
    """R-23, R-25: three lists, most promising first, each with its own count."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        assert shown(screen) == ["Ana Hot", "Ben Cold", "Cyr Shy"]
        assert screen.heading().pipeline == "3 people"
        await acts.press(pilot, "tab")
        screen = await settled(app, pilot)
        assert str(screen.of) == "tunnels"
        assert shown(screen) == ["Ana Hot"]
        await acts.press(pilot, "tab")
        assert shown(await settled(app, pilot)) == []
        taught = screen.message.standing
        assert taught is not None
        assert taught.text == "There is no customer yet."
        await acts.press(pilot, "tab", "down")
        assert str(screen.of) == "prospects"


async def test_enter_opens_the_person_and_escape_comes_back_to_the_line(
    crowd: Store,
) -> None:
    """R-22, R-25: the cursor is where it was."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "down", "enter")
        assert isinstance(app.screen, PersonScreen)
        await acts.press(pilot, "escape")
        assert await settled(app, pilot) is screen
        assert screen.line is not None
        assert screen.line.name == "Ben Cold"


async def test_filters_stand_on_the_page_and_go_one_by_one(crowd: Store) -> None:
    """R-24: F filters, backspace takes the last away, all go together."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "F")
        await pilot.press(*"value", "enter")
        await acts.press(pilot, "enter", "escape", "escape")
        screen = await settled(app, pilot)
        assert screen.ask.filters.of(Column.VALUE) == Among(("hot",))
        assert shown(screen) == ["Ana Hot"]
        assert screen.filter_line.filters == ("Value: hot",)
        await acts.press(pilot, "backspace")
        screen = await settled(app, pilot)
        assert not screen.ask.filters
        assert len(shown(screen)) == 3
        hot = Filters().with_(Column.VALUE, Among(("hot",)))
        screen.set_filters(hot.with_(Column.STATUS, Among(("in_progress",))))
        await acts.press(pilot, "ctrl+x")
        assert len(shown(await settled(app, pilot))) == 3


async def test_the_end_of_two_days_is_read_after_their_beginning(
    crowd: Store,
) -> None:
    """R-24: a year that nobody typed is the one that makes sense of both days."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await acts.press(pilot, "F")
        await pilot.press(*"planned", "enter")
        await acts.press(pilot, *"1/12", "tab", *"31/12")
        assert "Thu 31 Dec 2026" in acts.shown(app)
        await acts.press(pilot, "enter", "escape")
        screen = await settled(app, pilot)
        days = Days(date(2026, 12, 1), date(2026, 12, 31))
        assert screen.ask.filters.of(Column.PLANNED) == days
        assert shown(screen) == ["Ana Hot"]


async def test_typing_narrows_by_name_and_escape_takes_it_back(crowd: Store) -> None:
    """R-24: / keeps the names that hold what is typed, whatever the accents."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "slash")
        await pilot.press(*"COL")
        screen = await settled(app, pilot)
        assert shown(screen) == ["Ben Cold"]
        await acts.press(pilot, "enter")
        assert screen.ask.filters.of(Column.NAME) is not None
        await acts.press(pilot, "slash", "escape")
        assert len(shown(await settled(app, pilot))) == 3


async def test_the_order_is_chosen_and_turned_round(crowd: Store) -> None:
    """R-23: o sorts by any column; the same again is the other direction."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "o")
        await pilot.press(*"name", "enter")
        screen = await settled(app, pilot)
        assert shown(screen) == ["Ben Cold", "Ana Hot", "Cyr Shy"]
        await acts.press(pilot, "o", "enter")
        screen = await settled(app, pilot)
        assert screen.ask.order.backwards
        assert shown(screen) == ["Cyr Shy", "Ana Hot", "Ben Cold"]


async def test_the_order_by_potential_explains_itself(store: Store) -> None:
    """L-11: the line at the cursor says why it stands there."""
    for name in ("Ana One", "Ben Two"):
        person = a_person(store, name, temperature=Temperature.HOT)
        a_deal(store, amount=Money(100_000, "EUR"), person=person, stage="Offer")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "down")
        message = screen.message.message
        assert message is not None
        assert message.text.startswith("hot first, then €")
        assert "expected × probability" in message.text
        await acts.press(pilot, "tab")
        await settled(app, pilot)
        assert screen.message.message is None


async def test_an_order_by_potential_without_amounts_tells_none(store: Store) -> None:
    """L-11: what nobody entered is no amount of nothing."""
    for name in ("Ana One", "Ben Two"):
        a_person(store, name, temperature=Temperature.HOT)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "down")
        message = screen.message.message
        assert message is not None
        assert message.text.startswith("hot first, then nothing expected, then ")


async def test_marked_people_are_given_in_one_act_with_one_undo(crowd: Store) -> None:
    """B1.15: space marks, a gives them all, u takes it all back."""
    rep = a_user(crowd, "rep")
    before = many(crowd.path, "SELECT owner_id FROM person ORDER BY id")
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "asterisk")
        assert len(screen.marks) == 3
        await acts.press(pilot, "asterisk", "space", "space")
        assert len(screen.marks) == 2
        await acts.press(pilot, "a", "down", "enter")
        screen = await settled(app, pilot)
        owners = many(crowd.path, "SELECT owner_id FROM person ORDER BY id")
        assert [row["owner_id"] for row in owners].count(rep) == 2
        assert screen.marks == {}
        await acts.press(pilot, "u")
        await settled(app, pilot)
        assert "2 people handed over" in acts.shown(app)
        assert many(crowd.path, "SELECT owner_id FROM person ORDER BY id") == before


async def test_an_act_that_empties_the_list_is_still_told(crowd: Store) -> None:
    """R-24, C-02: what was done stands before why nobody is left under the filter."""
    a_user(crowd, "ana")
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        mine = Ids((crowd.actor.id,))
        screen.set_filters(Filters().with_(Column.REP, mine))
        await settled(app, pilot)
        await acts.press(pilot, "asterisk", "a", *"ana", "enter")
        await settled(app, pilot)
        assert screen.count == 0
        assert "Nobody passes" not in acts.shown(app)
        assert "u undoes" in acts.shown(app)
        await acts.press(pilot, "u")
        await settled(app, pilot)
        assert len(shown(screen)) == 3
        assert "Nobody passes" not in acts.shown(app)


@pytest.mark.parametrize("along", [True, False])
async def test_what_is_planned_with_the_marked_goes_along_by_choice(
    crowd: Store, *, along: bool
) -> None:
    """C-02, B1.15: the dialog asks of many what it asks of one."""
    ana = a_user(crowd, "ana")
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "asterisk", "a")
        assert "open ones go along" in acts.shown(app)
        turns = () if along else ("tab",)
        await acts.press(pilot, *"ana", *turns, "enter")
        assert await settled(app, pilot) is screen
    owners = {
        row["owner_id"] for row in many(crowd.path, "SELECT owner_id FROM person")
    }
    assert owners == {ana}
    (planned,) = many(crowd.path, "SELECT assignee_id FROM follow_up")
    assert planned["assignee_id"] == (ana if along else crowd.actor.id)


async def test_the_value_of_all_marked_is_set_at_once(crowd: Store) -> None:
    """B1.15: v on marks asks for the value of all of them."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await acts.press(pilot, "asterisk", "v")
        await pilot.pause()
        await acts.press(pilot, "down", "enter")
        await settled(app, pilot)
        found = many(crowd.path, "SELECT DISTINCT temperature FROM person")
        assert [row["temperature"] for row in found] == ["warm"]


async def test_a_value_that_all_marked_have_already_offers_no_undo(
    crowd: Store,
) -> None:
    """B1.15: u would take back what was done before it."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "space", "v", "enter")
        await settled(app, pilot)
        message = screen.message.message
        assert message is not None
        assert message.text == "Nothing changes: it is so already."
        assert not message.then


async def test_a_follow_up_for_many_tells_by_name_who_refused_it(crowd: Store) -> None:
    """B1.15: one has a follow-up already; the others get theirs, and it is said."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "down", "space", "up", "up", "space", "f")
        await pilot.pause()
        await acts.press(pilot, "enter")
        await settled(app, pilot)
        count = "SELECT count(*) AS n FROM follow_up WHERE status = 'planned'"
        assert many(crowd.path, count) == [{"n": 2}]
        message = screen.message.message
        assert message is not None
        assert "Ana Hot" in message.text
        assert "1 changed." in message.text


async def test_long_names_of_those_who_refused_leave_the_reason_whole(
    store: Store,
) -> None:
    """B1.15: the first names are cut, why the first one refused it is read."""
    long = "Anastasia Wilhelmina van den Bruggenhof-Castellane"
    for name in ("Ben Cold", "Cyr Mild"):
        a_person(store, name)
    hot = a_person(store, long)
    a_follow_up(store, person=hot, due=date(2026, 12, 1))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await acts.press(pilot, "down", "space", "up", "up", "space", "f")
        await pilot.pause()
        await acts.press(pilot, "enter")
        await settled(app, pilot)
        assert any(re.search(r"Not: Anas.*…\. .* u undoes\.", row) for row in rows(app))


async def test_one_who_is_planned_with_stops_no_plan_for_the_others(
    crowd: Store,
) -> None:
    """B1.15: the first of those marked has a follow-up already."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await acts.press(pilot, "asterisk", "f")
        await pilot.pause()
        assert any("Follow-up  3 marked" in row for row in rows(app))
        await acts.press(pilot, "enter")
        await settled(app, pilot)
        count = "SELECT count(*) AS n FROM follow_up WHERE status = 'planned'"
        assert many(crowd.path, count) == [{"n": 2}]


async def test_whom_to_plan_with_is_looked_for_away_from_the_keys(
    crowd: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B1.15: however many refuse, the screen goes on meanwhile."""
    threads: list[int] = []
    whole = queries.asking.plan_form

    def noted(
        reader: Reader, *, deal_id: int | None = None, person_id: int | None = None
    ) -> PlanForm:
        threads.append(threading.get_ident())
        return whole(reader, deal_id=deal_id, person_id=person_id)

    monkeypatch.setattr(queries.asking, "plan_form", noted)
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await opened(app, pilot)
        await acts.press(pilot, "asterisk", "f")
        await until(pilot, lambda: any("3 marked" in row for row in rows(app)))
        assert len(threads) > 1
        assert threading.get_ident() not in threads


async def test_nobody_of_the_former_list_answers_while_the_next_one_comes(
    crowd: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-25: what shows until then is neither opened nor marked."""
    gate = threading.Event()
    gate.set()
    count = queries.people_lists.count

    def late(reader: Reader, ask: PeopleAsk) -> int:
        gate.wait(30)
        return count(reader, ask)

    monkeypatch.setattr(queries.people_lists, "count", late)
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        first = screen.line
        assert first is not None
        gate.clear()
        await pilot.press("tab", "down", "space", "enter", "v")
        assert (screen.line, screen.selection, screen.marks) == (None, None, {})
        assert app.screen is screen
        await pilot.press("shift+tab")
        gate.set()
        await settled(app, pilot)
        assert screen.of is ViewOf.PROSPECTS
        assert screen.line == first


async def test_the_acts_of_one_line_work_here_too(crowd: Store) -> None:
    """R-25: d asks how the follow-up of the line at the cursor went, v its value."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        assert screen.selection is not None
        assert screen.selection.follow_up_id is not None
        await acts.press(pilot, "down", "v")
        await settled(app, pilot)
        found = many(
            crowd.path, "SELECT temperature FROM person WHERE last_name = 'Cold'"
        )
        assert found == [{"temperature": "hot"}]


async def test_the_list_is_written_as_csv_as_it_is_filtered(
    crowd: Store, home: Path
) -> None:
    """B1.15, R-24: E writes what the filters keep, with stored codes."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        screen.set_filters(Filters().with_(Column.VALUE, Among(("hot", "cold"))))
        await settled(app, pilot)
        await acts.press(pilot, "E")
        await settled(app, pilot)
    (file,) = home.rglob("relance-prospects-*.csv")
    rows = [*csv.DictReader(file.read_text("utf-8-sig").splitlines())]
    assert [row["name"] for row in rows] == ["Hot", "Cold"]
    assert [row["value"] for row in rows] == ["hot", "cold"]


async def test_a_count_opens_its_list_with_the_filter_that_can_go(crowd: Store) -> None:
    """R-22: the list of an alert or a view says what it is kept to."""
    filters = Filters().with_(Column.VALUE, Among(("cold",)))
    shape = Shape(ViewOf.PROSPECTS, {**filters.to_json(), "gone": {}}, "-name")
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(list_of(crowd, shape, "Cold ones"))
        screen = await settled(app, pilot)
        assert isinstance(screen, Viewed)
        assert shown(screen) == ["Ben Cold"]
        assert screen.heading().view == "Cold ones"
        assert screen.filter_line.filters == ("Value: cold",)
        assert screen.shape.filters == filters.to_json()
        assert screen.shape.sort == "-name"
        await acts.press(pilot, "backspace")
        assert len(shown(await settled(app, pilot))) == 3
        await acts.press(pilot, "escape")
        assert app.screen is not screen


async def test_a_view_that_names_what_is_gone_says_so(crowd: Store) -> None:
    """B1.14: what cannot be shown any more is named and left out."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        screen.wear(Shape(ViewOf.PROSPECTS, {"shoe_size": {"any": ["44"]}}), "Old")
        await settled(app, pilot)
        message = screen.message.message
        assert message is not None
        assert "shoe_size" in message.text


async def test_a_change_by_others_leaves_the_cursor_on_its_person(
    crowd: Store,
) -> None:
    """B1.27, R-23: a new prospect above moves the line, not the cursor."""
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened(app, pilot)
        await acts.press(pilot, "down")
        assert screen.line is not None
        name = screen.line.name

        def write(writer: Writer) -> None:
            person = Person(
                last_name="New",
                folded_name="new",
                temperature=Temperature.HOT,
                owner_id=writer.actor.id,
            )
            writer.save(person, "person.created")

        crowd.write(write)
        app.look_for_changes()
        screen = await settled(app, pilot)
        assert screen.count == 4
        assert screen.line is not None
        assert screen.line.name == name


def test_windows_are_read_by_the_key_of_a_neighbour() -> None:
    """R-23: a list of 200,000 reads what is in sight, never what lies between."""
    asked: list[tuple[Start, int]] = []
    count = 200_000

    def read(start: Start, limit: int) -> list[PeopleLine]:
        asked.append((start, limit))
        return []

    windows = PeopleWindows(count, read, lambda line: Row((), line.id))
    windows.ensure(range(30))
    windows.ensure(range(count - 10, count))
    assert asked[0] == (Start(skip=0), WINDOW)
    assert asked[1] == (Start(backwards=True, skip=0), count % WINDOW or WINDOW)
    assert len(windows) == count
    assert len(asked) == 2


def test_no_day_of_a_year_is_cut_in_the_lists() -> None:
    """R-23, E: the longest day of either language has its cells, with its mark."""
    for spoken in Language:
        for day in (date(2026, 1, 1) + timedelta(days=one) for one in range(365)):
            full = width(formats.day_year(day, spoken))
            assert full <= WIDTHS[Column.CAME] - GAP
            assert full <= WIDTHS[Column.SINCE] - GAP
            near = width(formats.day_short(day, spoken))
            assert max(full, near) <= WIDTHS[Column.PLANNED] - MARK - GAP


def test_a_company_takes_the_cells_that_the_name_leaves() -> None:
    """R-23: on a wide screen nothing is cut beside free cells."""
    now = Now(datetime(2026, 11, 23, tzinfo=UTC), "Europe/Paris")
    wanted = (Column.NAME, Column.COMPANY)
    narrow = drawing(wanted, Sort(Column.NAME), now, 36)
    wide = drawing(wanted, Sort(Column.NAME), now, 120)
    assert narrow.sizes == {Column.NAME: 18, Column.COMPANY: WIDTHS[Column.COMPANY]}
    assert wide.sizes == {Column.NAME: NAME_MOST, Column.COMPANY: NAME_MOST}


@pytest.mark.parametrize("cells", [77, 117, 197])
def test_the_lists_tell_the_step_and_its_date_at_every_width(cells: int) -> None:
    """R-23, R-25: at 80 columns too, and a step is whole where there is room."""
    now = Now(datetime(2026, 11, 23, tzinfo=UTC), "Europe/Paris")
    for of, most in ((ViewOf.PROSPECTS, Column.POTENTIAL), (ViewOf.TUNNELS, None)):
        sort = Sort(most or Column.STATUS)
        shown = drawing(shown_in(of), sort, now, cells, of)
        assert {Column.STEP, Column.PLANNED, sort.column} <= set(shown.columns)
        assert sum(shown.sizes.values()) <= cells
        for cell in shown.heads(cells)[:3]:
            assert "…" not in cell.text
        assert shown.sizes[Column.STEP] >= (17 if cells > 100 else 12)


def test_the_list_of_tunnels_has_all_its_columns_at_its_best_width() -> None:
    """R-23: club and creation date too, in the cells that 120 columns leave."""
    now = Now(datetime(2026, 11, 23, tzinfo=UTC), "Europe/Paris")
    asked = (
        Column.NAME,
        Column.FIRST_NAME,
        Column.TEAM,
        Column.CAME,
        Column.VALUE,
        Column.PLANNED,
        Column.STATUS,
    )
    of = ViewOf.TUNNELS
    shown = drawing(shown_in(of), Sort(Column.STATUS), now, 117, of)
    assert set(asked) <= set(shown.columns)


def test_the_sign_of_the_potential_falls_where_the_best_comes_first() -> None:
    """L-11: an arrow tells which way the figures under it go."""
    marks = glyphs.current()
    assert words.sort_sign(Sort(Column.POTENTIAL)) == marks.sort_down
    assert words.sort_sign(Sort(Column.POTENTIAL, backwards=True)) == marks.sort_up
    assert words.sort_sign(Sort(Column.NAME)) == marks.sort_up


def test_every_column_has_its_words() -> None:
    assert set(words.COLUMNS) == set(Column)
    assert set(words.LISTS) == set(ViewOf)
    assert PeopleAsk().filters == Filters()


async def test_a_key_before_the_list_has_come_is_told_nothing_wrong(
    crowd: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-23: nothing is selected only where nothing can be."""
    came = asyncio.Event()

    async def late(screen: PeopleScreen, read: Callable[[], object]) -> object:
        await came.wait()
        return read()

    monkeypatch.setattr("tui.screens.people.slowly", late)
    app = board_app(crowd)
    async with app.run_test(size=SIZE) as pilot:
        await acts.press(pilot, "P")
        screen = app.screen
        assert isinstance(screen, PeopleScreen)
        for key in ("d", "f", "v", "l"):
            await acts.press(pilot, key)
            message = screen.message.message
            assert message is None or "selected" not in message.text
        came.set()
        await read_out(screen, pilot)
        assert shown(screen) == ["Ana Hot", "Ben Cold", "Cyr Shy"]
