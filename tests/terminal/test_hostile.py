"""Odd texts and wild keys: the terminal is sent nothing that tame ones do not send."""

import json
import random
import signal
from pathlib import Path

import pytest

from models.store import Store
from tests import factories
from tests.hostile.values import UNSEEN
from tests.hostile.values import Rewritten
from tests.hostile.values import attacking
from tests.hostile.values import rewritten
from tests.hostile.values import tame
from tests.screens.day import a_day
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenSession
from tests.terminal.conftest import OpenTerminal
from tests.terminal.session import Session

pytestmark = pytest.mark.terminal

SAMPLE, PAGES = 40, 6
PAGE_DOWN, ESCAPE = "\x1b[6~", "\x1b"
PASTED = "\x1b[200~{}\x1b[201~"
KEYS = (
    *"ndfzsvaetymwxriuojklh/,BTAO?<>*",
    *("Enter", "Escape", "Escape", "Escape", "Tab", "BTab", "Space", "BSpace"),
    *("Up", "Down", "Left", "Right", "PPage", "NPage", "Home", "End", "C-p", "C-r"),
)
ROUNDS = 6
KEYS_A_ROUND = 40
MEGABYTE = 1 << 20


@pytest.fixture
def naughty(data_folder: Path) -> list[str]:
    """A sample of strings that break programs."""
    file = data_folder / "naughty-strings" / "blns.json"
    strings: list[str] = json.loads(file.read_text(encoding="utf-8"))
    said = [text for text in strings if text.strip()]
    return random.Random(1).sample(said, SAMPLE)


def visited(session: Session) -> Session:
    """Let every place, a record, dialogs and the search be drawn."""
    session.wait_for("done")
    for key in ("d", ESCAPE, "B", *[PAGE_DOWN] * PAGES, "e", ESCAPE, "\r"):
        session.rested(key)
    for key in (ESCAPE, "/", "a", ESCAPE, "A", "?"):
        session.rested(key)
    session.process.terminate()
    assert session.end() == 128 + signal.SIGTERM, session.text[-300:]
    return session


def test_hostile_texts_send_no_control_that_tame_ones_do_not(
    open_session: OpenSession,
    relance: Installed,
    store: Store,
    naughty: list[str],
) -> None:
    """Safety case 63: attacks in every text, against texts of the very same widths."""
    a_day(store)
    for text in naughty:
        factories.a_deal(store, text)
    store.close()

    def sent(name: str, rewrite: Rewritten) -> Session:
        path = rewritten(store.path, store.path.with_name(name), rewrite)
        return visited(open_session(*relance.on(path)))

    harmless, hostile = sent("tame.db", tame), sent("hostile.db", attacking)
    assert hostile.controls - harmless.controls == set()
    assert UNSEEN.findall(hostile.sent.decode()) == []


def test_a_paste_is_text_whatever_it_holds_and_a_long_one_is_cut_and_said(
    open_session: OpenSession, relance: Installed, store: Store
) -> None:
    """Safety cases 67 and 86: escapes run nothing; of a megabyte the first part."""
    deal = factories.a_deal(store, "Boréal")
    session = open_session(*relance.on(store.path))
    session.wait_for("opens the board")
    session.answered("B")
    session.type(PASTED.format(f"\x1bx{'q' * 50}"))
    session.answered("t")
    session.answered(PASTED.format(f"\x1b]52;c;{'Ud' * 40}\x1b\\ said"))
    session.answered("\r")
    session.wait_for("said")
    note = relance.answer(store.path, "show", "deal", str(deal))
    assert f"]52;c;{'Ud' * 40}\\ said" in json.dumps(note).replace("\\\\", "\\")
    session.answered("t")
    session.type(PASTED.format("\x1bé\n" * (MEGABYTE // 4)))
    session.wait_for("At most 20,000 are kept")
    session.answered("x")
    assert session.process.poll() is None
    assert relance.answer(store.path, "show", "deal", str(deal))["status"] == "open"


def test_wild_keys_at_every_size_end_in_no_traceback(
    open_terminal: OpenTerminal, relance: Installed, store: Store
) -> None:
    """Safety case 87: any key at any size; what is stored stays sound."""
    a_day(store)
    wild = random.Random(87)
    terminal = open_terminal(*relance.on(store.path))
    terminal.wait_for("0 of 4 done")
    for _round in range(ROUNDS):
        terminal.resize(wild.randint(20, 160), wild.randint(5, 50))
        terminal.press(*wild.choices(KEYS, k=KEYS_A_ROUND))
    terminal.resize(100, 30)
    terminal.press(*["Escape"] * 8)
    terminal.press("T", "?")
    terminal.wait_for("Add a deal in one line")
    assert terminal.status is None
    assert relance.answer(store.path, "doctor")["ok"] is True
