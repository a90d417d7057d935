"""The report ``lifetime``: the key figures of the follow-ups ever made (C.6)."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import true
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import assignee_at
from models.reports.at_the_time import reassigned
from models.reports.counted import everything
from models.reports.followed import of_live_deal
from models.reports.followed import of_live_person
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import attributed
from models.reports.scope import scope_of
from models.reports.seen import follow_up_seen
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
    period, follow-ups count by when they were created, those that a file brought in
    by when they were done, which was before.
    """
    adding = _adding(reader, asked, _people(reader, asked))
    sums = [func.coalesce(func.sum(adding[column.key]), 0) for column in COLUMNS]
    (found,) = reader.session.connection().execute(chosen(*sums)).all()
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
        of_live = of_live_person(col(FollowUp.person_id))
        test = and_(_counted(reader, asked), _made_for(reader, asked), of_live)
        query = chosen(col(FollowUp.id)).where(test)
        return listed(reader.session.connection().execute(query), "follow_up")
    people = _people(reader, asked)
    adding = _adding(reader, asked, people)
    query = chosen(people.c.id).where(adding[cell.column] > 0)
    return listed(reader.session.connection().execute(query), "person")


def _people(reader: Reader, asked: Asked) -> Subquery:
    """Return one row for each person followed up, and one for deals without any.

    How many follow-ups, how many enrolled (which closes a tunnel as converted), and
    the first refusal. Whether a person is in the bin is asked once for each of them.
    A follow-up goes to whom it was planned for, its outcome to who had it then (C.0).
    """
    made = _made_for(reader, asked)
    had = attributed(reader, asked.scope, col(FollowUp.assignee_id))
    person_id = col(FollowUp.person_id)
    outcome, done = text(col(FollowUp.outcome)), text(col(FollowUp.done_at))
    enrolled = outcome == Outcome.ENROLLED.value
    refusal = outcome == Outcome.NOT_INTERESTED.value
    return (
        chosen(
            whole(person_id).label("id"),
            func.count().filter(made).label(FOLLOWUPS),
            func.count().filter(and_(enrolled, had)).label("enrolled"),
            func.min(done).filter(and_(refusal, had)).label("refused"),
        )
        .where(_counted(reader, asked), or_(had, col(FollowUp.id).in_(reassigned())))
        .group_by(person_id)
        .having(of_live_person(person_id))
        .subquery("people")
    )


def _adding(
    reader: Reader, asked: Asked, people: Subquery
) -> Mapping[str, ColumnElement[int]]:
    """Return what a row of people adds to each figure."""
    known: Test = people.c.id.is_not(None)
    refused = known & people.c.refused.is_not(None)
    converted = known & (people.c.enrolled > 0) & _became_customer(people)
    return {
        "entered": _one(known & (people.c[FOLLOWUPS] > 0)),
        "not_to_follow_up": _one(refused),
        "converted": _one(converted),
        FOLLOWUPS: people.c[FOLLOWUPS],
        "came_back": _one(refused & _came_back(reader, asked, people)),
    }


def _one(test: Test) -> ColumnElement[int]:
    return case((test, 1), else_=0)


def _became_customer(people: Subquery) -> Test:
    return exists().where(
        col(Person.id) == people.c.id, col(Person.lifecycle) != Lifecycle.PROSPECT
    )


def _came_back(reader: Reader, asked: Asked, people: Subquery) -> Test:
    """Tell whether a follow-up began after the first refusal.

    One that was imported is as old as its outcome.
    """
    created, done = text(col(FollowUp.created_at)), text(col(FollowUp.done_at))
    return (
        exists()
        .where(
            col(FollowUp.person_id) == people.c.id,
            created > people.c.refused,
            or_(done.is_(None), done > people.c.refused),
            _counted(reader, asked),
            _made_for(reader, asked),
        )
        .correlate(people)
    )


def _counted(reader: Reader, asked: Asked) -> Test:
    """Keep to visible follow-ups whose person may be in the bin (C.0)."""
    made = _made_within(asked.period)
    if everything(reader, asked):
        return and_(made, of_live_deal())
    return and_(made, of_live_deal(), follow_up_seen(reader.actor))


def _made_within(period: Period) -> Test:
    """Keep those made in the period: at the latest when they were done or cancelled."""
    made, done = col(FollowUp.created_at), col(FollowUp.done_at)
    ended = func.coalesce(done, col(FollowUp.cancelled_at), made)
    tests: list[Test] = []
    if period.start is not None:
        tests += [made >= period.start, ended >= period.start]
    if period.end is not None:
        tests.append(or_(made < period.end, ended < period.end))
    return and_(*tests) if tests else true()


def _made_for(reader: Reader, asked: Asked) -> Test:
    """Keep to those planned for the scope, whoever has them now (R-28)."""
    return attributed(reader, asked.scope, assignee_at(col(FollowUp.created_at)))
