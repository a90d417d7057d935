"""Alerts and notifications: each leads to what it counts or tells of (R-21, R-26)."""

from dataclasses import replace
from datetime import date

import pytest

from models.operations import assigning
from models.operations import closing
from models.queries.alerts import alerts
from models.queries.notices import unread
from models.store import Store
from models.views.drafts import WinDeal
from models.vocabulary import DueBucket
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import press
from tests.screens.places import board_app
from tests.screens.stage import rows
from tui.app import RelanceApp
from tui.screens.alerts import AlertsScreen
from tui.screens.board import BoardScreen
from tui.screens.people import PeopleScreen
from tui.screens.record import PersonScreen
from tui.screens.today import TodayScreen

MONDAY = date(2026, 11, 23)
DUE = ("overdue", "today", "next_days")


@pytest.fixture
def due(store: Store) -> Store:
    """Two follow-ups that are late, one of today, one of this week."""
    days = (date(2026, 11, 19), date(2026, 11, 20), MONDAY, date(2026, 11, 26))
    for number, day in enumerate(days):
        a_follow_up(store, deal=a_deal(store, f"Deal {number}"), due=day)
    return store


def alerts_of(app: RelanceApp) -> AlertsScreen:
    assert isinstance(app.screen, AlertsScreen)
    return app.screen


def counts(app: RelanceApp) -> dict[str, int | None]:
    return {line.code: line.count for line in alerts_of(app).alerts}


async def test_the_counts_of_the_header_lead_to_what_they_count(due: Store) -> None:
    """R-21, R-22: A, Enter opens exactly the list; Esc comes back to the cursor."""
    app = board_app(due)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A")
        header = alerts_of(app).header.heading
        told = (header.overdue, header.today, header.next_days)
        assert told == (2, 1, 1)
        assert tuple(counts(app)[code] for code in DUE) == told
        buckets = (DueBucket.OVERDUE, DueBucket.TODAY, DueBucket.LATER)
        for at, bucket in enumerate(buckets):
            await press(pilot, "home", *["j"] * at, "enter")
            assert isinstance(app.screen, TodayScreen)
            shown = app.screen.list.items
            assert [item.bucket for item in shown] == [bucket] * told[at]
            await press(pilot, "escape")
            assert alerts_of(app).rows.value == DUE[at]
        await press(pilot, "escape")
        assert isinstance(app.screen, BoardScreen)


async def test_the_filter_of_a_count_is_seen_and_can_be_taken_away(due: Store) -> None:
    """R-22: the list says what it keeps to, and F shows everything again."""
    app = board_app(due)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A", "enter")
        assert "overdue only" in rows(app)[0]
        assert "Deal 2" not in "\n".join(rows(app))
        await press(pilot, "F", *"every", "enter")
        assert "overdue only" not in rows(app)[0]
        assert "Deal 2" in "\n".join(rows(app))


async def test_the_counts_stay_mine_whoever_was_looked_at(due: Store) -> None:
    """R-21: the list of a count is one's own, as the count is."""
    a_user(due, "ana")
    app = board_app(due)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "O", *"ana", "enter", "A", "enter")
        assert isinstance(app.screen, TodayScreen)
        assert len(app.screen.list.items) == 2


async def test_an_alert_is_switched_off_and_on_by_space_for_oneself(
    due: Store, as_user: AsUser
) -> None:
    """R-26: on or off for each user; undo takes the switch back."""
    a_user(due, "ana")
    app = board_app(due)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A", "j", "space")
        assert counts(app)["today"] is None
        assert "off" in "\n".join(rows(app))
        assert all(line.wanted for line in as_user(due, "ana").read(alerts))
        await press(pilot, "u")
        assert counts(app)["today"] == 1
        await press(pilot, "space", "space")
        assert counts(app)["today"] == 1


async def test_what_another_session_writes_is_counted_here(
    due: Store, as_user: AsUser
) -> None:
    """R-21: the counts follow what a colleague saves."""
    app = board_app(due)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A")
        other = as_user(due, "boss")
        a_follow_up(other, deal=a_deal(other, "New"), due=MONDAY)
        app.look_for_changes()
        await pilot.pause()
        assert counts(app)["today"] == 2


async def test_what_was_taken_over_is_told_and_leads_to_the_record(
    store: Store, as_user: AsUser
) -> None:
    """C-02: the former owner is told, Enter opens the record, and it is read then.

    What was won before the take-over stays hers, and so the person is still seen.
    """
    a_user(store, "ana")
    person = a_person(store, owner="ana")
    hers = a_deal(store, "Hers", owner="ana", person=person)
    store.write(closing.win_deal, WinDeal(hers))
    store.write(assigning.assign_person, person, store.actor.id)
    ana = as_user(store, "ana")
    app = board_app(ana)
    async with app.run_test(size=(120, 36)) as pilot:
        assert "1 unread" in rows(app)[0]
        await press(pilot, "A", "end")
        assert "took Julie Martin over" in "\n".join(rows(app))
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape")
        assert ana.read(unread) == 0
        assert "unread" not in rows(app)[0]


async def test_space_marks_read_and_new_and_the_star_marks_all(
    store: Store, as_user: AsUser
) -> None:
    """C-02, R-09: what was told is marked as read by itself or all at once."""
    a_user(store, "ana")
    for title in ("One", "Two"):
        deal = a_deal(store, title, owner="ana")
        store.write(assigning.assign_deals, [deal], store.actor.id)
    ana = as_user(store, "ana")
    app = board_app(ana)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A", "end", "space")
        assert ana.read(unread) == 1
        await press(pilot, "end", "space")
        assert ana.read(unread) == 2
        await press(pilot, "*")
        assert ana.read(unread) == 0


async def test_an_alert_opens_the_people_that_it_counts(
    store: Store, as_user: AsUser
) -> None:
    """R-26, R-22: the list is as long as the count, its filters seen and removable."""
    a_user(store, "ana")
    for number in range(3):
        a_person(store, f"Free {number}", owner="ana")
    a_follow_up(store, person=a_person(store, "Followed One", owner="ana"))
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "A", *"jjjj")
        assert alerts_of(app).alert == replace(
            alerts_of(app).alerts[4], code="without_tunnel", count=3
        )
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, PeopleScreen)
        assert screen.count == 3
        assert "Prospects without an open tunnel" in screen.header.heading.view
        assert len(screen.filter_line.filters) == 3
        await press(pilot, "backspace", "backspace", "backspace")
        assert screen.count == 4
        await press(pilot, "escape")
        assert alerts_of(app).rows.value == "without_tunnel"
