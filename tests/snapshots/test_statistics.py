"""Pictures of the statistics: a funnel, bars, months, a list behind a figure."""

import os
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.vocabulary import Language
from tests.conftest import AsUser
from tests.reports.conftest import STAGES
from tests.reports.lives import LOST
from tests.reports.lives import Life
from tests.reports.lives import a_pipeline
from tests.reports.lives import write_lives
from tests.screens.figures import a_year
from tests.screens.figures import opened
from tests.screens.followed_year import a_followed_year
from tests.screens.resting import settled
from tests.snapshots.test_places import BOTH
from tests.snapshots.test_places import LARGE
from tests.snapshots.test_places import SMALL
from tests.snapshots.test_places import Before
from tests.snapshots.test_places import Compare
from tests.snapshots.test_places import app
from tui import glyphs
from tui import theming
from tui.i18n import set_language
from tui.theming import PLAIN


@pytest.fixture
def year(store: Store) -> Store:
    a_year(store)
    return store


@pytest.fixture
def followed(store: Store, as_user: AsUser) -> Store:
    a_followed_year(store, as_user)
    return store


def on_page(*keys: str) -> Before:
    async def open_page(pilot: Pilot[None]) -> None:
        await opened(pilot, *keys)

    return open_page


@BOTH
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="funnel"),
        pytest.param(("tab",), id="pipeline"),
        pytest.param(("tab",) * 2, id="months"),
        pytest.param(("tab", "tab", "o", "o"), id="owners"),
        pytest.param(("tab",) * 3, id="levers"),
        pytest.param(("tab",) * 4, id="days"),
        pytest.param((*["tab"] * 6, "o", "o", "o"), id="heat"),
    ],
)
def test_a_page(
    snap_compare: Compare,
    year: Store,
    keys: tuple[str, ...],
    size: tuple[int, int],
    language: Language,
) -> None:
    set_language(language)
    assert snap_compare(app(year), terminal_size=size, run_before=on_page(*keys))


@BOTH
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("tab",) * 8, id="lifetime"),
        pytest.param((*["tab"] * 8, "o"), id="monthly"),
        pytest.param((*["tab"] * 8, "o", "o"), id="conversion"),
        pytest.param((*["tab"] * 8, "o", "o", "o"), id="values"),
        pytest.param((*["tab"] * 8, "o", "o", "o", "o"), id="reps"),
        pytest.param(("tab",) * 9, id="followups"),
        pytest.param((*["tab"] * 9, "o"), id="outcomes"),
        pytest.param((*["tab"] * 9, "o", "o", "o", "o", "o"), id="refusals"),
        pytest.param((*["tab"] * 10, "o"), id="discipline"),
    ],
)
def test_a_page_of_follow_ups(
    snap_compare: Compare,
    followed: Store,
    keys: tuple[str, ...],
    size: tuple[int, int],
    language: Language,
) -> None:
    """R-28 to R-31, R-33, C.16: what a manager reads of follow-ups."""
    set_language(language)
    assert snap_compare(app(followed), terminal_size=size, run_before=on_page(*keys))


def test_the_months_without_colour_in_ascii(
    snap_compare: Compare, followed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-29: flows and stocks are told apart by their signs alone."""
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    glyphs.use(glyphs.ASCII)
    try:
        months = on_page(*["tab"] * 8, "o")
        plain = app(followed, PLAIN)
        assert snap_compare(plain, terminal_size=LARGE, run_before=months)
    finally:
        glyphs.use(glyphs.UNICODE)


def test_a_funnel_in_16_colours(snap_compare: Compare, year: Store) -> None:
    sixteen = app(year, theming.SIXTEEN)
    assert snap_compare(sixteen, terminal_size=SMALL, run_before=on_page())


def test_a_funnel_without_colour(
    snap_compare: Compare, year: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    plain = app(year, PLAIN)
    assert snap_compare(plain, terminal_size=SMALL, run_before=on_page())


def test_a_funnel_in_ascii(snap_compare: Compare, year: Store) -> None:
    glyphs.use(glyphs.ASCII)
    try:
        assert snap_compare(app(year), terminal_size=LARGE, run_before=on_page())
    finally:
        glyphs.use(glyphs.UNICODE)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("down", "right"), id="deals"),
        pytest.param(("tab", "tab", "right"), id="nothing"),
    ],
)
def test_the_list_behind_a_figure(
    snap_compare: Compare, year: Store, keys: tuple[str, ...]
) -> None:
    """C.0: what a number counts, also where it is zero."""

    async def open_list(pilot: Pilot[None]) -> None:
        await opened(pilot, *keys)
        await pilot.press("enter")
        await settled(pilot)

    assert snap_compare(app(year), terminal_size=LARGE, run_before=open_list)


@BOTH
def test_the_advice(
    snap_compare: Compare, store: Store, size: tuple[int, int], language: Language
) -> None:
    """K-14: the page of advice names the stage to push, in words and in figures."""
    set_language(language)
    today = store.now().date()
    first, second, last = (today - timedelta(days=days) for days in (70, 40, 2))
    lives = [Life(amount, [(first, 1)]) for amount in (5, 900, None)]
    lives += [Life(1, [(first, 1), (second, 2), (last, LOST)]) for _ in range(8)]
    places = a_pipeline(store, "Pushed", STAGES)
    write_lives(store, places, lives)

    async def open_advice(pilot: Pilot[None]) -> None:
        screen = await opened(pilot)
        screen.shown.pipeline_id = places[0]
        await pilot.press("shift+tab")
        await settled(pilot)

    assert snap_compare(app(store), terminal_size=size, run_before=open_advice)


def test_a_page_without_figures(snap_compare: Compare, store: Store) -> None:
    assert snap_compare(app(store), terminal_size=SMALL, run_before=on_page())
