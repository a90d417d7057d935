"""The app of a database that could not be opened: why, and what can be done."""

from collections.abc import Mapping
from pathlib import Path

from textual import work
from textual.app import App
from textual.theme import Theme

from models.errors import RelanceError
from tui.screens.trouble import TroubleScreen
from tui.screens.trouble import Try
from tui.screens.trouble import Way
from tui.terminal.driver import RelanceDriver


class UnopenedApp(App[None]):
    """Says what stands in the way until it is gone or the person leaves."""

    TITLE = "Relance"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { layers: base dialogs; overflow: hidden; }
    """

    def __init__(
        self, error: RelanceError, again: Try, theme: Theme, backups_of: Path | None
    ) -> None:
        self._own_variables: Mapping[str, str] = theme.variables
        super().__init__(driver_class=RelanceDriver)
        self._error = error
        self._again = again
        self._backups_of = backups_of
        self.way: Way = error
        """What the person chose; to leave, unless anything else was chosen."""
        self.animation_level = "none"
        self.register_theme(theme)
        self.theme = theme.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Know our own roles while the first style sheet is read."""
        return dict(self._own_variables)

    def on_mount(self) -> None:
        self.ask()

    @work
    async def ask(self) -> None:
        """Ask what to do."""
        screen = TroubleScreen(self._error, self._again, "")
        if self._backups_of is not None:
            screen.offer(self._backups_of)
        self.way = await self.push_screen_wait(screen)
        self.exit()

    def hang_up(self, signum: int) -> None:
        """Go; nothing was opened."""
        self.exit(return_code=128 + signum)
