"""Copies and checks a database while three write into it (cases 46 and 52).

``python -m tests.storm.caring --deals 50000 --seconds 2`` is the one of a release: the
copy is whole and of one moment, the check of everything finds nothing, neither takes
longer than that, and no save is refused or comes much later because of either.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from models import backups
from models.backups import Reason
from models.checkup import check_up
from models.clock import Clock
from models.copying import OWNER_ONLY
from models.operations import people
from models.store import open_store
from models.vocabulary import Role
from tests.bench.data import write_deals
from tests.storm.work import Worker
from tests.storm.work import tell

WRITERS = 3
WARM, CALM = 1.0, 2.0
"""Seconds until the writers are at work, and in which only they are."""

T = TypeVar("T")


class Saves:
    """What three writers say of each save: when it began, and how long it took."""

    def __init__(self, path: Path) -> None:
        reading, writing = os.pipe()
        self._living = [_writer(path, login, writing) for login in _sellers(path)]
        os.close(writing)
        self._told = os.fdopen(reading)
        self._took: list[tuple[float, float]] = []
        self.refused: list[str] = []

    def end(self) -> None:
        """Stop them, and read what they said."""
        for process in self._living:
            os.kill(process, signal.SIGKILL)
        with self._told as lines:
            for line in lines.read().split("\n")[:-1]:
                began, took, said = line.split(" ", 2)
                self._took.append((float(began), float(took)))
                self.refused += [said] if said else []
        for process in self._living:
            os.waitpid(process, 0)

    def slowest(self, span: tuple[float, float]) -> float:
        """Return how long the slowest save of those took that fall into a span."""
        begin, end = span
        within = [
            took for began, took in self._took if began < end and began + took > begin
        ]
        return max(within, default=0.0)


def main() -> int:
    """Copy and check; anything wrong, or too slow, ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--delay", type=float, default=0.25)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relance-care-") as folder:
        path = Path(folder) / "relance.db"
        write_deals(path, given.deals)
        checked, wrong = _timed(partial(_found_in, path))
        saves = Saves(path)
        try:
            time.sleep(WARM)
            calm, _ = _timed(partial(time.sleep, CALM))
            copied, copy = _timed(partial(_copy, path))
            again, more = _timed(partial(_found_in, path))
        finally:
            saves.end()
        wrong += [*more, *saves.refused, *_wrong(copy)]
        size = path.stat().st_size / 1_000_000
    usual = saves.slowest(calm)
    later = max(saves.slowest(copied), saves.slowest(again)) - usual
    if max(map(_length, (copied, checked))) > given.seconds:
        wrong.append(f"more than {given.seconds} s")
    if later > given.delay:
        wrong.append(f"a save came {later:.2f} s later than the usual {usual:.2f} s")
    told = f"{size:.0f} MB: copied under {WRITERS} writers in {_length(copied):.2f} s"
    told += f", checked in {_length(checked):.2f} s, under them in {_length(again):.2f}"
    tell(f"{told} s; slowest save {usual:.2f} s, {later:+.2f} s meanwhile", *wrong)
    return 1 if wrong else 0


def _timed(act: Callable[[], T]) -> tuple[tuple[float, float], T]:
    began = time.monotonic()
    result = act()
    return (began, time.monotonic()), result


def _length(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def _copy(path: Path) -> Path:
    return backups.keep(path, Reason.ASKED, Clock().now())


def _found_in(path: Path) -> list[str]:
    return [f"{one.code} {one.seen}" for one in check_up(path) if not one.ok]


def _sellers(path: Path) -> list[str]:
    """Return users of their own: nobody takes back how the database was made."""
    logins = [f"rep{number}" for number in range(WRITERS)]
    with closing(open_store(path, "boss", Clock())) as store:
        for login in logins:
            store.write(people.add_user, login, "Rep", Role.SELLER)
    return logins


def _writer(path: Path, login: str, told: int) -> int:
    process = os.fork()
    if not process:
        try:
            worker = Worker(path, login, random.randrange(1_000))
            while True:
                began = time.monotonic()
                said = worker.save()
                refused = "" if said.isdecimal() else said
                took = time.monotonic() - began
                os.write(told, f"{began} {took} {refused}\n".encode())
        finally:
            os._exit(1)
    return process


def _wrong(copy: Path) -> Iterator[str]:
    if copy.stat().st_mode & 0o777 != OWNER_ONLY:
        yield "others may read the copy"
    yield from _found_in(copy)


if __name__ == "__main__":
    sys.exit(main())
