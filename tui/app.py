"""RelanceApp: one store, one theme, one key map, and the places between them."""

import asyncio
import gc
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.theme import Theme
from textual.worker import WorkerFailed

from models.errors import RelanceError
from models.store import Store
from tui import filters
from tui import theming
from tui.commands import Place
from tui.drafts import Drafts
from tui.driver import RelanceDriver
from tui.i18n import _
from tui.keymap import NO_KEYMAP
from tui.keymap import Keymap
from tui.messages import DataChanged
from tui.settings import Settings
from tui.settings import StartScreen
from tui.theme_variables import PLAIN
from tui.typeahead import OneKeyAtATime

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

LOOK_EVERY = 0.5
"""Seconds between looks for another session's commit (B1.27)."""

CALM_AFTER = 1.0
"""Seconds after the first screen at which SQLModel is imported (start-up.md)."""

MINUTE = 60


class RelanceApp(OneKeyAtATime):
    """The application of one person on one database."""

    TITLE = "Relance"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    Screen { layers: base dialogs above; overflow: hidden; }
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        keymap: Keymap = NO_KEYMAP,
        drafts: Path | None = None,
        logs: Path | None = None,
        theme: str | Theme = theming.DARK,
    ) -> None:
        worn = theming.shipped(theme) if isinstance(theme, str) else theme
        self._own_variables: Mapping[str, str] = worn.variables
        super().__init__(driver_class=RelanceDriver)
        self.store = store
        self.settings = settings
        self.own_keys = keymap
        self.drafts = Drafts(drafts, store.actor.login, store.path)
        """What was half typed when a session ended."""
        self.logs_folder = logs
        self.ended_by: RelanceError | None = None
        """Why the session could not go on, told after the terminal is back."""
        self._places: dict[Place, AppScreen] = {}
        self._failed: BaseException | None = None
        self.animation_level = "none"
        self.wear(worn)
        self.set_keymap(keymap.keys)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Know our own roles while the first style sheet is read."""
        return dict(self._own_variables)

    def get_default_screen(self) -> "AppScreen":
        """Start on the screen of the settings, without an empty one before it."""
        first = self.settings.start_screen
        place = Place.BOARD if first is StartScreen.BOARD else Place.TODAY
        return self.place(place)

    def on_mount(self) -> None:
        self.set_interval(LOOK_EVERY, self.look_for_changes)
        self.set_timer(CALM_AFTER, self.warm_up)
        self._next_minute()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character of anybody's data through (safety.md 0 no 2)."""
        return filters.guarded(
            super().get_line_filters(), colourless=self.theme == PLAIN
        )

    def look_for_changes(self) -> None:
        """Let the visible place read again when anything was committed."""
        if not self.note_changes():
            return
        from tui.screens.base import AppScreen

        if isinstance(self.screen, AppScreen):
            self.screen.load_if_stale()
        else:
            self.screen.post_message(DataChanged())

    def note_changes(self) -> bool:
        """Tell whether anything was committed since the last look."""
        try:
            return self.store.changed()
        except RelanceError as error:
            self.leave(error)
            return False

    async def warm_up(self) -> None:
        """Import what writing needs, away from the keys; then collect garbage again."""
        await asyncio.to_thread(self.store.warm)
        gc.freeze()
        gc.enable()

    def wear(self, theme: Theme) -> None:
        """Put on a theme from now on."""
        self.register_theme(theme)
        self.theme = theme.name

    def place(self, place: Place) -> "AppScreen":
        """Return the one screen of a place, made when it is first asked for."""
        from tui.screens.board import BoardScreen
        from tui.screens.today import TodayScreen

        if place not in self._places:
            kinds = {Place.BOARD: BoardScreen, Place.TODAY: TodayScreen}
            screen = kinds[place](self.store)
            self._places[place] = screen
            self.install_screen(screen, place.value)  # pyright: ignore[reportUnknownMemberType]
        return self._places[place]

    def go(self, place: Place) -> None:
        """Open a place as it was left; what stood before it is closed."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.switch_screen(self.place(place))  # pyright: ignore[reportUnknownMemberType]

    def leave(self, error: RelanceError) -> None:
        """End the session for a reason that it cannot go on with."""
        self.ended_by = error
        self.keep_drafts()
        self.exit(return_code=error.status)

    def hang_up(self, signum: int) -> None:
        """Keep what is typed and go (safety.md 3.5)."""
        self.keep_drafts()
        self.exit(return_code=128 + signum)

    def keep_drafts(self) -> None:
        """Write down what is half typed on any screen."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_drafts", None)
            if callable(keep):
                keep()

    def _handle_exception(self, error: Exception) -> None:
        """End with one line; what cannot be read or saved has a sentence of its own."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, RelanceError):
            self.leave(cause)
            return
        self._failed = self._failed or cause
        super()._handle_exception(error)

    def panic(self, *renderables: object) -> None:
        """Never print what Textual would: it may show records (safety.md 0 no 4)."""
        del renderables
        self._fatal_error()

    def _fatal_error(self) -> None:
        from tui.incidents import report

        if self._exit_renderables:
            return
        failed = self._failed or RuntimeError()
        number = report(failed, self.logs_folder, self.store.now())
        told = _("Relance stopped: incident {number}. What was saved is safe.")
        self._exit_renderables.append(Text(told.format(number=number)))
        self._close_messages_no_wait()

    def _next_minute(self) -> None:
        """Wake when the minute turns: the clock and what becomes due follow it."""
        now = self.store.now().astimezone(ZoneInfo(self.store.zone))
        self.set_timer(MINUTE - now.second + 0.05, self._turn_minute)

    def _turn_minute(self) -> None:
        turn = getattr(self.screen, "minute_turned", None)
        if callable(turn):
            turn()
        self._next_minute()
