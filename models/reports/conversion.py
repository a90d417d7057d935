"""The report ``conversion``: who came and bought, with and without follow-up (C.8)."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Final
from typing import TypeVar

from sqlalchemy import CTE
from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlmodel import col

from models.access import Reader
from models.clock import local_day
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.at_the_time import rep_at_first
from models.reports.beside import MATURE
from models.reports.beside import MOST_OPEN
from models.reports.conversions import conversions
from models.reports.conversions import followed_before
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
from models.reports.report import Note
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.rules.metrics import rounded
from models.rules.metrics_followups import Conversion
from models.rules.metrics_followups import shares
from models.rules.metrics_times import quantile
from models.tables import Person
from models.views.people import integer
from models.vocabulary import Lifecycle
from models.vocabulary import Temperature

K = TypeVar("K")

NONE = "none"
VALUE = "value"
RATES: Final[Mapping[str, str]] = {
    "rate": "converted",
    "share_with": "conversions_with",
    "share_without": "conversions_without",
    "rate_followed": "followed_converted",
    "rate_not_followed": "not_followed_converted",
}
"""The count that each rate is the part of, and whose list it opens."""
COLUMNS = (
    Column("created", Kind.COUNT),
    Column("converted", Kind.COUNT),
    *(Column(key, Kind.RATE) for key in RATES),
    Column("conversions", Kind.COUNT),
    Column("conversions_with", Kind.COUNT),
    Column("conversions_without", Kind.COUNT),
    Column("followed", Kind.COUNT),
    Column("followed_converted", Kind.COUNT),
    Column("not_followed", Kind.COUNT),
    Column("not_followed_converted", Kind.COUNT),
)
CAUTION = Note("followed_are_warmer")

PLACE: Final = "place"
PLACES: Final = (None, *(one.value for one in Temperature))
"""The values that people may have, none of them first."""

Cohorts = dict[str | None, dict[tuple[int, int], int]]
"""By value: how many were followed up or not, and converted or not."""
Shares = dict[str | None, dict[int, int]]
"""By value: how many who became customers had been followed up or not."""


def conversion(reader: Reader, asked: Asked) -> Report:
    """Return the rate of those who came, and the shares of those who became customers.

    ``created`` to ``rate`` and both rates are of the people who came in the period,
    customers whenever; ``conversions`` and the shares are of those who became
    customers in the period. By value, each present value is a row.
    """
    by = choice(asked.by, NONE, (NONE, VALUE), "by")
    (cohorts, still), became = _cohorts(reader, asked), _shares(reader, asked)
    total = _row(_summed(cohorts), _summed(became))
    rows: list[Row] = [total]
    columns = COLUMNS
    if by == VALUE:
        columns = (Column(VALUE, Kind.CODE), *COLUMNS)
        rows = [
            {VALUE: value, **_row(cohorts.get(value, {}), became.get(value, {}))}
            for value in (*PLACES[1:], None)
        ]
        total = {VALUE: None, **total}
    return Report(
        name="conversion",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=columns,
        rows=tuple(rows),
        total=total,
        notes=(CAUTION, *_immature(reader, asked, integer(total["created"]), still)),
    )


def conversion_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the persons that a cell counts, or that a rate is made of."""
    column = RATES.get(cell.column, cell.column)
    by = choice(asked.by, NONE, (NONE, VALUE), "by")
    if column.startswith("conversions"):
        people = conversions(reader, asked)
        query = _of(people, {"followed": _wanted(column, "conversions_")})
    elif column in {one.key for one in COLUMNS}:
        people = _cohort(reader, asked)
        tests = {"converted": 1 if column.endswith("converted") else None}
        if column.startswith(("followed", "not_followed")):
            tests["followed"] = 0 if column.startswith("not_") else 1
        query = _of(people, tests)
    else:
        raise uncounted(cell, *(one.key for one in COLUMNS))
    if by == VALUE and not cell.total:
        value = people.c.temperature
        query = query.where(value.is_(None) if cell.row is None else value == cell.row)
    return listed(reader.session.connection().execute(query), "person")


def _wanted(column: str, prefix: str) -> int | None:
    return {"with": 1, "without": 0}.get(column.removeprefix(prefix))


def _of(people: CTE, tests: Mapping[str, int | None]) -> Statement:
    query = chosen(people.c.id)
    for key, wanted in tests.items():
        if wanted is not None:
            query = query.where(people.c[key] == wanted)
    return query


