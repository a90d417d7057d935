"""How a line of the lists of people is drawn: which columns fit, and their cells."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from typing import Final
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.due import horizon
from models.rules.columns import Column
from models.rules.columns import Progress
from models.rules.columns import Sort
from models.views.people_lists import PeopleLine
from models.vocabulary import DueBucket
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words import codes
from tui.words import people as words
from tui.words.due import mark

WIDTHS: Final = {
    Column.FIRST_NAME: 12,
    Column.VALUE: 8,
    Column.STEP: 12,
    Column.PLANNED: 18,
    Column.STATUS: 13,
    Column.REP: 14,
    Column.TEAM: 14,
    Column.CAME: 16,
    Column.SOURCE: 13,
    Column.COMPANY: 18,
    Column.SINCE: 16,
    Column.LIFECYCLE: 16,
    Column.POTENTIAL: 13,
}
"""The least cells of each column, with the gap behind it."""
NAME_LEAST: Final = 14
NAME_MOST: Final = 30
GROWING: Final = (
    (Column.STEP, 17),
    (Column.NAME, 18),
    (Column.STEP, 22),
    (Column.SOURCE, 16),
    (Column.NAME, NAME_MOST),
    (Column.COMPANY, NAME_MOST),
)
"""Which columns have what the others leave, one after the other, up to how much."""
GAP: Final = 2
"""The cells between columns; behind the last one stands the sign of a marked line."""
FIRST: Final = (
    Column.NAME,
    Column.FIRST_NAME,
    Column.VALUE,
    Column.POTENTIAL,
    Column.STEP,
    Column.PLANNED,
    Column.STATUS,
    Column.SINCE,
    Column.REP,
    Column.TEAM,
    Column.CAME,
    Column.SOURCE,
    Column.LIFECYCLE,
    Column.COMPANY,
)
"""Which columns stay where not all of them fit."""
TUNNELS_FIRST: Final = (*FIRST[: FIRST.index(Column.REP)], Column.TEAM, Column.CAME)
"""What stays of tunnels: their club and creation date go before their rep (R-23)."""
LATE: Final = frozenset(FIRST[FIRST.index(Column.PLANNED) + 1 :])
"""Which of them come only once the step has what it usually needs."""
AT_RIGHT: Final = frozenset({Column.CAME, Column.SINCE, Column.POTENTIAL})
INKS: Final = {
    DueBucket.OVERDUE: Ink.OVERDUE,
    DueBucket.TODAY: Ink.TODAY,
    DueBucket.LATER: Ink.LATER,
    DueBucket.NONE: Ink.MUTED,
}
HEAT: Final = {
    Temperature.HOT: Ink.HOT,
    Temperature.WARM: Ink.WARM,
    Temperature.COLD: Ink.COLD,
    Temperature.LOST: Ink.LOST,
}


class Now(NamedTuple):
    """The moment and the zone in which dates are told."""

    moment: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The columns that fit, in the order in which they stand."""

    columns: tuple[Column, ...]
    sort: Sort
    now: Now
    sizes: Mapping[Column, int]
    """The cells of each column."""

    def heads(self, _cells: int) -> Sequence[Cell]:
        """Return the heads; the sort mark follows its word (look.md, tables)."""
        return [self._head(column) for column in self.columns]

    def row(self, line: PeopleLine, *, marked: bool) -> Row[int]:
        """Return the row of a line, its sign at the end where it is marked."""
        cells = tuple(self._cells(line))
        if marked:
            cells = tuple(
                replace(cell, ink=Ink.ACCENT) if cell.name else cell for cell in cells
            )
            cells = (*cells, Cell(f" {glyphs.current().marked}", Ink.ACCENT))
        return Row(cells, line.id)

    def _head(self, column: Column) -> Cell:
        told = words.column_words(column)
        sorted_by = column is self.sort.column
        if sorted_by:
            told = f"{told} {words.sort_sign(self.sort)}"
        ink = Ink.ACCENT if sorted_by else Ink.MUTED
        return self._cell(column, told, ink)

    def _cells(self, line: PeopleLine) -> Iterator[Cell]:
        for column in self.columns:
            text, ink = told(column, line, self.now)
            yield self._cell(column, text, ink)

    def _cell(self, column: Column, text: str, ink: Ink) -> Cell:
        gap = 0 if column is self.columns[-1] else GAP
        return Cell(
            text,
            ink,
            self.sizes[column] - GAP + gap,
            at_right=column in AT_RIGHT,
            gap=gap,
            name=column is Column.NAME,
        )


