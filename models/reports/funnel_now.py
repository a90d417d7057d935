"""The funnel without a cohort: exits of the period, or what stands now (C.4)."""

from sqlalchemy import and_
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.money import Money
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.amounts import BaseAmounts
from models.reports.counted import in_figures
from models.reports.counted import pipeline_of
from models.reports.counted import stages_of
from models.reports.exits import deals_of
from models.reports.exits import exits
from models.reports.exits import kept
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.rules.metrics import rounded
from models.rules.metrics_funnel import advance_rate
from models.tables import Deal
from models.tables import Stage
from models.views.people import integer
from models.views.people import string
from models.vocabulary import ExitKind
from models.vocabulary import Status

FLOW = "flow"
SNAPSHOT = "snapshot"
WON = "won"
KINDS = (ExitKind.FORWARD, ExitKind.BACK, ExitKind.WON, ExitKind.LOST)
ADVANCED = (ExitKind.FORWARD, ExitKind.WON)

HEAD = (
    Column("stage", Kind.CODE),
    Column("deals", Kind.COUNT),
    Column("conversion", Kind.RATE),
    Column("cumulative", Kind.RATE),
)
COLUMNS = {
    FLOW: (*HEAD, *(Column(kind.value, Kind.COUNT) for kind in KINDS)),
    SNAPSHOT: (*HEAD, Column("amount", Kind.MONEY)),
}


def report(reader: Reader, asked: Asked, basis: str) -> Report:
    """Return the exits of each stage by kind, or its deals and amount now.

    Of exits the conversion is the advance rate; a snapshot has none.
    """
    pipeline_id = pipeline_of(reader, asked)
    stages = stages_of(reader, pipeline_id)
    amounts = BaseAmounts(reader)
    if basis == FLOW:
        rows, total = _flow(reader, asked, pipeline_id, stages)
    else:
        rows, total = _snapshot(reader, asked, pipeline_id, stages, amounts)
    return Report(
        name="funnel",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS[basis],
        rows=tuple(rows),
        total=total,
        notes=amounts.notes(),
    )


def cell_list(reader: Reader, asked: Asked, basis: str, cell: CellAt) -> Listed:
    """Return the deals of a cell; of exits a deal is there as often as it left."""
    pipeline_id = pipeline_of(reader, asked)
    names = {stage.name: stage.pk for stage in stages_of(reader, pipeline_id)}
    if cell.row is not None and cell.row != WON and cell.row not in names:
        raise BadValue(
            "choice_unknown", "stage", text=str(cell.row), choices=[*names, WON]
        )
    if basis == FLOW:
        return _exits_of(reader, asked, pipeline_id, names, cell)
    if cell.column not in ("deals", "amount"):
        raise uncounted(cell, "deals", "amount")
    test = _standing(reader, asked, pipeline_id, won=cell.row == WON)
    if cell.row is not None and cell.row != WON:
        test = and_(test, col(Deal.stage_id) == names[str(cell.row)])
    return BaseAmounts(reader).items(test, valued=cell.column == "amount")


def _exits_of(
    reader: Reader, asked: Asked, pipeline_id: int, names: dict[str, int], cell: CellAt
) -> Listed:
    wanted = {"deals": (), "conversion": ADVANCED}.get(cell.column, (cell.column,))
    if cell.row == WON:
        wanted = (WON,)
    if not {*wanted} <= {*KINDS}:
        raise uncounted(cell, "deals", "conversion", *KINDS)
    facts = exits(reader, asked, pipeline_id)
    test = kept(facts, names.get(str(cell.row)), *wanted)
    return listed(reader.session.connection().execute(deals_of(facts, test)))


def _flow(
    reader: Reader, asked: Asked, pipeline_id: int, stages: list[Stage]
) -> tuple[list[Row], Row]:
    facts = exits(reader, asked, pipeline_id)
    columns = (facts.c.stage_id, facts.c.kind)
    query = chosen(*columns, func.count()).group_by(*columns)
    found: dict[int, dict[ExitKind, int]] = {}
    for stage_id, kind, number in reader.session.connection().execute(query):
        kinds = found.setdefault(integer(stage_id), {})
        kinds[ExitKind(string(kind))] = integer(number)
    rows = [_flow_row(stage.name, found.get(stage.pk, {})) for stage in stages]
    every = {
        kind: sum(kinds.get(kind, 0) for kinds in found.values()) for kind in KINDS
    }
    won: dict[str, Cell] = {column.key: None for column in COLUMNS[FLOW]}
    won |= {"stage": WON, "deals": every[ExitKind.WON]}
    return [*rows, won], _flow_row(None, every)


def _flow_row(name: str | None, kinds: dict[ExitKind, int]) -> Row:
    row: dict[str, Cell] = {
        "stage": name,
        "deals": sum(kinds.values()),
        "conversion": rounded(advance_rate(kinds)),
        "cumulative": None,
    }
    return row | {kind.value: kinds.get(kind, 0) for kind in KINDS}


def _snapshot(
    reader: Reader,
    asked: Asked,
    pipeline_id: int,
    stages: list[Stage],
    amounts: BaseAmounts,
) -> tuple[list[Row], Row]:
    test = _standing(reader, asked, pipeline_id, won=False)
    sums = amounts.by(test, col(Deal.stage_id))
    kept_in = {stage.pk for stage in stages}
    found = {key: value for key, value in sums.items() if key in kept_in}
    won = amounts.by(
        _standing(reader, asked, pipeline_id, won=True), text(col(Deal.status))
    )
    currency = reader.house.currency

    def row(name: str | None, deals: int, minor: int) -> Row:
        return {
            "stage": name,
            "deals": deals,
            "conversion": None,
            "cumulative": None,
            "amount": Money(minor, currency),
        }

    rows = [row(stage.name, *found.get(stage.pk, (0, 0))) for stage in stages]
    rows.append(row(WON, *won.get(WON, (0, 0))))
    deals = sum(number for number, _minor in sums.values())
    return rows, row(None, deals, sum(minor for _number, minor in sums.values()))


def _standing(reader: Reader, asked: Asked, pipeline_id: int, *, won: bool) -> Test:
    status = Status.WON if won else Status.OPEN
    return and_(
        in_figures(reader, asked),
        col(Deal.pipeline_id) == pipeline_id,
        col(Deal.status) == status,
    )
