"""Databases of many open deals, written in bulk and proved sound (rulings 37)."""

import json
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from datetime import timedelta
from pathlib import Path

from models import integrity
from models.clock import Clock
from models.clock import end_of_day
from models.clock import from_text
from models.clock import to_text
from models.money import Money
from models.operations import setup
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from tests.factories import a_deal
from tests.factories import a_follow_up

NOW = "2026-11-23T08:14:00Z"
ZONE = "Europe/Paris"
TODAY = date(2026, 11, 23)
WORDS = (
    *("Atelier", "Boréal", "Clinique", "Durand", "Éclair", "Fitness", "Garage"),
    *("Hôtel", "Imprimerie", "Jardin", "Kiné", "Lycée", "Mairie", "Optique"),
)
COPIED = ("deal", "stage_visit", "tunnel", "follow_up")
PLANNED = 0.8
"""How many of the deals have a next step."""

Record = dict[str, object]


def write_deals(path: Path, deals: int) -> None:
    """Make a database of so many open deals of one admin, ``boss``."""
    _found(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        _multiply(connection, deals)
    with closing(sqlite3.connect(path)) as connection:
        found = integrity.findings(connection)
    if found:
        told = f"{len(found)} findings, the first: {found[0]}"
        raise RuntimeError(told)


def found_house(path: Path, template: str = "sales") -> Clock:
    """Make an empty database of one admin; return the clock that stands still."""
    clock = Clock(start=from_text(NOW), ticking=False)
    plan = Foundation(
        template=template,
        currency="EUR",
        zone=ZONE,
        login="boss",
        name="Alice",
        language=Language.EN,
        workspace="Bench",
    )
    setup.found(path, plan, clock)
    return clock


def _found(path: Path) -> None:
    store = open_store(path, "boss", found_house(path))
    deal = a_deal(store, "Boréal Fitness", amount=Money(100_000, "EUR"))
    a_follow_up(store, deal=deal, due=TODAY - timedelta(days=3))
    store.close()


def _multiply(connection: sqlite3.Connection, deals: int) -> None:
    """Write copies of the one deal, each with its visit, its tunnel and its step."""
    chance = random.Random(1)
    query = "SELECT id FROM stage WHERE kind = 'open' ORDER BY position"
    stages = [found for (found,) in connection.execute(query)]
    first = {table: _only(connection, table) for table in COPIED}
    batch: int = connection.execute("SELECT max(id) FROM batch").fetchone()[0]
    copies: dict[str, list[Record]] = {table: [] for table in COPIED}
    for number in range(2, deals + 1):
        stage = stages[int(chance.random() ** 2 * len(stages))]
        planned = chance.random() < PLANNED
        day = TODAY + timedelta(days=chance.randint(-2, 400))
        moment = to_text(end_of_day(day, ZONE))
        title = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        deal: Record = {
            "id": number,
            "title": title,
            "stage_id": stage,
            "amount_minor": chance.randint(100, 90_000) * 100,
            "next_at": moment if planned else None,
            "next_all_day": 1 if planned else 0,
        }
        copies["deal"].append(deal)
        copies["stage_visit"].append(
            {"id": number, "deal_id": number, "stage_id": stage}
        )
        if planned:
            copies["tunnel"].append({"id": number, "deal_id": number})
            step: Record = {
                "id": number,
                "deal_id": number,
                "tunnel_id": number,
                "planned_at": moment,
                "original_planned_at": moment,
                "planned_on": str(day),
                "all_day": 1,
            }
            copies["follow_up"].append(step)
    for table in COPIED:
        _insert(connection, table, first[table], copies[table])
        _tell(connection, table, batch)


def _only(connection: sqlite3.Connection, table: str) -> Record:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    (row,) = cursor.fetchall()
    return dict(zip(names, row, strict=True))


def _insert(
    connection: sqlite3.Connection, table: str, like: Record, copies: Iterable[Record]
) -> None:
    names = ", ".join(like)
    values = ", ".join(f":{name}" for name in like)
    connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({values})',
        ({**like, **copy} for copy in copies),
    )


def _tell(connection: sqlite3.Connection, table: str, batch: int) -> None:
    """Write the event of each copy: what it was when it was written."""
    like = _event(connection, table)
    after: dict[str, object] = json.loads(str(like["after"]))
    pairs = ", ".join(
        f"'{name}', {_as_json(name, value)}" for name, value in after.items()
    )
    told = {name: f":{name}" for name in like if name != "id"}
    told |= {"entity_id": "id", "after": f"json_object({pairs})"}
    if "deal_id" in told:
        told["deal_id"] = "id" if table == "deal" else "deal_id"
    connection.execute(
        f"INSERT INTO event ({', '.join(told)}) "
        f'SELECT {", ".join(told.values())} FROM "{table}" WHERE id > 1',
        {**like, "batch_id": batch},
    )


def _as_json(name: str, like: object) -> str:
    """Return a column as the journal tells it: as what it is, not as it is stored."""
    if isinstance(like, bool):
        return f"json(iif({name}, 'true', 'false'))"
    return f"json({name})" if isinstance(like, dict) else name


def _event(connection: sqlite3.Connection, table: str) -> Record:
    cursor = connection.execute(
        "SELECT * FROM event WHERE entity = ? ORDER BY id LIMIT 1", (table,)
    )
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))
