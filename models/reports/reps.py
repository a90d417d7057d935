"""The report ``reps``: what each rep created, did, held, missed and won (C.9)."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy import tuple_
from sqlmodel import col

from models.access import Reader
from models.access import colleagues
from models.access import owned
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports import instants
from models.reports.attempts import MISSED as NOT_DONE
from models.reports.attempts import came_due
from models.reports.attempts import done_ones
from models.reports.attempts import fell_due
from models.reports.attempts import was_done
from models.reports.conversions import conversions
from models.reports.counted import within
from models.reports.followed import came_within
from models.reports.followed import follow_ups_of
from models.reports.followed import people_passed
from models.reports.held import attended
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import of_row
from models.reports.listed import uncounted
from models.reports.numbers import marked_by_rep
from models.reports.rep_names import rep_names
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.reports.tallies import ASSIGNEE
from models.reports.tallies import DOER
from models.reports.tallies import MAKER
from models.reports.tallies import Lot
from models.reports.tallies import tally
from models.tables import Batch
from models.tables import FollowUp
from models.tables import ImportRow
from models.tables import Person
from models.tables import User
from models.views.people import integer
from models.views.people import maybe_integer
from models.vocabulary import BatchKind
from models.vocabulary import Scope

CREATED = "prospects_created"
IMPORTED = "prospects_imported"
PLANNED = "followups_created"
DONE = "followups_done"
APPOINTMENTS = "appointments_held"
TRIALS = "trials_held"
MISSED = "missed"
CONVERTED = "converted"
WITH = "converted_with_followup"
FOLLOW_UPS: Final = frozenset({PLANNED, DONE, APPOINTMENTS, TRIALS, MISSED})
"""The columns whose lists are follow-ups; the others list persons."""
COUNTS: Final = (
    CREATED,
    PLANNED,
    DONE,
    APPOINTMENTS,
    TRIALS,
    MISSED,
    CONVERTED,
    WITH,
    IMPORTED,
)
COLUMNS = (
    Column("rep", Kind.CODE),
    *(Column(key, Kind.COUNT) for key in COUNTS),
)

Counts = Mapping[str, Counter[int | None]]


def reps(reader: Reader, asked: Asked) -> Report:
    """Return a row for each rep and one for nobody, by who it was at the time.

    Imported prospects stand apart, under who imported them. The total counts each
    record once.
    """
    counts = _counts(reader, asked)
    named = rep_names(reader)
    told = {user for found in counts.values() for user in +found}
    staff = _staff(reader, asked) | {user for user in told if user is not None}
    ordered = sorted(staff, key=lambda user: (named[user].casefold(), user))
    rows = [_row(named[user], user, counts) for user in ordered]
    scope = scope_of(reader, asked.scope)
    if scope is not Scope.ME:
        rows.append(_row(None, None, counts))
    total: dict[str, Cell] = {"rep": None}
    total |= {key: sum(counts[key].values()) for key in COUNTS}
    return Report(
        name="reps",
        period=asked.period,
        scope=scope,
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=total,
    )


def reps_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the persons or follow-ups that a cell counts."""
    if cell.column not in COUNTS:
        raise uncounted(cell, *COUNTS)
    lines = _lines(reader, asked, cell.column)
    query = chosen(lines.c.id).where(owned(reader.actor, lines.c.rep))
    if not cell.total:
        query = query.where(of_row(cell, lines.c.rep, rep_names(reader)))
    entity = "follow_up" if cell.column in FOLLOW_UPS else "person"
    return listed(reader.session.connection().execute(query), entity)


def _row(name: str | None, user: int | None, counts: Counts) -> Row:
    row: dict[str, Cell] = {"rep": name}
    return row | {key: counts[key][user] for key in COUNTS}


def _counts(reader: Reader, asked: Asked) -> Counts:
    found: dict[str, Counter[int | None]] = {key: Counter() for key in COUNTS}
    for rep, every, imported in _came(reader, asked):
        found[CREATED][rep] += every - imported
        found[IMPORTED][rep] += imported
    people = conversions(reader, asked)
    for (rep, known), times in marked_by_rep(reader, people, people.c.followed).items():
        for key in (CONVERTED, WITH) if known else (CONVERTED,):
            found[key][rep] += times
    held = attended(reader, asked)
    for (rep, trial), times in marked_by_rep(reader, held, held.c.trial).items():
        found[TRIALS if trial else APPOINTMENTS][rep] += times
    counted = tally(reader, asked, _lots(reader, asked), whose=True)
    for (rep, _type), one in counted.items():
        for key, number in one.counts.items():
            found[key][rep] += number
    return found


