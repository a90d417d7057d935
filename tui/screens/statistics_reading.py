"""Reads a page of the statistics: the report, the one to compare with, the names."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
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
from models.views.people import maybe_string
from models.vocabulary import Scope
from tui.figures.periods import Preset
from tui.figures.periods import Span
from tui.figures.report_forms import conversion_key
from tui.figures.report_forms import formed
from tui.figures.report_pages import Page
from tui.figures.report_pages import View
from tui.figures.report_table import TOTAL

if TYPE_CHECKING:
    from models.access import Reader

ADVICE = "advice"
HEAT = "heat"
LEVERS = "levers"
COMPARED = frozenset({"funnel", "wins", "losses", "cycle", LEVERS})
"""The reports that are held against the period before."""
UNLISTED = frozenset({"per_day", "steps_per_deal_week"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the page and its view, the period, whose records."""

    page: Page
    view: View
    span: Span
    scope: Scope
    pipeline_id: int | None = None

    @property
    def report(self) -> str:
        """The name of the report that answers it."""
        return self.view.report or self.page.report

    @property
    def earlier(self) -> "Question":
        """The same of the period before."""
        return replace(self, span=self.span.moved(-1))

    def counted(self, today: date) -> Span:
        """Return the days that are named: what lies ahead only where it is counted."""
        return self.span if self.view.ahead else self.span.so_far(today)

    def asked(self, zone: str) -> Asked:
        """Return it as the reports take it."""
        span = self.span if self.view.dated else Span(Preset.ALL)
        return Asked(
            period=span.in_zone(zone),
            scope=self.scope,
            by=self.view.by,
            basis=self.view.basis,
            pipeline_id=self.pipeline_id,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The report, the same of the period before, and the names of stored codes."""

    question: Question
    report: Report
    """As it was read."""
    table: Report
    """As the page shows it."""
    before: Report | None
    names: Mapping[str, str]
    pipeline: str = ""
    """The name of the pipeline that was chosen."""
    drawn: Report | None = None
    """What the chart draws, where that is not the table."""
    ever: int = 0
    """Where the period has nothing: how much all time has."""
    never: bool = False
    """Whether all time has nothing either."""


def says_something(report: Report) -> bool:
    """Tell whether any figure of a report is more than nothing."""
    counted = [column.key for column in report.columns if column.kind is not Kind.CODE]
    figures = [row[key] for row in report.rows for key in counted]
    return any(one.minor if isinstance(one, Money) else one for one in figures)


def answered(store: Store, question: Question) -> Answer:
    """Read everything that a page shows; slow on much data, so away from the keys."""
    return store.read(_answer, question)


def listed(store: Store, answer: Answer, row: int, column: str) -> Listed | None:
    """Return the records behind a cell; nothing for a report without lists."""
    if answer.question.report not in (*reports.LISTS, ADVICE, HEAT):
        return None
    return store.read(_listed, answer, row, column)


def _answer(reader: "Reader", question: Question) -> Answer:
    asked = question.asked(reader.house.zone)
    make = reports.PAGES[question.report]
    before = None
    if question.report in COMPARED and asked.period.bounded:
        before = make(reader, question.earlier.asked(reader.house.zone))
    report = make(reader, asked)
    ever, never = 0, False
    if asked.period.bounded and not says_something(report):
        always = make(reader, replace(asked, period=Period(asked.period.zone)))
        ever, never = _first_count(always), not says_something(always)
    words = (question.span.words(), question.earlier.span.words())
    table = formed(report, before, words)
    names, pipeline = _names(reader, question)
    drawn = _balance(reader, asked) if question.report == ADVICE else None
    return Answer(question, report, table, before, names, pipeline, drawn, ever, never)


def _balance(reader: "Reader", asked: Asked) -> Report:
    """Read the stages that an advice weighs against each other."""
    from models.reports.counted import pipeline_of

    here = replace(asked, pipeline_id=pipeline_of(reader, asked))
    return reports.PAGES["pipeline"](reader, here)


def _names(reader: "Reader", question: Question) -> tuple[dict[str, str], str]:
    names = queries.choices.code_names(reader)
    if question.pipeline_id is None:
        return names, ""
    known = {one.id: one.name for one in queries.choices.pipelines(reader)}
    return names, known.get(question.pipeline_id, "")


def _first_count(report: Report) -> int:
    """Return the figure that a report counts first, of all rows together."""
    if report.total is None:
        return 0
    key = next(c.key for c in report.columns if c.kind is Kind.COUNT)
    value = report.total[key]
    return value if isinstance(value, int) else 0


def _listed(reader: "Reader", answer: Answer, row: int, column: str) -> Listed | None:
    question, report = answer.question, answer.report
    asked = question.asked(reader.house.zone)
    match question.report:
        case "levers":
            return _lever_listed(reader, question, row, column)
        case "lifetime":
            cell = CellAt(None, report.columns[row].key)
            return reports.LISTS["lifetime"](reader, asked, cell)
        case "conversion" if not question.view.by:
            cell = CellAt(None, conversion_key(row, column))
            return reports.LISTS["conversion"](reader, asked, cell)
        case "heat":
            return _heat_listed(reader, asked, report, row, column)
        case "advice":
            from models.reports.advice import advice_list

            named = str(report.rows[row]["stage"])
            return advice_list(reader, asked, named, CellAt(None, column))
        case name:
            held = report.total if row == TOTAL else report.rows[row]
            first = None if held is None else held[report.columns[0].key]
            stage = None if held is None else maybe_string(held.get("stage"))
            at = None if row == TOTAL else first
            cell = CellAt(at, column, total=row == TOTAL, stage=stage)
            return reports.LISTS[name](reader, asked, cell)


def _lever_listed(
    reader: "Reader", question: Question, row: int, column: str
) -> Listed | None:
    """Return the deals of this period, or of the one before; a change has none."""
    of = (question, question.earlier)[row : row + 1]
    if not of or column in UNLISTED:
        return None
    asked = of[0].asked(reader.house.zone)
    return reports.LISTS[LEVERS](reader, asked, CellAt(None, column))


def _heat_listed(
    reader: "Reader", asked: Asked, report: Report, row: int, stage: str
) -> Listed:
    """Return the deals that somebody lost at a stage."""
    from models.reports.heat import heat_list

    groups = list(dict.fromkeys(line["group"] for line in report.rows))
    return heat_list(reader, asked, stage, CellAt(groups[row], "lost"))
