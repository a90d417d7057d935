"""Local calendar days inside SQL: every figure in days is their difference (C.0)."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from models.clock import from_text
from models.clock import to_text

FIRST_YEAR = 1970
YEARS_AHEAD = 2
RECENT = 16
"""The changes of the offset within eight years."""
LIKELY = 4
"""The spans of one offset within two years, in which nearly all moments lie."""
DAY = 86_400
UNIXEPOCH = (3, 38)
"""The first SQLite that has the function; the older way takes half as long again."""

NEVER = 10**12
"""The seconds of a moment after all that can be stored."""

Change = tuple[str, int]
"""The stored form of a moment, and the offset in seconds from then on."""


NO_OFFSET: tuple[Change, ...] = (("", 0),)

Moment = SQLColumnExpression[datetime] | SQLColumnExpression[datetime | None]
Day = SQLColumnExpression[date] | SQLColumnExpression[date | None]


class LocalDay(FunctionElement[int]):
    """The number of the local day of a stored moment; empty where the moment is."""

    name = "local_day"
    inherit_cache = False
    type = Integer()

    def __init__(
        self, moment: ColumnElement[object], changes: tuple[Change, ...]
    ) -> None:
        super().__init__(moment)
        self.changes = changes


def local_day_number(moment: Moment, zone: str, now: datetime) -> ColumnElement[int]:
    """Return the SQL of a local day as a number that days can be counted with."""
    return LocalDay(_plain(moment), offsets(zone, now.year + YEARS_AHEAD))


class DaysPassed(FunctionElement[int]):
    """The local days from one moment to another that is not before it, as numbers."""

    name = "days_passed"
    inherit_cache = False
    type = Integer()

    def __init__(
        self,
        since: ColumnElement[object],
        until: ColumnElement[object],
        changes: tuple[Change, ...],
        now: int,
    ) -> None:
        super().__init__(since, until)
        self.changes = changes
        self.now = now


def days_passed(
    since: Moment, until: Moment, zone: str, now: datetime
) -> ColumnElement[int]:
    """Return the SQL of the local days between two moments, ``until`` the later one.

    Both are numbers of seconds. Most lie together under one offset of the last years:
    it is looked up once. Where the clocks went back over midnight in between, the
    later moment may lie on the day before: no day passed.
    """
    changes = offsets(zone, now.year + YEARS_AHEAD)
    moments = _plain(since), _plain(until)
    return DaysPassed(*moments, changes, int(now.timestamp()))


def date_number(day: Day) -> ColumnElement[int]:
    """Return the SQL of the same number for a stored day."""
    return LocalDay(_plain(day), NO_OFFSET)


def _plain(column: Moment | Day) -> ColumnElement[object]:
    """Return a column as the element that can be written out several times."""
    return type_coerce(column, Text)


def number_of(day: date) -> int:
    """Return the number that ``local_day_number`` gives to a day."""
    return (day - date(FIRST_YEAR, 1, 1)).days


def day_of(number: int) -> date:
    """Return the day that a number stands for."""
    return date(FIRST_YEAR, 1, 1) + timedelta(days=number)


@lru_cache(maxsize=8)
def offsets(zone: str, until: int) -> tuple[Change, ...]:
    """Return since when which offset from UTC held, the first without a beginning."""
    return tuple(_offsets(ZoneInfo(zone), until))


def _offsets(zone: ZoneInfo, until: int) -> Iterator[Change]:
    here = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    offset = _offset(here, zone)
    yield "", offset
    for month in range((until - FIRST_YEAR) * 12):
        there = datetime(FIRST_YEAR + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        while _offset(there, zone) != offset:
            changed = _first_change(here, there, zone, offset)
            offset = _offset(changed, zone)
            yield to_text(changed), offset
            here = changed
        here = there


def _first_change(
    here: datetime, there: datetime, zone: ZoneInfo, offset: int
) -> datetime:
    """Return the first second between two moments at which the offset is another."""
    while there - here > timedelta(seconds=1):
        middle = here + timedelta(seconds=(there - here) // timedelta(seconds=2))
        if _offset(middle, zone) == offset:
            here = middle
        else:
            there = middle
    return there


def _offset(moment: datetime, zone: ZoneInfo) -> int:
    shift = moment.astimezone(zone).utcoffset() or timedelta()
    return int(shift.total_seconds())


@compiles(LocalDay)
def _written(element: LocalDay, compiler: SQLCompiler, **options: object) -> str:
    (column,) = element.clauses
    moment = compiler.process(column, **options)
    changes = [(f"'{since}'", offset) for since, offset in element.changes]
    return _day(_seconds(moment, compiler), _choice(moment, changes))


@compiles(DaysPassed)
def _passed(element: DaysPassed, compiler: SQLCompiler, **options: object) -> str:
    since, until = (compiler.process(one, **options) for one in element.clauses)
    numbers = [(_number(moment), offset) for moment, offset in element.changes]
    ends = (*(moment for moment, _offset in numbers[1:]), NEVER)
    spans = [
        (first, after, str(offset))
        for (first, offset), after in zip(numbers, ends, strict=True)
        if first <= element.now
    ]
    written = ""
    for first, after, offset in reversed(spans[-LIKELY:]):
        together = f"{since} >= {first} AND {until} < {after}"
        there, here = (_day(one, offset) for one in (until, since))
        written += f"WHEN {together} THEN {there} - {here} "
    changes = [(str(moment), offset) for moment, offset in numbers]
    there, here = (_day(one, _choice(one, changes)) for one in (until, since))
    return f"CASE {written}ELSE max({there} - {here}, 0) END"


def _number(moment: str) -> int:
    return int(from_text(moment).timestamp()) if moment else -NEVER


def _seconds(moment: str, compiler: SQLCompiler) -> str:
    known = getattr(compiler.dialect.dbapi, "sqlite_version_info", UNIXEPOCH)
    if known < UNIXEPOCH:
        return f"CAST(strftime('%s', {moment}) AS INTEGER)"
    return f"unixepoch({moment})"


def _day(seconds: str, offset: str) -> str:
    return f"(({seconds} + {offset}) / {DAY})"


def _choice(moment: str, changes: Sequence[Change]) -> str:
    """Write the search for the offset that holds, halving what is recent.

    Nearly all moments are of the last years. The older changes follow in one list, the
    latest first: halved too, they would nest deeper than SQLite's parser goes once
    such a search stands inside a few others.
    """
    if len(changes) <= RECENT:
        return _halved(moment, changes)
    older, recent = changes[:-RECENT], changes[-RECENT:]
    tests = "".join(
        f"WHEN {moment} >= {since} THEN {offset} "
        for since, offset in reversed(older[1:])
    )
    first = f"WHEN {moment} >= {recent[0][0]} THEN {_halved(moment, recent)} "
    return f"CASE {first}{tests}ELSE {older[0][1]} END"


def _halved(moment: str, changes: Sequence[Change]) -> str:
    if len(changes) == 1:
        return str(changes[0][1])
    middle = len(changes) // 2
    since = changes[middle][0]
    before = _halved(moment, changes[:middle])
    after = _halved(moment, changes[middle:])
    return f"CASE WHEN {moment} < {since} THEN {before} ELSE {after} END"
