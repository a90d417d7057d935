"""Reading away from the keys, and saying so only when it takes long (look.md)."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Final
from typing import TypeVar

from tui.i18n import _
from tui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

T = TypeVar("T")

QUICK: Final = 0.04
"""Seconds under which what was read comes in the one frame of its key."""
SLOW: Final = 0.15
"""Seconds under which nothing is said; what shows stays meanwhile."""


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
        screen.message.clear()


async def quietly(screen: "AppScreen", read: Callable[[], T]) -> T:
    """Read in a thread what only adds to what shows: nothing is said meanwhile."""
    return await (await _begun(screen, read))


async def _begun(screen: "AppScreen", read: Callable[[], T]) -> "asyncio.Task[T]":
    """Begin to read; a read that is quick comes in the frame of its key."""
    reading = asyncio.create_task(asyncio.to_thread(read))
    with screen.holding():
        await asyncio.wait({reading}, timeout=QUICK)
    return reading
