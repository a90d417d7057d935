"""The report ``advice``: which stage to push, whether a void is coming (K-14, K-15).

Coverage waits for targets; until then the wins in sight are what warns.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports import walks
from models.reports.amounts import BaseAmounts
from models.reports.closings import CLOSED
from models.reports.closings import NONE
from models.reports.closings import closings
from models.reports.closings import of_closer
from models.reports.counted import in_figures
from models.reports.counted import of_counted
from models.reports.counted import pipeline_of
from models.reports.counted import stages_of
from models.reports.counted import within
from models.reports.listed import CellAt
from models.reports.listed import Item
from models.reports.listed import Listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.reports.velocity import window_of
from models.rules.advice import WEEKS
from models.rules.advice import Level
from models.rules.advice import Outlook
from models.rules.advice import Void
from models.rules.advice import pushes
from models.rules.advice import void
from models.rules.metrics import rounded
from models.rules.metrics_funnel import odds
from models.rules.metrics_times import spread
from models.rules.metrics_velocity import WINDOW_DAYS
from models.tables import Deal
from models.tables import Stage
from models.tables import StageVisit
from models.views.people import integer
from models.views.people import maybe_integer
from models.vocabulary import Status

PUSH = "push_stage"
VOID = "void_coming"
LISTED = ("deals", "amount")

COLUMNS = (
    Column("kind", Kind.CODE),
    Column("stage", Kind.CODE),
    Column("text", Kind.TEXT),
    Column("deals", Kind.COUNT),
    Column("amount", Kind.MONEY),
    Column("next_stage", Kind.CODE),
    Column("needed", Kind.COUNT),
    Column("expected", Kind.NUMBER),
    Column("usual", Kind.NUMBER),
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The pipeline that is advised on, its stages, and the deals open in each."""

    pipeline_id: int
    stages: Sequence[Stage]
    levels: Sequence[Level]


def advice(reader: Reader, asked: Asked) -> Report:
    """Return what to do now, if anything; ``text`` is the code of a sentence.

    ``deals`` and ``amount`` are the open deals of the stage named.
    """
    ground = _ground(reader, asked)
    stages = {stage.pk: stage for stage in ground.stages}
    amounts = BaseAmounts(reader)
    rows = [
        _row(reader, asked, amounts, stages[here], {"next_stage": stages[ahead].name})
        for here, ahead in pushes(ground.levels)
    ]
    gap = void(_outlook(reader, asked, ground)) if ground.stages else None
    if gap is not None:
        rows.append(_row(reader, asked, amounts, ground.stages[0], _told(gap)))
    return Report(
        name="advice",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=None,
        notes=amounts.notes(),
    )


def advice_list(reader: Reader, asked: Asked, stage: str, cell: CellAt) -> Listed:
    """Return the open deals of the stage to push, the best cards first."""
    if cell.column not in LISTED:
        raise uncounted(cell, *LISTED)
    found = [
        one
        for one in stages_of(reader, pipeline_of(reader, asked))
        if one.name == stage
    ]
    listed = BaseAmounts(reader).items(_open_in(reader, asked, found))

    def rank(item: Item) -> tuple[bool, int | Fraction, int]:
        return item.value is None, -(item.value or 0), item.id

    return Listed(listed.entity, tuple(sorted(listed.items, key=rank)))


def _ground(reader: Reader, asked: Asked) -> Ground:
    pipeline_id = pipeline_of(reader, asked)
    stages = stages_of(reader, pipeline_id)
    return Ground(pipeline_id, stages, _levels(reader, asked, stages))


def _levels(reader: Reader, asked: Asked, stages: Sequence[Stage]) -> list[Level]:
    ends = [reader.now - timedelta(weeks=weeks) for weeks in range(1, WEEKS + 1)]
    entered, exited = col(StageVisit.entered_at), col(StageVisit.exited_at)
    still = col(StageVisit.exit_kind).is_(None)

    def number(test: Test) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((test, 1), else_=0)), 0)

    weekly = [
        number(
            and_(
                or_(entered.is_(None), entered <= end),
                or_(still, exited > end),
            )
        )
        for end in ends
    ]
    query = (
        chosen(col(StageVisit.stage_id), func.count(), number(still), *weekly)
        .where(
            col(StageVisit.stage_id).in_([stage.pk for stage in stages]),
            or_(still, exited > ends[-1]),
            of_counted(reader, asked, col(StageVisit.deal_id)),
        )
        .group_by(col(StageVisit.stage_id))
    )
    found: dict[int, Level] = {}
    for stage_id, seen, now, *past in reader.session.connection().execute(query):
        stage = integer(stage_id)
        found[stage] = Level(
            stage, integer(now), [integer(one) for one in past], integer(seen)
        )
    return [found.get(s.pk, Level(s.pk, 0, (), 0)) for s in stages]


def _outlook(reader: Reader, asked: Asked, ground: Ground) -> Outlook:
    ids = [stage.pk for stage in ground.stages]
    now = replace(asked, period=Period(asked.period.zone))
    window = window_of(reader, now)
    closed = and_(
        of_closer(reader, asked),
        col(Deal.pipeline_id) == ground.pipeline_id,
        col(Deal.status).in_(CLOSED),
        within(window, col(Deal.closed_at)),
    )
    rates = odds(walks.grouped(reader, closed, whole=False), ids)
    days = _days_to_win(reader, now, ground)
    wins = sum(days.values())
    known = {day: number for day, number in days.items() if day is not None}
    return Outlook(
        wins=wins,
        window_days=WINDOW_DAYS,
        cycle_days=spread(known).mean,
        expected=sum(
            (
                level.now * (rate or Fraction())
                for level, rate in zip(ground.levels, rates, strict=True)
            ),
            Fraction(),
        ),
        cohort_rate=rates[0],
    )


def _days_to_win(reader: Reader, asked: Asked, ground: Ground) -> dict[int | None, int]:
    """Return how often each number of days to a win occurs, an unknown one too."""
    here = replace(asked, pipeline_id=ground.pipeline_id)
    deals = closings(reader, here, window_of(reader, asked), NONE)
    query = (
        chosen(deals.c.days, func.count())
        .where(deals.c.status == Status.WON.value)
        .group_by(deals.c.days)
    )
    return {
        maybe_integer(days): integer(number)
        for days, number in reader.session.connection().execute(query)
    }


def _open_in(reader: Reader, asked: Asked, stages: Sequence[Stage]) -> Test:
    return and_(
        in_figures(reader, asked),
        col(Deal.stage_id).in_([stage.pk for stage in stages]),
        col(Deal.status) == Status.OPEN,
    )


def _row(
    reader: Reader,
    asked: Asked,
    amounts: BaseAmounts,
    stage: Stage,
    told: Mapping[str, Cell],
) -> Row:
    """Write an advice on a stage: a push names the next one, a void what is needed."""
    sums = amounts.by(_open_in(reader, asked, [stage]), col(Deal.stage_id))
    deals, minor = sums.get(stage.pk, (0, 0))
    kind = PUSH if "next_stage" in told else VOID
    row: dict[str, Cell] = {column.key: None for column in COLUMNS}
    row |= {
        "kind": kind,
        "stage": stage.name,
        "text": kind,
        "deals": deals,
        "amount": Money(minor, reader.house.currency),
    }
    return {**row, **told}


def _told(gap: Void) -> Mapping[str, Cell]:
    return {
        "needed": gap.needed,
        "expected": rounded(gap.expected),
        "usual": rounded(gap.usual),
    }
