"""Half-typed dialogs outlive Escape, a hang-up and a session; saving drops them."""

import signal
import stat
from pathlib import Path

from models.store import Store
from models.vocabulary import Outcome
from tests import factories
from tests.screens import day
from tests.screens.stage import rows
from tui.dialogs.base import KEEP_EVERY
from tui.dialogs.follow_up import FollowUpDialog
from tui.dialogs.outcome import OutcomeDialog
from tui.drafts import LARGEST
from tui.drafts import Draft
from tui.drafts import Drafts
from tui.screens.deal import DealScreen


async def test_escape_keeps_a_draft_and_the_same_key_brings_it_back(
    store: Store, tmp_path: Path
) -> None:
    day.a_day(store)
    app = day.opened(store, tmp_path / "drafts")
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "x", "c", "down", "down", *"knows a rival", "escape")
        await pilot.press("down", "up", "d")
        dialog = app.screen.query_one(OutcomeDialog)
        assert dialog.outcomes.value is Outcome.NOT_INTERESTED
        assert dialog.lines.comment.value == "knows a rival"
        assert dialog.lines.reason.display
        await pilot.press("escape")


async def test_leaving_without_a_word_keeps_nothing(
    store: Store, tmp_path: Path
) -> None:
    day.a_day(store)
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n", "escape", "d", "x", "escape")
    assert not drafts.exists()


async def test_a_hang_up_keeps_the_draft_and_the_next_start_offers_it(
    store: Store, tmp_path: Path
) -> None:
    first, *_ = day.a_day(store)
    drafts = tmp_path / "drafts"
    app = day.opened(store, drafts)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r", "down", *"call her after 5")
        app.hang_up(signal.SIGHUP)
    (kept,) = drafts.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again = day.opened(store, drafts)
    async with again.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        assert "A draft of Boréal Fitness was kept. Enter opens it." in rows(again)[-2]
        await pilot.press("enter")
        dialog = again.screen.query_one(OutcomeDialog)
        assert dialog.lines.comment.value == "call her after 5"
        await pilot.press("enter")
        await pilot.pause(0.3)
    assert day.follow_up(store, first).outcome_comment == "call her after 5"
    assert not list(drafts.iterdir())


async def test_another_key_lets_the_offer_go(store: Store, tmp_path: Path) -> None:
    day.a_day(store)
    drafts = Drafts(tmp_path, store.actor.login, store.path)
    drafts.keep(Draft("outcome", "Boréal", {"follow_up_id": 1}, {"comment": "x"}))
    app = day.opened(store, tmp_path)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        assert isinstance(app.screen, DealScreen)
    assert drafts.latest() is not None


async def test_a_draft_of_what_was_done_meanwhile_tells_its_text(
    store: Store, tmp_path: Path
) -> None:
    drafts = Drafts(tmp_path, store.actor.login, store.path)
    drafts.keep(Draft("outcome", "Old", {"follow_up_id": 99}, {"comment": "spoke"}))
    app = day.opened(store, tmp_path)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        assert "You had typed: spoke" in rows(app)[-2]
    assert drafts.latest() is None


async def test_the_draft_of_a_new_follow_up_comes_back(
    store: Store, tmp_path: Path
) -> None:
    factories.a_deal(store, "Boréal")
    app = day.opened(store, tmp_path / "drafts")
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("B", "f", *"tomorrow 1", "escape", "f")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        assert dialog.when.value == "tomorrow 1"
        await pilot.press("0", "enter")
        await pilot.pause(0.2)
    assert not list((tmp_path / "drafts").iterdir())


async def test_what_is_being_typed_is_written_every_few_seconds(
    store: Store, tmp_path: Path
) -> None:
    assert KEEP_EVERY == 5
    day.a_day(store)
    app = day.opened(store, tmp_path)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r", "down", "h")
        app.screen.query_one(OutcomeDialog).keep_draft()
        assert app.drafts.latest() is not None


def test_a_draft_is_its_authors_on_one_database(tmp_path: Path) -> None:
    mine = Drafts(tmp_path, "ana", tmp_path / "a.db")
    mine.keep(Draft("outcome", "Boréal", {"follow_up_id": 1}, {"comment": "été\n"}))
    assert Drafts(tmp_path, "ana", tmp_path / "b.db").latest() is None
    assert Drafts(tmp_path, "an", tmp_path / "a.db").latest() is None
    found = mine.latest()
    assert found is not None
    assert (found.texts, found.ids) == ({"comment": "été\n"}, {"follow_up_id": 1})
    mine.drop(found.key)
    assert mine.latest() is None


def test_a_file_that_is_no_draft_is_left_alone(tmp_path: Path) -> None:
    mine = Drafts(tmp_path / "drafts", "ana", tmp_path / "a.db")
    mine.keep(Draft("outcome", "Boréal"))
    (file,) = (tmp_path / "drafts").iterdir()
    for text in ("", "[]", "{", '{"dialog": 1}', "[" * 100_000, "x" * (LARGEST + 2)):
        file.write_text(text)
        assert mine.latest() is None
    assert file.exists()


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    mine = Drafts(blocked / "drafts", "ana", tmp_path / "a.db")
    mine.keep(Draft("outcome", "Boréal"))
    mine.drop("outcome")
    assert mine.latest() is None
    nowhere = Drafts(None, "ana", tmp_path / "a.db")
    nowhere.keep(Draft("outcome", "Boréal"))
    assert nowhere.find("outcome") is None
