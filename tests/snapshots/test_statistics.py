"""Pictures of the statistics: a funnel, bars, months, a list behind a figure."""

import os

import pytest
from textual.pilot import Pilot

from models.store import Store
from models.vocabulary import Language
from tests.screens.figures import a_year
from tests.screens.figures import opened
from tests.screens.figures import settled
from tests.snapshots.test_places import BOTH
from tests.snapshots.test_places import LARGE
from tests.snapshots.test_places import SMALL
from tests.snapshots.test_places import Before
from tests.snapshots.test_places import Compare
from tests.snapshots.test_places import app
from tui import glyphs
from tui import theming
from tui.i18n import set_language
from tui.theme_variables import PLAIN


@pytest.fixture
def year(store: Store) -> Store:
    a_year(store)
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
        pytest.param(("tab",), id="months"),
        pytest.param(("tab", "o"), id="owners"),
        pytest.param(("tab",) * 3, id="days"),
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


def test_the_list_behind_a_figure(snap_compare: Compare, year: Store) -> None:
    async def open_list(pilot: Pilot[None]) -> None:
        await opened(pilot, "tab", "right")
        await pilot.press("enter")
        await settled(pilot)

    assert snap_compare(app(year), terminal_size=LARGE, run_before=open_list)


def test_a_page_without_figures(snap_compare: Compare, store: Store) -> None:
    assert snap_compare(app(store), terminal_size=SMALL, run_before=on_page())
