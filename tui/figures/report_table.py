"""The table under a chart: which columns fit, how wide they are, how cells look."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from models.money import Money
from models.money import exponent
from models.money import half_up
from models.reports.report import Cell as Figure
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Report
from models.reports.report import Row as Figures
from tui import glyphs
from tui.cells import safe
from tui.cells import width
from tui.figures.report_pages import FEW
from tui.figures.report_pages import View
from tui.figures.report_pages import denominator
from tui.figures.report_pages import lowest_passage
from tui.figures.report_pages import of_none
from tui.figures.report_pages import unentered
from tui.i18n import _
from tui.ink import Ink
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.advice import advice_forms
from tui.words.reports import head_in
from tui.words.reports import shown

Name = Callable[[Figure], str]
Placed = tuple[Column, int, int]
"""A column in sight, its width, and the gap before it."""

TOTAL: Final = -1
"""What the row of the total stands for."""
NAMES: Final = 28
"""The widest column of names."""
LEAST_GAP: Final = 2
MARK: Final = 2
"""The cells that the sign of columns out of sight takes."""
GAP: Final = 5
CONTENT: Final = 124
TEXTS: Final = frozenset({Kind.CODE, Kind.TEXT})


@dataclass(frozen=True, slots=True)
class Table:
    """A report as it is shown: its columns in sight and the one that is chosen."""

    report: Report
    view: View
    name: Name
    chosen: str
    """The column whose lists Enter opens."""
    flagged: frozenset[tuple[Figure, str]] = frozenset()
    """Figures that stand out, by the first cell of their row and their column."""
    grey: frozenset[Figure] = frozenset()
    """Rows whose rates are not to be compared, by their first cell."""
    few: frozenset[tuple[Figure, str]] = frozenset()
    """Figures of too few records to say much."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column that says something somewhere, the names first."""
        report = self.report
        if report.name == "advice":
            return tuple(c for c in report.columns if c.key in ADVICE)
        if report.name == "outcomes" and self.view.by == "reason":
            return tuple(c for c in report.columns if c.key in REFUSALS)
        return tuple(
            column
            for place, column in enumerate(report.columns)
            if not place or any(self._says(row, column.key) for row in report.rows)
        )

    def _says(self, row: Figures, key: str) -> bool:
        return row[key] is not None and not unentered(self.report, row, key)

    @property
    def shows_total(self) -> bool:
        """Whether the total says more than the rows."""
        report = self.report
        return report.total is not None and len(report.rows) > 1

    @property
    def lines(self) -> int:
        """How many rows the table has, with the total and the line over it."""
        return len(self.report.rows) + (2 if self.shows_total else 0)


ADVICE: Final = frozenset({"text", "deals", "amount"})
REFUSALS: Final = frozenset({"group", "not_interested"})
"""Reasons have refusals: no other outcome needs one."""


def head_cells(table: Table, cells: int) -> list[Cell]:
    """Make the heads; the chosen one stands out, the sort mark follows its word.

    Signs tell that there are columns before the first in sight, and behind the last.
    """
    layout = _placed(table, cells)
    marks = glyphs.current()
    made: list[Cell] = []
    for place, (column, size, gap) in enumerate(layout.columns):
        word = _word(column, table)
        ink = Ink.STRONG if column.key == table.chosen else Ink.MUTED
        at_right = column.kind not in TEXTS
        room = size if size == FILL else size + gap
        if layout.after and column is layout.columns[-1][0]:
            room -= layout.lacking(cells)
        if not place and layout.before:
            made.append(Cell(word, ink, room - MARK))
            made.append(Cell(f" {marks.previous}", Ink.MUTED, MARK))
            continue
        if column.key != table.view.ordered:
            made.append(Cell(word, ink, room, at_right=at_right))
            continue
        mark = f" {marks.sort_down}"
        made.append(Cell(word, ink, room - width(mark), at_right=at_right))
        made.append(Cell(mark, Ink.ACCENT, width(mark)))
    if layout.after:
        made.append(Cell(f" {marks.next}", Ink.MUTED, MARK))
    return made


def body_rows(table: Table, cells: int) -> Iterator[Row[int]]:
    """Make the rows and, under a line, the total."""
    layout = _placed(table, cells)
    placed = layout.columns
    lowest = lowest_passage(table.report)
    for place, row in enumerate(table.report.rows):
        yield Row(tuple(_cells(table, placed, row, lowest == place)), place)
    total = table.report.total
    if total is None or not table.shows_total:
        return
    wide = min(layout.wide, cells) + 1
    rule = Cell(glyphs.current().line * wide, Ink.RULE)
    yield Row((rule,), from_bar=True)
    strong = [
        Cell(cell.text, Ink.STRONG, cell.cells, at_right=cell.at_right)
        for cell in _cells(table, placed, total, lowest=False)
    ]
    yield Row((Cell(_("Total"), Ink.STRONG, strong[0].cells), *strong[1:]), TOTAL)