def _lots(reader: Reader, asked: Asked) -> tuple[Lot, ...]:
    """Return what is counted of the lines of follow-ups."""
    missed = and_(NOT_DONE, fell_due(reader, asked, instants.DUE))
    made, done = instants.CREATED, instants.DONE
    return (
        Lot(MAKER, made, PLANNED, within(asked.period, made.number)),
        Lot(DOER, done, DONE, was_done(asked, done.number)),
        Lot(ASSIGNEE, instants.DUE, MISSED, missed),
    )


def _lines(reader: Reader, asked: Asked, column: str) -> CTE | Subquery:
    """Return the id and the rep of every record that a column counts."""
    match column:
        case "prospects_created" | "prospects_imported":
            came = _created(reader, asked)
            return _only(came, came.c.imported == int(column == IMPORTED))
        case "followups_created":
            return _planned(reader, asked)
        case "followups_done":
            return done_ones(reader, asked)
        case "missed":
            due = came_due(reader, asked, instants.DUE, whose=True)
            return _only(due, due.c.missed == 1)
        case "appointments_held" | "trials_held":
            held = attended(reader, asked)
            return _only(held, held.c.trial == int(column == TRIALS))
        case _:
            people = conversions(reader, asked)
            test: Test = people.c.followed == 1 if column == WITH else true()
            return _only(people, test)


def _only(lines: CTE | Subquery, test: Test) -> Subquery:
    return chosen(lines.c.id, lines.c.rep).where(test).subquery("only")


def _came(reader: Reader, asked: Asked) -> Iterator[tuple[int | None, int, int]]:
    """Yield who wrote people down who came, how many, and how many by an import.

    In the order of an index that begins with them: nobody is sorted into groups.
    """
    by = col(Person.created_by)
    writer = unindexed(whole(by))
    query = (
        chosen(by, func.count(), func.count().filter(_imported()))
        .where(came_within(asked.period), people_passed(reader, asked, by))
        .where(owned(reader.actor, writer))
        .group_by(by)
    )
    for rep, every, imported in reader.session.connection().execute(query):
        yield maybe_integer(rep), integer(every), integer(imported)


def _created(reader: Reader, asked: Asked) -> Subquery:
    """Return the persons who came in the period, under who wrote them down.

    Columns: id, rep, imported.
    """
    by = col(Person.created_by)
    imported = case((_imported(), 1), else_=0)
    return (
        chosen(col(Person.id).label("id"), by.label("rep"), imported.label("imported"))
        .where(came_within(asked.period), people_passed(reader, asked, by))
        .subquery("created")
    )


def _imported() -> Test:
    """Tell whether an import wrote a person: at its moment, from one of its rows."""
    batch = select(col(Batch.at), col(Batch.actor_id)).where(
        col(Batch.kind) == BatchKind.IMPORT
    )
    rows = select(col(ImportRow.entity_id)).where(
        col(ImportRow.entity) == "person", col(ImportRow.entity_id).is_not(None)
    )
    written = tuple_(col(Person.created_at), col(Person.created_by))
    return and_(written.in_(batch), col(Person.id).in_(rows))


def _planned(reader: Reader, asked: Asked) -> Subquery:
    by = col(FollowUp.created_by)
    return (
        chosen(col(FollowUp.id).label("id"), by.label("rep"))
        .where(
            within(asked.period, col(FollowUp.created_at)),
            follow_ups_of(reader, asked, by),
        )
        .subquery("planned")
    )


def _staff(reader: Reader, asked: Asked) -> set[int]:
    """Return the active users of the scope, who have a row even without figures."""
    query = select(col(User.id)).where(col(User.active), col(User.deleted_at).is_(None))
    match scope_of(reader, asked.scope):
        case Scope.ME:
            query = query.where(col(User.id) == reader.actor.id)
        case Scope.TEAM:
            query = query.where(col(User.id).in_(colleagues(reader.actor)))
        case Scope.ALL:
            query = query.where(owned(reader.actor, col(User.id)))
    return {integer(one) for one in reader.session.scalars(query)}
