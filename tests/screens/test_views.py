"""The panel of saved views: V, one key for each thing that becomes of a view."""

import pytest

from models.operations import sources
from models.operations import undoing
from models.operations import views
from models.queries.views import view as read_view
from models.queries.views import views as read_views
from models.rules.columns import Column
from models.rules.columns import Sort
from models.store import Store
from models.views.configuring import SourceFields
from models.views.desk import NewView
from models.views.desk import Shape
from models.views.desk import ViewLine
from models.vocabulary import Role
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.conftest import AsUser
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.app import RelanceApp
from tui.screens.alerts import AlertsScreen
from tui.screens.base import AppScreen
from tui.screens.board import BoardScreen
from tui.screens.help import HelpScreen
from tui.screens.people import PeopleScreen
from tui.screens.statistics import StatisticsScreen
from tui.screens.today import TodayScreen
from tui.screens.views import GOING
from tui.screens.views import ViewsPanel

SIZE = (120, 36)
HOT = Shape(ViewOf.PROSPECTS, {"value": {"any": ["hot"]}})


def saved(store: Store, name: str = "Hot", *, shared: bool = False) -> int:
    return store.write(views.save_view, NewView(name, HOT, shared)).id


def only(store: Store) -> ViewLine:
    (line,) = store.read(read_views)
    return line


def people(app: RelanceApp) -> PeopleScreen:
    assert isinstance(app.screen, PeopleScreen)
    return app.screen


def panel(app: RelanceApp) -> ViewsPanel:
    assert isinstance(app.screen, ViewsPanel)
    return app.screen


