"""Small TOML files that people write: read whole, capped, never trusted (D.84)."""

import os
import re
import stat
from collections.abc import Mapping
from datetime import date
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

LARGEST = 64 * 1024
FLAGS = {"true": True, "false": False}

TomlValue: TypeAlias = (
    "str | int | float | bool | date | time | list[TomlValue] | dict[str, TomlValue]"
)


class FileFault(StrEnum):
    """Why a person's file cannot be taken at all."""

    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    NOT_TOML = "not_toml"


class UnusableFileError(Exception):
    """A file that is left aside, with the line where reading stopped (0: none)."""

    def __init__(self, fault: FileFault, line: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.line = line


def read_user_text(file: Path) -> str:
    """Return the text of a file of at most 64 KiB, whatever the path leads to."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise UnusableFileError(FileFault.UNREADABLE) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnusableFileError(FileFault.NOT_A_FILE)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = stream.read(LARGEST + 1)
    finally:
        os.close(descriptor)
    if len(content) > LARGEST:
        raise UnusableFileError(FileFault.TOO_LARGE)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnusableFileError(FileFault.NOT_TEXT, line) from error


def parse_user_toml(text: str) -> Mapping[str, TomlValue]:
    """Return the tables of a TOML text, or the line where it stops being TOML."""
    plain = plain_lines(text)
    if plain is not None:
        return plain
    import tomllib  # noqa: PLC0415 - 2 ms that few starts need

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise UnusableFileError(FileFault.NOT_TOML, line) from error
    except RecursionError as error:
        raise UnusableFileError(FileFault.NOT_TOML) from error


def plain_lines(text: str) -> dict[str, TomlValue] | None:
    """Return what TOML makes of lines that only name a word, a yes or a no.

    Nothing where any line is more than that: then TOML has to be asked.
    """
    found: dict[str, TomlValue] = {}
    for line in filter(None, text.split("\n")):
        name, _equals, value = line.partition(" = ")
        if not line.isprintable() or name in found:
            return None
        if line.startswith("#"):
            continue
        if not (name.isascii() and name.replace("_", "").isalnum()):
            return None
        if value in FLAGS:
            found[name] = FLAGS[value]
        elif len(value) > 1 and value[0] == value[-1] == '"' and _is_bare(value[1:-1]):
            found[name] = value[1:-1]
        else:
            return None
    return found


def _is_bare(text: str) -> bool:
    return '"' not in text and "\\" not in text


def line_of(text: str, key: str, table: str = "") -> int:
    """Return the line that sets ``key`` in ``table``, or 0 where none does plainly."""
    inside = ""
    setting = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*=""")
    for number, line in enumerate(text.split("\n"), start=1):
        heading = re.match(r"\s*\[([^\[\]]+)\]", line)
        if heading:
            inside = heading[1].strip()
            if not table and inside == key:
                return number
        elif inside == table and setting.match(line):
            return number
    return 0
