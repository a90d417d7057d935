"""Moving deals along their stages, by one key or from the list (K-07, K-08)."""

from collections.abc import Sequence
from functools import partial

from models import operations
from models import queries
from models.errors import RelanceError
from models.views.done import Done
from models.vocabulary import StageKind
from tui.acts import choosing
from tui.acts.stages import Standing
from tui.acts.stages import stage_lines
from tui.acts.stages import standing_of
from tui.dialogs.move import MoveDialog
from tui.dialogs.move import MoveForm
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.board import BoardScreen
from tui.screens.slowly import patiently

PAST_THE_LAST = "deal_last_stage"
"""Where ``>`` opens the win dialog (rulings 7)."""


async def ready(screen: AppScreen) -> None:
    """Mount the dialog before it is asked for, away from the keys."""
    await choosing.mounted(screen, MoveDialog)
    await choosing.choices(screen)


async def step(screen: AppScreen, steps: int) -> None:
    """Move the deal by stages; past the last open one the win dialog opens."""
    selection = choosing.deal_selected(screen)
    if selection is None:
        return
    if selection.marked or selection.deal_id is None:
        await choose(screen)
        return
    deal_id = selection.deal_id
    take_back = _pretend_step(screen, deal_id, steps)
    try:
        done = await patiently(screen, operations.moving.step_deal, deal_id, steps)
    except RelanceError as error:
        take_back()
        await _refused(screen, error)
        return
    await _told(screen, done)


async def choose(screen: AppScreen) -> None:
    """Offer the stages of the pipeline, with what each asks (K-09)."""
    selection = choosing.deal_selected(screen)
    if selection is None:
        return
    deals = choosing.deals_of(selection)
    dialog = await choosing.mounted(screen, MoveDialog)
    form = await _form(screen, deals)
    if form is None:
        return
    stage_id = await dialog.open(form)
    if stage_id is None:
        return
    take_back = _pretend(screen, deals[0], stage_id) if len(deals) == 1 else _nothing
    try:
        if selection.marked:
            move = operations.moving.move_deals
            done = await patiently(screen, move, deals, stage_id)
        else:
            move_one = operations.moving.move_deal
            done = await patiently(screen, move_one, deals[0], stage_id)
    except RelanceError as error:
        take_back()
        screen.refuse(error)
        return
    await _told(screen, done)


async def _refused(screen: AppScreen, error: RelanceError) -> None:
    if error.code == PAST_THE_LAST:
        from tui.acts import closing

        await closing.win(screen)
    else:
        screen.refuse(error)


async def _told(screen: AppScreen, done: Done) -> None:
    """Say where it is now, and whether a next step is missing (rulings 22)."""
    if not done.batch:
        screen.say(_("It is in {stage} already.").format(stage=done.values["stage"]))
        return
    choosing.tell(screen, done)
    if done.values.get("count", 1) == 1:
        choosing.remind(screen, done.id)


async def _form(screen: AppScreen, deals: Sequence[int]) -> MoveForm | None:
    standing = await _standing(screen, deals[0])
    found = await choosing.choices(screen)
    if standing is None or found is None:
        return None
    lines = stage_lines(found.pipelines, standing)
    return MoveForm(standing.title if len(deals) == 1 else "", lines, len(deals))


async def _standing(screen: AppScreen, deal_id: int) -> Standing | None:
    """Return where a deal stands, which its card knows."""
    card = screen.board.card if isinstance(screen, BoardScreen) else None
    if card is not None and card.id == deal_id:
        return Standing(card.title, card.pipeline_id, card.stage_id, card.status)
    deal = await choosing.looked_up(screen, queries.deal.load_deal, deal_id, 1)
    return standing_of(deal) if deal is not None else None


def _pretend_step(screen: AppScreen, deal_id: int, steps: int) -> "choosing.TakeBack":
    """Show the step before it is saved, where the board has the next column."""
    if not isinstance(screen, BoardScreen) or screen.view is None:
        return _nothing
    column = screen.board.column
    heads = [head for head in screen.view.heads if head.kind is StageKind.OPEN]
    ids = [head.stage_id for head in heads]
    if column is None or column.head.stage_id not in ids:
        return _nothing
    place = ids.index(column.head.stage_id) + steps
    if not 0 <= place < len(ids):
        return _nothing
    return _pretend(screen, deal_id, ids[place])


def _pretend(screen: AppScreen, deal_id: int, stage_id: int) -> "choosing.TakeBack":
    if not isinstance(screen, BoardScreen):
        return _nothing
    return partial(screen.take_back, deal_id, screen.pretend_move(deal_id, stage_id))


def _nothing() -> None:
    """Take nothing back: nothing was shown before it was saved."""
