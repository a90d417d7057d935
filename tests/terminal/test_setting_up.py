"""A manager sets up the worked example from nothing, and a rep works by it (R-34)."""

import pytest

from models.store import Store
from models.vocabulary import Role
from tests import factories
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenTerminal
from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.terminal

TEMPLATE = ("Call", "E-mail", "Meeting", "Demo", "Chase offer", "Chase signature")


def clear(terminal: Terminal) -> None:
    """Delete every type of the template, none of which was ever used."""
    for name in TEMPLATE:
        terminal.press("DC")
        terminal.wait_for(f"{name} is deleted.")
    terminal.wait_for("n makes the first type of follow-up.")


def next_type(terminal: Terminal, name: str, letter: str, days: str) -> None:
    """Make a next type inside the form of another one."""
    terminal.press("n")
    terminal.wait_for("New type")
    terminal.type(name)
    terminal.press("Tab", letter, "Tab", "BSpace", days, "Enter")
    terminal.wait_for(f"] {name}")


def test_call_then_appointment_or_trial_is_set_up_from_nothing(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    """R-34, R-05: call → appointment or trial; appointment → trial."""
    factories.a_user(store, "mia", Role.MANAGER)
    deal = factories.a_deal(store, "Boréal Fitness", owner="mia")
    terminal = open_terminal(*relance.on(store.path, "mia"))
    terminal.wait_for("opens the board")
    terminal.press(",")
    terminal.wait_for("Mouse")
    terminal.press("Tab")
    terminal.wait_for("Chase signature")
    clear(terminal)

    terminal.press("n")
    terminal.wait_for("Comes first")
    terminal.type("Call")
    terminal.press(*["Tab"] * 4)
    next_type(terminal, "Sales appointment", "s", "2")
    next_type(terminal, "Trial session", "t", "3")
    terminal.press("Enter")
    terminal.wait_for("Call is new.")
    terminal.press("Down", "e")
    terminal.wait_for("Sales appointment (itself)")
    terminal.press(*["Tab"] * 4, "Down", "Down", "Space", "Enter")
    terminal.wait_for("Sales appointment saved.")
    terminal.press("Tab")
    terminal.wait_for("├─ Sales appointment  +2 days")
    drawn = [row.strip() for row in terminal.screen.splitlines() if "─ " in row]
    assert drawn[-3:] == [
        "├─ Sales appointment  +2 days  · sales appointment",
        "│  ╰─ Trial session  +2 days  · trial session  · ends here",
        "╰─ Trial session  +3 days  · trial session  · ends here",
    ]
    assert "◆ Call" in terminal.screen
    assert "Unreachable" not in terminal.screen

    terminal.press("B")
    terminal.wait_for("▌ Boréal Fitness")
    terminal.press("f")
    terminal.wait_for("‹ Call ›")
    terminal.press("Enter")
    terminal.wait_for("Call planned with")
    terminal.press("d", "n")
    terminal.wait_for("Sales appointment")
    terminal.press("Escape")
    shown = relance.answer(store.path, "show", "deal", str(deal))
    planned = shown["followups"]
    assert isinstance(planned, list)
    assert [one["type"] for one in planned if isinstance(one, dict)] == ["Call"]