def _cohort(reader: Reader, asked: Asked) -> CTE:
    """Return one row a person who came in the period.

    Columns: id, followed, converted, open (neither customer nor lost), temperature.
    """
    value = text(col(Person.temperature))
    became = _is_customer(reader)
    prospect = text(col(Person.lifecycle)) == Lifecycle.PROSPECT.value
    given_up = func.coalesce(value, "") == Temperature.LOST.value
    return (
        chosen(
            col(Person.id).label("id"),
            case((followed_before(reader), 1), else_=0).label("followed"),
            case((became, 1), else_=0).label("converted"),
            case((and_(prospect, ~became, ~given_up), 1), else_=0).label("open"),
            value.label("temperature"),
        )
        .where(came_within(asked.period), people_of(reader, asked, rep_at_first()))
        .cte("cohort")
    )


def _is_customer(reader: Reader) -> Test:
    since = col(Person.customer_since)
    return and_(since.is_not(None), since <= local_day(reader.now, reader.house.zone))


def _cohorts(reader: Reader, asked: Asked) -> tuple[Cohorts, int]:
    """Count those who came, and how many of them are open."""
    people = _cohort(reader, asked)
    place = _place(people, people.c.converted).label(PLACE)
    query = chosen(place, func.count(), func.sum(people.c.open)).group_by(PLACE)
    found: Cohorts = defaultdict(dict)
    still = 0
    for key, number, of_open in reader.session.connection().execute(query):
        value, followed, converted = _told(integer(key))
        found[value][followed, converted] = integer(number)
        still += integer(of_open)
    return found, still


def _shares(reader: Reader, asked: Asked) -> Shares:
    people = conversions(reader, asked)
    place = _place(people, literal_column("0")).label(PLACE)
    query = chosen(place, func.count()).group_by(PLACE)
    found: Shares = defaultdict(dict)
    for key, number in reader.session.connection().execute(query):
        value, followed, _converted = _told(integer(key))
        found[value][followed] = integer(number)
    return found


def _place(people: CTE, converted: ColumnElement[int]) -> ColumnElement[int]:
    """Return the SQL of one number for the value and both facts of a person.

    Numbers are sorted into groups in half the time that words and columns take.
    """
    numbers = {value: number for number, value in enumerate(PLACES) if value}
    value = case(numbers, value=people.c.temperature, else_=0)
    return (value * 2 + people.c.followed) * 2 + converted


def _told(place: int) -> tuple[str | None, int, int]:
    """Return the value of a place, and whether it is of followed up and converted."""
    rest, converted = divmod(place, 2)
    value, followed = divmod(rest, 2)
    return PLACES[value], followed, converted


def _summed(groups: Mapping[str | None, Mapping[K, int]]) -> dict[K, int]:
    found: dict[K, int] = {}
    for counts in groups.values():
        for key, number in counts.items():
            found[key] = found.get(key, 0) + number
    return found


def _row(cohort: Mapping[tuple[int, int], int], became: Mapping[int, int]) -> Row:
    people = Conversion(
        followed=cohort.get((1, 0), 0) + cohort.get((1, 1), 0),
        followed_converted=cohort.get((1, 1), 0),
        not_followed=cohort.get((0, 0), 0) + cohort.get((0, 1), 0),
        not_followed_converted=cohort.get((0, 1), 0),
    )
    rate, followed, not_followed = people.rates
    with_it, without = became.get(1, 0), became.get(0, 0)
    share_with, share_without = shares(with_it, without)
    row: dict[str, Cell] = {
        "created": people.created,
        "converted": people.converted,
        "rate": rounded(rate),
        "share_with": share_with,
        "share_without": share_without,
        "rate_followed": rounded(followed),
        "rate_not_followed": rounded(not_followed),
        "conversions": with_it + without,
        "conversions_with": with_it,
        "conversions_without": without,
        "followed": people.followed,
        "followed_converted": people.followed_converted,
        "not_followed": people.not_followed,
        "not_followed_converted": people.not_followed_converted,
    }
    return row


def _immature(
    reader: Reader, asked: Asked, number: int, still: int
) -> tuple[Note, ...]:
    """Mark people who came too lately, or of whom over a fifth are open (C.2)."""
    today = local_day(reader.now, reader.house.zone)
    after = asked.period.after or today
    young = (today - min(after, today)).days < _usual_days(reader)
    if not number or not (young or Fraction(still, number) > MOST_OPEN):
        return ()
    return (Note("cohort_immature", {"count": 1}),)


def _usual_days(reader: Reader) -> Fraction:
    """Return the days within which three quarters of all customers became so."""
    days = date_number(col(Person.customer_since)) - came_number(reader)
    ever = Period(reader.house.zone)
    query = (
        chosen(days, func.count())
        .where(col(Person.deleted_at).is_(None), customers_within(reader, ever))
        .group_by(days)
    )
    found = {
        integer(length): integer(number)
        for length, number in reader.session.connection().execute(query)
    }
    return quantile({d: n for d, n in found.items() if d >= 0}, MATURE) or Fraction(0)
