"""The report ``time-in-stage``: stays that ended, and those that last (C.11)."""

from collections.abc import Mapping
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Subquery
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.errors import BadValue
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports.counted import When
from models.reports.counted import of_counted
from models.reports.counted import pipeline_of
from models.reports.counted import stages_of
from models.reports.counted import within
from models.reports.days import local_day_number
from models.reports.days import number_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.rules.metrics import rounded
from models.rules.metrics_times import Spread
from models.rules.metrics_times import spread
from models.tables import Stage
from models.tables import StageVisit
from models.views.people import integer
from models.views.people import maybe_integer
from models.vocabulary import StageKind

EACH = "each"
LATEST = "latest"
CUMULATIVE = "cumulative"
BASES = (EACH, LATEST, CUMULATIVE)
UNKNOWN = 10**6
"""More days than any stay: the last stay and its days are found as one number."""
KINDS = (StageKind.OPEN, StageKind.POST_SALE)

COMPLETED = ("visits", "median_days", "mean_days", "p90_days")
PRESENT = ("open_visits", "open_median_age_days")
COLUMNS = (
    Column("stage", Kind.CODE),
    Column("visits", Kind.COUNT),
    Column("median_days", Kind.DAYS),
    Column("mean_days", Kind.DAYS),
    Column("p90_days", Kind.DAYS),
    Column("open_visits", Kind.COUNT),
    Column("open_median_age_days", Kind.DAYS),
)

Lengths = Mapping[int, Mapping[int | None, int]]
"""For each stage, how often each number of days occurs, an unknown one too."""


def time_in_stage(reader: Reader, asked: Asked) -> Report:
    """Return completed stays that ended in the period, beside those that last.

    ``each`` counts every stay, ``latest`` the last one of a deal in a stage,
    ``cumulative`` all stays of a deal in a stage together. A stay whose days are not
    known is counted, but not measured.
    """
    basis = choice(asked.basis, EACH, BASES, "basis")
    pipeline_id = pipeline_of(reader, asked)
    stages = stages_of(reader, pipeline_id, *KINDS)
    done = _lengths(reader, _done(reader, asked, pipeline_id, basis))
    still = _lengths(reader, _still(reader, asked, pipeline_id))
    rows = [
        _row(stage.name, done.get(stage.pk, {}), still.get(stage.pk, {}))
        for stage in stages
        if stage.kind is StageKind.OPEN or stage.pk in done or stage.pk in still
    ]
    return Report(
        name="time-in-stage",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=None,
    )


def time_in_stage_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals of the stays that a cell counts, with the days of each."""
    basis = choice(asked.basis, EACH, BASES, "basis")
    pipeline_id = pipeline_of(reader, asked)
    stages = {s.name: s.pk for s in stages_of(reader, pipeline_id, *KINDS)}
    if cell.row not in stages:
        raise BadValue("choice_unknown", "stage", text=str(cell.row), choices=[*stages])
    if cell.column in COMPLETED:
        stays = _done(reader, asked, pipeline_id, basis)
    elif cell.column in PRESENT:
        stays = _still(reader, asked, pipeline_id)
    else:
        raise uncounted(cell, *COMPLETED, *PRESENT)
    query = select(stays.c.deal_id, stays.c.days).where(
        stays.c.stage_id == stages[str(cell.row)]
    )
    return listed(reader.session.connection().execute(query))


def _lengths(reader: Reader, stays: Subquery) -> Lengths:
    columns = (stays.c.stage_id, stays.c.days)
    query = chosen(*columns, func.count()).group_by(*columns)
    found: dict[int, dict[int | None, int]] = {}
    for stage_id, days, number in reader.session.connection().execute(query):
        found.setdefault(integer(stage_id), {})[maybe_integer(days)] = integer(number)
    return found


def _done(reader: Reader, asked: Asked, pipeline_id: int, basis: str) -> Subquery:
    entered, exited = col(StageVisit.entered_at), col(StageVisit.exited_at)
    deal_id, stage_id = col(StageVisit.deal_id), col(StageVisit.stage_id)
    here = _stage(asked)
    length = _day(reader, exited) - _day(reader, entered)
    test = (
        col(StageVisit.exit_kind).is_not(None),
        within(asked.period, exited),
        *_counted(reader, asked, pipeline_id, here),
    )
    if basis == EACH:
        return _stays(length, here).where(*test).subquery("stays")
    if basis == CUMULATIVE:
        summed = _stays(func.sum(length), here).where(*test)
        return summed.group_by(deal_id, stage_id).subquery("stays")
    last = func.max(col(StageVisit.id) * UNKNOWN + func.coalesce(length, UNKNOWN - 1))
    days = func.nullif(last % UNKNOWN, UNKNOWN - 1)
    return _stays(days, here).where(*test).group_by(deal_id, stage_id).subquery("stays")


def _still(reader: Reader, asked: Asked, pipeline_id: int) -> Subquery:
    today = number_of(local_day(reader.now, reader.house.zone))
    age = literal_column(str(today), Integer) - _day(reader, col(StageVisit.entered_at))
    stage = type_coerce(col(StageVisit.stage_id), Integer)
    return (
        _stays(age, stage)
        .where(
            col(StageVisit.exit_kind).is_(None),
            *_counted(reader, asked, pipeline_id, stage),
        )
        .subquery("stays")
    )


def _stage(asked: Asked) -> ColumnElement[int]:
    """Return the stage of a stay; of all time in a form that no index is taken for.

    Nearly every row is wanted then, and one pass over the table is three times as
    fast as going to each row from the index of its stage.
    """
    stage = type_coerce(col(StageVisit.stage_id), Integer)
    return stage + literal_column("0") if asked.period.start is None else stage


def _stays(days: ColumnElement[int], stage: ColumnElement[int]) -> Statement:
    return chosen(col(StageVisit.deal_id), stage.label("stage_id"), days.label("days"))


def _counted(
    reader: Reader, asked: Asked, pipeline_id: int, stage: ColumnElement[int]
) -> Sequence[Test]:
    here = select(col(Stage.id)).where(
        col(Stage.pipeline_id) == pipeline_id, col(Stage.kind).in_(KINDS)
    )
    return (
        stage.in_(here),
        of_counted(reader, asked, col(StageVisit.deal_id)),
    )


def _day(reader: Reader, moment: When) -> ColumnElement[int]:
    return local_day_number(moment, reader.house.zone, reader.now)


def _row(
    name: str, done: Mapping[int | None, int], still: Mapping[int | None, int]
) -> Row:
    completed, present = _spread(done), _spread(still)
    return {
        "stage": name,
        "visits": sum(done.values()),
        "median_days": rounded(completed.median),
        "mean_days": rounded(completed.mean),
        "p90_days": rounded(completed.p90),
        "open_visits": sum(still.values()),
        "open_median_age_days": rounded(present.median),
    }


def _spread(lengths: Mapping[int | None, int]) -> Spread:
    return spread({days: n for days, n in lengths.items() if days is not None})
