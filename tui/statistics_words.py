"""What the statistics say: names of rows, titles, the line of comparison."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from models.reports.report import Cell
from models.reports.report import Report
from models.vocabulary import Scope
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language
from tui.periods import QUARTER_LETTER
from tui.periods import Span
from tui.report_charts import Name
from tui.report_pages import COMPARABLE
from tui.report_pages import View
from tui.report_pages import lowest_passage
from tui.report_words import count_words
from tui.report_words import rate_words
from tui.report_words import worded
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind

WON: Final = "won"


def namer(report: Report, view: View, names: Mapping[str, str]) -> Name:
    """Return how the rows of a report are called."""

    def name(value: Cell) -> str:
        if value is None:
            return _nameless(report, view)
        text = str(value)
        if report.name == "funnel" and text == WON:
            return _("Won")
        if view.by in ("month", "quarter") or report.name == "forecast":
            return _time(text)
        by_code = view.by in ("source", "reason") or report.name == "sources"
        return names.get(text, text) if by_code else text

    return name


def about(view: View, days: str) -> str:
    """Say what is counted, when and on which basis."""
    return _(view.about).format(days=days)


def scope_word(scope: Scope) -> str:
    """Return the word for whose figures these are."""
    words = {Scope.ME: _("me"), Scope.TEAM: _("team"), Scope.ALL: _("all")}
    return words[scope]


def remark(report: Report, before: Report | None, span: Span) -> LineMessage | None:
    """Say what stands out: the lowest rate, or this period against the one before."""
    earlier = span.moved(-1).words()
    place = lowest_passage(report)
    if place is not None:
        return _lowest(report, place, before, earlier)
    told = _against(report, before, earlier)
    notes = " ".join(worded(note) for note in report.notes)
    said = " ".join(part for part in (told, notes) if part)
    return LineMessage(MessageKind.HINT, said) if said else None


def empty_words(report: Report, span: Span, today: date) -> str:
    """Say what is missing."""
    if report.name == "advice":
        return _("The stages are in balance: nothing to push now.")
    return _("Nothing to count, {days}.").format(days=span.days(today))


def _lowest(
    report: Report, place: int, before: Report | None, earlier: str
) -> LineMessage:
    row = report.rows[place]
    stage, rate = str(row["stage"]), rate_words(row["conversion"])
    told = _("{stage} passes on {rate} of its deals.")
    then = ""
    if before is not None and place < len(before.rows):
        was = before.rows[place]
        counted = was["deals"]
        if isinstance(counted, int) and counted >= COMPARABLE:
            told = _("{stage} passes on {rate} of its deals, {before}: {was}.")
            then = rate_words(was["conversion"])
    said = told.format(stage=stage, rate=rate, before=earlier, was=then)
    notes = " ".join(worded(note) for note in report.notes)
    return LineMessage(MessageKind.LOWEST, f"{said} {notes}".strip())


def _against(report: Report, before: Report | None, earlier: str) -> str:
    if before is None or report.total is None or before.total is None:
        return ""
    total, was = report.total, before.total
    if report.name == "wins":
        return _("{won} of {closed} won, {rate}. {before}: {was_won}, {was}.").format(
            won=count_words(total["won"]),
            closed=_closed(total),
            rate=rate_words(total["win_rate"]) or glyphs.current().absent,
            before=earlier,
            was_won=_("{won} of {closed}").format(
                won=count_words(was["won"]), closed=_closed(was)
            ),
            was=rate_words(was["win_rate"]) or glyphs.current().absent,
        )
    return _("{lost} lost. {before}: {was}.").format(
        lost=count_words(total["lost"]), before=earlier, was=count_words(was["lost"])
    )


def _closed(total: Mapping[str, Cell]) -> str:
    won, lost = total["won"], total["lost"]
    if isinstance(won, int) and isinstance(lost, int):
        return count_words(won + lost)
    return ""


def _nameless(report: Report, view: View) -> str:
    if report.name == "forecast":
        return _("Late or no date")
    if view.by == "owner":
        return _("Nobody")
    return _("Not said")


def _time(text: str) -> str:
    """Return a month or a quarter as it is written: ``2026-11``, ``2026-Q4``."""
    year, _dash, rest = text.partition("-")
    if rest.startswith("Q"):
        return f"{QUARTER_LETTER[language()]}{rest[1:]} {year}"
    return formats.month(date(int(year), int(rest), 1), language())
