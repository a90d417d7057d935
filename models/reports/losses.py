"""The report ``losses``: where, why and with whom deals are lost (C.5)."""

from sqlalchemy import Subquery
from sqlalchemy import case
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.reports.counted import pipeline_of
from models.reports.counted import stages_of
from models.reports.exits import Holder
from models.reports.exits import exits
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
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics_funnel import loss_rate
from models.tables import LossReason
from models.tables import Stage
from models.tables import User
from models.views.people import integer
from models.views.people import maybe_string
from models.vocabulary import ExitKind

STAGE = "stage"
REASON = "reason"
OWNER = "owner"
GROUPS = (STAGE, REASON, OWNER)
HOLDERS = {OWNER: Holder.OWNER}
NAMES = {STAGE: col(Stage.name), REASON: col(LossReason.code), OWNER: col(User.name)}

COLUMNS = (
    Column("group", Kind.CODE),
    Column("lost", Kind.COUNT),
    Column("exits", Kind.COUNT),
    Column("loss_rate", Kind.RATE),
    Column("share", Kind.RATE),
)
COUNTS = ("lost", "exits")
RATES = ("loss_rate", "share")


def losses(reader: Reader, asked: Asked) -> Report:
    """Return losses and exits of the period by stage, reason or owner.

    By reason there are no exits to compare with, only the share of all losses. The
    stages stand in their order, reasons and owners by losses.
    """
    by = choice(asked.by, STAGE, GROUPS, "by")
    facts = exits(reader, asked, pipeline_of(reader, asked), HOLDERS.get(by))
    query = _grouped(facts, by)
    found = {
        maybe_string(name): (integer(lost), integer(every))
        for name, lost, every in reader.session.connection().execute(query)
    }
    if by == STAGE:
        names = [stage.name for stage in stages_of(reader, pipeline_of(reader, asked))]
        found = {name: found.get(name, (0, 0)) for name in names}
    every_loss = sum(lost for lost, _exits in found.values())
    rows = [
        _row(name, lost, None if by == REASON else exits_, every_loss)
        for name, (lost, exits_) in found.items()
        if by != REASON or lost
    ]
    every_exit = sum(number for _lost, number in found.values())
    return Report(
        name="losses",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows if by == STAGE else sorted(rows, key=_rank)),
        total=_row(None, every_loss, every_exit, every_loss),
    )


def losses_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals lost, or that left, once for each time; of a rate the lost."""
    by = choice(asked.by, STAGE, GROUPS, "by")
    if cell.column not in (*COUNTS, *RATES):
        raise uncounted(cell, *COUNTS, *RATES)
    facts = exits(reader, asked, pipeline_of(reader, asked), HOLDERS.get(by))
    return listed(reader.session.connection().execute(_behind(facts, by, cell)))


def _grouped(facts: Subquery, by: str) -> Statement:
    name = NAMES[by]
    lost = func.sum(case((_lost(facts), 1), else_=0))
    query = chosen(name, lost, func.count()).select_from(facts)
    return _joined(query, facts, by).group_by(name)


def _behind(facts: Subquery, by: str, cell: CellAt) -> Statement:
    query = _joined(chosen(facts.c.deal_id).select_from(facts), facts, by)
    if not cell.total:
        name = NAMES[by]
        query = query.where(name.is_(None) if cell.row is None else name == cell.row)
    return query if cell.column == "exits" else query.where(_lost(facts))


def _joined(query: Statement, facts: Subquery, by: str) -> Statement:
    match by:
        case "stage":
            return query.join(Stage, col(Stage.id) == facts.c.stage_id)
        case "reason":
            return query.outerjoin(LossReason, col(LossReason.id) == facts.c.reason_id)
        case _:
            return query.outerjoin(User, col(User.id) == facts.c.holder_id)


def _lost(facts: Subquery) -> Test:
    return facts.c.kind == ExitKind.LOST.value


def _row(name: str | None, lost: int, exits_: int | None, every_loss: int) -> Row:
    return {
        "group": name,
        "lost": lost,
        "exits": exits_,
        "loss_rate": None if exits_ is None else rounded(loss_rate(lost, exits_)),
        "share": rounded(ratio(lost, every_loss)),
    }


def _rank(row: Row) -> tuple[int, bool, str]:
    lost = row["lost"]
    number = lost if isinstance(lost, int) else 0
    return -number, row["group"] is None, str(row["group"])
