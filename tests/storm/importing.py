"""Kills an import at random moments: all of it is there, or nothing (case 41).

``python -m tests.storm.importing --rounds 20 --rows 10000`` is the one of a release.
Running the same import again after the kill doubles nothing.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from models import backups
from models import door
from models.clock import Clock
from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.store import open_store
from tests.storm.work import found
from tests.storm.work import tell
from tests.storm.work import unsound

SLOWER = 1.5
"""How much longer an import may take beside others than the first one took."""


def main() -> int:
    """Kill import after import; anything wrong ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    tell(f"seed {given.seed}")
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="relance-import-") as folder:
        first, file = Path(folder) / "first.db", Path(folder) / "deals.csv"
        found(first)
        _write_rows(file, given.rows)
        longest = _timed(first, file)
        cut = 0
        for number in range(given.rounds):
            path = Path(folder) / str(number) / "relance.db"
            path.parent.mkdir()
            shutil.copyfile(first, path)
            _kill(path, file, chance.uniform(0, longest))
            cut += _deals(path) == 0
            wrong = [*_wrong(path, file, given.rows)]
            if wrong:
                tell(f"round {number}:", *wrong)
                return 1
            shutil.rmtree(path.parent)
    tell(f"{given.rounds} imports killed, {cut} of them before their end: sound")
    return 0


def _write_rows(file: Path, rows: int) -> None:
    lines = (
        f"Deal {row},Company {row % 997},Person {row},{row}" for row in range(rows)
    )
    file.write_text("title,company,person,amount\n" + "\n".join(lines) + "\n")


def _timed(first: Path, file: Path) -> float:
    path = first.with_name("timed.db")
    shutil.copyfile(first, path)
    began = time.monotonic()
    _import(path, file)
    return (time.monotonic() - began) * SLOWER


def _import(path: Path, file: Path) -> int:
    with closing(open_store(path, "boss", Clock())) as store:
        options = ImportOptions(folder=path.parent)
        report = run_import(store, [file], None, options)
        return report.rejected


def _kill(path: Path, file: Path, after: float) -> None:
    process = os.fork()
    if not process:
        try:
            _import(path, file)
        except BaseException as error:
            tell(repr(error))
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _deals(path: Path) -> int:
    with closing(door.connect(path)) as connection:
        (deals,) = connection.execute("SELECT count(*) FROM deal").fetchone()
    return int(deals)


def _wrong(path: Path, file: Path, rows: int) -> Iterator[str]:
    yield from _unsound(path)
    if _deals(path) not in {0, rows}:
        yield f"{_deals(path)} of {rows} rows are there"
    for copy in backups.found(path):
        if not backups.is_good(copy.path):
            yield f"{copy.path.name} is no good copy"
    if _import(path, file):
        yield "rows were rejected"
    if _deals(path) != rows:
        yield f"run again, {_deals(path)} of {rows} rows are there"
    yield from _unsound(path)


def _unsound(path: Path) -> Iterator[str]:
    with closing(door.connect(path)) as connection:
        yield from unsound(connection)


if __name__ == "__main__":
    sys.exit(main())
