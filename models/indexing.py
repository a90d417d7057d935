"""The search index: one folded line of words for each record that can be found.

The lists of people, the values of follow-ups and the bookings that held are derived
with it, for every writer calls this one.
"""

from collections.abc import Iterable

from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import select
from sqlalchemy import text
from sqlmodel import Session
from sqlmodel import col

from models import deriving
from models import holding
from models import lining
from models import valuing
from models.tables import ContactPoint
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import Organization
from models.tables import Person
from models.text import fold
from models.views.people import integer

KINDS = ("deal", "person", "organization", "interaction", "follow_up")
Words = Select[*tuple[object, ...]]
CHUNK = 5_000
"""Records whose words are written together."""
WIDTH = 8
"""Row ids of the index are ``record id * WIDTH + place of the kind``."""


def row_id(kind: str, record_id: int) -> int:
    """Return where the words of a record stand in the index."""
    return record_id * WIDTH + KINDS.index(kind)


def record_of(place: int) -> tuple[str, int]:
    """Return the kind and the id of the record at a row of the index."""
    record_id, kind = divmod(place, WIDTH)
    return KINDS[kind], record_id


def refresh(session: Session, touched: Iterable[tuple[str, int]]) -> None:
    """Write the words of the touched records anew, and of what shows their names."""
    wanted = set(touched)
    lining.refresh(session, wanted)
    follow_ups = deriving.follow_ups_of(session, wanted)
    valuing.refresh(session, follow_ups)
    holding.refresh(session, wanted, follow_ups)
    for entity, record_id in list(wanted):
        wanted |= _showing(session, entity, record_id)
    for kind in KINDS:
        ids = sorted(record_id for entity, record_id in wanted if entity == kind)
        if ids:
            _rewrite(session, kind, ids)


def rebuild(session: Session) -> None:
    """Write the whole index from the records, after a bulk write or a restore."""
    session.connection().execute(text("DELETE FROM search"))
    for kind in KINDS:
        _write(session, kind, None)
    lining.rebuild(session)
    valuing.rebuild(session)
    holding.rebuild(session)


def _showing(session: Session, entity: str, record_id: int) -> set[tuple[str, int]]:
    """Return the records whose words contain the name of this one."""
    if entity not in {"organization", "person"}:
        return set()
    deals = Deal.organization_id if entity == "organization" else Deal.person_id
    found = {
        ("deal", deal)
        for deal in session.scalars(select(col(Deal.id)).where(col(deals) == record_id))
        if deal is not None
    }
    if entity == "organization":
        people = select(col(Person.id)).where(col(Person.organization_id) == record_id)
        found |= {("person", one) for one in session.scalars(people) if one is not None}
    return found


def _rewrite(session: Session, kind: str, ids: list[int]) -> None:
    connection = session.connection()
    for record_id in ids:
        connection.execute(
            text("DELETE FROM search WHERE rowid = :place"),
            {"place": row_id(kind, record_id)},
        )
    _write(session, kind, ids)


def _write(session: Session, kind: str, ids: list[int] | None) -> None:
    query = _SELECTS[kind]()
    if ids is not None:
        query = query.where(query.selected_columns[0].in_(ids))
    lines: dict[int, list[str]] = {}
    for found, *words in session.connection().execute(query):
        record_id = integer(found)
        if len(lines) >= CHUNK and record_id not in lines:
            _insert(session, kind, lines)
        told = [str(word) for word in words if word]
        lines.setdefault(record_id, []).extend(told)
    _insert(session, kind, lines)


def _insert(session: Session, kind: str, lines: dict[int, list[str]]) -> None:
    """Write these lines and forget them, so that a large index fits in memory."""
    rows = [
        {"place": row_id(kind, record_id), "words": fold(" ".join(words))}
        for record_id, words in lines.items()
        if words
    ]
    lines.clear()
    if rows:
        session.connection().execute(
            text("INSERT INTO search (rowid, words) VALUES (:place, :words)"), rows
        )


def _of(*columns: SQLColumnExpression[object]) -> Words:
    """Select a record's id and what it is found by."""
    return select(*columns)


def _deals() -> Words:
    return (
        _of(
            col(Deal.id),
            col(Deal.title),
            col(Organization.name),
            col(Person.first_name),
            col(Person.last_name),
        )
        .outerjoin(Organization, col(Organization.id) == col(Deal.organization_id))
        .outerjoin(Person, col(Person.id) == col(Deal.person_id))
        .where(col(Deal.deleted_at).is_(None))
    )


def _people() -> Words:
    return (
        _of(
            col(Person.id),
            col(Person.first_name),
            col(Person.last_name),
            col(Organization.name),
            col(ContactPoint.value),
            col(ContactPoint.normalized),
        )
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .outerjoin(ContactPoint, col(ContactPoint.person_id) == col(Person.id))
        .where(col(Person.deleted_at).is_(None))
        .order_by(col(Person.id))
    )


def _organizations() -> Words:
    return _of(
        col(Organization.id),
        col(Organization.name),
        col(Organization.domain),
        col(Organization.place),
    ).where(col(Organization.deleted_at).is_(None))


def _interactions() -> Words:
    return _of(col(Interaction.id), col(Interaction.body))


def _follow_ups() -> Words:
    return _of(
        col(FollowUp.id), col(FollowUp.initial_comment), col(FollowUp.outcome_comment)
    )


_SELECTS = {
    "deal": _deals,
    "person": _people,
    "organization": _organizations,
    "interaction": _interactions,
    "follow_up": _follow_ups,
}
