"""The words of the lists of people: their columns, conditions and orders (R-24)."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import assert_never

from models.rules.columns import NONE
from models.rules.columns import Column
from models.rules.columns import Contact
from models.rules.columns import Due
from models.rules.columns import Progress
from models.rules.columns import Sort
from models.rules.filters import Among
from models.rules.filters import Condition
from models.rules.filters import Days
from models.rules.filters import Has
from models.rules.filters import Ids
from models.views.people_lists import FilterChoice
from models.views.people_lists import FilterChoices
from models.vocabulary import Lifecycle
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tui import formats
from tui import glyphs
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import pgettext
from tui.words import codes
from tui.words.configured import source_kind

COLUMNS: Mapping[Column, str] = {
    Column.NAME: N_("Name"),
    Column.FIRST_NAME: N_("First name"),
    Column.COMPANY: N_("Company"),
    Column.TEAM: N_("Team"),
    Column.CAME: N_("Came"),
    Column.VALUE: N_("Value"),
    Column.STEP: N_("Step"),
    Column.PLANNED: N_("Planned"),
    Column.DUE: N_("Due"),
    Column.STATUS: N_("Status"),
    Column.REP: N_("Rep"),
    Column.SOURCE: N_("Source"),
    Column.KIND: N_("Kind of source"),
    Column.CONTACT: N_("May be contacted"),
    Column.LIFECYCLE: N_("Customer or former"),
    Column.SINCE: N_("Customer since"),
    Column.POTENTIAL: N_("Potential"),
}

LISTS: Mapping[ViewOf, str] = {
    ViewOf.PROSPECTS: N_("Prospects"),
    ViewOf.TUNNELS: N_("Tunnels"),
    ViewOf.CUSTOMERS: N_("Customers"),
}


def column_words(column: Column) -> str:
    """Return the head of a column."""
    return _(COLUMNS[column])


def nobody(of: ViewOf) -> str:
    """Return the words for a list that nobody stands in yet."""
    match of:
        case ViewOf.PROSPECTS:
            return _("There is no prospect yet.")
        case ViewOf.TUNNELS:
            return _("Nobody is followed yet.")
        case ViewOf.CUSTOMERS:
            return _("There is no customer yet.")
        case _:
            assert_never(of)


def progress(code: Progress) -> str:
    """Return the word for what became of the follow-ups (R-23)."""
    match code:
        case Progress.NONE:
            return pgettext("follow-ups", "none")
        case Progress.IN_PROGRESS:
            return pgettext("follow-ups", "in progress")
        case Progress.FINALISED:
            return pgettext("follow-ups", "finalised")
        case _:
            assert_never(code)


def due(code: Due) -> str:
    """Return the words of a counter of the header (R-21)."""
    match code:
        case Due.OVERDUE:
            return _("overdue")
        case Due.TODAY:
            return _("today")
        case Due.NEXT_DAYS:
            return _("next 7 days")
        case _:
            assert_never(code)


def code_words(column: Column, code: str) -> str:
    """Return the word for a code that a column is filtered by."""
    if code == NONE and column is not Column.STATUS:
        return _("none")
    words: dict[Column, Callable[[], str]] = {
        Column.VALUE: lambda: codes.temperature(Temperature(code)),
        Column.STATUS: lambda: progress(Progress(code)),
        Column.DUE: lambda: due(Due(code)),
        Column.KIND: lambda: source_kind(SourceKind(code)),
        Column.LIFECYCLE: lambda: codes.lifecycle(Lifecycle(code)),
    }
    yes_or_no = _("yes") if code == Contact.ALLOWED else _("no")
    return words[column]() if column in words else yes_or_no


def choices_of(column: Column, choices: FilterChoices) -> tuple[FilterChoice, ...]:
    """Return what a column of records is filtered by."""
    found = {
        Column.REP: choices.reps,
        Column.TEAM: choices.teams,
        Column.STEP: choices.steps,
        Column.SOURCE: choices.sources,
    }
    return found.get(column, ())


def without(column: Column) -> str:
    """Return the words for what has no record in a column."""
    match column:
        case Column.REP:
            return _("no active rep")
        case Column.STEP:
            return _("no follow-up planned")
        case _:
            return _("none")


def condition_words(
    column: Column, condition: Condition, choices: FilterChoices
) -> str:
    """Return what a condition keeps, as a filter reads on the page."""
    match condition:
        case Has(text):
            return _("“{text}”").format(text=text)
        case Among(found):
            return ", ".join(code_words(column, code) for code in found)
        case Ids(ids, none):
            names = {one.id: one.name for one in choices_of(column, choices)}
            told = [names.get(one, _("no more there")) for one in ids]
            return ", ".join([*told, *([without(column)] if none else [])])
        case Days():
            return _days(condition)
        case _:
            assert_never(condition)


def filter_words(column: Column, condition: Condition, choices: FilterChoices) -> str:
    """Return a filter with the name of its column."""
    told = condition_words(column, condition, choices)
    return _("{column}: {condition}").format(
        column=column_words(column), condition=told
    )


def order_words(sort: Sort) -> str:
    """Return the order that a list is in."""
    name = column_words(sort.column).lower()
    if sort.backwards:
        return _("by {column}, backwards").format(column=name)
    return _("by {column}").format(column=name)


def sort_sign(sort: Sort) -> str:
    """Return which way an order goes; the best potential stands first, so it falls."""
    marks = glyphs.current()
    falls = sort.backwards is not (sort.column is Column.POTENTIAL)
    return marks.sort_down if falls else marks.sort_up


def _days(days: Days) -> str:
    spoken = language()
    first = formats.day_year(days.first, spoken) if days.first else ""
    last = formats.day_year(days.last, spoken) if days.last else ""
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("from {day}").format(day=first)
    return _("until {day}").format(day=last)
