"""A paste is one text, however it is cut into pieces and whatever it holds."""

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.terminal.driver import PatientParser
from tui.terminal.pastes import BEGIN
from tui.terminal.pastes import END
from tui.terminal.pastes import MOST

EVIL = f"a\x1b]52;c;{'z' * 60}\x07\x1b[Aq\n\x1b"
INPUT = f"j\x1b[A{BEGIN}{EVIL}{END}k\x1b[B{BEGIN}two{END}{BEGIN}{END}x"
READ = ["j", "up", f"paste {EVIL}", "k", "down", "paste two", "paste ", "x"]


def read(pieces: Iterable[str]) -> list[str]:
    """Return the keys and pastes that were understood."""
    parser = PatientParser()
    told: list[str] = []
    for piece in pieces:
        for message in parser.feed(piece):
            if isinstance(message, events.Key):
                told.append(message.key)
            elif isinstance(message, events.Paste):
                told.append(f"paste {message.text}")
    return told


def test_nothing_in_a_paste_is_a_key() -> None:
    """Safety case 67: escapes in a paste are text, and press nothing."""
    assert read([INPUT]) == READ


@given(st.sets(st.integers(1, len(INPUT) - 1)))
def test_a_paste_may_come_in_any_pieces(cuts: set[int]) -> None:
    ends = [0, *sorted(cuts), len(INPUT)]
    pieces = [INPUT[start:end] for start, end in pairwise(ends)]
    assert read(pieces) == READ


def test_a_paste_without_end_takes_no_more_memory_than_its_cap() -> None:
    """Safety case 86: what is far above every field is not even kept."""
    (told,) = read([BEGIN, *["x" * (MOST // 4)] * 40, END])
    assert MOST <= len(told) <= 2 * MOST


def test_a_key_that_begins_like_a_mark_is_that_key() -> None:
    parser = PatientParser()
    assert list(parser.feed("\x1b[")) == []
    (key, *_) = [m for m in parser.stop_waiting() if isinstance(m, events.Key)]
    assert key.key.endswith("left_square_bracket")
    assert [m.key for m in parser.feed("j") if isinstance(m, events.Key)] == ["j"]
