"""What an import answers: the counts, and every row it could not take with why."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one cell or row was not taken; ``values`` are what its sentence needs."""

    file: str
    line: int
    column: str
    value: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one kind were made, changed, or stood so already."""

    created: int = 0
    updated: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of one import; counts are input rows, ``by_entity`` is records.

    ``batch`` is empty where nothing was written. ``problems`` stops after
    ``PROBLEMS_TOLD``; the rejects files hold every row.
    """

    batch: int | None
    dry_run: bool
    read: int
    created: int
    updated: int
    skipped: int
    rejected: int
    by_entity: Mapping[str, Tally]
    rejects: tuple[Path, ...]
    problems: tuple[Problem, ...]
    addresses_left_out: int = 0
    """The vCards whose postal address was not taken, for people have none."""


PROBLEMS_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import that was written, newest first in lists."""

    batch: int
    at: datetime
    actor: str
    mapping: str
    system: str
    files: tuple[str, ...]
    read: int
    created: int
    updated: int
    skipped: int
    rejected: int
    reverted: bool
