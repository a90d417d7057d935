"""Saved views: private or shared, pinned, opened first, told to nobody else (B1.14)."""

import pytest

from models.errors import BadValue
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.operations import undoing
from models.operations import views
from models.queries.views import first_view
from models.queries.views import view
from models.queries.views import views as views_of
from models.store import Store
from models.views.desk import NewView
from models.views.desk import Shape
from models.vocabulary import Role
from models.vocabulary import ViewOf
from tests.conftest import AsUser
from tests.data.tables import many
from tests.factories import a_user

HOT = Shape(
    ViewOf.PROSPECTS,
    {"value": {"any": ["hot"]}, "rep": {"ids": [1], "none": True}},
    "-came",
    ("name", "value"),
)
ALL = Shape(ViewOf.PROSPECTS)


def saved(
    store: Store, name: str = "Hot", shape: Shape = HOT, *, shared: bool = False
) -> int:
    store.write(views.save_view, NewView(name, shape, shared))
    return next(one.id for one in store.read(views_of) if one.name == name)


def names(store: Store, of: ViewOf | None = None) -> list[str]:
    return [line.name for line in store.read(views_of, of)]


def test_a_list_comes_back_as_it_was_saved(store: Store) -> None:
    """B1.14, R-24: the filters, the order and the columns stand under a name."""
    line = store.read(view, saved(store))
    assert (line.name, line.shape) == ("Hot", HOT)
    assert (line.mine, line.may_edit, line.shared) == (True, True, False)
    assert names(store, ViewOf.TUNNELS) == []


def test_saving_under_the_same_name_writes_the_view_anew(store: Store) -> None:
    """B1.14: one's own view of a name is one view; undo brings the older one back."""
    first = saved(store)
    assert saved(store, shape=ALL) == first
    assert store.read(view, first).shape == ALL
    store.write(undoing.undo)
    assert store.read(view, first).shape == HOT


def test_a_private_view_is_nobody_elses(store: Store, as_user: AsUser) -> None:
    """B1.14, D.3 no 18: private is private, by its id too."""
    a_user(store, "ana")
    hidden, told = saved(store), saved(store, "Mine for all", shared=True)
    ana = as_user(store, "ana")
    assert names(ana) == ["Mine for all"]
    assert ana.read(view, told).owner == store.actor.name
    with pytest.raises(NotFound, match="record_unknown"):
        ana.read(view, hidden)
    with pytest.raises(NotFound, match="record_unknown"):
        ana.write(views.pin_view, hidden, pinned=True)


def test_a_shared_view_is_changed_by_its_owner_or_an_admin_only(
    store: Store, as_user: AsUser
) -> None:
    """B1.14: a shared view is edited by its owner or an admin, a manager is neither."""
    a_user(store, "ana")
    a_user(store, "mia", Role.MANAGER)
    ana, mia = as_user(store, "ana"), as_user(store, "mia")
    shared = saved(ana, shared=True)
    with pytest.raises(Denied, match="view_of_another"):
        mia.write(views.rename_view, shared, "Other")
    with pytest.raises(Denied, match="view_of_another"):
        mia.write(views.change_view, shared, ALL)
    with pytest.raises(Denied, match="view_of_another"):
        mia.write(views.share_view, shared, shared=False)
    with pytest.raises(Denied, match="view_of_another"):
        mia.write(views.remove_view, shared)
    assert mia.read(view, shared).may_edit is False
    store.write(views.rename_view, shared, "Hot ones")
    store.write(views.change_view, shared, ALL)
    line = ana.read(view, shared)
    assert (line.name, line.shape) == ("Hot ones", ALL)


def test_a_view_keeps_to_its_list(store: Store) -> None:
    with pytest.raises(BadValue, match="view_of_other_list"):
        store.write(views.change_view, saved(store), Shape(ViewOf.TUNNELS))


def test_a_name_is_given_and_given_once(store: Store) -> None:
    """B1.14: the name is what one finds it by."""
    first = saved(store)
    saved(store, "Cold")
    with pytest.raises(RuleBroken, match="view_name_taken"):
        store.write(views.rename_view, first, "Cold")
    with pytest.raises(BadValue, match="name_empty"):
        store.write(views.rename_view, first, " \t ")
    assert store.write(views.rename_view, first, "Hot").batch == 0


def test_what_was_removed_comes_back_with_undo(store: Store) -> None:
    """B1.14, B1.9: removing a view is undone, and its name was free meanwhile."""
    first = saved(store)
    store.write(views.remove_view, first)
    assert names(store) == []
    store.write(undoing.undo)
    assert names(store) == ["Hot"]


def test_each_user_pins_and_opens_first_for_themselves(
    store: Store, as_user: AsUser
) -> None:
    """B1.14: pinned and default are each user's own choice."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    shared = saved(store, "Zoo", shared=True)
    other = saved(store, "Ant", shared=True)
    ana.write(views.pin_view, shared, pinned=True)
    ana.write(views.open_first, shared, first=True)
    assert names(ana) == ["Zoo", "Ant"]
    assert names(store) == ["Ant", "Zoo"]
    assert store.read(first_view, ViewOf.PROSPECTS) is None
    ana.write(views.open_first, other, first=True)
    found = ana.read(first_view, ViewOf.PROSPECTS)
    assert found is not None
    assert found.name == "Ant"
    assert ana.read(first_view, ViewOf.TUNNELS) is None
    ana.write(views.open_first, other, first=False)
    assert ana.read(first_view, ViewOf.PROSPECTS) is None


def test_each_list_has_a_first_view_of_its_own(store: Store) -> None:
    """B1.14: opening one list with a view leaves the other list as it was."""
    tunnels = saved(store, "Running", Shape(ViewOf.TUNNELS))
    store.write(views.open_first, tunnels, first=True)
    store.write(views.open_first, saved(store, "Hot"), first=True)
    found = [store.read(first_view, of) for of in (ViewOf.TUNNELS, ViewOf.PROSPECTS)]
    assert [one.name for one in found if one is not None] == ["Running", "Hot"]


def test_a_view_saved_anew_for_oneself_is_no_alert_any_more(store: Store) -> None:
    """R-26, B1.14: what others cannot open is counted for nobody."""
    shared = saved(store, shared=True)
    store.write(views.count_view, shared, counted=True)
    assert saved(store, shared=True) == shared
    assert store.read(view, shared).as_alert
    saved(store, shared=False)
    assert not store.read(view, shared).as_alert


def test_a_first_view_that_is_shared_no_more_opens_no_more(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    shared = saved(store, shared=True)
    ana.write(views.open_first, shared, first=True)
    store.write(views.share_view, shared, shared=False)
    assert ana.read(first_view, ViewOf.PROSPECTS) is None


def test_a_manager_counts_a_view_for_everybody_and_a_seller_does_not(
    store: Store, as_user: AsUser
) -> None:
    """R-26: a manager adds an alert from any saved view; it is shared thereby."""
    a_user(store, "ana")
    a_user(store, "mia", Role.MANAGER)
    ana, mia = as_user(store, "ana"), as_user(store, "mia")
    with pytest.raises(Denied, match="not_allowed"):
        ana.write(views.count_view, saved(ana), counted=True)
    own = saved(mia, "Late")
    mia.write(views.count_view, own, counted=True)
    line = ana.read(view, own)
    assert (line.as_alert, line.shared) == (True, True)
    mia.write(views.share_view, own, shared=False)
    assert many(store.path, "SELECT as_alert FROM saved_view WHERE name = 'Late'") == [
        {"as_alert": 0}
    ]
