"""Waiting until an app has done what was pressed, however busy the machine is."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from textual.pilot import Pilot

MOST = 400
"""How often is looked before a test gives up: 8 seconds at least."""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until all that was pressed is saved, read and shown; not for a dialog.

    The pilot itself waits for an idle processor, which a save that waits for the disk
    or for its turn looks like. Raises ``TimeoutError`` if the app comes to no rest.
    """
    calm = 0
    for _look in range(MOST):
        await pilot.pause()
        calm = calm + 1 if _rests(pilot) else 0
        if calm > 1:
            return
    raise TimeoutError


def _rests(pilot: Pilot[None]) -> bool:
    """Tell whether no message waits, no thread of the loop works, nor the loop."""
    places = (pilot.app, *pilot.app.screen_stack)
    queued = any(place.message_queue_size for place in places)
    return not queued and _threads_rest() and _loop_rests()


def _loop_rests() -> bool:
    """Tell whether nothing but this is due, such as what a thread has just ended."""
    # Nothing public of the loop tells what is ready to be run.
    return not getattr(asyncio.get_running_loop(), "_ready", ())


def _threads_rest() -> bool:
    # Nothing public of the loop or of the pool tells what their threads do.
    pool = getattr(asyncio.get_running_loop(), "_default_executor", None)
    if not isinstance(pool, ThreadPoolExecutor):
        return True
    waiting = pool._work_queue.qsize()  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
    idle = pool._idle_semaphore._value  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
    threads = len(pool._threads)  # pyright: ignore[reportPrivateUsage, reportUnknownMemberType, reportUnknownArgumentType, reportAttributeAccessIssue]
    return not waiting and idle >= threads
