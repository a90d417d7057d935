"""The way from what cannot be done to the setting that allows it (R-02)."""

from models.errors import RelanceError
from models.vocabulary import Role
from tui.dialogs.confirm import ConfirmDialog
from tui.i18n import N_
from tui.i18n import _
from tui.screens.base import AppScreen

NO_FIRST = "no_first_type"


def cannot_plan(screen: AppScreen, error: RelanceError) -> None:
    """Say why no follow-up can be planned; a manager may go where that is set."""
    if error.code != NO_FIRST or screen.store.actor.role is Role.SELLER:
        screen.refuse(error)
        return
    said = _(
        "No type of follow-up may come first, so none can be started."
        " In the settings a type is flagged as coming first."
    )
    dialog = ConfirmDialog(_("Follow-up"), said, N_("settings"))

    async def go(agreed: bool | None) -> None:  # noqa: FBT001 - Textual's callback
        if agreed:
            await _open_types(screen)

    screen.relance.push_screen(dialog, go)


async def _open_types(screen: AppScreen) -> None:
    from tui.screens.settings import open_settings
    from tui.settings_pages.types import TypesPage

    await open_settings(screen, TypesPage)
