"""Reads the parts of a mapping file, naming the key that is wrong and the nearest."""

import tomllib
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeGuard
from typing import TypeVar

from models.errors import BadData
from models.exchange.bytes_in import read_bytes
from models.rules.matching import nearest

LARGEST = 64 * 1024
"""Bytes that a mapping file may have (safety.md 3.6)."""

E = TypeVar("E", bound=StrEnum)


def is_table(value: object) -> TypeGuard[dict[str, object]]:
    """Tell whether a TOML value is a table."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Tell whether a TOML value is a list."""
    return isinstance(value, list)


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the file and the way to it: ``input.record``, for refusals."""

    path: str
    place: str
    entries: dict[str, object]

    def at(self, key: str) -> str:
        """Return the full name of a key of this table."""
        return f"{self.place}.{key}" if self.place else key

    def bad(self, code: str, key: str, **values: object) -> BadData:
        """Return the refusal of one key."""
        return BadData(code, path=self.path, key=self.at(key), **values)

    def allow(self, keys: Iterable[str]) -> None:
        """Refuse any other key, naming the nearest of these."""
        known = tuple(keys)
        for key in self.entries:
            if key not in known:
                meant = nearest(key, known)
                raise self.bad("mapping_key_unknown", key, nearest=meant)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; a missing one is refused unless there is a default."""
        value = self.entries.get(key, default)
        if isinstance(value, str):
            return value
        raise self._missing(key) if value is None else self._wrong(key, "text")

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> Sequence[str]:
        """Return a list of texts; one text stands for a list of one."""
        value = self.entries.get(key)
        if value is None:
            if default is None:
                raise self._missing(key)
            return default
        if isinstance(value, str):
            return (value,)
        if is_list(value):
            words = [word for word in value if isinstance(word, str)]
            if len(words) == len(value):
                return words
        raise self._wrong(key, "texts")

    def flag(self, key: str) -> bool:
        """Return a yes or no, no where it is not said."""
        value = self.entries.get(key, False)
        if isinstance(value, bool):
            return value
        raise self._wrong(key, "yes_no")

    def count(self, key: str) -> int | None:
        """Return a positive whole number, or nothing."""
        value = self.entries.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        raise self._wrong(key, "number")

    def share(self, key: str) -> int | None:
        """Return a share from 0 to 1 as whole percent, or nothing."""
        value = self.entries.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and 0 <= value <= 1:
            return round(value * 100)
        raise self._wrong(key, "share")

    def code(self, key: str, members: type[E], default: E | None = None) -> E:
        """Return one of a closed set, refusing another with the nearest."""
        if key not in self.entries and default is not None:
            return default
        word = self.text(key)
        try:
            return members(word)
        except ValueError as unknown:
            meant = nearest(word, members)
            raise self.bad(
                "mapping_value_unknown", key, value=word, nearest=meant
            ) from unknown

    def part(self, key: str) -> "Part":
        """Return a table of this one, empty where it is not there."""
        value = self.entries.get(key, {})
        if is_table(value):
            return Part(self.path, self.at(key), value)
        raise self._wrong(key, "table")

    def parts(self, key: str) -> "list[Part]":
        """Return a list of tables, empty where it is not there."""
        value = self.entries.get(key, [])
        if not is_list(value):
            raise self._wrong(key, "tables")
        found = [
            Part(self.path, f"{self.at(key)}[{place}]", entries)
            for place, entries in enumerate(value, 1)
            if is_table(entries)
        ]
        if len(found) != len(value):
            raise self._wrong(key, "tables")
        return found

    def _missing(self, key: str) -> BadData:
        return self.bad("mapping_key_missing", key)

    def _wrong(self, key: str, wanted: str) -> BadData:
        return self.bad("mapping_type", key, wanted=wanted)


def read_toml(path: Path) -> Part:
    """Read a mapping file; ``BadData`` says why it cannot be one."""
    file = read_bytes(path, largest=LARGEST)
    return toml_part(file.content, str(path))


def toml_part(content: bytes, path: str) -> Part:
    """Return the whole of a TOML text as a part."""
    try:
        document: object = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise BadData("mapping_not_utf8", path=path) from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise BadData("mapping_not_toml", path=path, reason=str(wrong)) from wrong
    except RecursionError as wrong:
        raise BadData("mapping_not_toml", path=path, reason="") from wrong
    if not is_table(document):
        raise BadData("mapping_not_toml", path=path, reason="")
    return Part(path, "", document)
