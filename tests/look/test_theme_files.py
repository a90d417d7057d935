"""A bad theme file is one line of explanation, never the end (case 84)."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.vocabulary import Language
from tui import theming
from tui.i18n import set_language
from tui.preferences.theme_files import ThemeFault
from tui.preferences.theme_files import ThemeProblem
from tui.preferences.theme_files import describe
from tui.terminal.filters import is_harmless
from tui.theming import PLAIN

GOOD = 'name = "slate"\nprimary = "#8FB2FF"\n'


def problem_with(folder: Path, content: bytes) -> ThemeProblem:
    folder.joinpath("slate.toml").write_bytes(content)
    loaded = theming.load([folder])
    assert [theme.name for theme in loaded.themes] == [PLAIN]
    (problem,) = loaded.problems
    return problem


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (GOOD + 'accent = "blau"', ThemeFault.BAD_COLOUR, 3),
        (GOOD + "accent = 3", ThemeFault.BAD_COLOUR, 3),
        (GOOD + "colour = 3", ThemeFault.UNKNOWN_KEY, 3),
        (GOOD + '[pipeline]\n\nlate = "#fff"', ThemeFault.UNKNOWN_KEY, 5),
        (GOOD + '[pipeline]\nwon = "#ggg"', ThemeFault.BAD_COLOUR, 4),
        (GOOD + '[variables]\nborder = "#fff 400 %"', ThemeFault.BAD_COLOUR, 4),
        (GOOD + '[variables]\nlink-style = "loud"', ThemeFault.BAD_STYLE, 4),
        (GOOD + '[variables]\n"a b" = "#fff"', ThemeFault.BAD_NAME, 4),
        (GOOD + "pipeline = 3", ThemeFault.BAD_TABLE, 3),
        (GOOD + 'dark = "yes"', ThemeFault.BAD_SWITCH, 3),
        ('name = "My Theme"\nprimary = "#fff"', ThemeFault.BAD_NAME, 1),
        ('primary = "#fff"', ThemeFault.BAD_NAME, 0),
        ('name = "slate"', ThemeFault.MISSING_KEY, 0),
        (GOOD + "accent = ", ThemeFault.NOT_TOML, 3),
        (GOOD + "# \0", ThemeFault.NOT_TOML, 3),
        (GOOD + "x = " + "[" * 60_000, ThemeFault.NOT_TOML, 0),
        (GOOD + "x = " + "[" * 100_000, ThemeFault.TOO_LARGE, 0),
        (GOOD + "#" * 10_000_000, ThemeFault.TOO_LARGE, 0),
    ],
)
def test_a_bad_theme_is_told_with_its_line(
    tmp_path: Path, content: str, fault: ThemeFault, line: int
) -> None:
    """Safety case 84: bad colours, unknown keys, sizes."""
    problem = problem_with(tmp_path, content.encode())
    assert (problem.fault, problem.line) == (fault, line)
    assert "slate.toml" in describe(problem)
    assert "\n" not in describe(problem)


def test_a_binary_file_is_told_with_its_line(tmp_path: Path) -> None:
    """Safety case 84: no text at all."""
    problem = problem_with(tmp_path, GOOD.encode() + b"\xff\xfe\x00")
    assert (problem.fault, problem.line) == (ThemeFault.NOT_TEXT, 3)


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    """Safety case 84: a link to another file."""
    tmp_path.joinpath("slate.toml").symlink_to("/etc/shadow")
    (problem,) = theming.load([tmp_path]).problems
    assert problem.fault is ThemeFault.LINK


def test_a_pipe_or_a_folder_does_not_stop_the_start(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    tmp_path.joinpath("folder.toml").mkdir()
    faults = {problem.fault for problem in theming.load([tmp_path]).problems}
    assert faults <= {ThemeFault.LINK, ThemeFault.UNREADABLE}
    assert len(theming.load([tmp_path]).problems) == 2


def test_a_missing_folder_holds_no_themes(tmp_path: Path) -> None:
    loaded = theming.load([tmp_path / "none"])
    assert [theme.name for theme in loaded.themes] == [PLAIN]
    assert loaded.problems == ()


def test_a_shipped_name_cannot_be_taken(tmp_path: Path) -> None:
    tmp_path.joinpath("mine.toml").write_text(
        GOOD.replace("slate", theming.DARK), encoding="utf-8"
    )
    loaded = theming.load([theming.builtin_themes(), tmp_path])
    (problem,) = loaded.problems
    assert problem.fault is ThemeFault.TAKEN
    assert theming.DARK in describe(problem)


def test_a_wrong_value_is_shown_short_and_clean(tmp_path: Path) -> None:
    """Safety case 85: in a theme."""
    evil = '"\\u001b]0;owned\\u0007' + "x" * 500 + '"'
    line = describe(problem_with(tmp_path, f"{GOOD}accent = {evil}".encode()))
    assert is_harmless(line)
    assert len(line) < len(str(tmp_path)) + 160


def test_the_name_of_a_wrong_file_is_shown_clean(tmp_path: Path) -> None:
    """Safety case 85: a theme may come with any name."""
    tmp_path.joinpath("a\x1b]0;owned\x07.toml").write_text('name = "a"\n')
    (problem,) = theming.load([tmp_path]).problems
    assert "owned" in describe(problem)
    assert is_harmless(describe(problem))


def test_a_share_of_a_colour_and_a_style_are_taken(tmp_path: Path) -> None:
    tmp_path.joinpath("slate.toml").write_text(
        GOOD + '[variables]\nrl-stage = "#ffffff  40%"\nlink-style = "bold underline"\n'
    )
    loaded = theming.load([tmp_path])
    assert loaded.problems == ()
    assert loaded.themes[0].variables["rl-stage"] == "#ffffff 40%"


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_stop_the_start(tmp_path: Path, content: bytes) -> None:
    """Safety case 84: any bytes."""
    tmp_path.joinpath("slate.toml").write_bytes(content)
    for problem in theming.load([tmp_path]).problems:
        assert describe(problem)


def test_every_fault_has_a_sentence_in_both_languages() -> None:
    for language in (Language.FR, Language.EN):
        set_language(language)
        for fault in ThemeFault:
            assert "None" not in describe(ThemeProblem(Path("a.toml"), 1, fault, "x"))
