"""What the statistics say: names of rows, titles, the line of comparison."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from models.reports.report import Cell
from models.reports.report import Report
from models.reports.report import Row
from models.vocabulary import Scope
from tui import formats
from tui import glyphs
from tui.figures.chart_parts import Name
from tui.figures.periods import QUARTER_LETTER
from tui.figures.periods import Span
from tui.figures.report_forms import immature
from tui.figures.report_forms import share
from tui.figures.report_forms import worst
from tui.figures.report_pages import COMPARABLE
from tui.figures.report_pages import View
from tui.figures.report_pages import lowest_passage
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.words.reports import HEADS
from tui.words.reports import LEVERS
from tui.words.reports import count_words
from tui.words.reports import day_words
from tui.words.reports import group_name
from tui.words.reports import rate_words
from tui.words.reports import worded

ENDS: Final = {"won": N_("Won"), "lost": N_("Lost")}
BY_MONTH: Final = frozenset({"forecast", "monthly"})
TURNED: Final = frozenset({"lifetime", "conversion"})
"""Reports whose figures stand under each other."""
ENDINGS: Final = frozenset({"funnel", "cycle"})
MOVING: Final = ("deals", "win_rate", "mean_amount", "cycle_days")
"""The levers of the velocity (C.10)."""
UNSAID: Final = frozenset({"forecast_without_category"})
"""Notes on columns that the screen leaves out while they are empty."""


def namer(report: Report, view: View, names: Mapping[str, str]) -> Name:
    """Return how the rows of a report are called."""

    def name(value: Cell) -> str:
        if value is not None and view.by != "value":
            text, own = str(value), _own_words(report)
            if view.by in ("month", "quarter") or report.name in BY_MONTH:
                return _time(text)
            if text in own:
                return _(own[text])
        return group_name(value, report.name, view.by, names)

    return name


def _own_words(report: Report) -> Mapping[str, str]:
    """Return the words of codes that are told on the screen alone."""
    if report.name in ENDINGS:
        return ENDS
    return HEADS if report.name in TURNED else {}


def about(view: View, days: str) -> str:
    """Say what is counted, when and on which basis."""
    return _(view.about).format(days=days)


def scope_word(scope: Scope) -> str:
    """Return the word for whose figures these are."""
    words = {Scope.ME: _("me"), Scope.TEAM: _("team"), Scope.ALL: _("all")}
    return words[scope]


def remark(
    report: Report, before: Report | None, span: Span, names: Mapping[str, str]
) -> LineMessage | None:
    """Say what stands out: the lowest rate, or this period against the one before."""
    earlier = span.moved(-1).words()
    place = lowest_passage(report)
    if place is not None:
        return _lowest(report, place, before, earlier)
    told = _limp(report, names) or _against(report, before, earlier)
    said = " ".join(part for part in (told, _noted(report)) if part)
    return LineMessage(MessageKind.HINT, said) if said else None


def _noted(report: Report) -> str:
    return " ".join(worded(note) for note in report.notes if note.code not in UNSAID)


def _limp(report: Report, names: Mapping[str, str]) -> str:
    """Name who limps most, where, and what for (K-13)."""
    for row in worst(report):
        told = (
            _("{who} limps at {stage}: {rate} lost, all {all}. Mostly: {reason}.")
            if row["reason"]
            else _("{who} limps at {stage}: {rate} lost, all {all}.")
        )
        reason = str(row["reason"])
        return told.format(
            who=row["group"] or _("Nobody"),
            stage=row["stage"],
            rate=rate_words(row["loss_rate"]),
            all=rate_words(row["all_rate"]),
            reason=names.get(reason, reason),
        )
    return ""


def empty_words(report: Report, view: View, counted: Span) -> str:
    """Say what is missing; figures of now have no days."""
    if report.name == "advice":
        return _("The stages are in balance: nothing to push now.")
    if view.ever:
        return _("Nobody was ever followed up.")
    if not view.dated:
        return _("Nothing to count now.")
    return _("Nothing to count, {days}.").format(days=counted.days())


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
    return LineMessage(MessageKind.LOWEST, f"{said} {_noted(report)}".strip())


def _against(report: Report, before: Report | None, earlier: str) -> str:
    if before is None or report.total is None or before.total is None:
        return ""
    total, was = report.total, before.total
    match report.name:
        case "wins" if not immature((*report.notes, *before.notes)):
            return _won_against(total, was, earlier)
        case "losses" if total["lost"] or was["lost"]:
            told = _("{lost} lost. {before}: {was}.")
            lost, then = count_words(total["lost"]), count_words(was["lost"])
            return told.format(lost=lost, before=earlier, was=then)
        case "cycle":
            return _cycle_against(report, before, earlier)
        case "levers":
            return _levers_against(total, was, earlier)
        case _:
            return ""


def _won_against(total: Row, was: Row, earlier: str) -> str:
    if total["win_rate"] is None and was["win_rate"] is None:
        return ""
    won, closed = count_words(total["won"]), _closed(total)
    rate = rate_words(total["win_rate"]) or glyphs.current().absent
    if was["win_rate"] is None:
        told = _("{won} of {closed} won, {rate}.")
        return told.format(won=won, closed=closed, rate=rate)
    told = _("{won} of {closed} won, {rate}. {before}: {was_won}, {was}.")
    of = _("{won} of {closed}")
    was_won = of.format(won=count_words(was["won"]), closed=_closed(was))
    return told.format(
        won=won,
        closed=closed,
        rate=rate,
        before=earlier,
        was_won=was_won,
        was=rate_words(was["win_rate"]),
    )


def _cycle_against(report: Report, before: Report, earlier: str) -> str:
    now, was = report.rows[0], before.rows[0]
    if now["median_days"] is None or was["median_days"] is None:
        return ""
    told = _("Half of the wins took up to {days} days. {before}: {was}.")
    days, then = day_words(now["median_days"]), day_words(was["median_days"])
    return told.format(days=days, before=earlier, was=then)


def _levers_against(total: Row, was: Row, earlier: str) -> str:
    """Say what a day brings, and which lever moved it most."""
    part = share(total["per_day"], was["per_day"])
    if part is None:
        return ""
    moved = {key: share(total[key], was[key]) or 1.0 for key in MOVING}
    moved["cycle_days"] = 1 / moved["cycle_days"]
    lever = (max if part >= 1 else min)(moved, key=lambda key: moved[key])
    told = (
        _("{percent} more a day than in {before}, most of it by: {lever}.")
        if part >= 1
        else _("{percent} less a day than in {before}, most of it by: {lever}.")
    )
    percent = formats.percent(abs(part - 1) * 100, language())
    return told.format(percent=percent, before=earlier, lever=_(LEVERS[lever]))


def _closed(total: Row) -> str:
    won, lost = total["won"], total["lost"]
    if isinstance(won, int) and isinstance(lost, int):
        return count_words(won + lost)
    return ""


def _time(text: str) -> str:
    """Return a month or a quarter as it is written: ``2026-11``, ``2026-Q4``."""
    year, _dash, rest = text.partition("-")
    if rest.startswith("Q"):
        return f"{QUARTER_LETTER[language()]}{rest[1:]} {year}"
    return formats.month(date(int(year), int(rest), 1), language())
