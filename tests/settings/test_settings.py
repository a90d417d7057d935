"""A settings file: what is taken, what is told, and what is written back."""

import os
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import Language
from tui import glyphs
from tui.preferences.settings import Cursor
from tui.preferences.settings import DateOrder
from tui.preferences.settings import LanguageChoice
from tui.preferences.settings import SettingFault
from tui.preferences.settings import Settings
from tui.preferences.settings import SettingsProblem
from tui.preferences.settings import StartScreen
from tui.preferences.settings import Switch
from tui.preferences.settings import load_settings
from tui.preferences.settings import setting_keys
from tui.preferences.settings_file import save_keys
from tui.preferences.settings_file import save_setting
from tui.preferences.user_files import FileFault
from tui.preferences.user_files import UnusableFileError
from tui.preferences.user_files import parse_user_toml
from tui.preferences.user_files import plain_lines

WHOLE = """\
# what I like
start_screen = "board"  # the board first
theme = "relance-light"
language = "fr"
currency = "USD"
zone = "America/Montreal"
date_order = "mdy"
clock = false
mouse = "on"
cursor = "bar"
ascii = true
diff = false

[keymap]
deal.move_on = ["ctrl+right", "L"]
"deal.edit" = "E"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def only_problem(file: Path, text: str) -> SettingsProblem:
    file.write_text(text, encoding="utf-8")
    (problem,) = load_settings(file).problems
    return problem


def test_an_absent_file_means_the_defaults(file: Path) -> None:
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert not loaded.problems


def test_every_setting_is_read(file: Path) -> None:
    file.write_text(WHOLE, encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.problems == ()
    assert loaded.settings == Settings(
        start_screen=StartScreen.BOARD,
        theme="relance-light",
        language=LanguageChoice.FR,
        currency="USD",
        zone="America/Montreal",
        date_order=DateOrder.MDY,
        clock=False,
        mouse=Switch.ON,
        cursor=Cursor.BAR,
        ascii=Switch.ON,
        diff=False,
        keymap={"deal.move_on": "ctrl+right,L", "deal.edit": "E"},
    )
    assert loaded.settings.fixed_language is Language.FR
    unlike = [key for key in setting_keys() if f"{key} = " not in WHOLE]
    assert unlike == ["keymap"]


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_one(file: Path) -> None:
    problem = only_problem(file, '# mine\ncursr = "bar"\n')
    assert problem.code is SettingFault.UNKNOWN_KEY
    assert (problem.file, problem.line) == (file, 2)
    assert (problem.key, problem.nearest) == ("cursr", "cursor")


@pytest.mark.parametrize(
    ("line", "value", "allowed"),
    [
        ('start_screen = "bord"', "bord", ("today", "board")),
        ("mouse = 3", "3", ("auto", "on", "off")),
        ('clock = "yes"', "yes", ("true", "false")),
        ('currency = "euro"', "euro", ()),
        ('zone = "Europe/Pari"', "Europe/Pari", ()),
        ('zone = "../../etc/passwd"', "../../etc/passwd", ()),
        ('theme = "[red]"', "[red]", ()),
        ("keymap = 1", "1", ()),
    ],
)
def test_a_bad_value_leaves_the_default_and_the_other_keys(
    file: Path, line: str, value: str, allowed: tuple[str, ...]
) -> None:
    file.write_text(f'date_order = "mdy"\n{line}\n', encoding="utf-8")
    loaded = load_settings(file)
    (problem,) = loaded.problems
    assert problem.code is SettingFault.BAD_VALUE
    assert (problem.line, problem.value, problem.allowed) == (2, value, allowed)
    assert loaded.settings == Settings(date_order=DateOrder.MDY)


def test_a_wrong_choice_names_the_nearest_one(file: Path) -> None:
    assert only_problem(file, 'start_screen = "bord"').nearest == "board"


def test_control_characters_in_a_value_are_shown_clean(file: Path) -> None:
    """Safety case 85: in the settings."""
    problem = only_problem(file, r'theme = "\u001b]52;c;UFdO\u0007\u202e"')
    assert problem.value == "�]52;c;UFdO��"


def test_a_value_without_end_is_shown_by_its_beginning(file: Path) -> None:
    """Safety case 85: in the settings, on one line."""
    assert only_problem(file, f'theme = "{"x" * 5_000}"').value == "x" * 60


def test_a_key_that_is_no_key_is_told_with_its_line(file: Path) -> None:
    problem = only_problem(file, '[keymap]\ndeal.edit = "e"\ndeal.win = ["w", ""]\n')
    assert problem.code is SettingFault.BAD_VALUE
    assert (problem.key, problem.line) == ("deal.win", 3)


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (b"clock = true\nclock = \n", FileFault.NOT_TOML, 2),
        (b'clock = true\ntheme = "\xff"\n', FileFault.NOT_TEXT, 2),
        (b"#" * 70_000, FileFault.TOO_LARGE, 0),
        (b"a = " + b"[" * 60_000, FileFault.NOT_TOML, 0),
        (b"\x00\x01\x02", FileFault.NOT_TOML, 1),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_defaults(
    file: Path, content: bytes, fault: FileFault, line: int
) -> None:
    """Safety case 84: for the settings."""
    file.write_bytes(content)
    loaded = load_settings(file)
    (problem,) = loaded.problems
    assert (problem.code, problem.line) == (fault, line)
    assert loaded.settings == Settings()


def test_what_is_no_plain_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    """Safety case 84: folders and pipes."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    codes = [
        problem.code
        for file in (pipe, tmp_path, Path("/dev/zero"), dangling)
        for problem in load_settings(file).problems
    ]
    assert codes == [FileFault.NOT_A_FILE] * 3 + [FileFault.UNREADABLE]


