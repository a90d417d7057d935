"""Databases of very many prospects and follow-ups, and what their lists take."""

import random
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from datetime import timedelta
from pathlib import Path

from models import engine
from models import integrity
from models import lining
from models.actor import Whose
from models.clock import Clock
from models.clock import end_of_day
from models.clock import from_text
from models.clock import to_text
from models.queries import people_lists
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.columns import sorted_in
from models.rules.filters import Among
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.store import open_store
from models.text import fold
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import ViewOf
from tests.bench.data import NOW
from tests.bench.data import TODAY
from tests.bench.data import WORDS
from tests.bench.data import ZONE
from tests.bench.data import found_house
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

REPS = 60
EACH = 5
"""Follow-ups of each prospect, all but the last one done."""
FIRST_NAMES = ("Ana", "Béa", "Cyr", "Dan", "Éve", "Flo", "Gil", "Hugo", "Inès", "Jo")
VALUES = ("hot", "warm", "cold", None, None, "lost")


def write_people(path: Path, people: int) -> None:
    """Make a database of so many prospects with five follow-ups each."""
    store = open_store(path, "boss", found_house(path))
    reps = [
        a_user(store, f"rep{number}", Role.SELLER, team=f"Club {number % 6}")
        for number in range(REPS)
    ]
    person = a_person(store, "Julie Martin")
    a_follow_up(store, person=person, due=TODAY)
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        _multiply(connection, people, reps)
    writing = engine.writing(path)
    with engine.session(writing, path) as session:
        lining.rebuild(session)
        session.commit()
    writing.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.commit()


def check(path: Path) -> int:
    """Count what breaks a rule in such a database (rulings 37)."""
    with closing(sqlite3.connect(path)) as connection:
        return len(integrity.findings(connection))


def _multiply(connection: sqlite3.Connection, people: int, reps: list[int]) -> None:
    chance = random.Random(1)
    persons: list[tuple[object, ...]] = []
    tunnels: list[tuple[object, ...]] = []
    steps: list[tuple[object, ...]] = []
    for number in range(2, people + 1):
        first, last = chance.choice(FIRST_NAMES), f"{chance.choice(WORDS)} {number}"
        rep = chance.choice((*reps, None)) if number % 20 else None
        came = str(TODAY - timedelta(days=chance.randint(0, 2000)))
        value = chance.choice(VALUES)
        persons.append(
            (
                number,
                first,
                last,
                fold(f"{first} {last}"),
                value,
                rep,
                came,
                chance.randint(1, 5),
            )
        )
        if chance.random() < 0.2:
            continue
        tunnels.append((number, number, rep or reps[0]))
        open_ = chance.random() < 0.4
        for step in range(EACH + open_):
            day = TODAY - timedelta(days=(EACH - step) * 30 - chance.randint(0, 25))
            done = step < EACH
            place = len(steps) + 2
            before = place - 1 if step else None
            steps.append(
                (place, before, *_step(number, day, rep or reps[0], done=done))
            )
    _write(connection, persons, tunnels, steps)
    connection.execute(
        "UPDATE tunnel SET closed_at = :now, result = 'cancelled' WHERE id > 1"
        " AND NOT EXISTS (SELECT 1 FROM follow_up WHERE tunnel_id = tunnel.id"
        " AND status = 'planned')",
        {"now": NOW},
    )
    _tell(connection)


def _step(number: int, day: date, rep: int, *, done: bool) -> tuple[object, ...]:
    moment = to_text(end_of_day(day, ZONE))
    over = ("done", "next_step", 1, moment, rep) if done else ("planned", *[None] * 4)
    return (number, number, moment, moment, str(day), rep, *over, 1)


def _write(
    connection: sqlite3.Connection,
    persons: list[tuple[object, ...]],
    tunnels: list[tuple[object, ...]],
    steps: list[tuple[object, ...]],
) -> None:
    own = {
        "person": "id, first_name, last_name, folded_name, temperature, owner_id,"
        " came_on, source_id",
        "tunnel": "id, person_id, owner_id",
        "follow_up": "id, previous_id, tunnel_id, person_id, planned_at,"
        " original_planned_at,"
        " planned_on, assignee_id, status, outcome, contact_made, done_at, done_by,"
        " imported",
    }
    rows = {"person": persons, "tunnel": tunnels, "follow_up": steps}
    for table, names in own.items():
        like = _like(connection, table)
        given = [name.strip() for name in names.split(",")]
        kept = [name for name in like if name not in {*given, "id"}]
        columns = ", ".join((*given, *kept))
        places = ", ".join("?" * (len(given) + len(kept)))
        tail = tuple(like[name] for name in kept)
        connection.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",
            ((*row, *tail) for row in rows[table]),
        )


