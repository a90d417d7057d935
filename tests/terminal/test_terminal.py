"""The terminal that the journeys rely on: keys go in, a screen comes out."""

import signal
import sys

import pytest

from tests.terminal.conftest import OpenTerminal

pytestmark = pytest.mark.terminal


def test_a_terminal_shows_what_is_typed_and_how_it_ended(
    open_terminal: OpenTerminal,
) -> None:
    terminal = open_terminal(
        "sh", "-c", 'read x; echo "got $x, $WHO"', environ={"WHO": "me"}
    )
    terminal.type("Enter; é")
    terminal.press("Enter")
    terminal.wait_for("got Enter; é, me")
    assert terminal.wait_for_exit() == 0


def test_a_terminal_tells_its_size_and_the_signal_that_ended_it(
    open_terminal: OpenTerminal,
) -> None:
    script = (
        "import os, time\n"
        "for _ in range(600):\n"
        "    print(os.get_terminal_size().columns, flush=True)\n"
        "    time.sleep(0.1)"
    )
    terminal = open_terminal(sys.executable, "-c", script, width=70)
    terminal.wait_for("70")
    terminal.resize(90, 20)
    terminal.wait_for("90")
    terminal.press("C-c")
    assert terminal.wait_for_exit() == 128 + signal.SIGINT


def test_a_terminal_keeps_the_colours_of_its_text(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal("printf", "\\033[31mred\\033[0m")
    terminal.wait_for("red")
    assert "\x1b[31mred" in terminal.colours
