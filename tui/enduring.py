"""What passes by itself ends no session: it is said, and the screen reads again."""

from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from models.errors import Busy
from models.errors import RelanceError

if TYPE_CHECKING:
    from tui.app import RelanceApp

AGAIN_AFTER = 2.0
"""Seconds after which a screen reads again what another session kept from it."""


def passes(error: BaseException) -> bool:
    """Tell whether an error is only that another session saves for long."""
    return isinstance(error, Busy) and error.code == "database_busy"


class Endures(MessagePump):
    """Goes on where a read met the lock of another session for too long."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except RelanceError as error:
            if not passes(error):
                raise
            bear(self.app, error)  # type: ignore[arg-type]


def bear(app: "RelanceApp", error: RelanceError) -> None:
    """Say what stands in the way for now, where the person looks."""
    from tui.dialogs.frame import DialogFrame  # noqa: PLC0415
    from tui.screens.base import AppScreen  # noqa: PLC0415
    from tui.words.refusals import explain  # noqa: PLC0415

    places = [one for one in app.screen_stack if isinstance(one, AppScreen)]
    if not places or not places[-1].is_mounted:
        app.leave(error)
        return
    places[-1].refuse(error)
    for frame in app.screen.query(DialogFrame):
        if frame.display:
            frame.keys.refusal = explain(error).text
    app.set_timer(AGAIN_AFTER, places[-1].read_again)
