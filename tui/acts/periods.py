"""Choosing the period of figures: a preset, or two days (screens.md, Statistics)."""

from datetime import timedelta

from models import queries
from models.clock import local_day
from tui.acts.choosing import almanac
from tui.acts.choosing import looked_up
from tui.dialogs.dates import DatesDialog
from tui.dialogs.pick import PickDialog
from tui.figures.periods import Preset
from tui.figures.periods import Span
from tui.figures.periods import span_of
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.widgets.pick_list import Pick

ONE = timedelta(days=1)


async def choose_period(screen: AppScreen, span: Span) -> Span | None:
    """Ask which period is to be shown; nothing where it stays."""
    today = local_day(screen.store.now(), screen.store.house.zone)
    names = {
        Preset.MONTH: _("This month"),
        Preset.QUARTER: _("This quarter"),
        Preset.YEAR: _("This year"),
        Preset.TWELVE: _("Last 12 months"),
        Preset.ALL: _("All time"),
    }
    picks = [
        Pick(
            preset, name, "" if preset is Preset.ALL else span_of(preset, today).words()
        )
        for preset, name in names.items()
    ]
    picks.append(Pick(Preset.DATES, _("Two dates"), span.words()))
    presets = list(Preset)
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Period"), picks, at=presets.index(span.preset))
    )
    if chosen is not Preset.DATES:
        return None if chosen is None else span_of(chosen, today)
    shown = span if span.first is not None else span_of(Preset.YEAR, today)
    first, after = shown.first or today, shown.after or today + ONE
    last = min(after - ONE, today)
    days = await screen.relance.push_screen_wait(
        DatesDialog(almanac(screen), (min(first, last), last))
    )
    return None if days is None else Span(Preset.DATES, days[0], days[1] + ONE)


async def choose_pipeline(screen: AppScreen, here: int | None) -> int | None:
    """Ask which pipeline is counted: 0 for the usual ones, nothing where it stays."""
    known = await looked_up(screen, queries.choices.pipelines) or ()
    picks = [Pick(0, _("As usual"), _("the default one, or all"))]
    picks += [Pick(one.id, one.name) for one in known]
    at = next((i for i, pick in enumerate(picks) if pick.value == (here or 0)), 0)
    dialog = PickDialog(_("Pipeline"), picks, at=at)
    return await screen.relance.push_screen_wait(dialog)
