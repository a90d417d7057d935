"""Pictures of the people: the list, its filters and its panel (R-23, R-24)."""

from collections.abc import Awaitable
from collections.abc import Callable
from datetime import date

import pytest
from textual.pilot import Pilot

from models.money import Money
from models.rules.columns import Column
from models.rules.filters import Among
from models.rules.filters import Filters
from models.rules.filters import Ids
from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Temperature
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.test_people import read_out
from tui import theming
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.people import PeopleScreen
from tui.theming import PLAIN

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]

BOTH = pytest.mark.parametrize(
    ("size", "language"), [((80, 24), Language.EN), ((120, 36), Language.FR)]
)
DAYS = (date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26), date(2027, 1, 4))
NAMES = ("Julie Martin", "Zoé Éluard", "Marc Petit", "Ana Lopez", "Bob Fabre")


@pytest.fixture
def crowd(store: Store) -> Store:
    """Five prospects of every kind, one of them without a follow-up."""
    a_user(store, "hugo", team="Lille")
    for at, name in enumerate(NAMES):
        heat = (*Temperature, None)[at]
        owner = "hugo" if at % 2 else "boss"
        person = a_person(store, name, temperature=heat, owner=owner)
        if at < len(DAYS):
            a_follow_up(store, person=person, due=DAYS[at], assignee=owner)
        if not at % 2:
            amount = Money((at + 1) * 500_000, "EUR")
            a_deal(store, amount=amount, person=person, stage="Offer", owner=owner)
    return store


def people(store: Store, theme: str = theming.DARK) -> RelanceApp:
    return RelanceApp(store, Settings(start_screen=StartScreen.BOARD), theme=theme)


def shown(*keys: str, filters: Filters | None = None) -> Before:
    async def show(pilot: Pilot[None]) -> None:
        await pilot.press("P")
        await settle(pilot)
        screen = pilot.app.screen
        if filters is not None and isinstance(screen, PeopleScreen):
            screen.set_filters(filters)
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    async def settle(pilot: Pilot[None]) -> None:
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, PeopleScreen):
            await read_out(screen, pilot)

    return show


@BOTH
def test_the_prospects(
    crowd: Store, snap_compare: Compare, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    assert snap_compare(people(crowd), terminal_size=size, run_before=shown("down"))


@BOTH
def test_the_prospects_that_are_filtered_and_marked(
    crowd: Store, snap_compare: Compare, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    filters = Filters().with_(Column.VALUE, Among(("hot", "warm", "cold")))
    filters = filters.with_(Column.REP, Ids((1,), none=True))
    before = shown("space", filters=filters)
    assert snap_compare(people(crowd), terminal_size=size, run_before=before)


@BOTH
def test_the_tunnels(
    crowd: Store, snap_compare: Compare, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    before = shown("tab", "down")
    assert snap_compare(people(crowd), terminal_size=size, run_before=before)


@BOTH
def test_the_filter_panel(
    crowd: Store, snap_compare: Compare, size: tuple[int, int], language: Language
) -> None:
    set_language(language)
    filters = Filters().with_(Column.VALUE, Among(("hot",)))
    before = shown("F", filters=filters)
    assert snap_compare(people(crowd), terminal_size=size, run_before=before)


@pytest.mark.parametrize("theme", [theming.SIXTEEN, PLAIN])
def test_the_prospects_with_few_colours(
    crowd: Store, snap_compare: Compare, theme: str
) -> None:
    set_language(Language.EN)
    app = people(crowd, theme)
    assert snap_compare(app, terminal_size=(80, 24), run_before=shown("down"))
