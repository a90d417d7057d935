"""The report ``heat``: where a seller or a team limps, stage by stage (K-13)."""

from sqlalchemy import Subquery
from sqlalchemy import case
from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.queries.first_terms import Statement
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
from models.rules.metrics import rounded
from models.rules.metrics_funnel import limps
from models.rules.metrics_funnel import loss_rate
from models.tables import LossReason
from models.tables import Team
from models.tables import User
from models.views.people import integer
from models.views.people import maybe_string
from models.views.people import string
from models.vocabulary import ExitKind

NAMES = {Holder.OWNER: col(User.name), Holder.TEAM: col(Team.name)}

COLUMNS = (
    Column("group", Kind.CODE),
    Column("stage", Kind.CODE),
    Column("lost", Kind.COUNT),
    Column("exits", Kind.COUNT),
    Column("loss_rate", Kind.RATE),
    Column("all_rate", Kind.RATE),
    Column("limps", Kind.COUNT),
    Column("reason", Kind.CODE),
)

Counts = tuple[int, int]
"""Losses and exits."""


def heat(reader: Reader, asked: Asked) -> Report:
    """Return a row for each owner or team and stage that was left.

    ``all_rate`` is everybody's at that stage; ``limps`` is 1 where the own loss rate
    is worse, over at least ten exits on both sides; ``reason`` is the most frequent.
    """
    by = Holder(choice(asked.by, Holder.OWNER, [*Holder], "by"))
    pipeline_id = pipeline_of(reader, asked)
    stages = {s.pk: s.name for s in stages_of(reader, pipeline_id)}
    found = _counts(reader, asked, pipeline_id, by)
    every: dict[int, Counts] = {}
    for (_name, stage_id), (lost, left) in found.items():
        before = every.get(stage_id, (0, 0))
        every[stage_id] = (before[0] + lost, before[1] + left)
    reasons = _reasons(reader, asked, pipeline_id, by)
    names = sorted({name for name, _stage in found}, key=lambda n: (n is None, n or ""))
    rows = [
        {
            **_row(name, stages[stage_id], found[name, stage_id], every[stage_id]),
            "reason": reasons.get((name, stage_id)),
        }
        for name in names
        for stage_id in stages
        if (name, stage_id) in found
    ]
    return Report(
        name="heat",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=None,
    )


def heat_list(reader: Reader, asked: Asked, stage: str, cell: CellAt) -> Listed:
    """Return the deals that an owner or team lost at a stage, or that left it."""
    by = Holder(choice(asked.by, Holder.OWNER, [*Holder], "by"))
    pipeline_id = pipeline_of(reader, asked)
    stages = {s.name: s.pk for s in stages_of(reader, pipeline_id)}
    if stage not in stages:
        raise BadValue("choice_unknown", "stage", text=stage, choices=[*stages])
    if cell.column not in ("lost", "exits"):
        raise uncounted(cell, "lost", "exits")
    facts = exits(reader, asked, pipeline_id, by)
    name = NAMES[by]
    query = _joined(chosen(facts.c.deal_id), facts, by).where(
        facts.c.stage_id == stages[stage],
        name.is_(None) if cell.row is None else name == cell.row,
    )
    if cell.column == "lost":
        query = query.where(facts.c.kind == ExitKind.LOST.value)
    return listed(reader.session.connection().execute(query))


def _counts(
    reader: Reader, asked: Asked, pipeline_id: int, by: Holder
) -> dict[tuple[str | None, int], Counts]:
    facts = exits(reader, asked, pipeline_id, by)
    keys = (NAMES[by], facts.c.stage_id)
    lost = func.sum(case((facts.c.kind == ExitKind.LOST.value, 1), else_=0))
    query = _joined(chosen(*keys, lost, func.count()), facts, by).group_by(*keys)
    return {
        (maybe_string(name), integer(stage_id)): (integer(losses), integer(left))
        for name, stage_id, losses, left in reader.session.connection().execute(query)
    }


def _reasons(
    reader: Reader, asked: Asked, pipeline_id: int, by: Holder
) -> dict[tuple[str | None, int], str]:
    """Return the reason for most losses, the first by its code of two."""
    facts = exits(reader, asked, pipeline_id, by)
    keys = (NAMES[by], facts.c.stage_id, col(LossReason.code))
    query = _joined(chosen(*keys, func.count()), facts, by)
    query = query.join(LossReason, col(LossReason.id) == facts.c.reason_id)
    query = query.where(facts.c.kind == ExitKind.LOST.value).group_by(*keys)
    ordered = query.order_by(func.count(), col(LossReason.code).desc())
    return {
        (maybe_string(name), integer(stage_id)): string(code)
        for name, stage_id, code, _number in reader.session.connection().execute(
            ordered
        )
    }


def _joined(query: Statement, facts: Subquery, by: Holder) -> Statement:
    query = query.select_from(facts)
    if by is Holder.TEAM:
        return query.outerjoin(Team, col(Team.id) == facts.c.holder_id)
    return query.outerjoin(User, col(User.id) == facts.c.holder_id)


def _row(name: str | None, stage: str, own: Counts, every: Counts) -> Row:
    return {
        "group": name,
        "stage": stage,
        "lost": own[0],
        "exits": own[1],
        "loss_rate": rounded(loss_rate(*own)),
        "all_rate": rounded(loss_rate(*every)),
        "limps": int(limps(own, every)),
    }
