"""The report ``followups``: those due in the period by how they stand now (R-33)."""

from typing import Final

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
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
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics_followups import Fate
from models.tables import FollowUp
from models.views.people import integer
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome

COUNT: Final = "followups"
SHARE: Final = "share"
COLUMNS = (
    Column("status", Kind.CODE),
    Column(COUNT, Kind.COUNT),
    Column(SHARE, Kind.RATE),
)


def followups(reader: Reader, asked: Asked) -> Report:
    """Return a row for each way a follow-up may stand, whether there is any or not."""
    counts = _counts(reader, asked)
    every = sum(counts.values())
    return Report(
        name="followups",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(_row(one.value, counts.get(one.value, 0), every) for one in Fate),
        total=_row(None, every, every),
    )


def followups_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the follow-ups of a status."""
    if cell.column not in {COUNT, SHARE}:
        raise uncounted(cell, COUNT, SHARE)
    query = chosen(col(FollowUp.id)).where(*_due(reader, asked))
    if not cell.total:
        query = query.where(_fate(reader) == str(cell.row))
    return listed(reader.session.connection().execute(query), "follow_up")


def _due(reader: Reader, asked: Asked) -> tuple[Test, ...]:
    """Keep those that are due in the period, by whom they are assigned to."""
    due = within(asked.period, col(FollowUp.planned_at))
    return due, follow_ups_of(reader, asked, col(FollowUp.assignee_id))


def _counts(reader: Reader, asked: Asked) -> dict[str, int]:
    """Count each way in one pass, without sorting."""
    status = text(col(FollowUp.status))
    tests = (
        status == FollowUpStatus.CANCELLED.value,
        status == FollowUpStatus.DONE.value,
        _enrolled(),
        and_(status == FollowUpStatus.PLANNED.value, _late(reader)),
    )
    sums = [func.coalesce(func.sum(case((test, 1), else_=0)), 0) for test in tests]
    query = chosen(func.count(), *sums).where(*_due(reader, asked))
    (row,) = reader.session.connection().execute(query)
    every, cancelled, done, success, late = map(integer, row)
    return {
        Fate.CANCELLED.value: cancelled,
        Fate.SUCCESS.value: success,
        Fate.WITHOUT.value: done - success,
        Fate.LATE.value: late,
        Fate.PLANNED.value: every - cancelled - done - late,
    }


def _enrolled() -> Test:
    """Tell whether a follow-up ended in a customer, which only a done one does."""
    return text(col(FollowUp.outcome)) == Outcome.ENROLLED.value


def _late(reader: Reader) -> Test:
    return col(FollowUp.planned_at) < reader.now


def _fate(reader: Reader) -> ColumnElement[str]:
    """Return how a follow-up stands: late is planned and due before now (C.0)."""
    status = text(col(FollowUp.status))
    done = case((_enrolled(), Fate.SUCCESS.value), else_=Fate.WITHOUT.value)
    planned = case((_late(reader), Fate.LATE.value), else_=Fate.PLANNED.value)
    return case(
        (status == FollowUpStatus.CANCELLED.value, Fate.CANCELLED.value),
        (status == FollowUpStatus.DONE.value, done),
        else_=planned,
    )


def _row(status: str | None, number: int, every: int) -> Row:
    return {"status": status, COUNT: number, SHARE: rounded(ratio(number, every))}
