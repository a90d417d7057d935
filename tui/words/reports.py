"""The words of figures: heads of columns, notes, advice, cells in both languages."""

from collections.abc import Mapping
from typing import Final

from models.money import Money
from models.money import major
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Note
from models.vocabulary import Temperature
from tui import formats
from tui.figures.report_pages import OF_REPS
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.i18n import pgettext
from tui.words.codes import temperature

HEADS: Final[Mapping[str, str]] = {
    "group": N_("Group"),
    "won": N_("Won"),
    "lost": N_("Lost"),
    "open": N_("Open"),
    "win_rate": N_("Win rate"),
    "win_rate_amount": N_("By amount"),
    "win_rate_within": N_("Won in time"),
    "within_days": N_("Days given"),
    "old_enough": N_("Had them"),
    "won_within": N_("Won by then"),
    "won_amount": N_("Won amount"),
    "mean_amount": N_("Mean"),
    "median_amount": N_("Median"),
    "mean_days_to_win": N_("Days to win"),
    "median_days_to_win": N_("Median days"),
    "mean_days_to_lose": N_("Days to lose"),
    "mean_days_to_close": N_("Days to close"),
    "pipeline": N_("Pipeline"),
    "stage": N_("Stage"),
    "deals": N_("Deals"),
    "amount": N_("Amount"),
    "weighted": N_("Weighted"),
    "without_amount": N_("No amount"),
    "median_age_days": N_("Median age"),
    "mean_age_days": N_("Mean age"),
    "conversion": N_("Passed on"),
    "cumulative": N_("Of all"),
    "in_progress": N_("Open now"),
    "forward": N_("Forward"),
    "back": N_("Back"),
    "cycle_days": N_("Cycle days"),
    "per_day": N_("A day"),
    "steps_per_deal_week": N_("Steps a week"),
    "exits": N_("Left"),
    "loss_rate": N_("Lost of these"),
    "share": N_("Share"),
    "visits": N_("Stays"),
    "median_days": N_("Median days"),
    "mean_days": N_("Mean days"),
    "p90_days": N_("9 in 10 under"),
    "open_visits": N_("Still there"),
    "open_median_age_days": N_("Their days"),
    "all_rate": N_("All"),
    "limps": N_("Limps"),
    "source": N_("Source"),
    "created": N_("Created"),
    "converted": N_("Converted"),
    "rate": N_("Rate"),
    "month": N_("Month"),
    "commit": N_("Commit"),
    "best_case": N_("Best case"),
    "overdue_or_undated": N_("Late or no date"),
    "entered": N_("Followed up"),
    "not_to_follow_up": N_("Not to follow up"),
    "followups": N_("Follow-ups"),
    "came_back": N_("Came back"),
    "abandoned": N_("Abandoned"),
    "in_tunnel": N_("In the tunnel"),
    "without_followup": N_("Without follow-up"),
    "without_rep": N_("Without rep"),
    "do_not_contact": N_("Do not contact"),
    "prospects": N_("Prospects"),
    "rep": N_("Rep"),
    "prospects_created": N_("Prospects created"),
    "prospects_imported": N_("Imported"),
    "followups_created": N_("Follow-ups created"),
    "followups_done": N_("Follow-ups done"),
    "appointments_held": N_("Appointments"),
    "trials_held": N_("Trials"),
    "missed": N_("Missed"),
    "converted_with_followup": N_("With follow-up"),
    "due": N_("Came due"),
    "on_time_original": N_("In time, first date"),
    "on_time_current": N_("In time, last date"),
    "done": N_("Done"),
    "late": N_("Late"),
    "contact_rate": N_("Reached"),
    "show_rate": N_("Shown up"),
    "late_median_days": N_("Days late"),
    "in_time_original": N_("Kept first date"),
    "in_time_current": N_("Kept last date"),
    "due_current": N_("Due by last date"),
    "contacts": N_("Contacts"),
    "bookings": N_("Bookings"),
    "attended": N_("Attended"),
    "status": N_("Status"),
    "reschedule": N_("Rescheduled"),
    "next_step": N_("Next step"),
    "enrolled": N_("Enrolled"),
    "not_interested": N_("Not interested"),
    "success_rate": N_("Success"),
    "share_with": N_("Share with"),
    "share_without": N_("Share without"),
    "rate_followed": N_("Rate, followed up"),
    "rate_not_followed": N_("Rate, the others"),
    "conversions": N_("Became customers"),
    "conversions_with": N_("With follow-up"),
    "conversions_without": N_("Without follow-up"),
    "followed": N_("Followed up"),
    "followed_converted": N_("Of these bought"),
    "not_followed": N_("Not followed up"),
    "not_followed_converted": N_("Of these bought"),
    "value": N_("Value"),
    "figure": N_("Figure"),
    "kind": N_("Advice"),
    "text": N_("What to do"),
    "next_stage": N_("Next stage"),
    "needed": N_("Needed"),
    "expected": N_("Expected"),
    "usual": N_("Usual"),
}
"""The head of each column; translated when it is drawn."""


LEVERS: Final[Mapping[str, str]] = {
    "deals": N_("Deals in play"),
    "win_rate": N_("Win rate"),
    "mean_amount": N_("Mean amount"),
    "cycle_days": N_("Cycle days"),
    "per_day": N_("Money a day"),
    "steps_per_deal_week": N_("Steps a week"),
}
"""What velocity is made of, and what measures it."""
DECIMALS: Final = {Kind.DAYS: 1, Kind.NUMBER: 1, Kind.PACE: 2}


