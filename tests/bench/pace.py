"""How long a save takes while a team works: twenty sessions, eighty saves a second.

``python -m tests.bench.pace`` prints the median, the 99th percentile and the slowest,
in milliseconds from the act until it is told as saved.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from typing import Final

from models.clock import Clock
from models.door import wal_safe
from models.operations import creating
from models.operations import logging
from models.operations import moving
from models.store import Store
from models.store import open_store
from models.views.drafts import LogTouch
from models.views.drafts import NewDeal
from models.vocabulary import InteractionKind
from tests.bench.data import write_deals
from tests.storm.work import forked

SESSIONS: Final = 20
SAVES: Final = 80
"""How many all of them save in a second."""
AIM, MOST, MOST_WITHOUT_WAL = 10, 50, 100
"""Milliseconds of the 99th percentile; a SQLite that is unsafe with WAL has more."""
DEALS: Final = 1_000
WARM: Final = 3.0
"""Seconds in which all sessions open, and save once unmeasured."""


def main() -> int:
    """Measure and print; ends with 1 if a session failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="relance-pace-") as folder:
        path = Path(folder) / "relance.db"
        write_deals(path, DEALS)
        took, failed = paced(path, seconds)
    middle, last = quantiles(took, n=100)[49], quantiles(took, n=100)[98]
    most = MOST if wal_safe() else MOST_WITHOUT_WAL
    told = (
        f"{SESSIONS} sessions, {len(took)} saves in {seconds:.0f} s: median "
        f"{middle:.1f} ms, p99 {last:.1f} ms (aim {AIM}, never above {most}), "
        f"slowest {max(took):.1f} ms, {failed} sessions failed\n"
    )
    sys.stdout.write(told)
    return 1 if failed else 0


def paced(path: Path, seconds: float) -> tuple[list[float], int]:
    """Return the milliseconds of every save, and how many sessions failed."""
    begins = time.monotonic() + WARM
    sessions = [_started(path, number, begins, seconds) for number in range(SESSIONS)]
    took: list[float] = []
    failed = 0
    for process, told in sessions:
        with os.fdopen(told) as lines:
            took += [float(line) for line in lines]
        failed += bool(os.waitpid(process, 0)[1])
    return took, failed


def _started(path: Path, number: int, begins: float, seconds: float) -> tuple[int, int]:
    reads, writes = os.pipe()

    def work() -> None:
        with closing(open_store(path, "boss", Clock())) as store:
            for spent in _saves(store, number, begins, seconds):
                os.write(writes, f"{spent * 1000:.3f}\n".encode())

    process = forked(work)
    os.close(writes)
    return process, reads


def _saves(store: Store, number: int, begins: float, seconds: float) -> Iterator[float]:
    """Save now and then, as people do: notes on a deal, and its steps to and fro."""
    chance = random.Random(number)
    deal = store.write(creating.create_deal, NewDeal(f"Worked {number}")).id
    # As the app does once all is loaded: a collection looks at what came since.
    gc.freeze()
    note = LogTouch(kind=InteractionKind.NOTE, body="Called back", deal_id=deal)
    at = begins + chance.random() * SESSIONS / SAVES
    ahead = True
    while at < begins + seconds:
        time.sleep(max(at - time.monotonic(), 0))
        began = time.monotonic()
        if chance.random() < 1 / 2:
            store.write(logging.log_touch, note)
        else:
            store.write(moving.step_deal, deal, 1 if ahead else -1)
            ahead = not ahead
        yield time.monotonic() - began
        at += chance.uniform(0, 2) * SESSIONS / SAVES


if __name__ == "__main__":
    sys.exit(main())
