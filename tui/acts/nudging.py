"""The answers to a deal that stays too long: on, lower its priority, not today."""

import asyncio

from models import operations
from models.vocabulary import Priority
from tui.acts import choosing
from tui.acts import moving
from tui.dialogs.guide import Answer
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.board import BoardScreen
from tui.selection import Selection
from tui.widgets.message_line import MessageKind


async def answered(screen: AppScreen, selection: Selection, answer: Answer) -> None:
    """Do what was answered; a move sets the clock back, the others end the day's nudge.

    A lower priority is one act, which undo takes back.
    """
    deal_id = selection.deal_id
    if deal_id is None:
        return
    match answer:
        case Answer.MOVE:
            await moving.choose(screen)
        case Answer.LOWER:
            await _lower(screen, deal_id)
        case Answer.WAIT:
            await _quiet(screen, deal_id)
            told = _("Nothing more is said of {deal} today.")
            screen.say(told.format(deal=selection.title), kind=MessageKind.HINT)


async def _lower(screen: AppScreen, deal_id: int) -> None:
    lower = operations.editing.set_priority
    done = await screen.write(lower, deal_id, Priority.LOW)
    if done is None:
        return
    await _quiet(screen, deal_id)
    if done.batch:
        choosing.say_done(screen, done)
    else:
        screen.say(_("Its priority is low already."), kind=MessageKind.HINT)


async def _quiet(screen: AppScreen, deal_id: int) -> None:
    """Say no more of the deal today, on this screen and after the next start."""
    nudges = screen.relance.nudges
    nudges.note(deal_id, choosing.today(screen))
    if isinstance(screen, BoardScreen):
        screen.hush()
    await asyncio.to_thread(nudges.keep)
