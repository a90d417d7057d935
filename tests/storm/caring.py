"""Copies and checks a database while three write into it (cases 46 and 52).

``python -m tests.storm.caring --deals 50000 --seconds 2`` is the one of a release: the
copy is whole and of one moment, the check of everything finds nothing, neither takes
longer than that, and nobody's save waits for either.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from models import backups
from models.backups import Reason
from models.checkup import check_up
from models.clock import Clock
from models.copying import OWNER_ONLY
from tests.bench.data import write_deals
from tests.storm.work import Worker
from tests.storm.work import tell

WRITERS = 3
WARM = 1.0
"""Seconds until the writers are at work."""


def main() -> int:
    """Copy and check; anything wrong, or too slow, ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=2.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relance-care-") as folder:
        path = Path(folder) / "relance.db"
        write_deals(path, given.deals)
        quiet, wrong = _checked(path)
        living = [_writer(path) for _ in range(WRITERS)]
        try:
            time.sleep(WARM)
            began = time.monotonic()
            copy = backups.keep(path, Reason.ASKED, Clock().now())
            copied = time.monotonic() - began
        finally:
            for process in living:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        wrong += [*_wrong(copy)]
        size = path.stat().st_size / 1_000_000
    if max(copied, quiet) > given.seconds:
        wrong.append(f"more than {given.seconds} s")
    told = f"{size:.0f} MB: copied under {WRITERS} writers in {copied:.2f} s"
    tell(f"{told}, checked in {quiet:.2f} s", *wrong)
    return 1 if wrong else 0


def _checked(path: Path) -> tuple[float, list[str]]:
    began = time.monotonic()
    checks = check_up(path)
    spent = time.monotonic() - began
    return spent, [f"{one.code} {one.seen}" for one in checks if not one.ok]


def _writer(path: Path) -> int:
    process = os.fork()
    if not process:
        try:
            worker = Worker(path, "boss", random.randrange(1_000))
            while True:
                worker.save()
        finally:
            os._exit(1)
    return process


def _wrong(copy: Path) -> Iterator[str]:
    if copy.stat().st_mode & 0o777 != OWNER_ONLY:
        yield "others may read the copy"
    _, found = _checked(copy)
    yield from found


if __name__ == "__main__":
    sys.exit(main())