def _like(connection: sqlite3.Connection, table: str) -> dict[str, object]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY id LIMIT 1")
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def _tell(connection: sqlite3.Connection) -> None:
    """Write the event of each row: what it is, all that is not empty."""
    flags = {"all_day", "contact_made", "do_not_contact", "imported"}
    for table in ("person", "tunnel", "follow_up"):
        query = "SELECT * FROM event WHERE entity = ? ORDER BY id LIMIT 1"
        cursor = connection.execute(query, (table,))
        names = [column[0] for column in cursor.description]
        like = dict(zip(names, cursor.fetchone(), strict=True))
        row = _like(connection, table)
        skipped = {"id", "version", "created_at", "created_by", "updated_at"}
        pairs = ", ".join(
            f"'{name}', "
            + (
                f"json(iif({name} IS NULL, 'null', iif({name}, 'true', 'false')))"
                if name in flags
                else f"json({name})"
                if name in {"tags", "custom"}
                else name
            )
            for name in row
            if name not in skipped
        )
        who = "id" if table == "person" else "person_id"
        told = {name: f":{name}" for name in like if name != "id"}
        told |= {"entity_id": "id", "after": f"json_object({pairs})", "person_id": who}
        connection.execute(
            f"INSERT INTO event ({', '.join(told)}) "
            f'SELECT {", ".join(told.values())} FROM "{table}" WHERE id > 1',
            like,
        )


def measure(store: Store) -> dict[str, float]:
    """Return the milliseconds of what the People place asks for."""
    every = Whose(Scope.ALL)
    found: dict[str, float] = {}
    for of in ViewOf:
        for column in sorted_in(of):
            for backwards in (False, True):
                sort = Sort(column, backwards)
                ask = PeopleAsk(of, sort=sort, whose=every)
                found |= _timed(store, f"{of} by {sort}", ask)
    for name, filters in filters_measured().items():
        ask = PeopleAsk(filters=filters, whose=every)
        found |= _timed(store, f"prospects {name}", ask)
    return found


def _timed(store: Store, name: str, ask: PeopleAsk) -> dict[str, float]:
    first = store.read(people_lists.page, ask, Start())
    starts = {"first": Start(), "end": Start(backwards=True)}
    if first:
        starts["next"] = Start(first[-1].key)
    found = {f"{name} count": _took(lambda: store.read(people_lists.count, ask))}
    for what, start in starts.items():
        found[f"{name} {what}"] = _took(_page(store, ask, start))
    return found


def _page(store: Store, ask: PeopleAsk, start: Start) -> Callable[[], object]:
    return lambda: store.read(people_lists.page, ask, start)


def _took(read: Callable[[], object]) -> float:
    times: list[float] = []
    for _turn in range(5):
        began = time.perf_counter()
        read()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times)[len(times) // 2]


def filters_measured() -> dict[str, Filters]:
    """Return filters that few lines pass, and combined ones."""
    hot = Filters().with_(Column.VALUE, Among(("hot",)))
    return {
        "hot": hot,
        "name": Filters().with_(Column.NAME, Has("boreal 77")),
        "no rep": Filters().with_(Column.REP, Ids(none=True)),
        "no follow-up": Filters().with_(Column.STATUS, Among(("none",))),
        "came": Filters().with_(Column.CAME, Days(date(2026, 11, 1))),
        "overdue": Filters().with_(Column.DUE, Among(("overdue",))),
        "combined": hot.with_(Column.TEAM, Ids((2,))).with_(
            Column.CAME, Days(date(2026, 1, 1))
        ),
    }


def main() -> None:
    """Measure 200,000 prospects, or as many as are asked for, in a folder."""
    path, people = Path(sys.argv[1]), int(sys.argv[2])
    if not path.exists():
        write_people(path, people)
        sys.stdout.write(f"{check(path)} findings\n")
    for login in ("boss",):
        store = open_store(path, login, Clock(start=from_text(NOW), ticking=False))
        for name, milliseconds in measure(store).items():
            sys.stdout.write(f"{login} {name}: {milliseconds:.1f} ms\n")
        store.close()


if __name__ == "__main__":
    main()
