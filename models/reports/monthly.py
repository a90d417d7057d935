"""The report ``monthly``: how prospects moved, and where they stood (C.7)."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func
from sqlmodel import col

from models.access import Reader
from models.clock import to_text
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import of_index
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.queries.people_tests import unindexed
from models.reports.conversions import conversions
from models.reports.ends import place_of
from models.reports.followed import follow_ups_of
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
from models.reports.stocks import PROSPECTS
from models.reports.stocks import WITHOUT_REP
from models.reports.stocks import prospects_at
from models.reports.stocks import stocks
from models.rules.metrics_followups import Month
from models.rules.metrics_followups import Stock
from models.rules.metrics_followups import months
from models.tables import FollowUp
from models.tables.followups import REFUSED
from models.views.people import integer
from models.views.people import string

CONVERTED = "converted"
ABANDONED = "abandoned"
FLOWS = (CONVERTED, ABANDONED)
STOCKS = (
    Stock.IN_TUNNEL.value,
    Stock.WITHOUT_FOLLOWUP.value,
    WITHOUT_REP,
    Stock.LOST.value,
    Stock.DO_NOT_CONTACT.value,
    PROSPECTS,
)
COLUMNS = (
    Column("month", Kind.CODE),
    *(Column(key, Kind.COUNT) for key in (*FLOWS, *STOCKS)),
)


def monthly(reader: Reader, asked: Asked) -> Report:
    """Return one row a month: two flows of it, and the stocks at its end.

    Lost and do-not-contact are those without a planned follow-up, so that they and
    the two stocks before add up to the prospects. The total counts each person once;
    stocks of several months have none.
    """
    asked, shown = _asked(reader, asked)
    became = _by_month(reader, asked, shown)
    refused, distinct = _refused(reader, asked, shown)
    rows: list[Row] = []
    for month, places in zip(shown, stocks(reader, asked, shown), strict=True):
        row: dict[str, Cell] = {"month": month.name}
        row |= {CONVERTED: became[month.name], ABANDONED: refused[month.name]}
        rows.append({**row, **{key: places[key] for key in STOCKS}})
    total: dict[str, Cell] = dict.fromkeys((column.key for column in COLUMNS), None)
    total |= {CONVERTED: sum(became.values()), ABANDONED: distinct}
    return Report(
        name="monthly",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=total,
    )


def monthly_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the persons that a cell counts."""
    asked, shown = _asked(reader, asked)
    if cell.column not in (*FLOWS, *STOCKS):
        raise uncounted(cell, *FLOWS, *STOCKS)
    chosen_months = [month for month in shown if cell.total or month.name == cell.row]
    if not chosen_months or (cell.total and cell.column in STOCKS):
        raise uncounted(cell, *FLOWS)
    if cell.column in STOCKS:
        (month,) = chosen_months
        ids = prospects_at(reader, asked, month, cell.column)
        return listed(((one,) for one in ids), "person")
    within = replace(asked, period=_period(asked.period.zone, chosen_months))
    if cell.column == CONVERTED:
        query = chosen(conversions(reader, within).c.id)
    else:
        refusals = _refusals(reader, within, chosen_months)
        query = chosen(whole(col(FollowUp.person_id))).where(*refusals).distinct()
    return listed(reader.session.connection().execute(query), "person")


def _asked(reader: Reader, asked: Asked) -> tuple[Asked, tuple[Month, ...]]:
    """Return the whole months that are shown, and the period that they make."""
    period = asked.period
    found = months(period.first, period.after, reader.now, period.zone)
    return replace(
        asked, period=_period(period.zone, found) if found else period
    ), found


def _period(zone: str, shown: Sequence[Month]) -> Period:
    return Period(zone, shown[0].first, shown[-1].after)


def _by_month(reader: Reader, asked: Asked, shown: Sequence[Month]) -> Counter[str]:
    """Count the persons who became customers, with or without a tunnel."""
    if not shown:
        return Counter()
    people = conversions(reader, asked)
    month = func.substr(people.c.since, 1, len("2026-11"))
    query = chosen(month, func.count()).group_by(month)
    return Counter(
        {
            string(name): integer(number)
            for name, number in reader.session.connection().execute(query)
        }
    )


def _refused(
    reader: Reader, asked: Asked, shown: Sequence[Month]
) -> tuple[Counter[str], int]:
    """Count the distinct persons who were not interested, by month and in all."""
    if not shown:
        return Counter(), 0
    ends = [to_text(month.end) for month in shown]
    query = chosen(
        func.json_group_array(whole(col(FollowUp.person_id))),
        func.json_group_array(place_of("follow_up.done_at", ends)),
    ).where(*_refusals(reader, asked, shown))
    found = reader.session.connection().execute(query).one()
    people: list[int]
    places: list[int]
    people, places = (json.loads(string(told)) for told in found)
    size = max(people, default=0) + 1
    refused = {month.name: bytearray(size) for month in shown}
    of = [*refused.values()]
    for person, place in zip(people, places, strict=True):
        of[place][person] = 1
    counts = {name: marks.count(1) for name, marks in refused.items()}
    return Counter(counts), len(set(people))


def _refusals(reader: Reader, asked: Asked, shown: Sequence[Month]) -> tuple[Test, ...]:
    """Keep the follow-ups of persons who were not interested, by who recorded it."""
    start = asked.period.start
    done = func.coalesce(text(col(FollowUp.done_at)), "")
    recorder = unindexed(whole(col(FollowUp.done_by)))
    return (
        of_index(REFUSED),
        done >= ("" if start is None else to_text(start)),
        done < to_text(shown[-1].end),
        col(FollowUp.person_id).is_not(None),
        follow_ups_of(reader, asked, recorder),
    )
