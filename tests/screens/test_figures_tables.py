"""The tables of the statistics: what is out of sight, their lines, their remarks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.geometry import Size

from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.reports.conftest import STAGES
from tests.reports.lives import LOST
from tests.reports.lives import WON
from tests.reports.lives import Event
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import write_lives
from tests.screens import acts
from tests.screens.figures import a_year
from tests.screens.figures import chart_lines
from tests.screens.figures import opened
from tests.screens.figures import texts
from tests.screens.followed_year import a_followed_year
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import Stage
from tests.screens.stage import drawn
from tests.screens.stage import rows
from tui import glyphs
from tui.cells import pad
from tui.cells import right
from tui.cells import width
from tui.figures.charts import Across
from tui.figures.follow_up_charts import reps
from tui.figures.report_pages import View
from tui.figures.report_table import Table
from tui.figures.report_table import head_cells
from tui.i18n import set_language
from tui.screens.statistics import StatisticsScreen
from tui.widgets.cells_row import Cell
from tui.widgets.table_head import TableHead

SMALL, LARGE = Size(80, 24), Size(120, 36)
MONTHS = ("tab", "tab")
WITH_AND_WITHOUT = (*["tab"] * 8, "o", "o")


@pytest.fixture
def year(store: Store) -> Store:
    a_year(store)
    return store


def head(screen: StatisticsScreen) -> str:
    return screen.table_head.render_line(0).text.strip()


async def test_the_head_tells_of_columns_at_its_right_and_at_its_left(
    year: Store,
) -> None:
    async with board_app(year).run_test(size=SMALL) as pilot:
        screen = await opened(pilot, *MONTHS)
        assert head(screen).endswith(" ›")
        assert "‹" not in head(screen)
        await pilot.press(*["right"] * 20)
        assert head(screen).startswith("Month")
        assert " ‹ " in head(screen)
        assert head(screen).endswith("Days to close")
        await pilot.press(*["left"] * 20)
        assert "‹" not in head(screen)


async def test_the_signs_of_columns_out_of_sight_have_stand_ins(year: Store) -> None:
    glyphs.use(glyphs.ASCII)
    try:
        async with board_app(year).run_test(size=SMALL) as pilot:
            screen = await opened(pilot, *MONTHS)
            assert head(screen).endswith(" >")
            await pilot.press(*["right"] * 20)
            assert " < " in head(screen)
    finally:
        glyphs.use(glyphs.UNICODE)


async def test_a_head_with_every_column_in_sight_has_no_sign(year: Store) -> None:
    async with board_app(year).run_test(size=(200, 50)) as pilot:
        screen = await opened(pilot, *MONTHS)
        assert head(screen).endswith("Days to close")
        assert "‹" not in head(screen)


NAME = 10
"""The cells of the name in a table made here."""


def a_table(*sizes: int) -> Table:
    """Make a table of one row, whose columns take so many cells."""
    keys = [f"{at}".rjust(size, "c") for at, size in enumerate(sizes)]
    columns = (Column("group", Kind.CODE), *(Column(k, Kind.COUNT) for k in keys))
    row: Row = {"group": "N" * NAME} | dict.fromkeys(keys, 1)
    everything = Period("Europe/Paris")
    report = Report("wins", everything, Scope.ALL, "EUR", columns, (row,), None)
    return Table(report, View(""), str, "")


def heads(table: Table, room: int) -> str:
    """Return the head of a table in so many cells as it reads."""
    return "".join(
        (right if cell.at_right else pad)(cell.text, cell.cells)
        for cell in head_cells(table, room)
    )


@pytest.mark.parametrize("spare", range(4))
def test_no_column_goes_out_of_sight_for_the_sign_alone(spare: int) -> None:
    """What fits without the sign of columns behind it fits with the sign too."""
    table = a_table(8, 9, 30)
    room = NAME + (2 + 8) + (2 + 9) + spare
    told = heads(table, room)
    assert told.endswith(f" {table.columns[2].key} ›")
    assert width(told) <= room + 1


def test_the_sign_of_columns_before_takes_what_a_short_word_over_names_leaves() -> None:
    table = a_table(8, 9, 8)
    table = replace(table, chosen=table.columns[3].key)
    told = heads(table, NAME + (2 + 9) + (2 + 8))
    assert [key for key in ("Group", "‹", "ccc1", "ccc2", "›") if key in told] == [
        "Group",
        "‹",
        "ccc1",
        "ccc2",
    ]


async def test_the_sign_is_drawn_where_the_columns_take_every_cell() -> None:
    line = TableHead()
    async with Stage(line).run_test(size=SMALL):
        line.show(lambda room: [Cell("x" * (room - 1)), Cell(" ›")])
        assert drawn(line).endswith("x ›")


@pytest.mark.parametrize("keys", [(), MONTHS, ("tab", "tab", "o", "o")])
@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_line_over_the_total_stands_under_that_of_the_head(
    year: Store, keys: tuple[str, ...], size: Size
) -> None:
    async with board_app(year).run_test(size=size) as pilot:
        await opened(pilot, *keys, "end")
        ruled = [
            line.rstrip()
            for line in rows(pilot.app)
            if set(line.strip()) == {glyphs.current().line}
        ]
        under_the_head, over_the_total = ruled
        assert over_the_total == under_the_head


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("language", Language)
async def test_what_is_remarked_is_told_whole_and_the_chart_stays(
    store: Store, as_user: AsUser, size: Size, language: Language
) -> None:
    """R-30, C.2, C.8: why rates are no effect, and which cohorts are too young."""
    set_language(language)
    a_followed_year(store, as_user)
    async with board_app(store).run_test(size=size) as pilot:
        screen = await opened(pilot, *WITH_AND_WITHOUT)
        standing = screen.message.standing
        assert standing is not None
        assert "cohort" in standing.text
        assert standing.text in " ".join(line.strip() for line in rows(pilot.app))
        assert screen.message.region.height == 2
        assert not screen.chart.has_class("-none")
        await pilot.press("shift+tab")
        await settled(pilot)
        assert screen.message.region.height == 1


@pytest.mark.parametrize(("number", "first"), [(3, "Rep 0"), (30, "Rep 29")])
def test_of_many_reps_those_who_did_most_are_drawn_first(
    number: int, first: str
) -> None:
    """R-31: of a few the chart keeps the order of its table."""
    counts = ("followups_done", "converted")
    columns = (Column("rep", Kind.CODE), *(Column(key, Kind.COUNT) for key in counts))
    lines: tuple[Row, ...] = tuple(
        {"rep": f"Rep {at}", "followups_done": at, "converted": 1}
        for at in range(number)
    )
    everything = Period("Europe/Paris")
    whole = Report("reps", everything, Scope.ALL, "EUR", columns, lines, None)
    shape = reps(whole, View("", report="reps"), str)
    assert isinstance(shape, Across)
    assert shape.bars[0].name == first


WORTHLESS = 0
"""An amount that somebody entered as nothing."""


async def without_amounts(
    store: Store, amount: int | None, *keys: str
) -> tuple[list[str], list[str]]:
    """Return chart and rows of a page on a deal won, lost, and open, of that amount."""
    places = a_pipeline(store, "Bare", STAGES)
    begin = store.now().date() - timedelta(days=9)
    ends: list[list[Event]] = [[(begin, WON)], [(begin, LOST)], []]
    lives = [Life(amount, [(begin, 1), *end]) for end in ends]
    write_lives(store, places, lives)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        screen.shown.pipeline_id = places[0]
        await acts.press(pilot, "tab", "shift+tab", *keys)
        return chart_lines(screen), texts(screen)


PAGES_OF_AMOUNTS = [
    pytest.param((), id="funnel"),
    pytest.param(("o", "o", "o", "o"), id="snapshot"),
    pytest.param(("tab",), id="pipeline"),
    pytest.param(("tab", "tab"), id="months"),
    pytest.param(("tab", "tab", "o", "o"), id="owners"),
]


@pytest.mark.parametrize("keys", PAGES_OF_AMOUNTS)
async def test_an_amount_that_nobody_entered_is_never_told_as_nothing(
    store: Store, keys: tuple[str, ...]
) -> None:
    drawn, told = await without_amounts(store, None, *keys)
    assert "1" in told[0].split()
    assert not [line for line in (*drawn, *told) if "€0" in line]


@pytest.mark.parametrize(("keys", "row"), [(("tab",), 0), (("tab", "tab"), 0)])
async def test_an_amount_that_was_entered_as_nothing_is_told(
    store: Store, keys: tuple[str, ...], row: int
) -> None:
    _drawn, told = await without_amounts(store, WORTHLESS, *keys)
    assert "€0" in told[row]


async def test_a_month_in_which_nothing_was_won_yet_has_no_amount_won(
    store: Store,
) -> None:
    """C.13: what is expected stands in its month, and nothing beside it."""
    places = a_pipeline(store, "Ahead", STAGES)
    today = store.now().date()
    write_lives(
        store,
        places,
        [Life(900, [(today, 1)], chance=50, expected=today + timedelta(days=1))],
    )
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "shift+tab", "shift+tab")
        assert screen.shown.page.report == "forecast"
        assert "€450" in texts(screen)[0]
        assert not [line for line in texts(screen) if "€0" in line]


async def test_every_column_of_velocity_by_owner_is_in_sight_in_french(
    year: Store,
) -> None:
    """C.4: names of fourteen letters leave room for all of them at 80 cells."""
    app = board_app(year)
    async with app.run_test(size=SMALL) as pilot:
        set_language(Language.FR)
        screen = await opened(pilot, "tab", "tab", "tab", "o")
        assert any(line.startswith("Béatrice Ossot") for line in texts(screen))
        assert head(screen).endswith("Pas/sem.")
