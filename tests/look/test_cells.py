"""Cutting and filling never split what a person sees as one character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.cells import cut
from tui.cells import cut_start
from tui.cells import graphemes
from tui.cells import pad
from tui.cells import right
from tui.cells import safe
from tui.cells import width

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("a é你日🇫🇷👨‍👩‍👧✔️👍🏽한\u0301\u200d\ufe0f\u202e\x1b\t"),
        st.characters(),
    ),
    max_size=30,
)
MARKS = st.sampled_from(["…", "..", ""])


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("Boréal Fitness — yearly contract", 15, "Boréal Fitness…"),
        ("Boréal", 6, "Boréal"),
        ("Boréal", 5, "Boré…"),
        ("日本商事", 8, "日本商事"),
        ("日本商事", 7, "日本商…"),
        ("日本商事", 6, "日本…"),
        ("🇫🇷🇫🇷", 3, "🇫🇷…"),
        ("🇫🇷🇫🇷", 2, "…"),
        ("👨‍👩‍👧 Famille", 3, "👨‍👩‍👧…"),
        ("👨‍👩‍👧 Famille", 2, "…"),
        ("e\u0301te\u0301s", 3, "e\u0301t…"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("", 4, ""),
    ],
)
def test_a_cut_text_ends_in_an_ellipsis(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells, "…") == shown


def test_two_dots_take_two_cells_of_the_cut_text() -> None:
    assert cut("Boréal", 5, "..") == "Bor.."
    assert cut("Boréal", 1, "..") == "."


def test_figures_stand_at_the_right_and_words_at_the_left() -> None:
    assert pad("日本", 6) == "日本  "
    assert right("12\u202f000\u202f€", 10) == "  12\u202f000\u202f€"


@given(ODD, st.integers(0, 20), MARKS)
def test_a_cut_text_never_takes_more_cells(text: str, cells: int, mark: str) -> None:
    assert width(cut(text, cells, mark)) <= cells


@given(ODD.map(safe), st.integers(0, 20), MARKS)
def test_a_filled_text_takes_exactly_its_cells(
    text: str, cells: int, mark: str
) -> None:
    assert width(pad(text, cells, mark)) == cells
    assert width(right(text, cells, mark)) == cells


@given(ODD, st.integers(0, 20))
def test_what_is_left_is_whole_characters(text: str, cells: int) -> None:
    left = cut(text, cells, "")
    ends = {0} | {end for _start, end, _cells in graphemes(text)}
    assert text.startswith(left)
    assert text == left or any(text[:end].rstrip() == left for end in ends)


@given(ODD)
def test_characters_cover_the_text_and_its_width(text: str) -> None:
    spans = graphemes(text)
    assert "".join(text[start:end] for start, end, _cells in spans) == text
    assert sum(cells for _start, _end, cells in spans) == cell_len(text)


def test_a_flag_is_one_character() -> None:
    assert [end - start for start, end, _ in graphemes("🇫🇷🇩🇪🇫")] == [2, 2, 1]


@given(st.text())
def test_nothing_shown_can_command_the_terminal(text: str) -> None:
    shown = safe(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp")]
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    assert safe(shown) == shown


def test_what_a_person_wrote_stays() -> None:
    for text in ("Zoë & Søn — 日本 👨‍👩‍👧 ✔️ 🇫🇷", "[red]x[/]", "کتاب\u200cها"):
        assert safe(text) == text
    assert safe("a\tb\r\nc\x1b[31md\u202ee\ud800") == "a b c[31mde"


def test_of_a_path_the_end_is_kept() -> None:
    assert cut_start("/home/claire/crm.db", 8) == "…/crm.db"
    assert cut_start("/home/claire/crm.db", 19) == "/home/claire/crm.db"
    assert cut_start("crm.db", 1) == "…"


@given(ODD, st.integers(0, 20))
def test_a_text_cut_at_its_start_never_takes_more_cells(text: str, cells: int) -> None:
    assert width(cut_start(text, cells)) <= cells
