"""The statistics by their keys: pages, periods, scopes, the lists behind figures."""

import csv
from pathlib import Path

import pytest

from models.reports.report import Kind
from models.store import Store
from models.views.records import DealLine
from models.vocabulary import Language
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.screens.acts import press
from tests.screens.figures import a_year
from tests.screens.figures import chart_lines
from tests.screens.figures import opened
from tests.screens.figures import statistics
from tests.screens.figures import texts
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui.commands import Place
from tui.dialogs.dates import DatesDialog
from tui.figures.periods import Preset
from tui.figures.report_pages import PAGES
from tui.figures.report_table import TOTAL
from tui.i18n import set_language
from tui.screens.board import BoardScreen
from tui.screens.deal import DealScreen
from tui.screens.deal_list import DealListScreen
from tui.screens.statistics import StatisticsScreen
from tui.widgets.message_line import MessageKind
from tui.widgets.windows import WINDOW

LARGE = (120, 36)


def marked(screen: DealListScreen) -> tuple[int, ...]:
    """Return the deals that an act in bulk would be done to."""
    return screen.selection.marked if screen.selection else ()


def lines_of(screen: DealListScreen) -> list[DealLine]:
    """Return every deal of a list that is no longer than one window."""
    windows = screen.windows
    assert windows is not None
    assert 0 < len(windows) <= WINDOW
    lines = [windows.line(place) for place in range(len(windows))]
    return [line for line in lines if isinstance(line, DealLine)]


@pytest.fixture
def year(store: Store) -> Store:
    a_year(store)
    return store


async def test_tab_goes_through_the_pages_and_round(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        seen = [screen.shown.page.report]
        for _page in PAGES:
            await pilot.press("tab")
            await settled(pilot)
            assert screen.answer is not None
            assert screen.answer.report.name == screen.shown.question.report
            seen.append(screen.shown.page.report)
        assert seen == [*(page.report for page in PAGES), PAGES[0].report]
        await pilot.press("shift+tab")
        assert screen.shown.page is PAGES[-1]


async def test_every_view_of_every_page_draws(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        for page in PAGES:
            for _view in page.views:
                assert texts(screen)
                assert screen.message.message is None
                if len(page.views) > 1:
                    await pilot.press("o")
                    await settled(pilot)
            assert screen.shown.views.get(screen.shown.at, 0) == 0
            await pilot.press("tab")
            await settled(pilot)


async def test_one_key_moves_the_period_and_esc_goes_where_one_came_from(
    year: Store,
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        assert screen.answer is not None
        this_year = screen.answer.report.total
        assert screen.title_line.title.period == "2026"
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert screen.title_line.title.period == "2025"
        assert screen.answer.report.total != this_year
        await pilot.press("greater_than_sign")
        await settled(pilot)
        assert screen.answer.report.total == this_year
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoardScreen)


async def test_a_period_is_chosen_by_name_or_by_two_dates(year: Store) -> None:
    """R-31: presets and free range; an end before the beginning is refused there."""
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        await pilot.press("p")
        await pilot.pause()
        await pilot.press(*"quarter", "enter")
        await settled(pilot)
        assert screen.title_line.title.period == "Q4 2026"
        await pilot.press("p")
        await pilot.pause()
        await pilot.press(*"all", "enter")
        await settled(pilot)
        assert screen.shown.span.preset is Preset.ALL
        await pilot.press("p")
        await pilot.pause()
        await pilot.press(*"two", "enter")
        await pilot.pause()
        await pilot.press(*"31 may", "tab", *"1 march", "enter")
        await pilot.pause()
        dates = pilot.app.screen
        assert isinstance(dates, DatesDialog)
        said = "The last day lies before the first one. Type them in their order."
        assert dates.stop.refusal == said
        assert (dates.start.value, dates.stop.value) == ("31 may", "1 march")
        await pilot.press("up", "ctrl+u", *"1 march", "tab", "ctrl+u", *"31 may")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.title_line.title.period == "1 Mar – 31 May 2026"
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert screen.title_line.title.period == "29 Nov 2025 – 28 Feb 2026"


@pytest.mark.parametrize("page", range(len(PAGES)))
async def test_every_count_opens_a_list_of_that_length(year: Store, page: int) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "less_than_sign", *["tab"] * page)
        table = screen.table
        assert table is not None
        counted = [c for c in table.columns if c.kind is Kind.COUNT]
        for place in screen.rows.values:
            screen.rows.rest_on(place)
            total = table.report.total
            row = table.report.rows[place] if place != TOTAL else total
            assert row is not None
            for column in counted:
                if not isinstance(row[column.key], int):
                    continue
                screen.shown.columns[page] = column.key
                await pilot.press("enter")
                await settled(pilot)
                shown = pilot.app.screen
                assert isinstance(shown, DealListScreen), (row, column.key)
                assert len(shown.rows.values) == row[column.key], (row, column.key)
                await pilot.press("escape")
                await settled(pilot)
                assert statistics(pilot).rows.value == place


async def test_the_list_opens_a_deal_and_marks_and_sorts(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settled(pilot)
        shown = pilot.app.screen
        assert isinstance(shown, DealListScreen)
        await pilot.press("space", "space")
        assert len(marked(shown)) == 2
        await pilot.press("asterisk")
        assert len(marked(shown)) == len(shown.rows.values)
        await pilot.press("asterisk")
        assert not marked(shown)
        for _order in range(2):
            await pilot.press("o")
            await settled(pilot)
        amounts = [line.amount.minor for line in lines_of(shown) if line.amount]
        shown.rows.first()
        best = shown.line
        assert isinstance(best, DealLine)
        assert best.amount is not None
        assert best.amount.minor == max(amounts)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DealScreen)


async def test_the_scope_goes_as_far_as_the_role(year: Store, as_user: AsUser) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        seen = [screen.shown.scope]
        for _step in range(3):
            await pilot.press("O")
            await settled(pilot)
            seen.append(screen.shown.scope)
        assert seen == [Scope.ALL, Scope.TEAM, Scope.ME, Scope.ALL]
    async with board_app(as_user(year, "marc")).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "O")
        assert screen.shown.scope is Scope.ME
        assert screen.message.message is not None
        assert screen.message.message.text == "A seller sees their own figures."


