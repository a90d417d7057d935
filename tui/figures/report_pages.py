"""The pages of the statistics: what each asks and how it may be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.money import Money
from models.reports.report import Report
from models.reports.report import Row
from tui.i18n import N_

COMPARABLE: Final = 10
"""Figures of fewer records are not compared with others (C.0)."""
FEW: Final = 5
"""A rate of fewer records is grey (C.0)."""
OF_REPS: Final = frozenset({"outcomes", "discipline"})
"""Reports of follow-ups, which reps do: no deal's owner."""


RATES_OF: Final[Mapping[str, tuple[bool, tuple[str, ...]]]] = {
    "conversion": (False, ("deals",)),
    "cumulative": (True, ("deals",)),
    "win_rate": (False, ("won", "lost")),
    "win_rate_amount": (False, ("won", "lost")),
    "win_rate_within": (False, ("old_enough",)),
    "loss_rate": (False, ("exits",)),
    "share": (True, ("lost", "followups")),
    "rate": (False, ("created", "people")),
    "success_rate": (False, ("done",)),
    "on_time_original": (False, ("due",)),
    "on_time_current": (False, ("due_current",)),
    "contact_rate": (False, ("done",)),
    "show_rate": (False, ("bookings",)),
    "rate_followed": (False, ("followed",)),
    "rate_not_followed": (False, ("not_followed",)),
    "share_with": (False, ("conversions",)),
    "share_without": (False, ("conversions",)),
}
"""Whether a rate is of all rows together, and what its denominator adds up."""
OF_CREATED: Final = frozenset({"win_rate", "win_rate_amount"})
OF_COHORT: Final = "old_enough"
"""Rates that are of all deals created where a row tells of a cohort (C.2)."""
PARTS: Final = frozenset({"conversions_with", "conversions_without"})
"""Figures whose rate is their share of the conversions (C.8)."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to count a page; its sentence stands in the title."""

    about: str
    """What is counted, with ``{days}`` where the period matters."""
    by: str = ""
    basis: str = ""
    ordered: str = ""
    """The column that decides the order; empty where stages or time do."""
    report: str = ""
    """The report that answers this view, where it is not the page's."""
    ahead: bool = False
    """Whether what lies ahead in the period is counted too."""
    ever: bool = False
    """Whether it counts all that ever was, in whichever period."""

    @property
    def dated(self) -> bool:
        """Whether the period matters."""
        return "{days}" in self.about


@dataclass(frozen=True, slots=True)
class Page:
    """A question, the report that answers it, and its views."""

    report: str
    title: str
    views: tuple[View, ...]


