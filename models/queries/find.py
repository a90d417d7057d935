"""Search: deals, people and companies by their words, notes and comments."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import TypeVarTuple

from sqlalchemy import Result
from sqlalchemy import Select
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import owned
from models.access import visible
from models.indexing import record_of
from models.queries.names import PERSON_NAME
from models.queries.words import beginning
from models.queries.words import places
from models.queries.words import query_words
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import Organization
from models.tables import Person
from models.tables import Stage
from models.tables import User
from models.text import fold
from models.views.hits import Hit
from models.views.hits import HitKind
from models.vocabulary import Status

Key = tuple[str, int]
Columns = TypeVarTuple("Columns")

LEADING = 20
"""How many titles that begin with the text are looked for beyond the newest hits."""


def search(reader: Reader, text: str, limit: int = 50) -> list[Hit]:
    """Return the visible records that hold every word as a prefix (B1.7).

    Titles that are the text come first, then those that begin with it; open deals
    before closed ones; then the newest. A note or a comment leads to its deal, else
    to its person or company.
    """
    found = places(reader, text, limit)
    if len(found) >= limit:
        found = beginning(reader, text, LEADING) + found
    keys = _records(reader, [record_of(place) for place in found])
    hits = _hits(reader, keys)
    sought = " ".join(query_words(text))
    ranked = sorted(
        (key for key in keys if key in hits), key=lambda key: _rank(hits[key], sought)
    )
    return [hits[key] for key in ranked][:limit]


def _rank(hit: Hit, sought: str) -> tuple[int, bool]:
    title = fold(hit.title)
    nearness = 0 if title == sought else 1 if title.startswith(sought) else 2
    closed = hit.kind is HitKind.DEAL and hit.status != Status.OPEN
    return nearness, closed


def _records(reader: Reader, found: Iterable[Key]) -> list[Key]:
    """Return what the hits lead to, once each, in order."""
    found = list(found)
    leads = {
        **_leads_of_notes(reader, _ids(found, "interaction")),
        **_leads_of_comments(reader, _ids(found, "follow_up")),
    }
    led: dict[Key, None] = {}
    for key in found:
        for record in leads.get(key, (key,)):
            led.setdefault(record)
    return list(led)


def _ids(keys: Iterable[Key], kind: str) -> list[int]:
    return [record_id for name, record_id in keys if name == kind]


def _leads_of_notes(reader: Reader, ids: list[int]) -> dict[Key, Sequence[Key]]:
    if not ids:
        return {}
    query = select(
        col(Interaction.id),
        col(Interaction.deal_id),
        col(Interaction.person_id),
        col(Interaction.organization_id),
    ).where(col(Interaction.id).in_(ids), visible(reader.actor, Interaction))
    return {
        ("interaction", note or 0): _lead(
            ("deal", deal), ("person", person), ("organization", company)
        )
        for note, deal, person, company in reader.session.exec(query)
    }


def _leads_of_comments(reader: Reader, ids: list[int]) -> dict[Key, Sequence[Key]]:
    """Lead to the deal; to the person where the deal is hidden or there is none."""
    if not ids:
        return {}
    query = (
        select(col(FollowUp.id), col(Deal.id), col(FollowUp.person_id))
        .outerjoin(
            Deal, (col(Deal.id) == col(FollowUp.deal_id)) & visible(reader.actor, Deal)
        )
        .where(col(FollowUp.id).in_(ids), visible(reader.actor, FollowUp))
    )
    return {
        ("follow_up", one or 0): _lead(("deal", deal), ("person", person))
        for one, deal, person in reader.session.exec(query)
    }


def _lead(*among: tuple[str, int | None]) -> Sequence[Key]:
    named = [(kind, record_id) for kind, record_id in among if record_id is not None]
    return named[:1]


def _hits(reader: Reader, keys: list[Key]) -> dict[Key, Hit]:
    return {
        **_deals(reader, _ids(keys, "deal")),
        **_people(reader, _ids(keys, "person")),
        **_companies(reader, _ids(keys, "organization")),
    }


def _deals(reader: Reader, ids: list[int]) -> dict[Key, Hit]:
    """Return deals with the names beside them, which a visible deal makes visible."""
    if not ids:
        return {}
    query = (
        columns(
            col(Deal.id),
            col(Deal.title),
            col(Deal.status),
            col(Stage.name),
            func.coalesce(col(User.name), ""),
            func.coalesce(col(Organization.name), ""),
            func.coalesce(PERSON_NAME, ""),
        )
        .join(Stage, col(Stage.id) == col(Deal.stage_id))
        .outerjoin(User, col(User.id) == col(Deal.owner_id))
        .outerjoin(Organization, col(Organization.id) == col(Deal.organization_id))
        .outerjoin(Person, col(Person.id) == col(Deal.person_id))
        .where(col(Deal.id).in_(ids), visible(reader.actor, Deal))
    )
    return {
        ("deal", deal or 0): Hit(
            kind=HitKind.DEAL,
            id=deal or 0,
            title=title,
            subtitle=" · ".join(name for name in (company, person) if name),
            status=status,
            stage=stage,
            owner=owner,
        )
        for deal, title, status, stage, owner, company, person in _rows(reader, query)
    }


def _people(reader: Reader, ids: list[int]) -> dict[Key, Hit]:
    if not ids:
        return {}
    query = (
        columns(
            col(Person.id),
            PERSON_NAME,
            col(Person.lifecycle),
            func.coalesce(col(Organization.name), ""),
            func.coalesce(col(User.name), ""),
        )
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .outerjoin(User, col(User.id) == col(Person.owner_id))
        .where(col(Person.id).in_(ids), visible(reader.actor, Person))
    )
    return {
        ("person", person or 0): Hit(
            kind=HitKind.PERSON,
            id=person or 0,
            title=name,
            subtitle=company,
            status=lifecycle,
            owner=owner,
        )
        for person, name, lifecycle, company, owner in _rows(reader, query)
    }


def _companies(reader: Reader, ids: list[int]) -> dict[Key, Hit]:
    """Return companies; whose they are is told only where they are seen in full."""
    if not ids:
        return {}
    full = owned(reader.actor, col(Organization.owner_id))
    query = (
        columns(
            col(Organization.id),
            col(Organization.name),
            col(Organization.place),
            col(Organization.domain),
            case((full, func.coalesce(col(User.name), "")), else_=""),
        )
        .outerjoin(User, col(User.id) == col(Organization.owner_id))
        .where(col(Organization.id).in_(ids), visible(reader.actor, Organization))
    )
    return {
        ("organization", company or 0): Hit(
            kind=HitKind.COMPANY,
            id=company or 0,
            title=name,
            subtitle=place or domain,
            owner=owner,
        )
        for company, name, place, domain, owner in _rows(reader, query)
    }


def _rows(reader: Reader, query: Select[*Columns]) -> Result[*Columns]:
    return reader.session.connection().execute(query)
