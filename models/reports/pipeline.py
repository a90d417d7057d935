"""The report ``pipeline``: open deals by stage, weighted, and their age (C.13)."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import ColumnElement
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col
from sqlmodel import select as select_entities

from models.access import Reader
from models.clock import local_day
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen as columns_of
from models.reports.amounts import BaseAmounts
from models.reports.closings import of_pipeline
from models.reports.counted import in_figures
from models.reports.days import local_day_number
from models.reports.days import number_of
from models.reports.listed import CellAt
from models.reports.listed import Item
from models.reports.listed import Listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen
from models.reports.scope import scope_of
from models.rules.closing import base_minor
from models.rules.metrics import rounded
from models.rules.metrics import weighted
from models.rules.metrics import whole
from models.rules.metrics_times import merged
from models.rules.metrics_times import spread
from models.tables import Deal
from models.tables import FxRate
from models.tables import Pipeline
from models.tables import Stage
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import maybe_string
from models.vocabulary import StageKind
from models.vocabulary import Status

COLUMNS = (
    Column("pipeline", Kind.CODE),
    Column("stage", Kind.CODE),
    Column("deals", Kind.COUNT),
    Column("amount", Kind.MONEY),
    Column("weighted", Kind.MONEY),
    Column("without_amount", Kind.COUNT),
    Column("median_age_days", Kind.DAYS),
    Column("mean_age_days", Kind.DAYS),
)


_COUNT: ColumnElement[int] = func.count()


@dataclass(frozen=True, slots=True)
class Line:
    """An open deal in a list; ``base`` is empty without an amount or a rate."""

    id: int
    stage_id: int
    base: int | None
    has_amount: bool
    percent: int | None
    age: int | None


@dataclass(slots=True)
class Lot:
    """What stands in a stage: deals, base amount, what is expected, ages in days."""

    deals: int = 0
    minor: int = 0
    expected: Fraction = Fraction()
    without_amount: int = 0
    chanceless: int = 0
    ages: dict[int, int] = field(default_factory=dict[int, int])

    def add(self, other: "Lot") -> None:
        """Take another stage in."""
        self.deals += other.deals
        self.minor += other.minor
        self.expected += other.expected
        self.without_amount += other.without_amount
        self.chanceless += other.chanceless
        self.ages = merged(self.ages, other.ages)


def pipeline(reader: Reader, asked: Asked) -> Report:
    """Return one row for each open stage of the pipelines that hold deals."""
    chosen(asked.by, "stage", ("stage",), "by")
    amounts = BaseAmounts(reader)
    lots = _lots(reader, asked, amounts)
    every = Lot()
    for lot in lots.values():
        every.add(lot)
    rows = [
        _row(reader, name, stage.name, lots.get(stage.pk, Lot()))
        for name, stage in _stages(reader, asked, set(lots))
    ]
    chanceless = Note("without_probability", {"count": every.chanceless})
    return Report(
        name="pipeline",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=_row(reader, None, None, every),
        notes=(*amounts.notes(), *((chanceless,) if every.chanceless else ())),
    )


def _lots(reader: Reader, asked: Asked, amounts: BaseAmounts) -> dict[int, Lot]:
    lots: dict[int, Lot] = defaultdict(Lot)
    test, stage = _test(reader, asked), col(Deal.stage_id)
    for worth in amounts.worths(test, stage):
        lot = lots[integer(worth.key)]
        lot.deals += worth.deals
        lot.minor += worth.minor
        lot.expected += worth.weighted
        lot.chanceless += worth.deals if worth.percent is None else 0
    opened = local_day_number(col(Deal.opened_at), reader.house.zone, reader.now)
    lacking = col(Deal.amount_minor).is_(None)
    query = columns_of(stage, opened.label("opened"), lacking.label("lacking"), _COUNT)
    today = number_of(local_day(reader.now, reader.house.zone))
    for place, day, without, number in reader.session.connection().execute(
        query.where(test).group_by(stage, "opened", "lacking")
    ):
        lot, deals = lots[integer(place)], integer(number)
        lot.without_amount += deals if without else 0
        if day is not None:
            age = today - integer(day)
            lot.ages[age] = lot.ages.get(age, 0) + deals
    return lots


def pipeline_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the open deals of a cell, with the amount or the days it measures."""
    measure = MEASURES.get(cell.column)
    if measure is None:
        raise uncounted(cell, *MEASURES)
    lines = _lines(reader, asked)
    wanted = {
        stage.id
        for name, stage in _stages(reader, asked, {line.stage_id for line in lines})
        if cell.total or (name, stage.name) == (cell.row, cell.stage)
    }
    items = [Item(line.id, measure(line)) for line in lines if line.stage_id in wanted]
    if cell.column == "without_amount":
        items = [
            Item(line.id)
            for line in lines
            if line.stage_id in wanted and not line.has_amount
        ]
    elif cell.column != "deals":
        items = [item for item in items if item.value is not None]
    return Listed("deal", tuple(sorted(items, key=lambda item: item.id)))


