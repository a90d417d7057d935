"""Nothing on screen can command the terminal, through whichever widget it came."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.filter import NoColor

from tui.terminal.filters import NO_CONTROLS
from tui.terminal.filters import guarded
from tui.terminal.filters import is_harmless

BLACK = Color(0, 0, 0)


def test_clean_segments_are_passed_on_untouched() -> None:
    segments = [Segment("12\u202f000 €", Style(bold=True)), Segment("日本 👨‍👩‍👧")]
    assert NO_CONTROLS.apply(segments, BLACK) is segments


def test_escapes_and_turned_text_are_taken_out_and_styles_stay() -> None:
    """Safety case 63: at the last door before the terminal."""
    bold = Style(bold=True)
    evil = [Segment("a\x1b]52;c;x\x07b", bold), Segment("\x9b31m\u202ec\x00")]
    assert NO_CONTROLS.apply(evil, BLACK) == [
        Segment("a]52;c;xb", bold),
        Segment("31mc"),
    ]


@given(st.text())
def test_no_control_remains_and_no_width_changes(text: str) -> None:
    (segment,) = NO_CONTROLS.apply([Segment(text)], BLACK)
    assert not [c for c in segment.text if unicodedata.category(c) == "Cc"]
    assert is_harmless(segment.text)
    assert cell_len(segment.text.replace("\u200d", "").replace("\ufe0f", "")) == (
        cell_len(text.replace("\u200d", "").replace("\ufe0f", ""))
    )


def test_greys_are_not_taken_for_no_colour() -> None:
    kept = guarded([Monochrome()], colourless=True)
    assert [type(item) for item in kept] == [NoColor, type(NO_CONTROLS)]
    assert guarded([NoColor()], colourless=False) == [NO_CONTROLS]
