"""Saved views: opening, saving, sharing, pinning and deleting them (B1.14)."""

from collections.abc import Awaitable
from collections.abc import Callable
from functools import partial
from typing import Final

from models import operations
from models import queries
from models.views.desk import NewView
from models.views.desk import ViewLine
from tui import commands
from tui import commands_of_desk as desk
from tui.acts import choosing
from tui.acts import undoing
from tui.dialogs.view_name import Named
from tui.dialogs.view_name import ViewNameDialog
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.viewing import Viewed
from tui.screens.viewing import show_view
from tui.screens.views import GOING
from tui.screens.views import Offered
from tui.screens.views import ViewsPanel
from tui.screens.views import Wanted
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind


async def choose(screen: AppScreen) -> None:
    """Show the views until one is opened or the panel is left."""
    at: int | None = None
    said: LineMessage | None = None
    while True:
        views = await choosing.looked_up(screen, queries.views.views)
        if views is None:
            return
        saves = isinstance(screen, Viewed)
        role = screen.store.actor.role
        read = partial(choosing.look_up, screen, queries.views.views)
        offered = Offered(views, read, role, saves, at, said)
        wanted = await screen.relance.push_screen_wait(
            ViewsPanel(screen.header.heading, screen.keymap, offered)
        )
        if wanted is None:
            return
        if wanted.command in GOING:
            screen.call_later(screen.run_action, wanted.command.action)
            return
        at = wanted.view.id if wanted.view is not None else at
        screen.message.clear()
        if wanted.command is commands.OPEN:
            if await _open(screen, wanted.view):
                return
        else:
            at = await _do(screen, wanted) or at
        said = screen.message.message


async def _open(screen: AppScreen, view: ViewLine | None) -> bool:
    """Open a view as it is now: a colleague may have changed or deleted it."""
    now = view and await choosing.looked_up(screen, queries.views.view, view.id)
    if now is None:
        return False
    show_view(screen, now)
    return True


async def _do(screen: AppScreen, wanted: Wanted) -> int | None:
    """Do what was asked; return the view on which the cursor rests then."""
    view = wanted.view
    if wanted.command is commands.UNDO:
        await undoing.undo(screen)
    elif wanted.command is desk.VIEW_SAVE:
        return await _save(screen)
    elif view is not None:
        await ACTS[wanted.command.id](screen, view)
    return None


async def _save(screen: AppScreen) -> int | None:
    """Save the list of the place behind under a name."""
    if not isinstance(screen, Viewed):
        screen.say(
            _("Nothing can be saved here."),
            _("`P` opens the people, whose list can."),
            kind=MessageKind.HINT,
        )
        return None
    shape = screen.shape

    async def accept(named: Named) -> str:
        draft = NewView(named[0], shape, named[1])
        save = operations.views.save_view
        return await choosing.saved(screen, dialog.frame, save, draft)

    dialog = ViewNameDialog(_("Save the list as"), asks_for_whom=True, accept=accept)
    named = await screen.relance.push_screen_wait(dialog)
    if named is None:
        return None
    views = await choosing.looked_up(screen, queries.views.views, shape.of)
    mine = (one for one in views or () if one.mine and one.name == named[0])
    return next((one.id for one in mine), None)


async def _keep(screen: AppScreen, view: ViewLine) -> None:
    if not isinstance(screen, Viewed):
        await _save(screen)
        return
    change = operations.views.change_view
    choosing.say_change(screen, await screen.write(change, view.id, screen.shape))


async def _rename(screen: AppScreen, view: ViewLine) -> None:
    """Ask for another name; whoever may not give one is told before typing it."""
    rename = operations.views.rename_view
    if not view.may_edit:
        await screen.write(rename, view.id, view.name)
        return

    async def accept(named: Named) -> str:
        return await choosing.saved(screen, dialog.frame, rename, view.id, named[0])

    title = _("Rename the view")
    dialog = ViewNameDialog(title, view.name, asks_for_whom=False, accept=accept)
    await screen.relance.push_screen_wait(dialog)


async def _pin(screen: AppScreen, view: ViewLine) -> None:
    pin = operations.views.pin_view
    choosing.say_change(
        screen, await screen.write(pin, view.id, pinned=not view.pinned)
    )


async def _first(screen: AppScreen, view: ViewLine) -> None:
    first = operations.views.open_first
    choosing.say_change(
        screen, await screen.write(first, view.id, first=not view.first)
    )


async def _share(screen: AppScreen, view: ViewLine) -> None:
    share = operations.views.share_view
    choosing.say_change(
        screen, await screen.write(share, view.id, shared=not view.shared)
    )


async def _count(screen: AppScreen, view: ViewLine) -> None:
    count = operations.views.count_view
    choosing.say_change(
        screen, await screen.write(count, view.id, counted=not view.as_alert)
    )


async def _remove(screen: AppScreen, view: ViewLine) -> None:
    remove = operations.views.remove_view
    choosing.say_change(screen, await screen.write(remove, view.id))


Act = Callable[[AppScreen, ViewLine], Awaitable[None]]

ACTS: Final[dict[str, Act]] = {
    desk.VIEW_KEEP.id: _keep,
    desk.VIEW_RENAME.id: _rename,
    desk.VIEW_PIN.id: _pin,
    desk.VIEW_FIRST.id: _first,
    desk.VIEW_SHARE.id: _share,
    desk.VIEW_COUNT.id: _count,
    desk.VIEW_REMOVE.id: _remove,
}
"""What each key does to the view under the cursor."""
