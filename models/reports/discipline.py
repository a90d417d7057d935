"""The report ``discipline``: in time, late, missed, reached, shown up (C.16)."""

from collections import Counter
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlalchemy import CTE
from sqlalchemy import SQLColumnExpression
from sqlalchemy import null
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.attempts import CONTACT
from models.reports.attempts import MISSED
from models.reports.attempts import came_due
from models.reports.attempts import days_late
from models.reports.attempts import done_ones
from models.reports.attempts import fell_due
from models.reports.attempts import on_time
from models.reports.attempts import was_done
from models.reports.held import bookings
from models.reports.instants import DONE
from models.reports.instants import DUE
from models.reports.instants import FIRST_DUE
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.listed import of_row
from models.reports.listed import uncounted
from models.reports.numbers import Marked
from models.reports.numbers import marked
from models.reports.numbers import marked_by_rep
from models.reports.rep_names import rep_names
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row
from models.reports.report import chosen as choice
from models.reports.scope import scope_of
from models.reports.tallies import ASSIGNEE
from models.reports.tallies import DOER
from models.reports.tallies import Lot
from models.reports.tallies import Tally
from models.reports.tallies import tally
from models.rules.metrics import ratio
from models.rules.metrics import rounded
from models.rules.metrics_times import spread
from models.tables import FollowUpType
from models.views.people import integer
from models.views.people import string

NONE, OWNER, TYPE = "none", "owner", "type"
GROUPS = (NONE, OWNER, TYPE)
COLUMNS = (
    Column("group", Kind.CODE),
    Column("due", Kind.COUNT),
    Column("on_time_original", Kind.RATE),
    Column("on_time_current", Kind.RATE),
    Column("done", Kind.COUNT),
    Column("late", Kind.COUNT),
    Column("missed", Kind.COUNT),
    Column("contact_rate", Kind.RATE),
    Column("show_rate", Kind.RATE),
    Column("late_median_days", Kind.DAYS),
    Column("in_time_original", Kind.COUNT),
    Column("in_time_current", Kind.COUNT),
    Column("due_current", Kind.COUNT),
    Column("contacts", Kind.COUNT),
    Column("bookings", Kind.COUNT),
    Column("attended", Kind.COUNT),
)
BEHIND: Final[Mapping[str, tuple[str, str | None]]] = {
    "due": ("original", None),
    "in_time_original": ("original", "on_time"),
    "on_time_original": ("original", "on_time"),
    "due_current": ("current", None),
    "in_time_current": ("current", "on_time"),
    "on_time_current": ("current", "on_time"),
    "missed": ("current", "missed"),
    "done": ("done", None),
    "late": ("done", "late"),
    "late_median_days": ("done", "late"),
    "contacts": ("done", "contact"),
    "contact_rate": ("done", "contact"),
    "bookings": ("held", None),
    "attended": ("held", "attended"),
    "show_rate": ("held", "attended"),
}
"""The lines that a column counts, and the mark that it counts of them."""
Key = int | None


def discipline(reader: Reader, asked: Asked) -> Report:
    """Return how punctually follow-ups were done, by nobody, rep or type.

    ``due`` is by the original date, with which snoozing does not help; a follow-up
    that came due goes to whom it was assigned then, one that was done to who did it.
    """
    by = choice(asked.by, NONE, GROUPS, "by")
    groups = _groups(reader, asked, by)
    every = Tally()
    for one in groups.values():
        every.add(one)
    named = _named(reader, by)
    rows = [_row(None, every)]
    if by != NONE:
        known = [key for key in groups if key is not None]
        known.sort(key=lambda key: (named[key].casefold(), key))
        rows = [_row(named[key], groups[key]) for key in known]
        rows += [_row(None, groups[None])] if None in groups else []
    return Report(
        name="discipline",
        period=asked.period,
        scope=scope_of(reader, asked.scope),
        currency=reader.house.currency,
        columns=COLUMNS,
        rows=tuple(rows),
        total=_row(None, every),
    )


