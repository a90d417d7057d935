"""What a person may set, read from settings.toml; a mistake is told, never fatal."""

import os
import re
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from typing import TypeVar
from zoneinfo import ZoneInfo

from models.vocabulary import Language
from tui.preferences.user_files import FileFault
from tui.preferences.user_files import TomlValue
from tui.preferences.user_files import UnusableFileError
from tui.preferences.user_files import line_of
from tui.preferences.user_files import parse_user_toml
from tui.preferences.user_files import read_user_text


class StartScreen(StrEnum):
    """What ``relance`` opens on."""

    TODAY = "today"
    BOARD = "board"


class LanguageChoice(StrEnum):
    """A language, or the one that the environment asks for."""

    AUTO = "auto"
    EN = "en"
    FR = "fr"


class DateOrder(StrEnum):
    """How ``3/4`` is read."""

    DMY = "dmy"
    MDY = "mdy"


class Cursor(StrEnum):
    """How the selected card stands out; the bar alone sends the fewest bytes."""

    BAR = "bar"
    BOLD = "bold"


class Switch(StrEnum):
    """On, off, or as the terminal and the connection suggest."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class SettingFault(StrEnum):
    """What is wrong with one line of a settings file."""

    UNKNOWN_KEY = "unknown_key"
    BAD_VALUE = "bad_value"


class SettingsProblem(NamedTuple):
    """One thing in a settings file that was left aside; all texts are printable."""

    file: Path
    code: SettingFault | FileFault
    key: str = ""
    value: str = ""
    nearest: str = ""
    """The known key or value that was probably meant."""
    allowed: tuple[str, ...] = ()
    """Every value that the key takes, where they can be listed."""
    line: int = 0
    """Counted from 1; 0 where no line can be named."""


NO_KEYS: Mapping[str, str] = {}


class Settings(NamedTuple):
    """A person's choices; each default is what most people want."""

    start_screen: StartScreen = StartScreen.TODAY
    theme: str = "auto"
    """The name of a theme; ``auto`` follows the terminal's background."""
    language: LanguageChoice = LanguageChoice.AUTO
    currency: str = ""
    """A code such as EUR for new deals; empty: the workspace's."""
    zone: str = ""
    """A zone such as Europe/Paris for a database that is made; empty: the system's."""
    date_order: DateOrder = DateOrder.DMY
    clock: bool = True
    """Whether the header tells the time."""
    mouse: Switch = Switch.AUTO
    cursor: Cursor = Cursor.BOLD
    ascii: Switch = Switch.AUTO
    diff: bool = True
    """Whether only the cells that changed are sent, or all that was drawn again."""
    keymap: Mapping[str, str] = NO_KEYS
    """Command id → its keys, joined by commas."""

    @property
    def fixed_language(self) -> Language | None:
        """The language that was chosen, or nothing where the environment decides."""
        if self.language is LanguageChoice.AUTO:
            return None
        return Language(self.language.value)

    def mouse_on(self, environ: Mapping[str, str]) -> bool:
        """Return whether to take the mouse: a dropped link would leave it reporting."""
        if self.mouse is Switch.AUTO:
            return not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
        return self.mouse is Switch.ON

    @property
    def ascii_chosen(self) -> bool | None:
        """Whether to draw in ASCII, or nothing where the terminal decides."""
        return None if self.ascii is Switch.AUTO else self.ascii is Switch.ON


class LoadedSettings(NamedTuple):
    """The settings in force, and what was left aside on the way."""

    settings: Settings
    problems: tuple[SettingsProblem, ...] = ()


def load_settings(file: Path) -> LoadedSettings:
    """Read a settings file; an absent one means the defaults."""
    if not os.path.lexists(file):
        return LoadedSettings(Settings())
    try:
        text = read_user_text(file)
        found = parse_user_toml(text)
    except UnusableFileError as error:
        problem = SettingsProblem(file, error.fault, line=error.line)
        return LoadedSettings(Settings(), (problem,))
    reader = _Reader(file, text, found)
    settings = reader.settings()
    return LoadedSettings(settings, tuple(reader.problems))


