"""A newcomer's first minutes: the welcome, the first deal, the second start."""

import stat
from pathlib import Path

import pytest

from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenTerminal

pytestmark = pytest.mark.terminal


def test_the_first_start_founds_a_database_and_the_second_finds_it(
    open_terminal: OpenTerminal, relance: Installed, home: Path
) -> None:
    terminal = open_terminal(relance.command, width=80, height=24)
    terminal.wait_for("Welcome to Relance")
    terminal.press("Enter")
    terminal.wait_for("Nothing is due")
    terminal.press("n")
    terminal.wait_for("New deal")
    terminal.type("Boréal Fitness 12k€")
    terminal.press("Enter")
    terminal.wait_until_gone("New deal")
    terminal.press("B")
    terminal.wait_for("€12,000")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0

    database = home / ".local/share/relance/relance.db"
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert stat.S_IMODE(database.parent.stat().st_mode) == 0o700
    again = open_terminal(relance.command, width=80, height=24)
    again.wait_for("opens the board")
    again.press("B")
    again.wait_for("Boréal Fitness")


def test_leaving_the_welcome_makes_nothing(
    open_terminal: OpenTerminal, relance: Installed, home: Path
) -> None:
    terminal = open_terminal(relance.command)
    terminal.wait_for("Welcome to Relance")
    terminal.press("Escape")
    assert terminal.wait_for_exit() == 0
    assert list(home.rglob("*.db")) == []
