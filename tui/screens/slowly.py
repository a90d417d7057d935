"""Reading and saving away from the keys, and saying so when it takes long (look.md)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Concatenate
from typing import Final
from typing import ParamSpec
from typing import TypeVar

from tui.i18n import _
from tui.widgets.message_line import MessageKind
from tui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from models.history import Writer
    from tui.screens.base import AppScreen

P = ParamSpec("P")
T = TypeVar("T")

QUICK: Final = 0.04
"""Seconds under which what was read comes in the one frame of its key."""
SLOW: Final = 0.15
"""Seconds under which nothing is said; what shows stays meanwhile."""
LATE: Final = 1.0
"""Seconds after which a save that waits for the disk or for its turn says so."""


async def slowly(screen: "AppScreen", read: Callable[[], T]) -> T:
    """Read in a thread; the message line says it while it takes longer than a moment.

    The result of a read that was left is dropped with its worker.
    """
    reading = await _begun(screen, read)
    if not reading.done():
        await asyncio.wait({reading}, timeout=SLOW - QUICK)
    if reading.done():
        return reading.result()
    screen.say(_("Loading"), kind=MessageKind.HINT)
    try:
        return await reading
    finally:
        _unsay(screen)


async def quietly(screen: "AppScreen", read: Callable[[], T]) -> T:
    """Read in a thread what only adds to what shows: nothing is said meanwhile."""
    return await (await _begun(screen, read))


async def patiently(
    screen: "AppScreen",
    operation: "Callable[Concatenate[Writer, P], T]",
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Save in a thread; the message line says so while others are saving first.

    Raises ``RelanceError`` as the operation does.
    """
    write = screen.store.write
    screen.relance.saving += 1
    try:
        return await _told(screen, lambda: write(operation, *args, **kwargs))
    finally:
        screen.relance.saving -= 1


async def _told(screen: "AppScreen", save: Callable[[], T]) -> T:
    saving = asyncio.create_task(asyncio.to_thread(save))
    await asyncio.wait({saving}, timeout=LATE)
    if saving.done():
        return saving.result()
    told = _("Saving takes longer than usual. Nothing is lost.")
    screen.say(told, kind=MessageKind.HINT)
    try:
        return await saving
    finally:
        _unsay(screen)


def _unsay(screen: "AppScreen") -> None:
    """Take the message away, unless the screen went meanwhile and took it along."""
    for line in screen.query(MessageLine):
        line.clear()


async def _begun(screen: "AppScreen", read: Callable[[], T]) -> "asyncio.Task[T]":
    """Begin to read; a read that is quick comes in the frame of its key."""
    reading = asyncio.create_task(asyncio.to_thread(read))
    with screen.holding():
        await asyncio.wait({reading}, timeout=QUICK)
    return reading