def _weighted(line: Line) -> Fraction | None:
    if line.base is None or line.percent is None:
        return None
    return weighted(line.base, line.percent)


MEASURES: Mapping[str, Callable[[Line], int | Fraction | None]] = {
    "deals": lambda _line: None,
    "amount": lambda line: line.base,
    "weighted": _weighted,
    "without_amount": lambda _line: None,
    "median_age_days": lambda line: line.age,
    "mean_age_days": lambda line: line.age,
}
"""What a list of a column says of each deal."""


def _lines(reader: Reader, asked: Asked) -> list[Line]:
    query = (
        _of(
            col(Deal.id),
            col(Deal.stage_id),
            col(Deal.amount_minor),
            col(Deal.currency),
            col(Deal.probability),
            col(Stage.probability),
            col(Deal.opened_at),
        )
        .select_from(Deal)
        .join(Stage, col(Stage.id) == col(Deal.stage_id))
        .where(_test(reader, asked))
    )
    rates = _rates(reader)
    rows = reader.session.connection().execute(query)
    return [_line(reader, tuple(row), rates) for row in rows]


def _test(reader: Reader, asked: Asked) -> Test:
    return and_(
        in_figures(reader, asked), of_pipeline(asked), col(Deal.status) == Status.OPEN
    )


def _line(
    reader: Reader, row: tuple[object, ...], rates: Mapping[str | None, Decimal]
) -> Line:
    deal_id, stage_id, minor, currency, own, usual, opened = row
    house = reader.house
    amount = maybe_integer(minor)
    rate = rates.get(maybe_string(currency))
    base = None
    if amount is not None and rate is not None:
        base = base_minor(Money(amount, str(currency)), house.currency, rate)
    age = None
    if isinstance(opened, datetime):
        today = local_day(reader.now, house.zone)
        age = (today - local_day(opened, house.zone)).days
    percent = maybe_integer(usual if own is None else own)
    return Line(
        integer(deal_id), integer(stage_id), base, amount is not None, percent, age
    )


def _of(*columns: SQLColumnExpression[object]) -> Select[*tuple[object, ...]]:
    return select(*columns)


def _rates(reader: Reader) -> dict[str | None, Decimal]:
    today = local_day(reader.now, reader.house.zone)
    query = select(FxRate).where(
        col(FxRate.on_day) <= today, col(FxRate.deleted_at).is_(None)
    )
    ordered = reader.session.scalars(query.order_by(col(FxRate.on_day)))
    rates: dict[str | None, Decimal] = {rate.currency: rate.rate for rate in ordered}
    return {**rates, reader.house.currency: Decimal(1)}


def _stages(reader: Reader, asked: Asked, used: set[int]) -> list[tuple[str, Stage]]:
    query = (
        select_entities(col(Pipeline.name), Stage)
        .join(Stage, col(Stage.pipeline_id) == col(Pipeline.id))
        .where(col(Stage.kind) != StageKind.POST_SALE)
        .order_by(col(Pipeline.position), col(Pipeline.id), col(Stage.position))
    )
    if asked.pipeline_id is not None:
        query = query.where(col(Pipeline.id) == asked.pipeline_id)
    everything = list(reader.session.exec(query))
    pipelines = {stage.pipeline_id for _name, stage in everything if stage.id in used}
    wanted = pipelines or ({asked.pipeline_id} if asked.pipeline_id else set())
    return [
        (name, stage)
        for name, stage in everything
        if stage.pipeline_id in wanted
        and (stage.id in used or stage.kind is StageKind.OPEN)
    ]


def _row(reader: Reader, name: str | None, stage: str | None, lot: Lot) -> Row:
    currency, ages = reader.house.currency, spread(lot.ages)
    return {
        "pipeline": name,
        "stage": stage,
        "deals": lot.deals,
        "amount": Money(lot.minor, currency),
        "weighted": Money(whole(lot.expected) or 0, currency),
        "without_amount": lot.without_amount,
        "median_age_days": rounded(ages.median),
        "mean_age_days": rounded(ages.mean),
    }
