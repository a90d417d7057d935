"""The [keymap] table of a settings file, as Textual's keymap wants it."""

import re
from collections.abc import Mapping

from tui.preferences.user_files import TomlValue


def flattened(table: Mapping[str, TomlValue]) -> dict[str, TomlValue]:
    """Read ``deal.move_on`` the same, quoted or as TOML's own dotted key."""
    flat: dict[str, TomlValue] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            inner = flattened(value)
            flat |= {f"{name}.{rest}": keys for rest, keys in inner.items()}
        else:
            flat[name] = value
    return flat


def joined_keys(keys: TomlValue) -> str:
    """Return keys joined by commas, or nothing where one of them is no key."""
    listed = keys if isinstance(keys, list) else [keys]
    named = [key for key in listed if isinstance(key, str) and _is_key(key)]
    return ",".join(named) if len(named) == len(listed) else ""


def _is_key(text: str) -> bool:
    return re.fullmatch(r"[!-~]{1,60}", text) is not None
