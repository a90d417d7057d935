"""Reads a page of the statistics: the report, the one to compare with, the names."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from models import queries
from models import reports
from models.money import Money
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.report import Asked
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.store import Store
from models.vocabulary import Scope
from tui.periods import Preset
from tui.periods import Span
from tui.report_pages import Page
from tui.report_pages import View
from tui.report_table import TOTAL

if TYPE_CHECKING:
    from models.access import Reader

ADVICE = "advice"
COMPARED = frozenset({"funnel", "wins", "losses"})
"""The reports that are held against the period before."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the page and its view, the period, whose records."""

    page: Page
    view: View
    span: Span
    scope: Scope

    def asked(self, zone: str) -> Asked:
        """Return it as the reports take it."""
        span = self.span if self.view.dated else Span(Preset.ALL)
        return Asked(
            period=span.in_zone(zone),
            scope=self.scope,
            by=self.view.by,
            basis=self.view.basis,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The report, the same of the period before, and the names of stored codes."""

    question: Question
    report: Report
    before: Report | None
    names: Mapping[str, str]
    ever: int = 0
    """Where the period has nothing: how much all time has."""


def says_something(report: Report) -> bool:
    """Tell whether any figure of a report is more than nothing."""
    figures = [row[c.key] for row in report.rows for c in report.columns[1:]]
    return any(one.minor if isinstance(one, Money) else one for one in figures)


def answered(store: Store, question: Question) -> Answer:
    """Read everything that a page shows; slow on much data, so away from the keys."""
    return store.read(_answer, question)


def listed(store: Store, question: Question, row: int, column: str) -> Listed | None:
    """Return the records behind a cell; nothing for a report without lists."""
    known = question.page.report in reports.LISTS
    if not known and question.page.report != ADVICE:
        return None
    return store.read(_listed, question, row, column)


def _answer(reader: "Reader", question: Question) -> Answer:
    asked = question.asked(reader.house.zone)
    make = reports.REPORTS[question.page.report]
    before = None
    if question.page.report in COMPARED and asked.period.bounded:
        earlier = Question(
            question.page, question.view, question.span.moved(-1), question.scope
        )
        before = make(reader, earlier.asked(reader.house.zone))
    sources = queries.choices.sources(reader)
    reasons = queries.choices.reasons(reader)
    names = {source.code: source.name for source in sources}
    names |= {reason.code: reason.name for reason in reasons}
    report = make(reader, asked)
    ever = 0
    if asked.period.bounded and not says_something(report):
        always = make(reader, replace(asked, period=Period(asked.period.zone)))
        ever = _first_count(always)
    return Answer(question, report, before, names, ever)


def _first_count(report: Report) -> int:
    """Return the figure that a report counts first, of all rows together."""
    if report.total is None:
        return 0
    key = next(c.key for c in report.columns if c.kind is Kind.COUNT)
    value = report.total[key]
    return value if isinstance(value, int) else 0


def _listed(reader: "Reader", question: Question, row: int, column: str) -> Listed:
    asked = question.asked(reader.house.zone)
    report = reports.REPORTS[question.page.report](reader, asked)
    held = report.total if row == TOTAL else report.rows[row]
    first = None if held is None else held[report.columns[0].key]
    cell = CellAt(None if row == TOTAL else first, column, total=row == TOTAL)
    if question.page.report == ADVICE:
        from models.reports.advice import advice_list

        return advice_list(reader, asked, str(report.rows[row]["stage"]), cell)
    return reports.LISTS[question.page.report](reader, asked, cell)
