"""Taking a prospect over: the owner, and by choice the follow-ups (C-02)."""

import pytest

from models.queries.notices import notices
from models.store import Store
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.tables import one
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import board_app
from tui.screens.record import PersonScreen


@pytest.mark.parametrize("along", [True, False])
async def test_a_manager_takes_a_prospect_over_with_or_without_its_follow_ups(
    store: Store, as_user: AsUser, *, along: bool
) -> None:
    """C-02: the dialog asks; the former owner is told; the past keeps its author."""
    mia = a_user(store, "mia", Role.MANAGER)
    ana = a_user(store, "ana")
    person = a_person(store, owner="ana")
    a_follow_up(store, person=person, assignee="ana")
    a_deal(store, person=person, owner="ana")
    session = as_user(store, "mia")
    app = board_app(session)
    async with app.run_test(size=SIZE) as pilot:
        app.push_screen(PersonScreen(session, person))
        await pilot.pause()
        await press(pilot, "a")
        assert "open ones go along" in shown(app)
        turns = () if along else ("tab",)
        await press(pilot, *"mia", *turns, "enter")
        assert ("with 1 open deal." in shown(app)) is along
    row = one(store.path, "SELECT owner_id, created_by FROM person")
    assert row == {"owner_id": mia, "created_by": store.actor.id}
    assignee = one(store.path, "SELECT assignee_id FROM follow_up")["assignee_id"]
    assert assignee == (mia if along else ana)
    (notice,) = as_user(store, "ana").read(notices)
    assert notice.kind is NotificationKind.TAKEN_OVER


async def test_a_seller_is_not_asked_about_what_is_theirs(
    store: Store, as_user: AsUser
) -> None:
    """C-02: a seller has nobody else to give to, so nothing is left to choose."""
    a_user(store, "ana")
    a_deal(store, owner="ana")
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "Take over" in shown(app)
        assert "open ones go along" not in shown(app)
