"""The path of a deal: the stages behind it, its own, those to come (C-09)."""

from collections.abc import Sequence
from typing import assert_never

from models.rules.clocks import clocks_run
from models.views.records import PathStage
from models.views.records import StepState
from models.vocabulary import Status
from tui import formats
from tui import glyphs
from tui.cells import safe
from tui.i18n import _
from tui.i18n import language
from tui.theming import Palette
from tui.widgets.line import Part
from tui.widgets.line import cells_of

LONG = 4
SHORT = 2
"""The cells of the line between two stages."""


def path_parts(
    path: Sequence[PathStage], status: Status, cells: int, palette: Palette
) -> list[Part]:
    """Draw as many stages around the present one as fit, the rest as counts."""
    whole = _joined(path, 0, len(path), status, LONG, palette)
    if cells_of(whole) <= cells or not path:
        return whole
    here = _here(path)
    first, stop = here, here + 1
    shown = _joined(path, first, stop, status, SHORT, palette)
    while True:
        wider = [
            (first + before, stop + after)
            for before, after in ((0, 1), (-1, 0))
            if first + before >= 0 and stop + after <= len(path)
        ]
        tries = [(span, _joined(path, *span, status, SHORT, palette)) for span in wider]
        fitting = [one for one in tries if cells_of(one[1]) <= cells]
        if not fitting:
            return shown
        (first, stop), shown = fitting[0]


def stage_parts(stage: PathStage, status: Status, palette: Palette) -> list[Part]:
    """Draw one stage: its mark, its name, the days spent there."""
    marks = glyphs.current()
    name = safe(stage.name)
    match stage.state:
        case StepState.PAST:
            return _behind(stage, name, palette)
        case StepState.CURRENT:
            mark = _current_mark(status, palette)
            return [mark, (name, palette.strong), *_days_here(stage, status, palette)]
        case StepState.COMING:
            return [(f"{marks.todo} ", palette.faint), (name, palette.muted)]
        case _:
            assert_never(stage.state)


def _behind(stage: PathStage, name: str, palette: Palette) -> list[Part]:
    """Draw a stage that is behind; one that was jumped over has no days."""
    marks = glyphs.current()
    if stage.days is None:
        return [(f"{marks.changed} ", palette.faint), (name, palette.muted)]
    days = formats.days_short(stage.days, language())
    done: Part = (f"{marks.done} ", palette.won)
    return [done, (f"{name} ", palette.text), (days, palette.muted)]


def _current_mark(status: Status, palette: Palette) -> Part:
    marks = glyphs.current()
    match status:
        case Status.OPEN:
            return (f"{marks.current} ", palette.accent)
        case Status.WON:
            return (f"{marks.done} ", palette.won)
        case Status.LOST:
            return (f"{marks.attempt} ", palette.lost)
        case _:
            assert_never(status)


def _days_here(stage: PathStage, status: Status, palette: Palette) -> list[Part]:
    if stage.days is None:
        return []
    days = formats.days_short(stage.days, language())
    limit = stage.stuck_days
    runs = clocks_run(status, stage.kind)
    if runs and limit is not None and stage.days > limit:
        told = _("{days}, limit {limit}").format(days=days, limit=limit)
        return [(f" {told}", palette.amber)]
    return [(f" {days}", palette.muted)]


def _joined(
    path: Sequence[PathStage],
    first: int,
    stop: int,
    status: Status,
    between: int,
    palette: Palette,
) -> list[Part]:
    marks = glyphs.current()
    parts: list[Part] = []
    if first:
        parts.append((f"{marks.previous} {first}  ", palette.faint))
    for place in range(first, stop):
        if place > first:
            behind = path[place].state is not StepState.COMING
            style = palette.won if behind else palette.rule
            parts.append((f" {marks.line * between} ", style))
        parts += stage_parts(path[place], status, palette)
    if stop < len(path):
        parts.append((f"  {len(path) - stop} {marks.next}", palette.faint))
    return parts


def _here(path: Sequence[PathStage]) -> int:
    states = [stage.state for stage in path]
    return states.index(StepState.CURRENT) if StepState.CURRENT in states else 0
