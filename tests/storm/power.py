"""Cuts the power at every sort of moment, on paper, and opens what is left (case 43).

``python -m tests.storm.power --points 200`` is the one of a release: no save that was
told is lost, nothing is damaged; a backup that has its name is whole; a restore leaves
the old database or the new one.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from models import backups
from models import door
from models.backups import Reason
from models.clock import Clock
from models.exchange.restoring import restore
from models.operations import creating
from models.store import open_store
from models.views.drafts import NewDeal
from tests.storm.tape import Tape
from tests.storm.tape import taped
from tests.storm.work import Worker
from tests.storm.work import found
from tests.storm.work import tell
from tests.storm.work import unsound

SAVES = 40
DATABASE = "relance.db"

Look = Callable[[Path, list[str]], Iterator[str]]


def main() -> int:
    """Cut on saves, on a backup and on a restore; anything wrong ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    tell(f"seed {given.seed}")
    for name, act in (("saves", saves), ("backup", _backup), ("restore", _restore)):
        chance = random.Random(given.seed)
        with tempfile.TemporaryDirectory(prefix="relance-power-") as folder:
            tape, look = act(Path(folder))
            wrong = cut(tape, look, given.points, chance)
        if wrong:
            tell(f"{name}:", *wrong)
            return 1
        tell(f"{name}: {given.points} cuts of {len(tape.steps)} steps: sound")
    return 0


def cut(tape: Tape, look: Look, points: int, chance: random.Random) -> list[str]:
    for _ in range(points):
        until = chance.randint(0, len(tape.steps))
        with tempfile.TemporaryDirectory(prefix="relance-cut-") as folder:
            told = tape.replay(until, chance, Path(folder))
            wrong = [*look(Path(folder), told)]
        if wrong:
            return [f"cut after step {until}", *wrong]
    return []


def _founded(folder: Path) -> Path:
    path = folder / DATABASE
    found(path)
    return path


def saves(folder: Path) -> tuple[Tape, Look]:
    path = _founded(folder)
    with taped(folder) as tape:
        worker = Worker(path, "boss", 1)
        for _ in range(SAVES):
            tape.tell(worker.save())
        worker.store.close()
    return tape, _whole


def _backup(folder: Path) -> tuple[Tape, Look]:
    path = _founded(folder)
    with taped(folder) as tape:
        backups.keep(path, Reason.DAY, Clock().now())
    return tape, _named_is_good


def _restore(folder: Path) -> tuple[Tape, Look]:
    path = _founded(folder)
    copy = backups.keep(path, Reason.DAY, Clock().now())
    with closing(open_store(path, "boss", Clock())) as store:
        store.write(creating.create_deal, NewDeal("Since the copy"))
    with taped(folder) as tape:
        restore(copy, path, Clock().now())
    return tape, _old_or_new


def _whole(folder: Path, told: list[str]) -> Iterator[str]:
    with closing(door.connect(folder / DATABASE)) as connection:
        yield from unsound(connection)
        kept = {str(number) for (number,) in connection.execute("SELECT id FROM batch")}
        for batch in told:
            if batch not in {*kept, "0", ""}:
                yield f"batch {batch} was told and is lost"


def _named_is_good(folder: Path, told: list[str]) -> Iterator[str]:
    del told
    for copy in backups.found(folder / DATABASE):
        if not backups.is_good(copy.path):
            yield f"{copy.path.name} is no good copy"


def _old_or_new(folder: Path, told: list[str]) -> Iterator[str]:
    yield from _named_is_good(folder, told)
    with closing(door.connect(folder / DATABASE)) as connection:
        yield from unsound(connection)
        (deals,) = connection.execute("SELECT count(*) FROM deal").fetchone()
        if deals not in {0, 1}:
            yield f"{deals} deals"


if __name__ == "__main__":
    sys.exit(main())
