"""Planning and putting off follow-ups, by keys alone."""

from pathlib import Path

from models import operations
from models.store import Store
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import Status
from models.vocabulary import Temperature
from tests import factories
from tests.screens import day
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui.dialogs.follow_up import FollowUpDialog
from tui.dialogs.snooze import SnoozeDialog


async def test_two_keys_put_a_follow_up_off_to_tomorrow(store: Store) -> None:
    """B1.5: the attempt stays, the snoozes are counted."""
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("z", "t")
        await pilot.pause(0.2)
        saved = day.follow_up(store, first)
        assert (saved.planned_on, saved.snoozes) == (day.november(24), 1)
        assert saved.attempt_no == 1
        item = day.today(app).list.item
        assert item is not None
        assert item.id == second


async def test_two_keys_in_one_packet_put_off_two_follow_ups(store: Store) -> None:
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        day.type_ahead(app, ["z", "t", "z", "t"])
        for _turn in range(100):
            await pilot.pause(0.05)
            if day.follow_up(store, second).snoozes:
                break
        await pilot.pause(0.2)
    for follow_up_id in (first, second):
        assert day.follow_up(store, follow_up_id).planned_on == day.november(24)


async def test_the_hour_stays(store: Store) -> None:
    """B1.5: a timed one keeps its hour."""
    first = day.a_prospect(store, "Hôtel", day.paris(23, 9, 30), type="Meeting")
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("z")
        assert any("Tue 24 Nov 09:30" in row for row in rows(app))
        await pilot.press("t")
        await pilot.pause(0.2)
    assert day.follow_up(store, first).planned_at == day.paris(24, 9, 30)


async def test_a_date_is_begun_with_any_other_character(store: Store) -> None:
    """B1.5: or any date, as people say it."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("z", *"+3d")
        dialog = app.screen
        assert isinstance(dialog, SnoozeDialog)
        assert dialog.when.understood == "→ Thu 26 Nov 2026"
        await pilot.press("enter")
        await pilot.pause(0.2)
    assert day.follow_up(store, first).planned_on == day.november(26)


async def test_a_follow_up_cannot_be_put_off_into_the_past(store: Store) -> None:
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("z", "tab", *"today 9:00", "enter")
        dialog = app.screen
        assert isinstance(dialog, SnoozeDialog)
        assert "has passed" in dialog.when.refusal
        assert dialog.when.value == "today 9:00"
        await pilot.press("escape")
    assert day.follow_up(store, first).snoozes == 0


async def test_enter_plans_the_first_type_on_the_next_working_day(
    store: Store,
) -> None:
    """R-07: one key and Enter plan the proposed one."""
    deal = factories.a_deal(store, "Boréal")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("B", "f", "enter")
        await pilot.pause(0.2)
    planned = day.planned(store, deal)
    assert planned is not None
    assert (planned.planned_on, planned.all_day) == (day.november(24), True)


async def test_a_typed_date_replaces_the_proposed_one(store: Store) -> None:
    """R-08, R-11: date and comment of the new follow-up."""
    deal = factories.a_deal(store, "Boréal")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("B", "f", *"fri 14h30", "down", "h", "down")
        await pilot.press(*"ask for the quote", "enter")
        await pilot.pause(0.2)
    planned = day.planned(store, deal)
    assert planned is not None
    assert planned.planned_at == day.paris(27, 14, 30)
    assert planned.initial_comment == "ask for the quote"


async def test_the_value_lost_asks_a_reason_and_no_date(store: Store) -> None:
    """R-10: lost hides the date and asks why."""
    deal = factories.a_deal(store, "Boréal")
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("B", "f", "down", "l")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        assert not dialog.when.display
        await pilot.press("enter")
        assert "Press the letter" in dialog.reason.refusal
        await pilot.press("p", "enter")
        await pilot.pause(0.2)
    assert day.planned(store, deal) is None
    stored = day.stored_deal(store, deal)
    assert stored.temperature is Temperature.LOST
    assert stored.status is Status.OPEN


async def test_a_second_follow_up_is_refused_with_the_keys_that_help(
    store: Store,
) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("f")
        told = rows(app)[-2]
        assert "Call is planned already with Boréal Fitness" in told
        assert "d says how it went" in told


async def test_a_follow_up_that_is_gone_opens_nothing(store: Store) -> None:
    first, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        missed = LogOutcome(first, Outcome.RESCHEDULE)
        store.write(operations.outcomes.log_outcome, missed)
        await pilot.press("z")
        await until(pilot, lambda: "was faster" in rows(app)[-2])
        assert app.screen is day.today(app)
    assert day.follow_up(store, first).status is FollowUpStatus.DONE


async def test_a_comment_grows_line_by_line_and_enter_saves_it(
    store: Store, tmp_path: Path
) -> None:
    """R-11: several lines, on a small screen too; a draft keeps every one."""
    deal = factories.a_deal(store, "Boréal")
    app = day.opened(store, tmp_path / "drafts")
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("B", "f")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        low = dialog.frame.outer_size.height
        dialog.comment.focus()
        await pilot.press(*"one", "ctrl+n", *"two", "ctrl+n", *"three", "escape", "f")
        await settled(pilot)
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        assert dialog.comment.value == "one\ntwo\nthree"
        await until(pilot, lambda: dialog.comment.outer_size.height == 4)
        assert dialog.frame.outer_size.height == low + 2
        assert any("save" in row for row in rows(app))
        dialog.comment.focus()
        await pilot.press("up", "up", "up")
        assert dialog.value.active
        await pilot.press("enter")
        await settled(pilot)
    planned = day.planned(store, deal)
    assert planned is not None
    assert planned.initial_comment == "one\ntwo\nthree"