def head(column: Column) -> str:
    """Return the head of a column in the language in use, its key where it has none."""
    if column.key == "people":
        return pgettext("who came", "People")
    if column.key == "count":
        return pgettext("how many", "Number")
    return _(HEADS.get(column.key, column.key))


def head_in(column: Column, report: str, by: str) -> str:
    """Return the head of a column in a report: groups are headed by what they are."""
    of_reps = report in OF_REPS
    groups = {
        "owner": _("Rep") if of_reps else _("Owner"),
        "team": _("Team"),
        "month": _("Month"),
        "quarter": _("Quarter"),
        "source": _("Source"),
        "reason": _("Reason"),
        "stage": _("Stage"),
        "result": _("Result"),
        "type": _("Type"),
        "attempt": _("Attempt"),
        "value": _("Value"),
        "": _("Rep") if report == "discipline" else _("Group"),
    }
    if column.key == "group" and by in groups:
        return groups[by]
    if column.key == "lost" and report == "monthly":
        return pgettext("prospects", "Lost")
    return head(column)


def worded(note: Note) -> str:
    """Return a note as a sentence, its code where it is told only in figures."""
    whole = {
        "forecast_without_category": _(
            "Deals have no forecast category yet: commit and best case stay empty."
        ),
        "velocity_of_medians": _("Amounts and cycles are medians, not means."),
        "followed_are_warmer": _(
            "Reps follow warmer prospects first: the difference is not an effect."
        ),
    }
    if note.code in whole:
        return whole[note.code]
    if note.code.startswith("coverage"):
        return _coverage(note)
    count = note.values.get("count")
    if not isinstance(count, int):
        return note.code
    return _counted(count).get(note.code, note.code).format(count=count)


def _counted(count: int) -> Mapping[str, str]:
    return {
        "without_rate": ngettext(
            "{count} deal without an exchange rate is left out of the amounts.",
            "{count} deals without an exchange rate are left out of the amounts.",
            count,
        ),
        "forecast_left_out": ngettext(
            "{count} deal is left out, as its rep wants it.",
            "{count} deals are left out, as their reps want it.",
            count,
        ),
        "without_probability": ngettext(
            "{count} deal in a stage without a probability is not weighted.",
            "{count} deals in stages without a probability are not weighted.",
            count,
        ),
        "past_expected_close": ngettext(
            "{count} open deal is past its expected close.",
            "{count} open deals are past their expected close.",
            count,
        ),
        "cohort_immature": ngettext(
            "{count} cohort is immature: too young, or more than a fifth still open.",
            "{count} cohorts are immature: too young, or more than a fifth still open.",
            count,
        ),
        "without_opened_at": ngettext(
            "{count} deal without an opening date is left out.",
            "{count} deals without an opening date are left out.",
            count,
        ),
    }


def _coverage(note: Note) -> str:
    """Say what a target would need, for without one there is no coverage (C.13)."""
    rate, times = note.values.get("rate"), note.values.get("times")
    if not isinstance(rate, float) or not isinstance(times, float):
        return _("No target, so no coverage.")
    told = _("No target, so no coverage: at {rate} won it must reach {times}.")
    return told.format(
        rate=formats.percent(rate * 100, language()),
        times=formats.number(times, language(), 1),
    )


def shown(value: Cell, column: Column) -> str:
    """Return a cell in the language's own formats; nothing stays empty."""
    match value:
        case None:
            return ""
        case Money():
            return formats.amount(value, language())
        case str():
            return value
        case _ if column.kind is Kind.RATE:
            return formats.percent(value * 100, language(), 1)
        case _:
            return formats.number(value, language(), DECIMALS.get(column.kind, 0))


def count_words(value: Cell) -> str:
    """Return a number of records, empty where there is none."""
    return formats.number(value, language()) if isinstance(value, int) else ""


def rate_words(value: Cell) -> str:
    """Return a rate in whole percents, empty where there is none."""
    if isinstance(value, (int, float)):
        return formats.percent(value * 100, language())
    return ""


def day_words(value: Cell) -> str:
    """Return a number of days, empty where there is none."""
    if isinstance(value, (int, float)):
        return formats.number(value, language(), 1)
    return ""


FATES: Final = {
    "planned": N_("Still planned"),
    "late": N_("Late"),
    "done_with_success": N_("Done with success"),
    "done_without": N_("Done without success"),
    "cancelled": N_("Cancelled"),
}
"""How follow-ups stand (R-33)."""


def plain(value: Cell) -> str | int | float | None:
    """Return a cell as JSON and CSV hold it: money in major units, as text."""
    return major(value) if isinstance(value, Money) else value


def nameless(report: str, by: str) -> str:
    """Return what a row is called whose group has no name."""
    if report == "forecast":
        return _("Late or no date")
    if report in OF_REPS and not by:
        return _("Everybody")
    if report == "reps" or (report in OF_REPS and by == "owner"):
        return _("No rep")
    return _("Nobody") if by == "owner" else _("Not said")


def group_name(value: Cell, report: str, by: str, names: Mapping[str, str]) -> str:
    """Return what a row is called; *names* are those of sources and reasons."""
    if value is None:
        return nameless(report, by)
    text = str(value)
    if by == "value":
        return temperature(Temperature(text))
    if report == "followups" and text in FATES:
        return _(FATES[text])
    if by in ("source", "reason") or report == "sources":
        return names.get(text, text)
    return text
