"""The report ``lifetime``: the key figures of the follow-ups ever made (C.6)."""

from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.counted import everything
from models.reports.counted import within
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person
from models.tables import Tunnel
from models.views.people import integer
from models.vocabulary import Lifecycle
from models.vocabulary import Outcome
from models.vocabulary import TunnelResult

FOLLOWUPS = "followups"
COLUMNS = (
    Column("entered", Kind.COUNT),
    Column("not_to_follow_up", Kind.COUNT),
    Column("converted", Kind.COUNT),
    Column(FOLLOWUPS, Kind.COUNT),
    Column("came_back", Kind.COUNT),
)


def lifetime(reader: Reader, asked: Asked) -> Report:
    """Return one row: distinct persons, and all follow-ups.

    ``came_back`` are those not to be followed up who were followed up again. With a
    period, follow-ups count by when they were created.
    """
    row: Row = {column.key: _count(reader, asked, column.key) for column in COLUMNS}
    return Report(
        name="lifetime",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=(row,),
        total=row,
    )


def lifetime_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the persons that a figure counts, or the follow-ups."""
    if cell.column not in {column.key for column in COLUMNS}:
        raise uncounted(cell)
    found = _counted(reader, asked, cell.column)
    rows = reader.session.connection().execute(select(found.c.id))
    return listed(rows, "follow_up" if cell.column == FOLLOWUPS else "person")


def _count(reader: Reader, asked: Asked, column: str) -> int:
    found = _counted(reader, asked, column)
    query = select(func.count()).select_from(found)
    return integer(reader.session.scalars(query).one())


def _counted(reader: Reader, asked: Asked, column: str) -> Subquery:
    if column == FOLLOWUPS:
        every = chosen(col(FollowUp.id).label("id"))
        return every.where(_in_figures(reader, asked)).subquery("counted")
    persons = (
        chosen(col(FollowUp.person_id).label("id"))
        .distinct()
        .where(col(FollowUp.person_id).is_not(None), _in_figures(reader, asked))
        .where(_figure(column))
    )
    return persons.subquery("counted")


def _figure(column: str) -> Test:
    refused = text(col(FollowUp.outcome)) == Outcome.NOT_INTERESTED.value
    match column:
        case "entered":
            return true()
        case "not_to_follow_up":
            return refused
        case "converted":
            return _converted()
        case _:
            return and_(refused, _followed_again())


def _followed_again() -> Test:
    later = aliased(FollowUp)
    return exists().where(
        col(later.person_id) == col(FollowUp.person_id),
        col(later.deleted_at).is_(None),
        col(later.created_at) > col(FollowUp.done_at),
    )


def _converted() -> Test:
    """Tell whether a follow-up enrolled a person who became a customer."""
    return and_(
        text(col(FollowUp.outcome)) == Outcome.ENROLLED.value,
        exists().where(
            col(Tunnel.id) == col(FollowUp.tunnel_id),
            col(Tunnel.result) == TunnelResult.CONVERTED,
        ),
        exists().where(
            col(Person.id) == col(FollowUp.person_id),
            col(Person.lifecycle) != Lifecycle.PROSPECT,
        ),
    )


def _in_figures(reader: Reader, asked: Asked) -> Test:
    """Keep to follow-ups of the scope that hang on nothing in the bin (C.0)."""
    binned_deals = select(col(Deal.id)).where(col(Deal.deleted_at).is_not(None))
    binned_people = select(col(Person.id)).where(col(Person.deleted_at).is_not(None))
    deal_id, person_id = col(FollowUp.deal_id), col(FollowUp.person_id)
    seen: Test = true()
    if not everything(reader, asked):
        seen = and_(
            visible(reader.actor, FollowUp),
            attributed(reader, asked.scope, col(FollowUp.assignee_id)),
        )
    return and_(
        col(FollowUp.deleted_at).is_(None),
        or_(deal_id.is_(None), deal_id.not_in(binned_deals)),
        or_(person_id.is_(None), person_id.not_in(binned_people)),
        within(asked.period, col(FollowUp.created_at)),
        seen,
    )
