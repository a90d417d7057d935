"""Writes one setting back into settings.toml and leaves the rest as it stands."""

from pathlib import Path
from typing import TypeAlias

import tomlkit
from tomlkit.items import Table

from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text
from tui.preferences.user_files import FileFault
from tui.preferences.user_files import UnusableFileError
from tui.preferences.user_files import parse_user_toml
from tui.preferences.user_files import read_user_text

SettingValue: TypeAlias = str | bool


def save_setting(file: Path, key: str, value: SettingValue) -> None:
    """Set one key; comments, order and other keys stay as the person wrote them."""
    document = _document(file)
    document[key] = value
    _write(file, document)


def save_keys(file: Path, command: str, keys: str) -> None:
    """Give a command other keys (joined by commas); none gives back its own."""
    document = _document(file)
    if "keymap" not in document:
        document["keymap"] = tomlkit.table()
    keymap = document["keymap"]
    if not isinstance(keymap, Table):
        raise UnusableFileError(FileFault.NOT_TOML)
    if keys:
        keymap[command] = keys
    elif command in keymap:
        del keymap[command]
    _write(file, document)


def _document(file: Path) -> tomlkit.TOMLDocument:
    if not file.exists():
        return tomlkit.document()
    text = read_user_text(file)
    parse_user_toml(text)
    return tomlkit.parse(text)


def _write(file: Path, document: tomlkit.TOMLDocument) -> None:
    if not file.parent.is_dir():
        make_private_folder(file.parent)
    write_private_text(file.resolve(), document.as_string())
