"""Every mark is one cell wide in both sets, whatever measures it."""

import pytest
import wcwidth
from rich.cells import cell_len

from tui import glyphs

EMOJI = "✔▶▪☑★⚠"


def marks(chosen: glyphs.Glyphs) -> dict[str, str]:
    return {
        name: mark for name, mark in chosen._asdict().items() if isinstance(mark, str)
    }


@pytest.mark.parametrize("chosen", [glyphs.UNICODE, glyphs.ASCII])
def test_every_mark_is_one_cell_wide(chosen: glyphs.Glyphs) -> None:
    for name, mark in marks(chosen).items():
        expected = len(mark) if name == "ellipsis" else 1
        assert (name, cell_len(mark)) == (name, expected)
        assert (name, wcwidth.wcswidth(mark)) == (name, expected)


def test_no_mark_may_turn_into_an_emoji() -> None:
    assert not set(EMOJI) & set("".join(marks(glyphs.UNICODE).values()))


def test_the_stand_ins_are_ascii_and_tell_the_same_apart() -> None:
    plain = marks(glyphs.ASCII)
    assert all(mark.isascii() for mark in plain.values())
    for together in (
        ("overdue", "today", "none", "later"),
        ("marked", "moved", "others"),
        ("day_done", "day_todo", "milestone"),
        ("progress_done", "progress_rest"),
    ):
        assert len({plain[name] for name in together}) == len(together)


@pytest.mark.parametrize(
    ("environ", "setting", "expected"),
    [
        ({"LANG": "fr_FR.UTF-8"}, None, glyphs.UNICODE),
        ({"LANG": "C.utf8"}, None, glyphs.UNICODE),
        ({}, None, glyphs.UNICODE),
        ({"LC_CTYPE": "C.UTF-8"}, None, glyphs.UNICODE),
        ({"LANG": "C"}, None, glyphs.ASCII),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, None, glyphs.ASCII),
        ({"LANG": "fr_FR.ISO-8859-1"}, None, glyphs.ASCII),
        ({"LANG": "fr_FR@euro"}, None, glyphs.ASCII),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, None, glyphs.ASCII),
        ({"LANG": "ja_JP.UTF-8"}, None, glyphs.ASCII),
        ({"LANG": "ko_KR.UTF-8"}, None, glyphs.ASCII),
        ({"LC_CTYPE": "zh_TW.UTF-8"}, None, glyphs.ASCII),
        ({"LANG": "ja_JP.UTF-8"}, False, glyphs.UNICODE),
        ({"LANG": "fr_FR.UTF-8"}, True, glyphs.ASCII),
        ({"LANG": "fr_FR.UTF-8", "RELANCE_ASCII": "1"}, False, glyphs.ASCII),
        ({"LANG": "C", "RELANCE_ASCII": "0"}, True, glyphs.UNICODE),
    ],
)
def test_the_terminal_and_the_settings_choose_the_marks(
    environ: dict[str, str], setting: bool | None, expected: glyphs.Glyphs
) -> None:
    assert glyphs.choose(environ, setting) == expected


def test_the_set_in_use_changes_at_once() -> None:
    glyphs.use(glyphs.ASCII)
    try:
        assert glyphs.current().ellipsis == ".."
    finally:
        glyphs.use(glyphs.UNICODE)
    assert glyphs.current().ellipsis == "…"
