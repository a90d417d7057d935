"""The first tab: what a person has chosen for oneself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.vocabulary import Role
from tui.acts import preferring
from tui.commands_of_settings import SETTING_EDIT
from tui.dialogs.settings import chosen_words
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.preferences.settings import Settings
from tui.settings_pages.page import Page
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

NAMES = 16


class PersonalPage(Page):
    """Language, theme, first place, cursor, mouse: Enter changes them."""

    word = N_("My own")
    roles = frozenset(Role)
    acts = (SETTING_EDIT,)
    settings = Settings()

    def read(self) -> None:
        """Read nothing: the app has them."""

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return Cell(_("Setting"), Ink.MUTED, NAMES), Cell(_("Chosen"), Ink.MUTED)

    def rows(self, cells: int) -> Sequence[Row[int]]:
        del cells
        return [
            Row(
                (Cell(name, Ink.TEXT, NAMES, name=True), Cell(words, Ink.MUTED, FILL)),
                n,
            )
            for n, (name, words) in enumerate(chosen_words(self.settings))
        ]

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        await preferring.choose(screen, record_id)
