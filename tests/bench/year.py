"""A year of a network of clubs, written in bulk and proved sound (rulings 37).

``python -m tests.bench.year PATH`` writes 200,000 prospects and their follow-ups, a
million, and counts what breaks a rule in them.
"""

import random
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from models import engine
from models import indexing
from models import integrity
from models.store import open_store
from models.vocabulary import BatchKind
from models.vocabulary import Origin
from tests.bench.bulk import without_indexes
from tests.bench.data import found_house
from tests.bench.days import coming
from tests.bench.lives import Ground
from tests.bench.lives import Lives
from tests.bench.network import Club
from tests.bench.network import write_clubs
from tests.bench.network import write_companies
from tests.bench.network import write_slots
from tests.bench.prospects import Fate

PEOPLE = 200_000
TOLD = """CREATE TEMP TABLE told (
    at, actor_id, entity, entity_id, verb, before, after,
    deal_id, person_id, organization_id)"""
JOURNAL = """
    INSERT INTO event (batch_id, at, actor_id, entity, entity_id, verb, before, after,
        deal_id, person_id, organization_id)
    SELECT batch.id, told.at, told.actor_id, entity, entity_id, told.verb, before,
        after, deal_id, person_id, organization_id
    FROM told JOIN batch ON batch.at = substr(told.at, 1, 10) || 'T23:59:59Z'
    ORDER BY told.at, told.rowid
"""
BATCHES = """
    INSERT INTO batch (at, actor_id, origin, kind, verb)
    SELECT DISTINCT substr(at, 1, 10) || 'T23:59:59Z', 1, ?, ?, '' FROM told
    ORDER BY 1
"""


def write_year(path: Path, people: int = PEOPLE) -> None:
    """Make the database of a network in which so many prospects came in a year."""
    store = open_store(path, "boss", found_house(path, "club"))
    clubs = write_clubs(store)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA temp_store=FILE")
        connection.execute(TOLD)
        with without_indexes(connection):
            _write(connection, clubs, people)
            connection.execute(BATCHES, (str(Origin.SAMPLE), str(BatchKind.SETUP)))
            connection.execute(JOURNAL)
        with without_indexes(connection, "people_line%"):
            _derive(path)


def _derive(path: Path) -> None:
    writing = engine.writing(path)
    with engine.session(writing, path) as session:
        indexing.rebuild(session)
        session.commit()
    writing.dispose()


def check(path: Path) -> int:
    """Count what breaks a rule in such a database."""
    with closing(sqlite3.connect(path)) as connection:
        return len(integrity.findings(connection))


def _write(connection: sqlite3.Connection, clubs: Sequence[Club], people: int) -> None:
    chance = random.Random(1)
    types = _ids(connection, "SELECT id FROM follow_up_type ORDER BY position")
    write_companies(connection)
    ground = Ground(
        clubs=clubs,
        types=types,
        stages=_ids(connection, "SELECT id FROM stage WHERE kind = 'open' ORDER BY id"),
        sources=_ids(connection, "SELECT id FROM source ORDER BY position"),
        reasons=_ids(connection, "SELECT id FROM loss_reason WHERE NOT note_required"),
    )
    fate = Fate(chance, write_slots(connection, clubs, types))
    lives = Lives(connection, chance, ground, fate)
    for day in coming(chance, people):
        lives.live(day)
    lives.finish()


def _ids(connection: sqlite3.Connection, query: str) -> list[int]:
    return [found for (found,) in connection.execute(query)]


def main() -> None:
    """Write the database that is named, of as many prospects as are asked for."""
    path = Path(sys.argv[1])
    people = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    began = time.monotonic()
    write_year(path, people)
    sys.stdout.write(f"written in {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(f"{check(path)} findings\n")


if __name__ == "__main__":
    main()
