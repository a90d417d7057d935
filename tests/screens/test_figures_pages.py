"""The pages of the statistics one by one: what each draws and which lists it opens."""

from datetime import date
from datetime import timedelta
from pathlib import Path

import pytest

from models import operations
from models import queries
from models.money import Money
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.store import Store
from models.views.drafts import LogOutcome
from models.vocabulary import Language
from models.vocabulary import Outcome
from models.vocabulary import Scope
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.reports.conftest import STAGES
from tests.reports.lives import LOST
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import write_lives
from tests.screens.figures import a_year
from tests.screens.figures import chart_lines
from tests.screens.figures import opened
from tests.screens.figures import statistics
from tests.screens.figures import texts
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui import formats
from tui.figures.report_forms import formed
from tui.figures.report_forms import told_rate
from tui.figures.report_pages import PAGES
from tui.figures.report_pages import denominator
from tui.figures.report_table import TOTAL
from tui.figures.report_table import head_cells
from tui.i18n import set_language
from tui.screens.deal_list import DealListScreen

LARGE = (120, 36)
MARCH = 3
SOME = 12


@pytest.fixture
def year(store: Store) -> Store:
    a_year(store)
    return store


def to(title: str, views: int = 0) -> list[str]:
    """Return the keys that lead from the first page to a view of another."""
    place = next(at for at, page in enumerate(PAGES) if page.title == title)
    return ["tab"] * place + ["o"] * views


async def test_the_funnel_says_what_its_stages_are_worth(year: Store) -> None:
    """B1.21: beside the deals of each stage stands their amount, in the table too."""
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        first, *_rest = chart_lines(screen)
        assert first.split() == ["deals", "amount"]
        answer = screen.answer
        assert answer is not None
        amount = answer.report.rows[0]["amount"]
        assert isinstance(amount, Money)
        assert formats.amount(amount, Language.EN) in texts(screen)[0]