def setting_keys() -> tuple[str, ...]:
    """Return every key of the file, in the order of the documentation."""
    return Settings._fields


_Choice = TypeVar("_Choice", bound=StrEnum)


class _Reader:
    """Takes settings out of a table and keeps what it could not take."""

    def __init__(self, file: Path, text: str, found: Mapping[str, TomlValue]) -> None:
        self._file = file
        self._text = text
        self._found = found
        self.problems: list[SettingsProblem] = []

    def settings(self) -> Settings:
        known = setting_keys()
        for key in self._found:
            if key not in known:
                self._refuse(SettingFault.UNKNOWN_KEY, key, among=known)
        plain = Settings()
        return Settings(
            start_screen=self._choice("start_screen", plain.start_screen),
            theme=self._text_of("theme", plain.theme, _is_name),
            language=self._choice("language", plain.language),
            currency=self._text_of("currency", plain.currency, _is_currency),
            zone=self._text_of("zone", plain.zone, _is_zone),
            date_order=self._choice("date_order", plain.date_order),
            clock=self._flag("clock", otherwise=plain.clock),
            mouse=self._choice("mouse", plain.mouse),
            cursor=self._choice("cursor", plain.cursor),
            ascii=self._choice("ascii", plain.ascii),
            diff=self._flag("diff", otherwise=plain.diff),
            keymap=self._keymap(),
        )

    def _choice(self, key: str, otherwise: _Choice) -> _Choice:
        found = self._found.get(key, otherwise)
        said = ("on" if found else "off") if isinstance(found, bool) else found
        for member in type(otherwise):
            if member == said:
                return member
        self._refuse(SettingFault.BAD_VALUE, key, found, tuple(type(otherwise)))
        return otherwise

    def _flag(self, key: str, *, otherwise: bool) -> bool:
        found = self._found.get(key, otherwise)
        if isinstance(found, bool):
            return found
        self._refuse(SettingFault.BAD_VALUE, key, found, ("true", "false"))
        return otherwise

    def _text_of(self, key: str, otherwise: str, fits: Callable[[str], bool]) -> str:
        found = self._found.get(key, otherwise)
        if found == otherwise:
            return otherwise
        if isinstance(found, str) and fits(found):
            return found
        self._refuse(SettingFault.BAD_VALUE, key, found)
        return otherwise

    def _keymap(self) -> Mapping[str, str]:
        table = self._found.get("keymap", {})
        if not isinstance(table, dict):
            self._refuse(SettingFault.BAD_VALUE, "keymap", table)
            return {}
        if not table:
            return NO_KEYS
        from tui.preferences.keymap_table import flattened  # noqa: PLC0415
        from tui.preferences.keymap_table import joined_keys  # noqa: PLC0415

        keymap: dict[str, str] = {}
        for command, keys in flattened(table).items():
            joined = joined_keys(keys)
            if joined:
                keymap[command] = joined
            else:
                self._refuse(SettingFault.BAD_VALUE, command, keys, table="keymap")
        return keymap

    def _refuse(
        self,
        code: SettingFault,
        key: str,
        value: object = "",
        among: tuple[str, ...] = (),
        table: str = "",
    ) -> None:
        known = code is SettingFault.BAD_VALUE
        problem = SettingsProblem(
            self._file,
            code,
            key=_printable(key),
            value=_printable(str(value)),
            nearest=_nearest(str(value) if known else key, among),
            allowed=among if known else (),
            line=line_of(self._text, key, table),
        )
        self.problems.append(problem)


def _is_name(text: str) -> bool:
    return re.fullmatch(r"[\w-]{1,60}", text) is not None


def _is_currency(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{3}", text) is not None


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _nearest(word: str, among: Collection[str]) -> str:
    return next(iter(get_close_matches(word, among, n=1)), "")


def _printable(text: str) -> str:
    """Return what may stand in a message: no control characters, no long tails."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:60])
