"""The copies that are made by themselves, and which of them stay (safety.md 3.4).

They stand in the folder ``backups`` beside the database, named by it, by the moment
and by what was about to happen.
"""

import fcntl
import os
import re
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Hashable
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models import door
from models.copying import DOUBTFUL
from models.copying import FOLDER_ONLY
from models.copying import broken_rules
from models.copying import copy_pages
from models.copying import save_copy
from models.errors import RelanceError
from models.errors import Unsaved
from models.lock import is_running
from models.lock import sessions

FOLDER = "backups"
NEWEST, DAYS, WEEKS, MONTHS = 3, 7, 4, 12
"""How many stay: of all, and the newest of each day, week and month that has one."""

STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"\.(\d{8}T\d{6}Z)(?:-\d+)?\.([a-z]+)\.backup$")


class Reason(StrEnum):
    """What a copy was made before."""

    DAY = "day"
    UPGRADE = "upgrade"
    IMPORT = "import"
    RESTORE = "restore"
    ASKED = "asked"


class Backup(NamedTuple):
    """A copy that was looked at when it was made."""

    at: datetime
    path: Path


def folder_of(path: Path) -> Path:
    """Return the folder of the copies of a database."""
    return path.absolute().parent / FOLDER


def found(path: Path) -> list[Backup]:
    """Return the copies of a database by their names, the newest first."""
    copies: list[Backup] = []
    for file in folder_of(path).glob(f"{_escaped(path.name)}.*.backup"):
        match = NAME.fullmatch(file.name.removeprefix(path.name))
        if match is not None:
            at = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
            copies.append(Backup(at, file))
    return sorted(copies, reverse=True)


def newest_good(path: Path) -> Backup | None:
    """Return the newest copy that can be restored: a damaged one is passed over."""
    return next((copy for copy in found(path) if is_good(copy.path)), None)


def is_good(copy: Path) -> bool:
    """Tell whether a copy is a database of ours, its pages and its records sound."""
    try:
        door.check(copy)
        return door.sound(copy) and not broken_rules(copy)
    except RelanceError:
        return False


def keep(path: Path, reason: Reason, now: datetime, zone: str = "UTC") -> Path:
    """Copy a database into its folder of copies and let go of those past their time.

    Where it is doubtful, no good one is let go of.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(mode=FOLDER_ONLY, exist_ok=True)
    except OSError as error:
        raise Unsaved("backup_failed", path=str(folder)) from error
    _sweep(path)
    made = save_copy(path, free_name(path, reason, now))
    if made.suffix == DOUBTFUL:
        _let_go_of_doubtful(path, made)
    else:
        let_go(path, made, zone)
    return made


def keep_daily(path: Path, now: datetime, zone: str) -> Path | None:
    """Make the copy of the day where none was made; nothing while another makes it."""
    if not _is_due(path, now, zone):
        return None
    with turn(path) as mine:
        if not mine or not _is_due(path, now, zone):
            return None
        return keep(path, Reason.DAY, now, zone)


def let_go(path: Path, made: Path, zone: str) -> None:
    """Remove the copies that no rule keeps, never the one that was just made."""
    copies = found(path)
    stay = {made, *(copy.path for copy in copies[:NEWEST])}
    for period, count in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        stay |= _newest_of_each(copies, zone, period, count)
    for copy in copies:
        if copy.path not in stay:
            with suppress(OSError):
                copy.path.unlink()


@contextmanager
def still(path: Path) -> Generator[Path]:
    """Yield a file to look at for long: a copy where others work on a shared journal.

    Without WAL who reads holds up whoever saves, and those who come to read after
    them. Where no copy can be made, it is the file itself.
    """
    others = [one for one in sessions(path) if one.process != os.getpid()]
    if door.wal_safe() or not others:
        yield path
        return
    draft = folder_of(path) / f".{path.name}.{os.getpid()}.part"
    try:
        yield _copied(path, draft)
    finally:
        draft.unlink(missing_ok=True)


def _copied(path: Path, draft: Path) -> Path:
    try:
        draft.parent.mkdir(mode=FOLDER_ONLY, exist_ok=True)
        _sweep(path)
        copy_pages(path, draft)
    except (OSError, RelanceError):
        return path
    return draft


def _sweep(path: Path) -> None:
    """Remove what a copy left that was killed on the way."""
    for draft in folder_of(path).glob(f".{_escaped(path.name)}.*.part"):
        process = draft.name.split(".")[-2]
        if process.isdecimal() and not is_running(int(process)):
            draft.unlink(missing_ok=True)


def _let_go_of_doubtful(path: Path, made: Path) -> None:
    """Keep one doubtful copy: the good ones are what counts."""
    for copy in made.parent.glob(f"{_escaped(path.name)}.*{DOUBTFUL}"):
        if copy != made:
            copy.unlink(missing_ok=True)


def free_name(path: Path, reason: Reason, now: datetime) -> Path:
    """Return a name that no copy has yet."""
    stamp = now.astimezone(UTC).strftime(STAMP)
    number = 1
    while True:
        more = f"-{number}" if number > 1 else ""
        name = f"{path.name}.{stamp}{more}.{reason.value}.backup"
        free = folder_of(path) / name
        if not free.exists() and not free.with_name(name + DOUBTFUL).exists():
            return free
        number += 1


def _newest_of_each(
    copies: Sequence[Backup],
    zone: str,
    period: Callable[[date], Hashable],
    count: int,
) -> set[Path]:
    newest: dict[Hashable, Path] = {}
    for copy in copies:
        day = copy.at.astimezone(ZoneInfo(zone)).date()
        newest.setdefault(period(day), copy.path)
    return {*list(newest.values())[:count]}


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month


def _is_due(path: Path, now: datetime, zone: str) -> bool:
    """Tell whether no copy was made on this local day, whatever the reason."""
    today = now.astimezone(ZoneInfo(zone)).date()
    days = (copy.at.astimezone(ZoneInfo(zone)).date() for copy in found(path))
    return today not in days


@contextmanager
def turn(path: Path) -> Generator[bool]:
    """Take the turn to copy, if nobody else has it: sessions start together."""
    folder = folder_of(path)
    try:
        folder.mkdir(mode=FOLDER_ONLY, exist_ok=True)
        file = (folder / f".{path.name}.turn").open("w")
    except OSError as error:
        raise Unsaved("backup_failed", path=str(folder)) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