def _cells(
    table: Table,
    placed: Sequence[Placed],
    row: Figures,
    lowest: bool,  # noqa: FBT001 - a fact of the row
) -> Iterator[Cell]:
    for column, size, gap in placed:
        text = _text(table, row, column)
        room = size if size == FILL else size + gap
        if column.kind in TEXTS:
            yield Cell(text, Ink.TEXT, room, name=column is placed[0][0])
            continue
        ink = Ink.TEXT
        of = denominator(table.report, row, column.key)
        first = row[table.columns[0].key]
        is_few = of is not None and (of < FEW or first in table.grey)
        if is_few or (first, column.key) in table.few:
            ink = Ink.MUTED
        elif (lowest and column.key == "conversion") or (
            (first, column.key) in table.flagged
        ):
            ink = Ink.AMBER
        yield Cell(text, ink, room, at_right=True)


def _text(table: Table, row: Figures, column: Column) -> str:
    if column.kind is Kind.TEXT:
        return advice_forms(row, table.report.scope)[-1]
    if column.kind is Kind.CODE:
        return table.name(row[column.key])
    if unentered(table.report, row, column.key):
        return ""
    value = row[column.key]
    if value is None and of_none(table.report, row, column.key):
        return glyphs.current().absent
    return shown(_in_whole_units(value) if isinstance(value, Money) else value, column)


def _in_whole_units(money: Money) -> Money:
    """Round to major units: the figures of a column have the same decimals."""
    unit = 10 ** exponent(money.currency)
    minor = half_up(abs(money.minor), unit) * unit
    return Money(minor if money.minor >= 0 else -minor, money.currency)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in sight, and whether there are others at either side of them."""

    columns: Sequence[Placed]
    before: bool = False
    after: bool = False

    @property
    def wide(self) -> int:
        """The cells that they take, with the sign of those behind them."""
        taken = sum(size + gap for _column, size, gap in self.columns)
        return taken + MARK * self.after

    def lacking(self, cells: int) -> int:
        """Return what the last head leaves to the sign, of the gap before it.

        The sign may stand in the cell behind the table too: no column goes for it.
        """
        return min(max(self.wide - cells - 1, 0), LEAST_GAP - 1)


def _placed(table: Table, cells: int) -> Layout:
    """Place the columns in sight.

    The names always show; of the others as many as fit, the chosen one among them.
    """
    first, *others = table.columns
    sizes = [(column, _width(table, column)) for column in others]
    if first.kind is Kind.TEXT:
        return Layout([(first, FILL, 0), *((c, size, LEAST_GAP) for c, size in sizes)])
    names = min(_width(table, first), NAMES, cells // 2)
    signed = max(names, width(_word(first, table)) + MARK)
    start, stop = _in_sight(sizes, table.chosen, (cells - names, cells - signed))
    kept, before, after = sizes[start:stop], start > 0, stop < len(sizes)
    names = signed if before else names
    free = min(cells, CONTENT) - names - sum(size for _column, size in kept)
    free -= MARK * after
    gap = max(min(free // max(len(kept), 1), GAP), LEAST_GAP)
    placed = [(first, names, 0), *((column, size, gap) for column, size in kept)]
    return Layout(placed, before, after)


def _in_sight(
    sizes: Sequence[tuple[Column, int]], chosen: str, rooms: tuple[int, int]
) -> tuple[int, int]:
    """Return between which places columns fit, the chosen one or the first among them.

    The names leave one room, and another with the sign of columns before the first.
    """
    keys = [column.key for column, _size in sizes]
    at = keys.index(chosen) if chosen in keys else 0
    for start in range(at + 1):
        stop = _fitting(sizes, start, rooms[start > 0])
        if at < stop:
            return start, stop
    return at, at + 1


def _fitting(sizes: Sequence[tuple[Column, int]], start: int, room: int) -> int:
    """Return the place behind the last column that fits from a place on."""
    ends = accumulate(size + LEAST_GAP for _column, size in sizes[start:])
    return start + sum(end <= room for end in ends)


def _width(table: Table, column: Column) -> int:
    rows = [*table.report.rows]
    if table.report.total is not None:
        rows.append(table.report.total)
    texts = [_text(table, row, column) for row in rows]
    return max(
        width(_word(column, table)) + 2 * (column.key == table.view.ordered),
        *(width(safe(text)) for text in texts),
        0,
    )


def _word(column: Column, table: Table) -> str:
    """Name the first column by what the rows are."""
    view = table.view
    if column.key == "group" and view.report == "levers":
        return _("Period")
    if column.key == "mean_amount" and view.basis == "median":
        return _("Median")
    return head_in(column, table.report.name, view.by)