async def test_e_writes_the_table_and_says_where(year: Store, home: Path) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "e")
        assert screen.message.message is not None
        said = screen.message.message.text
        file = home / said.removeprefix("Saved in ~/").removesuffix(".")
        assert file.stat().st_mode & 0o077 == 0
        with file.open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        assert screen.answer is not None
        report = screen.answer.report
        assert [row["stage"] for row in rows] == [row["stage"] for row in report.rows]
        assert rows[0]["deals"] == str(report.rows[0]["deals"])


async def test_the_lowest_passage_is_named_with_that_of_the_year_before(
    year: Store,
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        standing = screen.message.standing
        assert standing is not None
        assert standing.kind is MessageKind.LOWEST
        assert "passes on" in standing.text
        assert "2025: " in standing.text


async def test_without_room_the_table_stands_alone_and_says_so(year: Store) -> None:
    async with board_app(year).run_test(size=(59, 30)) as pilot:
        screen = await opened(pilot)
        assert texts(screen)[0] == "The chart needs a larger window."
        assert not chart_lines(screen)
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        assert texts(screen)[0] != "The chart needs a larger window."
        assert len(chart_lines(screen)) >= 12


async def test_an_empty_page_says_what_is_missing_and_which_keys_help(
    year: Store,
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "tab", "tab", *["less_than_sign"] * 2)
        told = texts(screen)
        assert told[0] == "Nothing to count, 1 Jan – 31 Dec 2024."
        assert any(line.startswith("p  chooses another period") for line in told)
        assert screen.rows.value is None
        await pilot.press("enter")
        assert statistics(pilot) is screen


async def test_right_goes_to_columns_out_of_sight(year: Store) -> None:
    async with board_app(year).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "tab", "tab", *["right"] * 20)
        table = screen.table
        assert table is not None
        assert table.chosen == "mean_days_to_close"
        assert "Days to close" in screen.table_head.render_line(0).text
        assert screen.table_head.render_line(0).text.lstrip().startswith("Month")


async def test_figures_follow_the_language(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        set_language(Language.FR)
        screen.load_if_stale()
        await settled(pilot)
        assert screen.title_line.title.name == "Entonnoir"
        assert "Étape" in screen.table_head.render_line(0).text


async def test_a_change_elsewhere_is_read_with_the_cursor_where_it_was(
    year: Store,
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "down", "down")
        assert screen.rows.value == 2
        a_year_later = len(screen.rows.values)
        screen.reload()
        await settled(pilot)
        assert screen.rows.value == 2
        assert len(screen.rows.values) == a_year_later


async def test_the_board_and_today_open_from_here(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        await opened(pilot)
        await pilot.press("T")
        assert pilot.app.current_mode == Place.TODAY.value


async def test_a_page_of_now_has_no_period_that_it_says_is_empty(store: Store) -> None:
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "tab")
        assert texts(screen) == ["Nothing to count now."]
        await pilot.press("tab")
        await settled(pilot)
        assert screen.message.standing is None


async def test_levers_name_their_rows_by_period(year: Store) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "tab", "tab", "tab")
        assert screen.table_head.render_line(0).text.lstrip().startswith("Period")
        await pilot.press("o", "o", "o")
        await settled(pilot)
        heads = screen.table_head.render_line(0).text.split()
        assert "Median" in heads
        assert "Mean" not in heads


async def test_a_page_offers_only_the_keys_that_do_something_there(
    year: Store, as_user: AsUser
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        assert {"period", "dates", "basis", "whose"} <= offered(screen)
        shown = screen.shown.span
        await press(pilot, "tab")
        assert screen.shown.page.report == "pipeline"
        assert "whose" in offered(screen)
        assert not {"period", "dates", "basis"} & offered(screen)
        for key in ("<", ">", "p"):
            await press(pilot, key)
            assert pilot.app.screen is screen
            said = screen.message.message
            assert said is not None
            assert said.text == "These figures are of now: no period."
            screen.message.clear()
        assert screen.shown.span == shown
        await press(pilot, "tab")
        assert {"period", "dates", "basis"} <= offered(screen)
        await press(pilot, "p", *"all", "enter")
        assert screen.shown.span.preset is Preset.ALL
        assert "dates" in offered(screen)
        assert "period" not in offered(screen)
    async with board_app(as_user(year, "marc")).run_test(size=LARGE) as pilot:
        assert "whose" not in offered(await opened(pilot))


def offered(screen: StatisticsScreen) -> set[str]:
    """Return the words of the hint line."""
    return {hint.word for hint in screen.hint.hints}
