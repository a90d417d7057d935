"""Undo and redo, by whole acts, with a line that says what (B1.9)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.views.done import Done
from tui.acts import choosing
from tui.commands import BY_ID
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.widgets.message_line import MessageKind
from tui.words.sayings import said

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer
    from models.views.undo import Undoable


async def undo(screen: AppScreen) -> None:
    """Take back what I did last, on whatever screen or command line."""
    await _do(
        screen,
        queries.undo.next_undo,
        operations.undoing.undo,
        _("`{key}` redoes").format(key=_key(screen, "redo")),
    )


async def redo(screen: AppScreen) -> None:
    """Do again what I undid last."""
    await _do(
        screen,
        queries.undo.next_redo,
        operations.undoing.redo,
        _("`{key}` undoes").format(key=_key(screen, "undo")),
    )


async def _do(
    screen: AppScreen,
    look: "Callable[[Reader], Undoable | None]",
    act: "Callable[[Writer], Done]",
    then: str,
) -> None:
    found = await choosing.looked_up(screen, look)
    done = await screen.write(act)
    if done is None:
        return
    count = found.count if found is not None else 1
    told = done._replace(values={**done.values, "count": count})
    screen.say(said(told, screen.store.zone), then, kind=MessageKind.UNDONE)


def _key(screen: AppScreen, command: str) -> str:
    return screen.keymap.of(BY_ID[command])[0]
