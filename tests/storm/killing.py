"""Kills writers at random moments, round after round, and looks at what is left.

``python -m tests.storm.killing --rounds 500`` is the storm of a release (case 40): no
save that was told is lost, the file is whole, every invariant holds.
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from models import door
from models.clock import Clock
from models.operations import people
from models.store import open_store
from models.vocabulary import Role
from tests.storm.work import Worker
from tests.storm.work import found
from tests.storm.work import tell
from tests.storm.work import unsound

WRITERS = 3
SHORTEST, LONGEST = 0.05, 0.35
"""Seconds between one kill and the next."""
AT_WORK, PATIENCE = 0.8, 30.0
"""How often the first is killed only once somebody has saved, and how long that may be.

On a busy machine they would all be killed before they have begun.
"""


def main() -> int:
    """Run the storm; anything wrong is printed and ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    tell(f"seed {given.seed}")
    with tempfile.TemporaryDirectory(prefix="relance-storm-") as folder:
        path = Path(folder) / "relance.db"
        _found(path)
        saved = 0
        for number in range(given.rounds):
            told = _round(path, random.Random(given.seed + number))
            wrong = [*_wrong(path, told)]
            saved += len(told)
            if wrong:
                tell(f"round {number}:", *wrong)
                return 1
    tell(f"{given.rounds} rounds, {saved} saves were told, all of them are there")
    return 0


def _found(path: Path) -> None:
    found(path)
    with closing(open_store(path, "boss", Clock())) as store:
        for number in range(WRITERS):
            store.write(people.add_user, f"rep{number}", "Rep", Role.SELLER)
    warm = Worker(path, "rep0", 0)
    for _ in range(50):
        warm.save()
    warm.store.close()


def _round(path: Path, chance: random.Random) -> list[str]:
    """Let writers work until each is killed; return the lines that they told."""
    reading, writing = os.pipe()
    logins = [f"rep{number}" for number in range(WRITERS)]
    living = [_started(path, login, chance.random(), writing) for login in logins]
    os.close(writing)
    if chance.random() < AT_WORK:
        select.select([reading], [], [], PATIENCE)
    for process in chance.sample(living, len(living)):
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        os.kill(process, signal.SIGKILL)
    for process in living:
        os.waitpid(process, 0)
    with os.fdopen(reading) as lines:
        return lines.read().split("\n")[:-1]


def _started(path: Path, login: str, seed: float, told: int) -> int:
    process = os.fork()
    if process:
        return process
    try:
        Worker(path, login, int(seed * 1_000_000)).work(told)
    except BaseException as error:
        os.write(told, f"{error!r}\n".replace("\n", " ").encode() + b"\n")
    finally:
        os._exit(1)


def _wrong(path: Path, told: list[str]) -> Iterator[str]:
    yield from (line for line in told if not line.isdecimal())
    with closing(door.connect(path)) as connection:
        kept = {number for (number,) in connection.execute("SELECT id FROM batch")}
        for line in told:
            if line.isdecimal() and int(line) not in kept | {0}:
                yield f"batch {line} was told and is lost"
        yield from unsound(connection)


if __name__ == "__main__":
    sys.exit(main())
