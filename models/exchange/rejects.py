"""Writes the rows that were not taken into a file beside, with why, never over one."""

import csv
import os
from collections.abc import Callable
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import TextIO

from models.errors import Denied
from models.errors import RuleBroken
from models.errors import Unsaved
from models.exchange.reading import Table
from models.exchange.reports import Problem

OWNER_ONLY = 0o600
ADDED = ("problem_line", "problem_column", "problem_code", "problem")
"""Columns behind the file's own that say where and why."""

Say = Callable[[Problem], str]
"""Puts a problem in words."""


def code_alone(problem: Problem) -> str:
    """Return the code, for callers without words."""
    return problem.code


class Rejects:
    """The rejects files of one import: one for each file that had bad rows."""

    def __init__(self, folder: Path, named: Path | None, say: Say) -> None:
        self._folder = folder
        self._named = named
        self._say = say
        self._files: dict[Path, TextIO] = {}
        self.paths: list[Path] = []

    def add(self, table: Table, cells: Sequence[str], problems: list[Problem]) -> None:
        """Write one row and all that is wrong with it."""
        width = len(table.headers)
        row = [*cells[:width], *[""] * (width - len(cells))]
        told = (
            str(problems[0].line),
            "; ".join(problem.column for problem in problems if problem.column),
            "; ".join(problem.code for problem in problems),
            "; ".join(self._say(problem) for problem in problems),
        )
        self._write(table, [*row, *told])

    def close(self) -> None:
        """Bring everything to disk."""
        try:
            for file in self._files.values():
                file.flush()
                os.fsync(file.fileno())
                file.close()
        except OSError as error:
            raise Unsaved("rejects_unsaved", path=str(self.paths[-1])) from error

    def discard(self) -> None:
        """Take the files away again: nothing of the import was written."""
        for file in self._files.values():
            file.close()
        for path in self.paths:
            path.unlink(missing_ok=True)

    def _write(self, table: Table, row: list[str]) -> None:
        try:
            file = self._files.get(table.path)
            if file is None:
                file = self._files[table.path] = self._open(table)
            csv.writer(file, delimiter=table.separator).writerow(row)
        except (OSError, UnicodeError) as error:
            raise Unsaved("rejects_unsaved", path=str(self._folder)) from error

    def _open(self, table: Table) -> TextIO:
        path, file = self._create(table)
        self.paths.append(path)
        header = [*(name for name in table.headers), *ADDED]
        csv.writer(file, delimiter=table.separator).writerow(header)
        return file

    def _create(self, table: Table) -> tuple[Path, TextIO]:
        if self._named is not None and not self.paths:
            return self._named, _new(self._named)
        stem = self._named.stem if self._named else f"{table.path.stem}.rejects"
        folder = self._named.parent if self._named else self._folder
        for number in count(1):
            end = "" if number == 1 else f"-{number}"
            path = folder / f"{stem}{end}.csv"
            if not path.exists():
                return path, _new(path)
        raise Unsaved("rejects_unsaved", path=str(folder))


def _new(path: Path) -> TextIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(path, flags, OWNER_ONLY)
    except FileExistsError as exists:
        raise RuleBroken("rejects_exists", path=str(path)) from exists
    except PermissionError as refused:
        raise Denied("file_no_permission", path=str(path)) from refused
    return os.fdopen(handle, "w", encoding="utf-8", newline="", errors="replace")
