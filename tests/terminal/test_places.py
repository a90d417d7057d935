"""Windows of every size, two languages, few colours, plain letters, odd terminals."""

import re
import subprocess

import pytest

from models.store import Store
from tests.screens.day import a_day
from tests.screens.day import a_prospect
from tests.screens.day import november
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenSession
from tests.terminal.conftest import OpenTerminal

pytestmark = pytest.mark.terminal

COLOUR = re.compile(r"\x1b\[[0-9;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[0-9;]*m")


def test_the_board_follows_every_size_of_the_window(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_day(store)
    exported = {"COLUMNS": "80", "LINES": "24"}
    terminal = open_terminal(
        *relance.on(store.path), width=80, height=24, environ=exported
    )
    terminal.wait_for("0 of 4 done")
    terminal.press("B")
    terminal.wait_for("Opportunity 5")
    for width, height, shown in (
        (200, 50, "Béatrice Ossot · Mon 23 Nov"),
        (60, 20, "Opportunity 5"),
        (20, 5, "window of 40 by 10"),
        (120, 36, "next 7 days   09:14"),
    ):
        terminal.resize(width, height)
        terminal.wait_for(shown)
    assert "▌ Boréal Fitness" in terminal.screen
    assert terminal.screen.splitlines()[-1].rstrip().endswith("? help")
    assert all(len(line) <= 120 for line in terminal.screen.splitlines())


def test_french_comes_from_the_environment_and_english_is_a_setting_away(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_day(store)
    french = {"LANG": "fr_FR.UTF-8"}
    terminal = open_terminal(*relance.on(store.path), environ=french)
    terminal.wait_for("En retard")
    terminal.press(",")
    terminal.wait_for("Langue")
    terminal.press("Enter")
    terminal.wait_for("Échap annuler")
    terminal.press("e")
    terminal.wait_for("Esc cancel")
    terminal.press("Enter")
    terminal.wait_for("Settings saved.")
    terminal.press("T")
    terminal.wait_for("Overdue")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    again = open_terminal(*relance.on(store.path), environ=french)
    again.wait_for("Overdue")


def test_without_colour_and_in_ascii_every_mark_is_still_there(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_prospect(store, "Acme", november(20))
    a_prospect(store, "Bolt", november(23))
    plain = {"NO_COLOR": "1", "RELANCE_ASCII": "1", "LANG": "C.UTF-8"}
    terminal = open_terminal(*relance.on(store.path), environ=plain)
    terminal.wait_for("0 of 2 done")
    terminal.press("B")
    terminal.wait_for("Opportunity")
    assert COLOUR.findall(terminal.colours) == []
    assert terminal.screen.replace("é", "e").isascii()
    terminal.press("d")
    terminal.wait_for("Reschedule")
    assert terminal.screen.replace("é", "e").isascii()


def test_every_terminal_and_locale_gets_the_same_words(
    open_session: OpenSession, relance: Installed, store: Store
) -> None:
    """Safety case 17 and 18: odd TERM and LANG."""
    a_prospect(store, "Kiné Plus", november(23))
    odd = [{"TERM": name} for name in ("linux", "vt100", "xterm-ghostty", "x;id")]
    odd += [{"LANG": name} for name in ("", "POSIX", "tr_TR.UTF-8", "xx_YY.ISO-8859-1")]
    for start in range(0, len(odd), 2):
        sessions = [
            open_session(*relance.on(store.path), environ=environ)
            for environ in odd[start : start + 2]
        ]
        for session in sessions:
            session.wait_for("Kiné Plus")
            session.type("q")
            assert session.end() == 0
            assert "Traceback" not in session.text


def test_without_a_terminal_that_can_show_it_the_app_says_so_in_one_line(
    open_session: OpenSession, relance: Installed, store: Store
) -> None:
    """Safety case 17: one line and an exit status."""
    dumb = open_session(*relance.on(store.path), environ={"TERM": "dumb"})
    assert dumb.end() == 64
    assert "TERM=dumb" in dumb.text
    done = subprocess.run(
        relance.on(store.path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        timeout=10,
    )
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert "ssh -t" in done.stderr
