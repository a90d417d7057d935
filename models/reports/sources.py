"""The report ``sources``: prospects and conversions by where they came from."""

from sqlalchemy import Subquery
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import chosen
from models.reports.at_the_time import rep_at_first
from models.reports.days import date_number
from models.reports.followed import came_number
from models.reports.followed import came_within
from models.reports.followed import customers_within
from models.reports.followed import people_of
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import uncounted
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.scope import scope_of
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics_times import spread
from models.tables import Person
from models.tables import Source
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import maybe_string

COLUMNS = (
    Column("source", Kind.CODE),
    Column("created", Kind.COUNT),
    Column("converted", Kind.COUNT),
    Column("rate", Kind.RATE),
    Column("mean_days", Kind.DAYS),
    Column("median_days", Kind.DAYS),
)

Lengths = dict[int | None, int]


def sources(reader: Reader, asked: Asked) -> Report:
    """Return persons who came in the period by source, and those of them converted.

    A person may become a customer later than the period (C.8); one who was a
    customer before being written down has no days.
    """
    created: dict[str | None, int] = {}
    converted: dict[str | None, Lengths] = {}
    people = _people(reader, asked)
    columns = (people.c.source, people.c.since, people.c.days)
    query = chosen(*columns, func.count()).group_by(*columns)
    for name, since, days, number in reader.session.connection().execute(query):
        source = maybe_string(name)
        created[source] = created.get(source, 0) + integer(number)
        lengths = converted.setdefault(source, {})
        if since:
            known = maybe_integer(days)
            lengths[known] = lengths.get(known, 0) + integer(number)
    rows = [_row(name, created[name], converted[name]) for name in created]
    every: Lengths = {}
    for lengths in converted.values():
        for days, number in lengths.items():
            every[days] = every.get(days, 0) + number
    return Report(
        name="sources",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(sorted(rows, key=_rank)),
        total=_row(None, sum(created.values()), every),
    )


def sources_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the persons that a cell counts, with their days where it measures them."""
    people = _people(reader, asked)
    match cell.column:
        case "created":
            query = select(people.c.id)
        case "converted" | "rate":
            query = select(people.c.id).where(people.c.since == 1)
        case "mean_days" | "median_days":
            query = select(people.c.id, people.c.days).where(people.c.days.is_not(None))
        case _:
            raise uncounted(cell, *(column.key for column in COLUMNS[1:]))
    if not cell.total:
        name = people.c.source
        query = query.where(name.is_(None) if cell.row is None else name == cell.row)
    return listed(reader.session.connection().execute(query), "person")


def _people(reader: Reader, asked: Asked) -> Subquery:
    """Return one row for each person: id, source, since (converted), days.

    They are the cohort of ``conversion``: whoever had them first keeps them (C.0).
    """
    since = col(Person.customer_since)
    became = customers_within(reader, Period(reader.house.zone))
    days = date_number(since) - came_number(reader)
    return (
        chosen(
            col(Person.id).label("id"),
            col(Source.code).label("source"),
            case((became, 1), else_=0).label("since"),
            case((and_(became, days >= 0), days), else_=None).label("days"),
        )
        .select_from(Person)
        .outerjoin(Source, col(Source.id) == col(Person.source_id))
        .where(came_within(asked.period), people_of(reader, asked, rep_at_first()))
        .subquery("people")
    )


def _row(name: str | None, created: int, lengths: Lengths) -> Row:
    converted = sum(lengths.values())
    known = spread({days: n for days, n in lengths.items() if days is not None})
    return {
        "source": name,
        "created": created,
        "converted": converted,
        "rate": rounded(ratio(converted, created)),
        "mean_days": rounded(known.mean),
        "median_days": rounded(known.median),
    }


def _rank(row: Row) -> tuple[int, int, bool, str]:
    def number(cell: Cell) -> int:
        return cell if isinstance(cell, int) else 0

    name = row["source"]
    return -number(row["converted"]), -number(row["created"]), name is None, str(name)
