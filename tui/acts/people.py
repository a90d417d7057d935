"""Filters, orders and columns of a list of people (R-23, R-24)."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from models.rules import columns
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.filters import Among
from models.rules.filters import Condition
from models.rules.filters import Days
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.filters import kind_of
from models.rules.people import NO_FILTERS
from tui import glyphs
from tui.acts.choosing import almanac
from tui.dialogs.filter_fields import DaysFilterDialog
from tui.dialogs.filter_fields import TextFilterDialog
from tui.dialogs.pick import PickDialog
from tui.i18n import _
from tui.screens.people import PeopleScreen
from tui.widgets.hint_line import Hint
from tui.widgets.pick_list import Pick
from tui.words import people as words

Value = TypeVar("Value")

CLEAR = "clear"
NONE_OF_THEM = 0
"""Stands among the ids for what has no such record."""


async def choose_filters(screen: PeopleScreen) -> None:
    """Offer the columns with what they are kept to, until the panel is left."""
    at = 0
    while True:
        offered = columns.filtered_in(screen.of)
        filters = screen.ask.filters
        picks = [
            Pick(str(column), words.column_words(column), _present(screen, column))
            for column in offered
        ]
        if filters:
            count = str(len(filters.conditions))
            picks.append(Pick(CLEAR, _("Take all filters away"), count))
        dialog = PickDialog(_("Filter"), picks, at=at)
        picked = await screen.relance.push_screen_wait(dialog)
        if picked is None:
            return
        if picked == CLEAR:
            screen.set_filters(NO_FILTERS)
            return
        column = Column(picked)
        at = offered.index(column)
        await _condition(screen, column)


async def choose_sort(screen: PeopleScreen) -> None:
    """Offer the orders; the present one again turns the list round."""
    now = screen.ask.order
    offered = columns.sorted_in(screen.of)
    sign = words.sort_sign(now)
    picks = [
        Pick(
            column,
            words.column_words(column),
            f"{sign}  {_('again for the other direction')}"
            if column is now.column
            else _why(column),
        )
        for column in offered
    ]
    dialog = PickDialog(_("Sort"), picks, at=offered.index(now.column))
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is not None:
        same = chosen is now.column
        screen.set_sort(Sort(chosen, backwards=same and not now.backwards))


async def choose_columns(screen: PeopleScreen) -> None:
    """Show a column more or less, until the panel is left (R-23)."""
    offered = columns.shown_in(screen.of)

    def toggle(column: Column) -> None:
        shown = {*screen.tabbed.columns} ^ {column}
        kept = tuple(one for one in offered if one in shown or one is Column.NAME)
        screen.set_columns(kept)

    await _toggling(
        screen,
        _("Columns"),
        [(column, words.column_words(column), "") for column in offered],
        lambda: screen.tabbed.columns,
        toggle,
    )


async def _condition(screen: PeopleScreen, column: Column) -> None:
    """Ask what a column is kept to."""
    kind = kind_of(column)
    if kind is Has:
        await _text(screen, column)
    elif kind is Days:
        await _days(screen, column)
    elif kind is Among:
        await _codes(screen, column)
    else:
        await _records(screen, column)


async def _text(screen: PeopleScreen, column: Column) -> None:
    was = screen.ask.filters.of(column)
    text = was.text if isinstance(was, Has) else ""
    dialog = TextFilterDialog(words.column_words(column), text)
    typed = await screen.relance.push_screen_wait(dialog)
    if typed is not None:
        _keep(screen, column, Has(typed) if typed else None)


async def _days(screen: PeopleScreen, column: Column) -> None:
    was = screen.ask.filters.of(column)
    days = was if isinstance(was, Days) else Days()
    dialog = DaysFilterDialog(words.column_words(column), almanac(screen), days)
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is not None:
        _keep(screen, column, chosen if chosen != Days() else None)


async def _codes(screen: PeopleScreen, column: Column) -> None:
    def present() -> Sequence[str]:
        was = screen.ask.filters.of(column)
        return was.codes if isinstance(was, Among) else ()

    def toggle(code: str) -> None:
        kept = {*present()} ^ {code}
        codes = tuple(one for one in columns.codes_of(column) if one in kept)
        _keep(screen, column, Among(codes) if codes else None)

    offered = [
        (code, words.code_words(column, code), "") for code in columns.codes_of(column)
    ]
    title = words.column_words(column)
    await _toggling(screen, title, offered, present, toggle)


async def _records(screen: PeopleScreen, column: Column) -> None:
    def now() -> Ids:
        was = screen.ask.filters.of(column)
        return was if isinstance(was, Ids) else Ids()

    def present() -> Sequence[int]:
        return [*now().ids, *([NONE_OF_THEM] if now().none else [])]

    def toggle(chosen: int) -> None:
        if chosen == NONE_OF_THEM:
            wanted = replace(now(), none=not now().none)
        else:
            kept = [one for one in now().ids if one != chosen]
            ids = kept if chosen in now().ids else [*kept, chosen]
            wanted = replace(now(), ids=tuple(ids))
        _keep(screen, column, wanted if wanted != Ids() else None)

    offered = [(NONE_OF_THEM, words.without(column), "")]
    for one in words.choices_of(column, screen.choices):
        aside = one.aside if one.active else _("no more active")
        offered.append((one.id, one.name, aside))
    title = words.column_words(column)
    await _toggling(screen, title, offered, present, toggle)


async def _toggling(
    screen: PeopleScreen,
    title: str,
    offered: Sequence[tuple[Value, str, str]],
    present: Callable[[], Sequence[Value]],
    toggle: Callable[[Value], None],
) -> None:
    """Offer lines of which any number holds; the list behind follows at once."""
    at = 0
    values = [value for value, _name, _aside in offered]
    while True:
        held = present()
        sign = glyphs.current().done
        picks = [
            Pick(value, f"{sign if value in held else ' '} {name}", aside)
            for value, name, aside in offered
        ]
        keys = (Hint(("enter",), _("on, off")), Hint(("escape",), _("back")))
        dialog = PickDialog(title, picks, at=at, keys=keys)
        chosen = await screen.relance.push_screen_wait(dialog)
        if chosen is None:
            return
        at = values.index(chosen)
        toggle(chosen)


def _keep(screen: PeopleScreen, column: Column, condition: Condition | None) -> None:
    filters = screen.ask.filters
    if condition is None:
        screen.set_filters(filters.without(column))
    else:
        screen.set_filters(filters.with_(column, condition))


def _present(screen: PeopleScreen, column: Column) -> str:
    condition = screen.ask.filters.of(column)
    if condition is None:
        return ""
    return words.condition_words(column, condition, screen.choices)


def _why(column: Column) -> str:
    if column is Column.POTENTIAL:
        return _("value, expected amount × probability, due date")
    return ""