def drawing(
    columns: Sequence[Column],
    sort: Sort,
    now: Now,
    cells: int,
    of: ViewOf = ViewOf.PROSPECTS,
) -> Drawing:
    """Choose the columns that fit; in the order by potential its amount is told."""
    wanted = list(columns)
    if sort.column is Column.POTENTIAL and Column.VALUE in wanted:
        wanted.insert(wanted.index(Column.VALUE) + 1, Column.POTENTIAL)
    if sort.column not in wanted:
        wanted.append(sort.column)
    if Column.NAME not in wanted:
        wanted.insert(0, Column.NAME)
    first = dict.fromkeys((sort.column, *_first(of)))
    sizes = _sizes([one for one in first if one in wanted], cells)
    shown = tuple(one for one in wanted if one in sizes)
    return Drawing(shown, sort, now, sizes)


def _sizes(ranked: Sequence[Column], cells: int) -> Mapping[Column, int]:
    """Give each column that fits its least, and then what is left to those that grow.

    The name is always there.
    """
    sizes = {Column.NAME: NAME_LEAST}
    for column in ranked:
        if column in LATE:
            _grow(sizes, cells, GROWING[:1])
        if column is not Column.NAME and sum(sizes.values()) + WIDTHS[column] <= cells:
            sizes[column] = WIDTHS[column]
    _grow(sizes, cells, GROWING)
    return sizes


def _grow(
    sizes: dict[Column, int], cells: int, growing: Sequence[tuple[Column, int]]
) -> None:
    for column, most in growing:
        if column in sizes:
            room = max(cells - sum(sizes.values()), 0)
            sizes[column] += max(min(most - sizes[column], room), 0)


def told(column: Column, line: PeopleLine, now: Now) -> tuple[str, Ink]:
    """Return what a column says of a line, and its role in the palette."""
    plain = _plain(column, line)
    match column:
        case Column.VALUE if line.value is not None:
            return plain, HEAT[line.value]
        case Column.PLANNED:
            return _planned(line, now)
        case Column.NAME | Column.FIRST_NAME | Column.STEP | Column.POTENTIAL:
            return plain, Ink.TEXT
        case _:
            return plain, Ink.MUTED


def why(line: PeopleLine, now: Now) -> str:
    """Explain the rank of a line in the order by potential (L-11)."""
    heat = codes.temperature(line.value) if line.value else _("no value")
    due = _planned(line, now)[0].strip() or _("no date")
    if not line.worth.minor:
        told = _("{value} first, then nothing expected, then {due}")
        return told.format(value=heat, due=due)
    worth = formats.amount(line.worth, language())
    return _("{value} first, then {amount} expected × probability, then {due}").format(
        value=heat, amount=worth, due=due
    )


def _plain(column: Column, line: PeopleLine) -> str:
    text = _TEXTS.get(column)
    return text(line) if text is not None else ""


def _rep(line: PeopleLine) -> str:
    gone = line.rep and not line.rep_active
    return _("{name} (gone)").format(name=line.rep) if gone else line.rep


def _planned(line: PeopleLine, now: Now) -> tuple[str, Ink]:
    """Tell the day, with the hour where there is one, behind the mark that presses."""
    if line.planned_on is None:
        return "", Ink.MUTED
    here, spoken = horizon(now.moment, now.zone), language()
    near = line.planned_on.year == here.today.year
    if near:
        day = formats.day_short(line.planned_on, spoken)
    else:
        day = formats.day_year(line.planned_on, spoken)
    if line.bucket is DueBucket.TODAY and line.planned_at is not None:
        day = formats.clock(line.planned_at.astimezone(ZoneInfo(now.zone)))
    if line.bucket is DueBucket.NONE:
        return f"  {day}", Ink.MUTED
    return f"{mark(line.bucket)} {day}", INKS[line.bucket]


def _worth(line: PeopleLine) -> str:
    return formats.short_amount(line.worth, language()) if line.worth.minor else ""


_TEXTS: Final[Mapping[Column, Callable[[PeopleLine], str]]] = {
    Column.NAME: lambda line: line.last_name or line.first_name,
    Column.FIRST_NAME: lambda line: line.first_name if line.last_name else "",
    Column.VALUE: lambda line: codes.temperature(line.value) if line.value else "",
    Column.STEP: lambda line: line.step or glyphs.current().absent,
    Column.POTENTIAL: _worth,
    Column.COMPANY: lambda line: line.company,
    Column.TEAM: lambda line: line.team,
    Column.CAME: lambda line: formats.day_year(line.came, language()),
    Column.STATUS: lambda line: words.progress(Progress(line.progress)),
    Column.REP: _rep,
    Column.SOURCE: lambda line: line.source,
    Column.SINCE: lambda line: (
        formats.day_year(line.since, language()) if line.since else ""
    ),
    Column.LIFECYCLE: lambda line: codes.lifecycle(line.lifecycle),
}
"""What each column says of a line; the plan has a mark and a role besides."""


def _first(of: ViewOf) -> Sequence[Column]:
    return (*TUNNELS_FIRST, *FIRST) if of is ViewOf.TUNNELS else FIRST
