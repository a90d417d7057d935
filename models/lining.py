"""Writes the lists of people anew where a record changed that they tell of (R-23)."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from sqlalchemy import Table
from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update
from sqlmodel import Session
from sqlmodel import col

from models.history import PERSON_LINE
from models.lines_of_people import Rows
from models.lines_of_people import people
from models.lines_of_people import tunnels
from models.tables import Tunnel
from models.tables.people_line import LAST
from models.tables.people_line import LISTS
from models.tables.people_line import people_line
from models.tables.people_line import people_line_seen
from models.text import fold
from models.views.people import integer
from models.vocabulary import ViewOf

CHUNK = 500
"""Ids that one statement names, and rows that are written together."""

KEYS: Mapping[str, tuple[str, str]] = {
    "user": ("rep_id", "rep"),
    "team": ("team_id", "team"),
    "follow_up_type": ("step_id", "step"),
    "source": ("source_id", "source"),
}
"""What is told by name: the columns of its id and of its name to sort by."""

_PEOPLE_OF: Mapping[str, str] = {
    "organization": "SELECT id FROM person WHERE organization_id = :id",
    "follow_up": "SELECT person_id FROM follow_up WHERE id = :id",
    "tunnel": "SELECT person_id FROM tunnel WHERE id = :id",
    "deal": "SELECT person_id FROM deal WHERE id = :id",
    "stage": "SELECT person_id FROM deal WHERE stage_id = :id AND status = 'open'",
    "fx_rate": """SELECT person_id FROM deal JOIN fx_rate USING (currency)
                  WHERE fx_rate.id = :id AND status = 'open'""",
    "user_team": """SELECT id FROM person WHERE owner_id = :id AND team_id IS NULL""",
}
_TUNNELS_OF: Mapping[str, str] = {
    "organization": """SELECT tunnel.id FROM deal JOIN tunnel ON deal_id = deal.id
                       WHERE organization_id = :id AND tunnel.person_id IS NULL""",
    "follow_up": """SELECT tunnel.id FROM follow_up
                    JOIN tunnel ON tunnel.id = tunnel_id
                    WHERE follow_up.id = :id AND tunnel.person_id IS NULL""",
    "deal": "SELECT id FROM tunnel WHERE deal_id = :id AND person_id IS NULL",
    "stage": """SELECT tunnel.id FROM deal JOIN tunnel ON deal_id = deal.id
                WHERE stage_id = :id AND status = 'open'
                AND tunnel.person_id IS NULL""",
}

_SEEN = """
    INSERT INTO people_line_seen (user_id, person_id)
    SELECT coalesce(deal.owner_id, 0), person.id FROM person
    JOIN deal ON deal.person_id = person.id AND deal.deleted_at IS NULL
    WHERE deal.owner_id IS NOT person.owner_id
    AND person.id IN (SELECT value FROM json_each(:ids))
    UNION SELECT assignee_id, person.id FROM person
    JOIN follow_up ON follow_up.person_id = person.id
    WHERE assignee_id IS NOT person.owner_id
    AND person.id IN (SELECT value FROM json_each(:ids))
"""


@dataclass(slots=True)
class _Wanted:
    """Whose lines are to be written anew, and the tunnels of deals of no person."""

    people: set[int] = field(default_factory=set[int])
    tunnels: set[int] = field(default_factory=set[int])


def refresh(session: Session, touched: Iterable[tuple[str, int]]) -> None:
    """Write the lines anew that tell of the touched records."""
    wanted = _Wanted()
    for entity, record_id in touched:
        _want(session, wanted, entity, record_id)
        if entity in KEYS:
            _rename(session, entity, record_id)
    for ids in _chunks(wanted.people):
        _drop(session, people_line, ids)
        _insert(session, people(session, ids))
        _drop(session, people_line_seen, ids)
        _see(session, ids)
        wanted.tunnels |= _tunnels_of(session, ids)
    for ids in _chunks(wanted.tunnels):
        _drop_tunnels(session, ids)
        _insert(session, tunnels(session, ids))


def rebuild(session: Session) -> None:
    """Write every list from the records, after a bulk write or a restore."""
    session.connection().execute(delete(people_line))
    session.connection().execute(delete(people_line_seen))
    for ids in _chunks(_every(session, "person")):
        _insert(session, people(session, ids))
        _see(session, ids)
    for ids in _chunks(_every(session, "tunnel")):
        _insert(session, tunnels(session, ids))


def _want(session: Session, wanted: _Wanted, entity: str, record_id: int) -> None:
    if entity in (PERSON_LINE, "person"):
        wanted.people.add(record_id)
    if entity == "tunnel":
        wanted.tunnels.add(record_id)
    names = (entity, "user_team") if entity == "user" else (entity,)
    for name in names:
        wanted.people |= _found(session, _PEOPLE_OF.get(name), record_id)
        wanted.tunnels |= _found(session, _TUNNELS_OF.get(name), record_id)


def _found(session: Session, sql: str | None, record_id: int) -> set[int]:
    if sql is None:
        return set()
    rows = session.connection().execute(text(sql), {"id": record_id})
    return {integer(found) for (found,) in rows if found is not None}


def _tunnels_of(session: Session, people_ids: Sequence[int]) -> set[int]:
    query = select(col(Tunnel.id)).where(col(Tunnel.person_id).in_(people_ids))
    return {found for found in session.scalars(query) if found is not None}


def _every(session: Session, table: str) -> list[int]:
    rows = session.connection().execute(text(f"SELECT id FROM {table}"))
    return [integer(found) for (found,) in rows]


def _rename(session: Session, entity: str, record_id: int) -> None:
    """Sort by the name that something has now."""
    holder, key = KEYS[entity]
    connection = session.connection()
    query = text(f'SELECT name FROM "{entity}" WHERE id = :id')
    name = connection.execute(query, {"id": record_id}).scalar()
    columns = people_line.c
    folded = (fold(str(name)) if name else "") or LAST
    connection.execute(
        update(people_line)
        .where(columns[holder] == record_id, columns[key] != folded)
        .values({key: folded})
    )


def _see(session: Session, ids: Sequence[int]) -> None:
    """Write who else sees these people, as ``models.access`` has it (rulings 12)."""
    session.connection().execute(text(_SEEN), {"ids": json.dumps(list(ids))})


def _drop(session: Session, table: Table, ids: Sequence[int]) -> None:
    statement = delete(table).where(table.c.person_id == bindparam("which"))
    session.connection().execute(statement, [{"which": one} for one in ids])


def _drop_tunnels(session: Session, ids: Sequence[int]) -> None:
    statement = delete(people_line).where(
        people_line.c.list == LISTS[ViewOf.TUNNELS],
        people_line.c.id == bindparam("which"),
    )
    session.connection().execute(statement, [{"which": one} for one in ids])


def _insert(session: Session, rows: Rows) -> None:
    waiting: list[dict[str, object]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) >= CHUNK:
            session.connection().execute(insert(people_line), waiting)
            waiting.clear()
    if waiting:
        session.connection().execute(insert(people_line), waiting)


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))
