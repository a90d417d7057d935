"""Wild keys, clicks and sizes on the installed command (case 87).

``python -m tests.storm.wild --keys 10000`` is the one of a release: at 20 sizes nothing
ends in a traceback, no session takes more than 200 MiB, what is stored stays sound.
Where a key quits, the next session goes on.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from models.checkup import check_up
from models.clock import Clock
from models.store import open_store
from tests.screens.day import a_day
from tests.storm.terminal import Resized
from tests.storm.terminal import at_home
from tests.storm.terminal import installed
from tests.storm.work import found
from tests.storm.work import tell

SIZES = 20
BURST = 25
"""Keys that are sent before the screen may rest."""

MOST = 200 << 20
"""Bytes of memory that a session may take."""

KEYS = (
    *(chr(code) for code in range(33, 127)),
    *(" ", "\r", "\t", "\x7f", "\x1b", "\x1b", "\x1b", "é", "日"),
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[Z"),
    *("\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1b[1;2C", "\x1b[1;2D", "\x1bOP"),
    *("\x10", "\x12", "\x01", "\x05", "\x0b", "\x15", "\x17", "\x18", "\x1a", "\x1c"),
    *("\x1b[200~Boréal 12k€\x1b[201~", "\x1b[I", "\x1b[O"),
)
MOUSE = ((0, "M"), (0, "m"), (2, "M"), (32, "M"), (35, "M"), (64, "M"), (65, "M"))
"""Buttons pressed and let go, drags, moves and the wheel, as SGR tells them."""


def main() -> int:
    """Press and click; anything wrong is printed and ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    given = parser.parse_args()
    tell(f"seed {given.seed}")
    with at_home() as folder:
        path = folder / "relance.db"
        _found(path)
        storm = Storm(path, random.Random(given.seed))
        wrong = [*storm.run(given.keys)]
        wrong += [one.code for one in check_up(path) if not one.ok]
    told = f"{given.keys} keys at {SIZES} sizes, {storm.sessions} sessions"
    tell(f"{told}, {storm.largest >> 20} MiB at most", *wrong)
    return 1 if wrong else 0


class Storm:
    """Sessions on one database, one after the other, and what became of them."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._path = path
        self._chance = chance
        self.sessions = 0
        self.largest = 0
        """Bytes of memory that a session took."""

    def run(self, keys: int) -> Iterator[str]:
        """Press so many keys; yield what went wrong."""
        sizes = [
            (self._chance.randint(20, 200), self._chance.randint(5, 60))
            for _ in range(SIZES)
        ]
        pressed = 0
        while pressed < keys:
            with closing(self._opened()) as session:
                while pressed < keys and session.process.poll() is None:
                    width, height = sizes[pressed * SIZES // keys]
                    session.resize(width, height)
                    burst = [self._key(width, height) for _ in range(BURST)]
                    said = session.burst(burst)
                    pressed += BURST
                    self.largest = max(self.largest, session.memory())
                    if b"Traceback" in said or session.process.poll() not in {None, 0}:
                        yield f"after {pressed} keys, {width}x{height}, {burst!r}:"
                        yield said[-3_000:].decode(errors="replace")
                        return
        if self.largest > MOST:
            yield f"more than {MOST >> 20} MiB"

    def _opened(self) -> Resized:
        self.sessions += 1
        session = Resized(*installed(self._path, "boss"))
        session.wait_for("Boréal", seconds=60)
        return session

    def _key(self, width: int, height: int) -> str:
        if self._chance.random() < 0.2:
            button, end = self._chance.choice(MOUSE)
            x, y = self._chance.randint(1, width), self._chance.randint(1, height)
            return f"\x1b[<{button};{x};{y}{end}"
        return self._chance.choice(KEYS)


def _found(path: Path) -> None:
    found(path)
    with closing(open_store(path, "boss", Clock())) as store:
        a_day(store)


if __name__ == "__main__":
    sys.exit(main())