PAGES: Final = (
    Page(
        "funnel",
        N_("Funnel"),
        (
            View(N_("deals created {days}, furthest stage reached"), basis="reached"),
            View(N_("deals created {days}, stages they were in"), basis="visited"),
            View(N_("deals created {days}, one stage after the other"), basis="strict"),
            View(N_("deals that left a stage, {days}"), basis="flow"),
            View(N_("deals that stand there now"), basis="snapshot"),
        ),
    ),
    Page(
        "pipeline",
        N_("Pipeline"),
        (View(N_("open deals by stage, their amounts as they are and by chance")),),
    ),
    Page(
        "wins",
        N_("Wins and losses"),
        (
            View(N_("deals closed {days}, by month"), by="month"),
            View(N_("deals closed {days}, by quarter"), by="quarter"),
            View(N_("deals closed {days}, by owner"), by="owner", ordered="won_amount"),
            View(N_("deals closed {days}, by team"), by="team", ordered="won_amount"),
            View(
                N_("deals closed {days}, by source"), by="source", ordered="won_amount"
            ),
            View(N_("deals closed {days}, by reason"), by="reason"),
            View(
                N_("deals closed {days}, as recorded then, by month"),
                by="month",
                basis="recorded",
            ),
            View(
                N_("deals created {days}, by month of creation"),
                by="month",
                basis="cohort",
            ),
        ),
    ),
    Page(
        "velocity",
        N_("Velocity"),
        (
            View(N_("money a day and its levers, {days}"), report="levers"),
            View(N_("money a day, {days}, by owner"), by="owner", ordered="per_day"),
            View(N_("money a day, {days}, by team"), by="team", ordered="per_day"),
            View(
                N_("money a day, {days}, by owner, medians"),
                by="owner",
                basis="median",
                ordered="per_day",
            ),
        ),
    ),
    Page(
        "time-in-stage",
        N_("Time in stage"),
        (
            View(N_("days of each stay that ended {days}"), basis="each"),
            View(N_("days of the last stay of each deal, {days}"), basis="latest"),
            View(N_("days of all stays of each deal, {days}"), basis="cumulative"),
        ),
    ),
    Page(
        "cycle",
        N_("Sales cycle"),
        (
            View(
                N_("days from opening to the end, closed {days}"),
                by="result",
                basis="opened",
            ),
            View(
                N_("days from the first stage to the end, closed {days}"),
                by="result",
                basis="qualified",
            ),
            View(
                N_("days without those in between, closed {days}"),
                by="result",
                basis="worked",
            ),
        ),
    ),
    Page(
        "losses",
        N_("Losses"),
        (
            View(N_("deals lost {days}, by stage"), by="stage"),
            View(N_("deals lost {days}, by reason"), by="reason", ordered="lost"),
            View(N_("deals lost {days}, by owner"), by="owner", ordered="lost"),
            View(
                N_("lost of those that left, {days}, by owner"),
                by="owner",
                report="heat",
            ),
            View(
                N_("lost of those that left, {days}, by team"), by="team", report="heat"
            ),
        ),
    ),
    Page(
        "sources",
        N_("Sources"),
        (View(N_("people who came {days}, and who bought"), ordered="converted"),),
    ),
    Page(
        "lifetime",
        N_("Follow-ups"),
        (
            View(N_("people ever followed up, and what became of them"), ever=True),
            View(N_("prospects by month, {days}"), report="monthly"),
            View(
                N_("people who came {days}, with and without follow-up"),
                report="conversion",
            ),
            View(
                N_("people who came {days}, by their value now"),
                by="value",
                report="conversion",
            ),
            View(N_("what each rep did, {days}"), report="reps"),
            View(N_("people followed up {days}, and what became of them")),
        ),
    ),
    Page(
        "outcomes",
        N_("Outcomes"),
        (
            View(
                N_("follow-ups due {days}, by status"), report="followups", ahead=True
            ),
            View(N_("follow-ups done {days}, by type"), by="type", ordered="done"),
            View(N_("follow-ups done {days}, by attempt"), by="attempt"),
            View(N_("follow-ups done {days}, by rep"), by="owner", ordered="done"),
            View(N_("follow-ups done {days}, by value then"), by="value"),
            View(
                N_("not interested, {days}, by reason"),
                by="reason",
                ordered="not_interested",
            ),
        ),
    ),
    Page(
        "discipline",
        N_("Discipline"),
        (
            View(N_("follow-ups due or done {days}")),
            View(N_("follow-ups due or done {days}, by rep"), by="owner"),
            View(N_("follow-ups due or done {days}, by type"), by="type"),
        ),
    ),
    Page(
        "forecast",
        N_("Forecast"),
        (View(N_("won so far, and open deals by expected close and chance")),),
    ),
    Page(
        "advice",
        N_("Balance advice"),
        (View(N_("what the balance of the stages asks for now")),),
    ),
)
"""The pages in the order of Tab."""


def denominator(report: Report, row: Row, key: str) -> int | None:
    """Return how many records a rate is of; nothing where it is no rate of records."""
    numbers = _counts(report, row, key)
    return sum(number or 0 for number in numbers) if any(numbers) else None


def of_none(report: Report, row: Row, key: str) -> bool:
    """Tell whether a rate has nothing to be of: it is told as missing, never as 0 %."""
    numbers = _counts(report, row, key)
    return 0 in numbers and not any(numbers)


def unentered(report: Report, row: Row, key: str) -> bool:
    """Tell whether an amount is a sum of nothing: it is left empty, never told as 0.

    A zero is told where it was entered, or where it was reckoned from figures.
    """
    value = row.get(key)
    if not isinstance(value, Money) or value.minor:
        return False
    match report.name:
        case "wins":
            return row["mean_amount"] is None
        case "pipeline":
            return row["deals"] == row["without_amount"]
        case "velocity" | "levers":
            return False
        case _:
            return True


def _counts(report: Report, row: Row, key: str) -> list[int | None]:
    of_all, counted = RATES_OF.get(key, (False, ()))
    if key in OF_CREATED and OF_COHORT in row:
        counted = (*counted, "open")
    held = report.total if of_all else _whole(report, row)
    return [_count(held, one) for one in counted]


def _whole(report: Report, row: Row) -> Row:
    """Return what a row is a part of: all conversions, for those with and without."""
    if row.get("figure") not in PARTS:
        return row
    return next(one for one in report.rows if one["figure"] == "conversions")


def lowest_passage(report: Report) -> int | None:
    """Return the row whose deals pass on least, where enough stages can be compared."""
    if report.name != "funnel":
        return None
    rates = [
        (rate, place)
        for place, row in enumerate(report.rows)
        if isinstance(rate := row["conversion"], float)
        and (_count(row, "deals") or 0) >= COMPARABLE
    ]
    return min(rates)[1] if len(rates) > 1 else None


def _count(row: Row | None, key: str) -> int | None:
    value = None if row is None else row.get(key)
    return value if isinstance(value, int) else None
