"""Odd texts and wild keys: the terminal is sent nothing that tame ones do not send."""

import json
import random
import re
import signal
from pathlib import Path

import pytest

from models.store import Store
from tests import factories
from tests.screens.day import a_day
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenSession
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import Session

pytestmark = pytest.mark.terminal

SAMPLE = 60
ATTACKS = ("\x1b]52;c;UFdO\x1b\\", "\x1b[2J", "\x9b31mred", "a\u202eb\u2066c", "\x07")
PAGE_DOWN, ESCAPE = "\x1b[6~", "\x1b"
UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
KEYS = (
    *"ndfzsvaetymwxriuojklh/,BTAO?<>*",
    *("Enter", "Escape", "Escape", "Escape", "Tab", "BTab", "Space", "BSpace"),
    *("Up", "Down", "Left", "Right", "PPage", "NPage", "Home", "End", "C-p", "C-r"),
)
OUR_ERASURES = {b"\x1b[K"}
"""Whether a line is erased to its end depends on how long its texts are."""
ROUNDS = 6
KEYS_A_ROUND = 40


@pytest.fixture
def naughty(data_folder: Path) -> list[str]:
    """A sample of strings that break programs, and a few that attack terminals."""
    file = data_folder / "naughty-strings" / "blns.json"
    strings: list[str] = json.loads(file.read_text(encoding="utf-8"))
    said = [text for text in strings if text.strip()]
    return [*random.Random(1).sample(said, SAMPLE - len(ATTACKS)), *ATTACKS]


def visited(session: Session) -> Session:
    """Let every card, a record, the search and Today be drawn."""
    session.wait_for("opens the board")
    session.answered("B")
    session.wait_for("Opportunity")
    for _page in range(SAMPLE // 5):
        session.answered(PAGE_DOWN)
    session.answered("\r")
    session.wait_for("Timeline")
    session.answered(ESCAPE)
    session.answered("/")
    session.answered("a")
    session.answered("\x7f")
    session.process.terminate()
    assert session.end() == 128 + signal.SIGTERM
    return session


def test_hostile_titles_send_no_control_that_tame_ones_do_not(
    open_session: OpenSession, relance: Installed, store: Store, naughty: list[str]
) -> None:
    for text in naughty:
        factories.a_deal(store, text)
    factories.a_user(store, "ana")
    for place in range(SAMPLE):
        factories.a_deal(store, f"Deal {place}", owner="ana")
    hostile = visited(open_session(*relance.on(store.path, "boss")))
    tame = visited(open_session(*relance.on(store.path, "ana")))
    assert hostile.controls - tame.controls - OUR_ERASURES == set()
    assert UNSEEN.findall(hostile.sent.decode()) == []


def test_wild_keys_at_every_size_end_in_no_traceback(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    a_day(store)
    wild = random.Random(87)
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("0 of 4 done")
    for _round in range(ROUNDS):
        terminal.resize(wild.randint(20, 160), wild.randint(5, 50))
        terminal.press(*wild.choices(KEYS, k=KEYS_A_ROUND))
    terminal.resize(100, 30)
    terminal.press(*["Escape"] * 4)
    terminal.press("?")
    terminal.wait_for("Add a deal in one line")
    assert terminal.status is None
    assert relance.answer(store.path, "doctor")["ok"] is True
