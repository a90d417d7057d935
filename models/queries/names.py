"""Names of records by id, in one statement; hidden records have none here."""

from collections.abc import Iterable
from collections.abc import Mapping

from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import select
from sqlalchemy import union_all
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.actor import Actor
from models.tables import AssignmentRule
from models.tables import Deal
from models.tables import FollowUpType
from models.tables import LossReason
from models.tables import Organization
from models.tables import Person
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.tables import Team
from models.tables import User
from models.tables.base import Record
from models.views.choices import Ref

Wanted = Iterable[tuple[str, int | None]]

PERSON_NAME = func.trim(col(Person.first_name) + " " + col(Person.last_name))
"""First and last name as one text."""

_EVERYBODYS: Mapping[str, tuple[type[Record], SQLColumnExpression[str]]] = {
    "user": (User, col(User.name)),
    "login": (User, col(User.login)),
    "team": (Team, col(Team.name)),
    "stage": (Stage, col(Stage.name)),
    "pipeline": (Pipeline, col(Pipeline.name)),
    "follow_up_type": (FollowUpType, col(FollowUpType.name)),
    "loss_reason": (LossReason, col(LossReason.name)),
    "source": (Source, col(Source.name)),
    "rule": (AssignmentRule, col(AssignmentRule.name)),
}
_SCOPED: Mapping[str, tuple[type[Record], SQLColumnExpression[str]]] = {
    "person": (Person, PERSON_NAME),
    "organization": (Organization, col(Organization.name)),
    "deal": (Deal, col(Deal.title)),
}


class Names:
    """The names of the records that were asked for."""

    def __init__(self, found: Mapping[tuple[str, int], str]) -> None:
        self._found = found

    def of(self, kind: str, record_id: int | None) -> str:
        """Return a name, empty where there is no record or it is hidden."""
        return "" if record_id is None else self._found.get((kind, record_id), "")

    def ref(self, kind: str, record_id: int | None) -> Ref | None:
        """Return id and name, nothing where there is no record or it is hidden."""
        if record_id is None or (kind, record_id) not in self._found:
            return None
        return Ref(record_id, self._found[kind, record_id])


def names_of(reader: Reader, wanted: Wanted) -> Names:
    """Read the names of visible records, asked for by table name and id."""
    ids: dict[str, set[int]] = {}
    for kind, record_id in wanted:
        if record_id is not None:
            ids.setdefault(kind, set()).add(record_id)
    if not ids:
        return Names({})
    selects = [_select(reader.actor, kind, sorted(ids[kind])) for kind in sorted(ids)]
    rows = reader.session.connection().execute(union_all(*selects))
    return Names({(kind, record_id or 0): name for kind, record_id, name in rows})


def all_names(reader: Reader, kinds: Iterable[str]) -> Names:
    """Read every visible name of some tables, for lists of everything."""
    found: dict[tuple[str, int], str] = {}
    for wanted in kinds:
        query = _select(reader.actor, wanted, None)
        for kind, record_id, name in reader.session.connection().execute(query):
            found[kind, record_id or 0] = name
    return Names(found)


def _select(
    actor: Actor, kind: str, ids: list[int] | None
) -> Select[str, int | None, str]:
    table, name = _SCOPED.get(kind) or _EVERYBODYS[kind]
    query = select(literal(kind), col(table.id), name)
    if ids is not None:
        query = query.where(col(table.id).in_(ids))
    return query.where(visible(actor, table)) if kind in _SCOPED else query
