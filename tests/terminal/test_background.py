"""A light terminal is told apart from a dark one by its own answer (look.md)."""

import pytest

from models.store import Store
from tests.screens.day import a_prospect
from tests.screens.day import november
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenSession
from tui.terminal.background import QUESTION

pytestmark = pytest.mark.terminal

LIGHT_GROUND = b"48;2;251;250;247"
COLOURS = {"COLORTERM": "truecolor", "NO_COLOR": ""}


def test_a_terminal_that_says_it_is_light_gets_the_light_theme_and_no_stray_key(
    open_session: OpenSession, relance: Installed, store: Store
) -> None:
    a_prospect(store, "Kiné Plus", november(23))
    session = open_session(*relance.on(store.path), environ=COLOURS)
    session.wait_until(lambda: QUESTION.encode() in session.sent)
    session.type("\x1b]11;rgb:ffff/ff")
    session.wait_for("Kiné Plus")
    session.type("ff/ffff\x1b\\")
    session.wait_until(lambda: LIGHT_GROUND in session.sent)
    session.type("q")
    assert session.end() == 0
    assert session.sent.count(QUESTION.encode()) == 1
    assert "rgb:" not in session.text


@pytest.mark.parametrize("answer", ["", "\x1b]11;rgb:0000/0000/0000\x07"])
def test_a_dark_terminal_and_a_silent_one_stay_dark(
    open_session: OpenSession, relance: Installed, store: Store, answer: str
) -> None:
    a_prospect(store, "Kiné Plus", november(23))
    session = open_session(*relance.on(store.path), environ=COLOURS)
    session.wait_until(lambda: QUESTION.encode() in session.sent)
    session.type(answer)
    session.wait_for("Kiné Plus")
    session.answered("B")
    session.type("q")
    assert session.end() == 0
    assert LIGHT_GROUND not in session.sent
