"""The report ``funnel``: how far the deals of a period came (C.4, rulings 17)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.money import Money
from models.queries.first_terms import Test
from models.reports import funnel_now
from models.reports import walks
from models.reports.amounts import BaseAmounts
from models.reports.counted import in_figures
from models.reports.counted import pipeline_of
from models.reports.counted import stages_of
from models.reports.counted import within
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen
from models.reports.scope import scope_of
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics_funnel import REACHED
from models.rules.metrics_funnel import STRICT
from models.rules.metrics_funnel import VISITED
from models.rules.metrics_funnel import Step
from models.rules.metrics_funnel import Walk
from models.rules.metrics_funnel import counts_in
from models.rules.metrics_funnel import funnel as bars_of
from models.rules.metrics_funnel import stops_at
from models.rules.metrics_funnel import sums_of
from models.tables import Deal
from models.tables import Stage
from models.vocabulary import Status

WON = "won"
COHORT = (REACHED, STRICT, VISITED)
BASES = (*COHORT, funnel_now.FLOW, funnel_now.SNAPSHOT)

COLUMNS = (
    Column("stage", Kind.CODE),
    Column("deals", Kind.COUNT),
    Column("conversion", Kind.RATE),
    Column("cumulative", Kind.RATE),
    Column("amount", Kind.MONEY),
    Column("in_progress", Kind.COUNT),
    Column("lost", Kind.COUNT),
)
COUNTED = tuple(column.key for column in COLUMNS if column.kind is not Kind.CODE)


@dataclass(frozen=True, slots=True)
class Ground:
    """The pipeline that is counted and its stages before the win."""

    pipeline_id: int
    stages: Sequence[Stage]

    @property
    def ids(self) -> list[int]:
        """The stages in order."""
        return [stage.pk for stage in self.stages]


def funnel(reader: Reader, asked: Asked) -> Report:
    """Return a row for each stage and a last one, ``won``.

    ``reached``, ``strict`` and ``visited`` count the deals opened in the period;
    ``flow`` the exits in it, ``snapshot`` what stands in each stage now.
    """
    basis = chosen(asked.basis, REACHED, BASES, "basis")
    if basis not in COHORT:
        return funnel_now.report(reader, asked, basis)
    ground = _ground(reader, asked)
    test = _cohort(reader, asked, ground)
    amounts = BaseAmounts(reader)
    valued = list(walks.valued(amounts, test, whole=basis != REACHED))
    found = [(walk, number) for walk, number, _minor in valued]
    steps = bars_of(found, ground.ids, basis)
    sums = sums_of(((walk, minor) for walk, _, minor in valued), ground.ids, basis)
    names = [*(stage.name for stage in ground.stages), WON]
    money = [Money(minor, reader.house.currency) for minor in sums]
    whole = Money(sum(minor for *_, minor in valued), reader.house.currency)
    return Report(
        name="funnel",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(_row(*three) for three in zip(names, steps, money, strict=True)),
        total=_total(found, steps, whole),
        notes=(*_notes(reader, asked, ground), *amounts.notes()),
    )


def funnel_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals that a cell of the funnel counts; of a rate, its part."""
    basis = chosen(asked.basis, REACHED, BASES, "basis")
    if basis not in COHORT:
        return funnel_now.cell_list(reader, asked, basis, cell)
    ground = _ground(reader, asked)
    place = _place(ground, cell)
    cohort = _cohort(reader, asked, ground)
    seen: dict[Walk, bool] = {}
    kept: set[int] = set()
    for walk, deal_id in walks.singly(reader, cohort):
        if walk not in seen:
            seen[walk] = _is_in(walk, ground.ids, basis, cell.column, place)
        if seen[walk]:
            kept.add(deal_id)
    if cell.column != "amount":
        return listed((deal_id,) for deal_id in kept)
    found = BaseAmounts(reader).items(cohort)
    return Listed("deal", tuple(item for item in found.items if item.id in kept))


def _ground(reader: Reader, asked: Asked) -> Ground:
    pipeline_id = pipeline_of(reader, asked)
    return Ground(pipeline_id, stages_of(reader, pipeline_id))


def _cohort(reader: Reader, asked: Asked, ground: Ground) -> Test:
    return and_(
        in_figures(reader, asked),
        col(Deal.pipeline_id) == ground.pipeline_id,
        within(asked.period, col(Deal.opened_at)),
    )


def _row(name: str, step: Step, amount: Money) -> Row:
    return {
        "stage": name,
        "deals": step.deals,
        "conversion": rounded(step.conversion),
        "cumulative": rounded(step.cumulative),
        "amount": amount,
        "in_progress": None if name == WON else step.in_progress,
        "lost": None if name == WON else step.lost,
    }


def _total(
    found: Sequence[tuple[Walk, int]], steps: Sequence[Step], amount: Money
) -> Row:
    cohort = sum(number for _walk, number in found)

    def those(status: Status) -> int:
        return sum(number for walk, number in found if walk.status is status)

    return {
        "stage": None,
        "deals": cohort,
        "conversion": rounded(ratio(steps[-1].deals, cohort)),
        "cumulative": None,
        "amount": amount,
        "in_progress": those(Status.OPEN),
        "lost": those(Status.LOST),
    }


def _notes(reader: Reader, asked: Asked, ground: Ground) -> tuple[Note, ...]:
    if not asked.period.bounded:
        return ()
    query = select(func.count()).where(
        in_figures(reader, asked),
        col(Deal.pipeline_id) == ground.pipeline_id,
        col(Deal.opened_at).is_(None),
    )
    undated = reader.session.scalars(query).one()
    return (Note("without_opened_at", {"count": undated}),) if undated else ()


def _place(ground: Ground, cell: CellAt) -> int | None:
    if cell.row is None:
        return None
    names = [*(stage.name for stage in ground.stages), WON]
    if cell.row not in names:
        raise BadValue("choice_unknown", "stage", text=str(cell.row), choices=names)
    return len(names) - 1 if cell.row == WON else names.index(str(cell.row))


def _is_in(
    walk: Walk, stages: Sequence[int], basis: str, column: str, place: int | None
) -> bool:
    match column:
        case "deals" | "amount" | "cumulative":
            return place is None or place in counts_in(walk, stages, basis)
        case "conversion":
            onward = len(stages) if place is None else place + 1
            return onward in counts_in(walk, stages, basis)
        case "in_progress" | "lost":
            wanted = Status.LOST if column == "lost" else Status.OPEN
            stopped = stops_at(walk, stages, basis)
            return walk.status is wanted and (place is None or place == stopped)
        case _:
            raise uncounted(CellAt(None, column), *COUNTED)
