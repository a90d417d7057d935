"""A morning's work by keys alone, judged by what the commands then answer."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from models.store import Store
from tests import factories
from tests.screens.day import a_prospect
from tests.screens.day import november
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenTerminal
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

SECONDS_TO_NOTICE = 2.0


def line_at_cursor(terminal: Terminal) -> str:
    """The first line that the bar of the cursor stands on."""
    return next((row for row in terminal.screen.splitlines() if "▌" in row), "")


def test_ten_follow_ups_are_worked_through_with_thirty_keys(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    for place in range(10):
        late = november(13) + timedelta(days=place)
        a_prospect(store, f"Prospect {place}", late, amount=1000)
    terminal = open_terminal(*relance.on(store.path), width=80, height=24)
    terminal.wait_for("0 of 10 done")
    acts = [*["d r Enter"] * 4, *["d n Enter"] * 3, "d e Enter", "d x p Enter", "z t"]
    for done, act in enumerate(acts, start=1):
        terminal.press(*act.split())
        if done < len(acts):
            terminal.wait_for(f"{done} of 10 done")
    assert sum(len(act.split()) for act in acts) == 30
    terminal.wait_for("Call with Prospect 9 put off to Tue 24 Nov 2026.")

    due = relance.answer(store.path, "due")
    assert due["counts"] == {"overdue": 0, "today": 0, "next": 8}
    rows = relance.answer(store.path, "export", "deals")["rows"]
    assert isinstance(rows, list)
    stands = {row["title"]: row["status"] for row in rows}
    assert stands.pop("Prospect 7") == "won"
    assert stands.pop("Prospect 8") == "lost"
    assert set(stands.values()) == {"open"}


def test_a_deal_is_moved_won_reopened_lost_and_the_loss_undone(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    deal = factories.a_deal(store, "Boréal Fitness")
    terminal = open_terminal(*relance.on(store.path))
    for keys, told in (
        ("B", "▌ Boréal Fitness"),
        (">", "Boréal Fitness moved to Offer."),
        ("w Enter", "Boréal Fitness is won"),
        ("r", "Reopen in a stage"),
        ("Enter", "open again in Offer."),
        ("x p Enter", "Boréal Fitness is lost: Price."),
        ("u", "Undone: the loss of Boréal Fitness"),
        ("C-r", "Done again: the loss of Boréal Fitness"),
        ("u", "Undone: the loss of Boréal Fitness"),
    ):
        terminal.press(*keys.split())
        terminal.wait_for(told)
    stands = relance.answer(store.path, "show", "deal", str(deal))
    assert (stands["status"], stands["stage"]) == ("open", "Offer")
    assert stands["reason"] is None


def test_a_colleagues_change_appears_and_leaves_the_cursor_alone(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    factories.a_user(store, "ana")
    for title in ("Kiné Plus", "Lycée Faidherbe", "Mairie de Lens"):
        factories.a_deal(store, title, owner="ana")
    mine = open_terminal(*relance.on(store.path, "ana"))
    mine.wait_for("opens the board")
    mine.press("B")
    mine.wait_for("▌ Kiné Plus")
    mine.press("Down")
    mine.wait_for("▌ Lycée Faidherbe")

    theirs = open_terminal(*relance.on(store.path, "boss"))
    theirs.wait_for("opens the board")
    theirs.press("/")
    theirs.wait_for("Search")
    theirs.type("Kiné")
    theirs.wait_for("1 found")
    theirs.press("Enter")
    theirs.wait_for("Timeline")
    theirs.press(">")
    theirs.wait_for("Kiné Plus moved to Offer.")

    mine.wait_for("Offer 1", SECONDS_TO_NOTICE)
    assert "Lycée Faidherbe" in line_at_cursor(mine)


def test_a_save_waits_for_another_session_and_the_screen_stays_alive(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    deal = factories.a_deal(store, "Boréal Fitness")
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("opens the board")
    terminal.press("B")
    terminal.wait_for("▌ Boréal Fitness")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.press(">")
        terminal.press("?")
        terminal.wait_for("Add a deal in one line")
        terminal.press("Escape")
        terminal.wait_until_gone("Add a deal in one line")
        stands = relance.answer(store.path, "show", "deal", str(deal))
        assert stands["stage"] == "Opportunity"
        other.execute("ROLLBACK")
    terminal.wait_for("Boréal Fitness moved to Offer.")