def discipline_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the follow-ups that a cell counts, or that a rate is made of."""
    if cell.column not in BEHIND:
        raise uncounted(cell, *BEHIND)
    by = choice(asked.by, NONE, GROUPS, "by")
    source, mark = BEHIND[cell.column]
    lines = _lines(reader, asked, source, whose=by == OWNER)
    measured = cell.column == "late_median_days"
    columns = (lines.c.id, lines.c.days) if measured else (lines.c.id,)
    query = chosen(*columns).where(*_seen(reader, lines, by))
    if mark is not None:
        query = query.where(lines.c[mark] == 1)
    if by != NONE and not cell.total:
        query = query.where(of_row(cell, _key(lines, by), _named(reader, by)))
    return listed(reader.session.connection().execute(query), "follow_up")


def _lines(reader: Reader, asked: Asked, source: str, *, whose: bool) -> CTE:
    """Return the lines of one source: for another, no slot needs to be read."""
    match source:
        case "original":
            return came_due(reader, asked, FIRST_DUE, whose=whose, named=source)
        case "current":
            return came_due(reader, asked, DUE, whose=whose)
        case "done":
            return done_ones(reader, asked)
        case _:
            return bookings(reader, asked)


def _groups(reader: Reader, asked: Asked, by: str) -> Mapping[Key, Tally]:
    """Add up the figures of each group."""
    found: defaultdict[Key, Tally] = defaultdict(Tally)
    lots = _lots(reader, asked)
    counted = tally(reader, asked, lots, whose=by == OWNER)
    for (rep, type_id), one in counted.items():
        found[{OWNER: rep, TYPE: type_id}.get(by)].add(one)
    held = _held(reader, bookings(reader, asked), by)
    for (key, attended), times in held.items():
        for name in ("bookings", "attended") if attended else ("bookings",):
            found[key].counts[name] += times
    return found


def _lots(reader: Reader, asked: Asked) -> tuple[Lot, ...]:
    """Return what is counted of the lines of due and done follow-ups."""
    punctual: dict[str, Test] = {"in_time_original": on_time(FIRST_DUE)}
    now: dict[str, Test] = {"in_time_current": on_time(DUE), "missed": MISSED}
    reached: dict[str, Test] = {"contacts": CONTACT}
    originally, at_last = (fell_due(reader, asked, one) for one in (FIRST_DUE, DUE))
    done, late = was_done(asked, DONE.number), days_late(reader)
    return (
        Lot(ASSIGNEE, FIRST_DUE, "due", originally, punctual),
        Lot(ASSIGNEE, DUE, "due_current", at_last, now),
        Lot(DOER, DONE, "done", done, reached, late),
    )


def _held(reader: Reader, held: CTE, by: str) -> Counter[Marked]:
    """Count the bookings of each group, those that were attended apart."""
    if by == OWNER:
        return marked_by_rep(reader, held, held.c.attended)
    key = held.c.type_id if by == TYPE else null()
    return marked(reader, held, key, held.c.attended)


def _key(lines: CTE, by: str) -> SQLColumnExpression[object]:
    return lines.c.rep if by == OWNER else lines.c.type_id


def _seen(reader: Reader, lines: CTE, by: str) -> tuple[Test, ...]:
    """Keep the figures of others from those who may not see them (D.5)."""
    return (owned(reader.actor, lines.c.rep),) if by == OWNER else ()


def _named(reader: Reader, by: str) -> Mapping[int, str]:
    if by == OWNER:
        return rep_names(reader)
    query = chosen(whole(col(FollowUpType.id)), text(col(FollowUpType.name)))
    return {
        integer(one): string(name)
        for one, name in reader.session.connection().execute(query)
    }


def _row(name: str | None, group: Tally) -> Row:
    counts = group.counts
    rates = {
        "on_time_original": ("in_time_original", "due"),
        "on_time_current": ("in_time_current", "due_current"),
        "contact_rate": ("contacts", "done"),
        "show_rate": ("attended", "bookings"),
    }
    row: dict[str, Cell] = {column.key: counts[column.key] for column in COLUMNS}
    row |= {
        key: rounded(ratio(counts[part], counts[of]))
        for key, (part, of) in rates.items()
    }
    row["group"] = name
    row["late"] = group.days.total()
    row["late_median_days"] = rounded(spread(group.days).median)
    return row
