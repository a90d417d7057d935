"""One key at a time: what is typed ahead waits until the key before it has acted.

Textual hands every key at once to whatever has the focus then, so that of ``d r
Enter`` in one packet of a slow line the last two would miss the dialog.
"""

import time
from collections import deque

from textual import events
from textual import on
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste

LAPS = 4
"""Ways from the focus to the app: for the key, and for what it set off in turn."""
SHORT = 2
"""The same where nothing has the focus: an act, and the focus that it moves."""
LOOK_EVERY = 0.03
"""Seconds between looks whether a waiting key still has something to wait for."""
PATIENCE = 10.0
"""Seconds after which a key no longer waits for one before it."""


class OneKeyAtATime(App[None]):
    """Lets a key pass when the one before, and what it saved, is through."""

    class Passed(Message):
        """Follows a key through the queues, behind all that the key set off."""

        def __init__(self, lap: int) -> None:
            super().__init__()
            self.lap = lap

    _ahead: deque[Typed]
    _before: MessagePump | None = None
    """Where the key went that is still on its way."""
    _since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Take keys in turn, anything else as it comes."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self._waiting.append(event)
            if not self._under_way:
                await self._let_pass()
            elif len(self._waiting) == 1:
                self.set_timer(LOOK_EVERY, self.look_after)
            return
        await super().on_event(event)

    @on(Passed)
    async def send_round(self, message: Passed) -> None:
        """Send the follower round again, or let the next key pass."""
        message.stop()
        laps = SHORT if self._before in self.screen_stack else LAPS
        again = message.lap < laps and self._before is not None
        if not again or not self._follow(message.lap + 1):
            await self._let_pass()

    async def look_after(self) -> None:
        """Let keys pass whose forerunner ended with the dialog that it closed."""
        if not self._under_way:
            await self._let_pass()
        if self._waiting:
            self.set_timer(LOOK_EVERY, self.look_after)

    def quiet_for(self) -> float:
        """Return the seconds since a key was last let pass, long before the first."""
        return time.monotonic() - self._since

    @property
    def more_to_come(self) -> bool:
        """Whether another key waits: what only looks on can be drawn after it."""
        return bool(self._waiting)

    @property
    def _waiting(self) -> deque[Typed]:
        if "_ahead" not in self.__dict__:
            self._ahead = deque()
        return self._ahead

    @property
    def _under_way(self) -> bool:
        before = self._before
        late = time.monotonic() - self._since > PATIENCE
        return before is not None and before.is_running and not late

    async def _let_pass(self) -> None:
        self._before = None
        if not self.screen_stack:
            self._waiting.clear()
        while self._waiting and self._before is None:
            event = self._waiting.popleft()
            target = self.focused or self.screen
            self._since = time.monotonic()
            self._before = target
            await super().on_event(event)
            if not self._follow(1):
                self._before = None

    def _follow(self, lap: int) -> bool:
        """Send the follower where the key went; tell whether it can get there."""
        before = self._before
        return before is not None and before.post_message(self.Passed(lap))