@given(st.text(max_size=400))
def test_no_text_is_fatal(text: str) -> None:
    """Safety case 84: any text."""
    with suppress(UnusableFileError):
        assert isinstance(parse_user_toml(text), dict)


PLAIN = st.from_regex(
    r'\A([a-z_]{1,4} = ("[ -~é€\\\\"]{0,5}"|true|false|no|1)|#[ -~]*|)\Z'
)


@given(st.lists(PLAIN, max_size=6).map("\n".join) | st.text())
def test_lines_that_only_name_a_word_are_read_as_toml_reads_them(text: str) -> None:
    plain = plain_lines(text)
    assert plain is None or plain == tomllib.loads(text)


def test_the_lines_that_the_program_writes_need_no_toml() -> None:
    assert plain_lines('# Mine\nclock = true\n\ntheme = "relance-light"\n') == {
        "clock": True,
        "theme": "relance-light",
    }


def test_saving_keeps_comments_order_and_unknown_keys(file: Path) -> None:
    file.write_text(f"later = 1\n{WHOLE}", encoding="utf-8")
    save_setting(file, "start_screen", "today")
    save_setting(file, "clock", True)
    expected = WHOLE.replace('"board"  #', '"today"  #')
    expected = expected.replace("clock = false", "clock = true")
    assert file.read_text(encoding="utf-8") == f"later = 1\n{expected}"


def test_a_new_setting_goes_above_the_keymap_for_its_owner_alone(file: Path) -> None:
    file.write_text('[keymap]\n"deal.edit" = "E"\n', encoding="utf-8")
    save_setting(file, "theme", "relance-dark")
    save_keys(file, "deal.win", "W")
    save_keys(file, "deal.edit", "")
    loaded = load_settings(file)
    assert not loaded.problems
    assert loaded.settings == Settings(theme="relance-dark", keymap={"deal.win": "W"})
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.glob("*settings*")] == [file.name]


def test_saving_makes_a_private_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_keys(file, "deal.edit", "E")
    assert load_settings(file).settings.keymap == {"deal.edit": "E"}
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_not_toml_is_never_written_over(file: Path) -> None:
    file.write_text("clock = \n", encoding="utf-8")
    with pytest.raises(UnusableFileError):
        save_setting(file, "clock", True)
    assert file.read_text(encoding="utf-8") == "clock = \n"


def test_saving_through_a_link_keeps_the_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("clock = true\n", encoding="utf-8")
    file.symlink_to(kept)
    save_setting(file, "clock", False)
    assert file.is_symlink()
    assert kept.read_text(encoding="utf-8") == "clock = false\n"


@pytest.mark.parametrize(
    ("setting", "environ", "wanted"),
    [
        (Switch.AUTO, {}, True),
        (Switch.AUTO, {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, False),
        (Switch.AUTO, {"SSH_TTY": "/dev/pts/1"}, False),
        (Switch.ON, {"SSH_TTY": "/dev/pts/1"}, True),
        (Switch.OFF, {}, False),
    ],
)
def test_the_mouse_is_left_alone_over_ssh(
    setting: Switch, environ: dict[str, str], wanted: bool
) -> None:
    assert Settings(mouse=setting).mouse_on(environ) is wanted


@pytest.mark.parametrize(
    ("setting", "environ", "wanted"),
    [
        (Switch.AUTO, {"LANG": "en_GB.UTF-8"}, False),
        (Switch.AUTO, {"LANG": "ja_JP.UTF-8"}, True),
        (Switch.OFF, {"LANG": "ja_JP.UTF-8"}, False),
        (Switch.ON, {}, True),
        (Switch.OFF, {"RELANCE_ASCII": "1"}, True),
        (Switch.ON, {"RELANCE_ASCII": "0"}, False),
    ],
)
def test_ascii_is_asked_for_or_follows_the_locale(
    setting: Switch, environ: dict[str, str], wanted: bool
) -> None:
    drawn = glyphs.choose(environ, Settings(ascii=setting).ascii_chosen)
    assert (drawn == glyphs.ASCII) is wanted
