"""The rows of the statistics that are words: what is missing, what a list is called."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from tui import commands
from tui import formats
from tui.figures.report_forms import FIGURE
from tui.figures.report_pages import View
from tui.figures.report_table import TOTAL
from tui.figures.report_table import Table
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.preferences.keymap import Keymap
from tui.preferences.keymap import key_label
from tui.screens.statistics_reading import LEVERS
from tui.screens.statistics_reading import Answer
from tui.screens.statistics_reading import Question
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.reports import head_in
from tui.words.statistics import empty_words

PERIODS: Final = frozenset({LEVERS, "monthly", "month", "quarter"})
"""Reports and groups whose rows are periods."""


def teaching_rows(answer: Answer, today: date, keymap: Keymap) -> Iterator[Row[int]]:
    """Say what is missing, which period has some, and which keys go there."""
    question = answer.question
    said = empty_words(answer.report, question.view, question.counted(today))
    yield Row((Cell(said, Ink.STRONG),))
    if not question.view.dated:
        return
    yield Row()
    if answer.never:
        yield Row((Cell(_("All time has nothing either.")),))
        return
    if answer.ever:
        count = formats.number(answer.ever, language())
        yield Row((Cell(_("All time has {count}.").format(count=count)),))
    keys = (
        (commands.PERIOD_BACK, _("shows the period before")),
        (commands.PERIOD_CHOOSE, _("chooses another period, or all time")),
    )
    for command, does in keys:
        bound = keymap.of(command)
        key = Cell(f"{key_label(bound[0]) if bound else ''}  ", Ink.KEY)
        yield Row((key, Cell(does)))


def no_period(view: View) -> str:
    """Say why a key of the periods does nothing here."""
    if view.dated:
        return _("All time has no period before or after.")
    if view.ever:
        return _("These figures are of all time: no period.")
    return _("These figures are of now: no period.")


def larger_row() -> Row[int]:
    """Say why there is no chart (look.md, Charts)."""
    return Row((Cell(_("The chart needs a larger window."), Ink.MUTED),))


def cell_words(table: Table, row: int) -> str:
    """Name the figure whose list is opened: its row and, if there are several, column.

    A table of figures has one column of numbers for all of them.
    """
    first, *others = (column.key for column in table.report.columns)
    name = _("Total") if row == TOTAL else table.name(table.report.rows[row][first])
    if first == FIGURE and len(others) == 1:
        return name
    column = next(c for c in table.report.columns if c.key == table.chosen)
    told = head_in(column, table.report.name, table.view.by)
    return _("{row}: {column}").format(row=name, column=told)


def cell_period(question: Question, row: int) -> str:
    """Name the period of a list; rows that are periods name their own."""
    view = question.view
    periods = question.report in PERIODS or view.by in PERIODS
    named = view.dated and (row == TOTAL or not periods)
    return question.span.words() if named else ""
