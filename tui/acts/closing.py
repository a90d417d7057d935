"""Winning, losing and reopening deals (C-04, B1.12, B1.13)."""

from models import operations
from models import queries
from models.views.drafts import LoseDeal
from models.views.drafts import WinDeal
from models.views.records import DealScreen
from models.views.records import PathStage
from models.vocabulary import StageKind
from models.vocabulary import Status
from tui.acts import choosing
from tui.acts.stages import stage_lines
from tui.acts.stages import standing_of
from tui.dialogs.lose import LoseDialog
from tui.dialogs.lose import LoseForm
from tui.dialogs.pick import PickDialog
from tui.dialogs.win import WinDialog
from tui.dialogs.win import WinForm
from tui.i18n import _
from tui.i18n import ngettext
from tui.screens.base import AppScreen
from tui.widgets.pick_list import Pick


async def win(screen: AppScreen) -> None:
    """Ask for the day and the final amount; Enter alone takes what is proposed."""
    selection = choosing.deal_selected(screen)
    if selection is None:
        return
    ids = choosing.deals_of(selection)
    deal = await choosing.looked_up(screen, queries.deal.load_deal, ids[0], 1)
    if deal is None or (len(ids) == 1 and _closed(screen, deal)):
        return
    found = await choosing.looked_up(screen, queries.choices.pipelines)
    after = [
        stage.name
        for pipeline in found or ()
        if pipeline.id == deal.pipeline.id
        for stage in pipeline.stages
        if stage.kind is StageKind.POST_SALE
    ]
    form = WinForm(
        deal_id=deal.id,
        title=_what(deal, len(ids)),
        amount=deal.amount,
        currency=deal.amount.currency if deal.amount else screen.store.house.currency,
        today=choosing.today(screen),
        almanac=choosing.almanac(screen),
        after=after[0] if after else "",
        count=len(ids),
    )

    async def accept(draft: WinDeal) -> str:
        if len(ids) > 1:
            many = operations.closing.win_deals
            return await choosing.saved(screen, dialog.frame, many, ids, draft.on)
        one = operations.closing.win_deal
        return await choosing.saved(screen, dialog.frame, one, draft)

    dialog = WinDialog(form, accept)
    await screen.relance.push_screen_wait(dialog)


async def lose(screen: AppScreen) -> None:
    """Ask for the reason by its letter, and a note where the reason wants one."""
    selection = choosing.deal_selected(screen)
    if selection is None:
        return
    ids = choosing.deals_of(selection)
    deal = await choosing.looked_up(screen, queries.deal.load_deal, ids[0], 1)
    reasons = await choosing.looked_up(screen, queries.choices.reasons)
    if deal is None or reasons is None or (len(ids) == 1 and _closed(screen, deal)):
        return
    form = LoseForm(
        deal_id=deal.id,
        title=_what(deal, len(ids)),
        reasons=reasons,
        reason_required=screen.store.house.reason_required,
        today=choosing.today(screen),
        almanac=choosing.almanac(screen),
        count=len(ids),
    )

    async def accept(draft: LoseDeal) -> str:
        if len(ids) > 1:
            many = operations.closing.lose_deals
            return await choosing.saved(screen, dialog.frame, many, ids, draft)
        one = operations.closing.lose_deal
        return await choosing.saved(screen, dialog.frame, one, draft)

    dialog = LoseDialog(form, accept)
    await screen.relance.push_screen_wait(dialog)


async def reopen(screen: AppScreen) -> None:
    """Ask in which stage it goes on; the last open one is proposed (B1.13)."""
    selection = choosing.deal_selected(screen)
    if selection is None or selection.deal_id is None:
        return
    deal_id = selection.deal_id
    deal = await choosing.looked_up(screen, queries.deal.load_deal, deal_id, 1)
    found = await choosing.looked_up(screen, queries.choices.pipelines)
    if deal is None or found is None:
        return
    if deal.status is Status.OPEN:
        screen.say(_("{deal} is open.").format(deal=deal.title))
        return
    open_stages = {
        stage.id
        for pipeline in found
        for stage in pipeline.stages
        if stage.kind is StageKind.OPEN
    }
    lines = [
        line for line in stage_lines(found, standing_of(deal)) if line.id in open_stages
    ]
    picks = [Pick(line.id, line.name, line.probability) for line in lines]
    at = _last_open(deal, [line.id for line in lines])
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Reopen in a stage"), picks, context=deal.title, at=at)
    )
    if chosen is None:
        return
    done = await screen.write(operations.closing.reopen_deal, deal_id, chosen)
    choosing.say_done(screen, done)


def _closed(screen: AppScreen, deal: DealScreen) -> bool:
    """Say so where a deal is closed already."""
    if deal.status is Status.OPEN:
        return False
    told = {
        Status.WON: _("{deal} is won already."),
        Status.LOST: _("{deal} is lost already."),
    }[deal.status]
    screen.say(told.format(deal=deal.title), _("`r` opens it again."))
    return True


def _what(deal: DealScreen, count: int) -> str:
    if count == 1:
        return deal.title
    others = ngettext(
        "{deal} and {count} other", "{deal} and {count} others", count - 1
    )
    return others.format(deal=deal.title, count=count - 1)


def _last_open(deal: DealScreen, offered: list[int]) -> int:
    """Return the place of the open stage in which the deal last was."""
    visited = [stage.id for stage in deal.path if _was_in(stage)]
    if deal.stage_kind is StageKind.OPEN and deal.stage.id in offered:
        return offered.index(deal.stage.id)
    known = [stage_id for stage_id in visited if stage_id in offered]
    return offered.index(known[-1]) if known else len(offered) - 1


def _was_in(stage: PathStage) -> bool:
    return stage.kind is StageKind.OPEN and stage.days is not None
