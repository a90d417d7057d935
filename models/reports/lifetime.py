"""The report ``lifetime``: the key figures of the follow-ups ever made (C.6)."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.counted import within
from models.reports.followed import follow_ups_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.tables import FollowUp
from models.tables import Person
from models.views.people import integer
from models.vocabulary import Lifecycle
from models.vocabulary import Outcome

FOLLOWUPS = "followups"
COLUMNS = (
    Column("entered", Kind.COUNT),
    Column("not_to_follow_up", Kind.COUNT),
    Column("converted", Kind.COUNT),
    Column(FOLLOWUPS, Kind.COUNT),
    Column("came_back", Kind.COUNT),
)


LISTED = tuple(column.key for column in COLUMNS)


def lifetime(reader: Reader, asked: Asked) -> Report:
    """Return one row: distinct persons, and all follow-ups.

    ``came_back`` are those not to be followed up who were followed up again. With a
    period, follow-ups count by when they were created.
    """
    people = _people(reader, asked)
    figures = [func.coalesce(func.sum(_figure(people, c.key)), 0) for c in COLUMNS]
    (found,) = reader.session.connection().execute(chosen(*figures)).all()
    row: Row = {
        column.key: integer(value) for column, value in zip(COLUMNS, found, strict=True)
    }
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
    if cell.column not in LISTED:
        raise uncounted(cell, *LISTED)
    if cell.column == FOLLOWUPS:
        query = chosen(col(FollowUp.id)).where(_in_figures(reader, asked))
        return listed(reader.session.connection().execute(query), "follow_up")
    people = _people(reader, asked)
    query = chosen(people.c.id).where(_figure(people, cell.column) > 0)
    return listed(reader.session.connection().execute(query), "person")


def _people(reader: Reader, asked: Asked) -> Subquery:
    """Return one row for each person followed up, and one for deals without any.

    How many follow-ups, how many enrolled (which closes a tunnel as converted), the
    first refusal, and the newest; one that was imported is as old as its outcome.
    """
    created = text(col(FollowUp.created_at))
    begun = func.min(created, func.coalesce(text(col(FollowUp.done_at)), created))
    outcome = text(col(FollowUp.outcome))
    refusal = case((outcome == Outcome.NOT_INTERESTED.value, col(FollowUp.done_at)))
    enrolled = outcome == Outcome.ENROLLED.value
    return (
        chosen(
            whole(col(FollowUp.person_id)).label("id"),
            func.count().label("number"),
            func.sum(case((enrolled, 1), else_=0)).label("enrolled"),
            func.min(text(refusal)).label("refused"),
            func.max(begun).label("newest"),
        )
        .where(_in_figures(reader, asked))
        .group_by(col(FollowUp.person_id))
        .subquery("people")
    )


def _figure(people: Subquery, column: str) -> ColumnElement[int]:
    """Return what a row of people adds to a figure."""
    if column == FOLLOWUPS:
        return people.c.number
    known: Test = people.c.id.is_not(None)
    tests: Mapping[str, Test] = {
        "entered": known,
        "not_to_follow_up": known & people.c.refused.is_not(None),
        "converted": known & (people.c.enrolled > 0) & _became_customer(people),
        "came_back": known & (people.c.newest > people.c.refused),
    }
    return case((tests[column], 1), else_=0)


def _became_customer(people: Subquery) -> Test:
    return exists().where(
        col(Person.id) == people.c.id, col(Person.lifecycle) != Lifecycle.PROSPECT
    )


def _in_figures(reader: Reader, asked: Asked) -> Test:
    """Keep to follow-ups of the scope that hang on nothing in the bin (C.0)."""
    made = within(asked.period, col(FollowUp.created_at))
    return and_(made, follow_ups_of(reader, asked, col(FollowUp.assignee_id)))