async def test_an_empty_panel_says_what_belongs_there(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V")
        assert "No view is saved yet." in shown(app)
        assert "P opens the people" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, BoardScreen)


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("T", TodayScreen),
        ("B", BoardScreen),
        ("S", StatisticsScreen),
        ("P", PeopleScreen),
        ("A", AlertsScreen),
    ],
)
async def test_a_capital_opens_its_place_from_the_panel(
    store: Store, key: str, place: type[AppScreen]
) -> None:
    """B1.14: capitals open a place anywhere, as the empty panel says of P."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", key)
        await settled(pilot)
        assert isinstance(app.screen, place)


@pytest.mark.parametrize(
    ("key", "field"),
    [("space", "pinned"), ("o", "first"), ("s", "shared"), ("a", "as_alert")],
)
async def test_a_key_turns_on_and_off_and_undo_takes_it_back(
    store: Store, key: str, field: str
) -> None:
    """B1.14, R-26: pinned, opened first, shared, alert; the panel stays open."""
    saved(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", key)
        assert getattr(only(store), field) is True
        assert panel(app).message.message is not None
        await press(pilot, key)
        assert getattr(only(store), field) is False
        await press(pilot, "u")
        assert getattr(only(store), field) is True
        assert panel(app).view is not None


async def test_a_view_is_renamed_and_a_taken_name_keeps_what_was_typed(
    store: Store,
) -> None:
    """B1.14: renaming asks in a dialog; a refusal is told there."""
    saved(store, "Cold")
    saved(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", "end", "e", *["backspace"] * 3, *"Cold", "enter")
        assert "There is a view Cold already." in shown(app)
        await press(pilot, *"est", "enter")
        assert {line.name for line in store.read(read_views)} == {"Cold", "Coldest"}
        assert panel(app).view is not None


async def test_a_view_is_deleted_and_comes_back_with_undo(store: Store) -> None:
    """B1.14, B1.9: deletion is undoable."""
    saved(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", "x")
        assert store.read(read_views) == ()
        assert "No view is saved yet." in shown(app)
        await press(pilot, "u")
        assert only(store).name == "Hot"
        assert "Hot" in shown(app)


@pytest.mark.parametrize("key", ["x", "e", "s"])
async def test_a_colleagues_view_is_refused_in_words(
    store: Store, as_user: AsUser, key: str
) -> None:
    """B1.14: a shared view is edited by its owner or an admin, and it says so."""
    a_user(store, "mia", Role.MANAGER)
    one = saved(store, shared=True)
    app = board_app(as_user(store, "mia"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", key)
        told = "\n".join(rows(app))
        assert "Only Béatrice Ossot or an admin changes" in told
        assert store.read(read_view, one).name == "Hot"


async def test_the_panel_explains_its_keys(store: Store) -> None:
    """B1.8: those of the panel, and those of its footer that work everywhere."""
    saved(store)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "V", "?")
        assert "Count the view among everybody's alerts" in shown(app)
        screen = app.screen
        assert isinstance(screen, HelpScreen)
        told = "\n".join(screen.rows.texts)
        for command in (*ViewsPanel.HINTS, *GOING):
            assert command.help[:30] in told
        await press(pilot, "escape")
        assert panel(app).view is not None


async def test_the_list_as_it_is_shown_is_saved_under_a_name(store: Store) -> None:
    """B1.14, R-24: filters, order and columns, for me alone or for everybody."""
    a_person(store, "Julie Hot", temperature=Temperature.HOT)
    a_person(store, "Marc Cold", temperature=Temperature.COLD)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "P")
        people(app).wear(HOT, "")
        await press(pilot, "V", "n", *"My hot ones", "tab", "right", "enter")
        line = only(store)
        assert (line.name, line.shared) == ("My hot ones", True)
        assert line.shape.filters == HOT.filters
        assert panel(app).view == line
        await press(pilot, "escape", "backspace", "V", "enter")
        assert people(app).count == 1
        assert people(app).header.heading.view == "My hot ones"
        people(app).set_sort(Sort(Column.NAME))
        await press(pilot, "V", "w")
        assert only(store).shape.sort == "name"


async def test_a_view_of_another_list_is_not_overwritten(store: Store) -> None:
    saved(store)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "P", "tab", "V", "w")
        assert "a view of another list" in shown(app)
        assert only(store).shape == HOT


async def test_a_view_opens_from_anywhere_and_leads_back(store: Store) -> None:
    """B1.14: Enter on a view opens its list; Esc comes back to where I was."""
    saved(store)
    a_person(store, "Julie Hot", temperature=Temperature.HOT)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", "enter")
        assert people(app).count == 1
        await press(pilot, "escape")
        assert isinstance(app.screen, BoardScreen)


async def test_the_default_view_is_opened_first(store: Store) -> None:
    """B1.14: the default view is what P opens; a filter taken away shows all."""
    a_person(store, "Julie Hot", temperature=Temperature.HOT)
    a_person(store, "Marc Cold", temperature=Temperature.COLD)
    store.write(views.open_first, saved(store), first=True)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "P")
        assert people(app).header.heading.view == "Hot"
        assert people(app).count == 1
        await press(pilot, "backspace")
        assert people(app).count == 2


async def test_a_view_whose_column_disappeared_says_so_and_opens_without_it(
    store: Store,
) -> None:
    """B1.14: a view made by another version, or for a column that is gone."""
    shape = Shape(
        ViewOf.PROSPECTS,
        {"shoe_size": {"any": ["43"]}, "value": {"any": ["hot"]}},
        "shoe_size",
        ("name", "shoe_size"),
    )
    a_person(store, "Julie Hot", temperature=Temperature.HOT)
    store.write(views.save_view, NewView("Old", shape))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        for keys in (("V", "enter"), ("escape", "P", "V", "enter")):
            await press(pilot, *keys)
            assert "shoe_size" in shown(app)
            assert people(app).count == 1


async def test_a_view_that_a_colleague_deleted_is_refused_and_leaves_the_panel(
    store: Store, as_user: AsUser
) -> None:
    """B1.14: Enter on a view that is gone opens nothing; the panel tells it."""
    a_user(store, "ana")
    gone = saved(store, "Gone", shared=True)
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V")
        store.write(views.remove_view, gone)
        await press(pilot, "enter")
        assert "No view is saved yet." in shown(app)
        assert panel(app).message.message is not None


async def test_a_view_opens_as_a_colleague_left_it_last(
    store: Store, as_user: AsUser
) -> None:
    """B1.14: what its owner kept in it while the panel was open is what opens."""
    a_user(store, "ana")
    one = saved(store, shared=True)
    app = board_app(as_user(store, "ana"))
    cold = Shape(ViewOf.PROSPECTS, {"value": {"any": ["cold"]}})
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V")
        store.write(views.change_view, one, cold)
        await press(pilot, "enter")
        assert people(app).shape.filters == cold.filters


async def test_the_panel_follows_what_others_save_the_cursor_on_its_view(
    store: Store, as_user: AsUser
) -> None:
    """B1.14, B1.27: a view that others share, rename or delete comes and goes."""
    a_user(store, "ana")
    first = saved(store, "First", shared=True)
    saved(store, "Second", shared=True)
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", "down")
        at = panel(app).view
        assert at is not None
        store.write(views.remove_view, first)
        saved(store, "Another", shared=True)
        app.look_for_changes()
        await settled(pilot)
        assert "First" not in shown(app)
        assert "Another" in shown(app)
        now = panel(app).view
        assert now is not None
        assert now.id == at.id


async def test_a_view_of_a_source_that_is_deleted_says_that_it_is_no_more_there(
    store: Store,
) -> None:
    """B1.14, R-24: a number would say nothing; undoing the deletion brings it back."""
    flyer = store.write(sources.create_source, SourceFields("Flyer")).id
    shape = Shape(ViewOf.PROSPECTS, {"source": {"ids": [flyer]}})
    store.write(views.save_view, NewView("Flyers", shape))
    store.write(sources.remove_source, flyer)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "V", "enter")
        assert "Source: no more there" in shown(app)
        assert f"#{flyer}" not in shown(app)
        store.write(undoing.undo)
        app.look_for_changes()
        await settled(pilot)
        assert "Source: Flyer" in shown(app)