async def test_velocity_stands_beside_that_of_the_year_before(year: Store) -> None:
    """L-07: the four levers, what they were, and what changed most."""
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Velocity"))
        now, was, change = texts(screen)
        assert now.startswith("2026")
        assert was.startswith("2025")
        assert change.startswith("Change")
        assert "%" in change
        assert "Percent of 2025" in chart_lines(screen)[0]
        said = screen.message.standing
        assert said is not None
        assert "a day than in 2025, most of it by:" in said.text
        await pilot.press("down", "enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        answer = screen.answer
        assert answer is not None
        assert len(listed.rows.values) == answer.table.rows[1]["deals"]


async def test_who_limps_is_named_with_the_reason(store: Store) -> None:
    """K-13: owners stand against stages; a loss rate above all others' is named."""
    places = a_pipeline(store, "Heat", STAGES)
    day = store.now().date().replace(month=MARCH)
    after = day + timedelta(days=4)
    lost = Life(None, [(day, 1), (after, LOST)], owner=store.actor.id)
    moved = Life(None, [(day, 1), (after, 2)])
    write_lives(store, places, [lost] * SOME + [moved] * SOME)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        screen.shown.pipeline_id = places[0]
        for key in to("Losses", 3):
            await pilot.press(key)
            await settled(pilot)
        assert screen.title_line.title.pipeline == "Heat"
        boss, nobody = texts(screen)
        assert "100% 12/12" in boss
        assert nobody.split() == ["Nobody", "0%", "0/12"]
        said = screen.message.standing
        assert said is not None
        assert said.text == "Béatrice Ossot limps at Qualify: 100% lost, all 50%."
        await pilot.press("enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        assert len(listed.rows.values) == SOME


async def test_one_pipeline_is_counted_alone(year: Store) -> None:
    """B1.20: figures are of the pipeline that is chosen, and the title says which."""
    places = a_pipeline(year, "Renewals", STAGES)
    day = year.now().date().replace(month=MARCH)
    write_lives(year, places, [Life(50, [(day, 1)])])
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot)
        screen.action_board_pipeline()
        await pilot.pause()
        await pilot.press(*"renew", "enter")
        await settled(pilot)
        assert screen.title_line.title.pipeline == "Renewals"
        assert texts(screen)[0].split()[:2] == ["Qualify", "1"]


async def test_the_number_of_follow_ups_opens_them(store: Store) -> None:
    """R-33: the lifetime figures stand under each other, each with its list."""
    deal = a_deal(store, "Boréal Fitness")
    a_follow_up(store, deal=deal)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Follow-ups"))
        assert [line.rsplit(maxsplit=1)[-1] for line in texts(screen)] == [
            "0",
            "0",
            "0",
            "1",
            "0",
        ]
        await pilot.press("down", "down", "down", "enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        (line,) = listed.rows.texts
        assert line.startswith("Boréal Fitness")
        assert listed.counted.words == "Follow-ups"
        await pilot.press("escape")
        await settled(pilot)
        assert statistics(pilot) is screen


async def test_lifetime_figures_are_of_no_period(store: Store) -> None:
    """R-28: a new year lowers none of them; those of a period are another view."""
    a_follow_up(store, person=a_person(store))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Follow-ups"))
        ever = texts(screen)
        await pilot.press("less_than_sign")
        await settled(pilot)
        assert texts(screen) == ever
        assert ever[0].split()[-1] == "1"
        said = screen.message.message
        assert said is not None
        assert said.text == "These figures are of all time: no period."
        for key in ["o"] * 5 + ["less_than_sign"]:
            await pilot.press(key)
            await settled(pilot)
        assert texts(screen)[0] == "Nothing to count, 1 Jan – 31 Dec 2025."


async def test_a_file_without_a_follow_up_sends_nobody_through_its_periods(
    store: Store,
) -> None:
    """R-28, R-31: where all time has nothing, that is said instead of the keys."""
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Follow-ups"))
        assert texts(screen) == ["Nobody was ever followed up."]
        for _view in range(4):
            await pilot.press("o")
            await settled(pilot)
        assert screen.shown.view.report == "reps"
        nothing, _free, either = texts(screen)
        assert nothing == "Nothing to count, 1 Jan – 23 Nov 2026."
        assert either == "All time has nothing either."


@pytest.mark.parametrize(
    ("page", "view", "column", "row"),
    [
        ("Follow-ups", 1, "in_tunnel", -1),
        ("Follow-ups", 2, "people", 0),
        ("Follow-ups", 4, "followups_created", 0),
        ("Outcomes", 0, "followups", 0),
    ],
)
async def test_a_figure_of_follow_ups_opens_exactly_its_list(
    store: Store, page: str, view: int, column: str, row: int
) -> None:
    """R-29, R-30, R-31, R-33: Enter on a number opens the people or follow-ups."""
    for name in ("Julie Martin", "Karl Ott"):
        a_follow_up(store, person=a_person(store, name))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to(page, view))
        table = screen.table
        assert table is not None
        screen.shown.columns[screen.shown.at] = column
        places = [place for place in screen.rows.values if place != TOTAL]
        screen.rows.rest_on(places[row])
        assert table.report.rows[places[row]][column] == 2
        await pilot.press("enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        names = [line.split("  ")[0] for line in listed.rows.texts]
        assert names == ["Julie Martin", "Karl Ott"]


@pytest.mark.parametrize(
    ("view", "last"), [(0, date(2026, 12, 31)), (1, date(2026, 11, 23))]
)
async def test_the_days_that_are_counted_are_named(
    store: Store, home: Path, view: int, last: date
) -> None:
    """R-33: what lies ahead is counted by status alone; title and file say so."""
    a_follow_up(store, person=a_person(store), due=date(2026, 12, 10))
    done = a_follow_up(store, person=a_person(store, "Karl Ott"))
    store.write(operations.outcomes.log_outcome, LogOutcome(done, Outcome.ENROLLED))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Outcomes", view))
        named = formats.day_year(last, Language.EN)
        assert f" 1 Jan – {named}" in screen.title_line.title.about
        await pilot.press("e")
        await settled(pilot)
        (file,) = home.rglob("relance-*.csv")
        assert file.stem.endswith(f"-2026-01-01-{last}")
        await pilot.press("enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        assert listed.heading().scope == "2026"


@pytest.mark.parametrize(
    ("keys", "period"),
    [
        (to("Pipeline"), ""),
        (to("Velocity"), ""),
        (to("Wins and losses"), ""),
        ([*to("Wins and losses"), "end"], "2026"),
        (to("Losses"), "2026"),
    ],
)
async def test_a_list_names_a_period_once_or_not_where_none_matters(
    year: Store, keys: list[str], period: str
) -> None:
    async with board_app(year).run_test(size=LARGE) as pilot:
        await opened(pilot, *keys)
        await pilot.press("enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        assert listed.heading().scope == period


async def test_flows_stand_and_stocks_are_points_of_their_own(store: Store) -> None:
    """R-29: what happened in a month and what stood at its end have other marks."""
    a_follow_up(store, person=a_person(store))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Follow-ups", 1))
        legend, *drawn = chart_lines(screen)
        assert "█ Converted  ▒ Abandoned" in legend
        assert "● In the tunnel  ▲ Without follow-up  × Without rep" in legend
        assert any("●" in line for line in drawn)


async def test_the_difference_that_follow_ups_make_is_no_effect(store: Store) -> None:
    """R-30, C.8: beside both rates stands why they must not be read as an effect."""
    a_follow_up(store, person=a_person(store))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Follow-ups", 2))
        standing = screen.message.standing
        assert standing is not None
        assert "Reps follow warmer prospects first" in standing.text


async def test_a_month_without_an_end_keeps_its_place(store: Store) -> None:
    """C.1: a month in which nothing was closed stays empty between its neighbours."""
    places = a_pipeline(store, "Gaps", STAGES)
    begin = store.now().date().replace(month=1, day=10)
    ends = [begin, begin + timedelta(days=90)]
    lives = [Life(900, [(begin, 1), (day, "won")]) for day in ends]
    write_lives(store, places, lives)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Wins and losses"))
        named = chart_lines(screen)[-1].split()
        assert named[:4] == ["Jan", "Feb", "Mar", "Apr"]


async def test_coverage_is_said_to_need_a_target(year: Store) -> None:
    """B1.19: without a target there is no coverage, only what it would have to be."""
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Forecast"))
        said = screen.message.standing
        assert said is not None
        assert said.text.startswith("No target, so no coverage: at ")


async def test_the_advice_stands_under_the_balance_that_it_is_on(year: Store) -> None:
    """K-15: the page of advice draws how many deals stand in each stage now."""
    async with board_app(year).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, "shift+tab")
        assert screen.shown.page.report == "advice"
        drawn = "\n".join(chart_lines(screen))
        for stage in ("Opportunity", "Offer", "Documents"):
            assert stage in drawn


@pytest.mark.parametrize(
    ("page", "view", "head"),
    [
        ("Outcomes", 1, "Type"),
        ("Outcomes", 2, "Attempt"),
        ("Outcomes", 3, "Rep"),
        ("Outcomes", 4, "Value"),
        ("Discipline", 1, "Rep"),
        ("Discipline", 2, "Type"),
    ],
)
async def test_the_rows_are_headed_by_what_they_are(
    store: Store, page: str, view: int, head: str
) -> None:
    """R-33: a table of types says types, one of reps says reps."""
    a_follow_up(store, person=a_person(store))
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to(page, view))
        assert screen.table is not None
        assert head_cells(screen.table, 100)[0].text == head


async def test_the_discipline_of_all_together_is_everybody_s(store: Store) -> None:
    """C.16: the one row of all follow-ups is called by whose they are."""
    yesterday = store.now() - timedelta(days=1)
    a_follow_up(store, person=a_person(store), due=yesterday)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Discipline"))
        assert texts(screen)[0].startswith("Everybody")


def test_a_share_of_few_conversions_is_grey_and_a_small_one_of_many_is_not() -> None:
    """C.0, C.8: what counts is how many it is of, not how many it counts."""
    counts = {"created": 90, "converted": 40, "followed": 3, "followed_converted": 1}
    counts |= {"not_followed": 87, "not_followed_converted": 39}
    counts |= {"conversions": 40, "conversions_with": 1, "conversions_without": 39}
    rates = ("rate", "rate_followed", "rate_not_followed")
    row = {**counts, **dict.fromkeys((*rates, "share_with", "share_without"), 0.5)}
    columns = tuple(Column(key, Kind.COUNT) for key in row)
    everything = Period("Europe/Paris")
    whole = Report("conversion", everything, Scope.ALL, "EUR", columns, (row,), None)
    table = formed(whole, None, ("", ""))
    assert [denominator(table, one, "rate") for one in table.rows] == [
        90,
        3,
        87,
        40,
        40,
        40,
    ]


async def test_reasons_are_ranked_without_the_other_outcomes(store: Store) -> None:
    """R-33: a reason counts refusals; columns that stay empty are left out."""
    reasons = store.read(queries.choices.reasons)
    for name, reason in (("Julie Martin", 1), ("Karl Ott", 0), ("Ann One", 1)):
        planned = a_follow_up(store, person=a_person(store, name))
        draft = LogOutcome(
            planned, Outcome.NOT_INTERESTED, reason_id=reasons[reason].id
        )
        store.write(operations.outcomes.log_outcome, draft)
    async with board_app(store).run_test(size=LARGE) as pilot:
        screen = await opened(pilot, *to("Outcomes", 5))
        assert [line.split() for line in texts(screen)[:2]] == [
            [*reasons[1].name.split(), "2"],
            [*reasons[0].name.split(), "1"],
        ]
        await pilot.press("enter")
        await settled(pilot)
        listed = pilot.app.screen
        assert isinstance(listed, DealListScreen)
        assert len(listed.rows.texts) == 2


def test_a_rate_of_losses_groups_the_thousands_of_its_counts() -> None:
    """K-13: as every other number, in the language of the reader."""
    row: Row = {"loss_rate": 0.085, "lost": 105, "exits": 1234}
    assert told_rate(row).endswith(" 105/1,234")
    set_language(Language.FR)
    assert told_rate(row).endswith(" 105/1\u202f234")
