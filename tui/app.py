"""RelanceApp: one store, one theme, one key map, and the places between them."""

import asyncio
import gc
import os
import typing
from collections.abc import Sequence
from functools import cached_property
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual import on
from textual._compositor import ChopsUpdate
from textual._compositor import LayoutUpdate
from textual.binding import BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from models.actor import Whose
from models.errors import RelanceError
from models.store import Store
from models.vocabulary import Role
from tui import theming
from tui.commands import Place
from tui.enduring import Endures
from tui.enduring import bear
from tui.enduring import passes
from tui.i18n import _
from tui.messages import DataChanged
from tui.preferences.keymap import NO_KEYMAP
from tui.preferences.keymap import Keymap
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.terminal import filters
from tui.terminal.background import FollowsBackground
from tui.terminal.celldiff import ShownCells
from tui.terminal.driver import RelanceDriver
from tui.terminal.frames import ThriftyUpdate
from tui.terminal.pen import erases_in_colour
from tui.terminal.typeahead import OneKeyAtATime

if TYPE_CHECKING:
    from models.backups import Backup
    from models.views.choices import Choices
    from models.views.sight import Known
    from tui.ahead import Ahead
    from tui.drafts import Draft
    from tui.drafts import Drafts
    from tui.nudges import Nudges
    from tui.recent import Recent
    from tui.screens.base import AppScreen

LOOK_EVERY = 0.5
"""Seconds between looks for another session's commit (B1.27)."""

CALM_AFTER = 1.0
"""Seconds after the first screen at which SQLModel is imported (start-up.md)."""

MINUTE = 60


class RelanceApp(Endures, FollowsBackground, OneKeyAtATime, inherit_css=False):
    """The application of one person on one database."""

    TITLE = "Relance"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = []
    came_from = Place.BOARD
    """The place that was left for this one."""
    whose: tuple[Whose, str] | None = None
    """Whose records were chosen last, with the name of one person."""
    ended_by: RelanceError | None = None
    """Why the session could not go on, told after the terminal is back."""
    to_restore: "Backup | None" = None
    """The copy that is to take the place of the database, once it is let go of."""
    ahead: "Ahead | None" = None
    """What was read of the first screen while this was being imported."""
    choices: "Choices | None" = None
    """What the frequent dialogs offer, as it was last read."""
    nudges_folder: Path | None = None
    kept_up = False
    """Whether the pages are looked at and the copy of the day is made when idle."""
    # Textual's own takes each start 1 ms to read, for parts that no screen has.
    DEFAULT_CSS = """
    RelanceApp { background: $background; color: $foreground; }
    *:disabled:can-focus { opacity: 0.7; }
    """
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
        self.own_variables = worn.variables
        first = settings.start_screen is StartScreen.BOARD
        self.DEFAULT_MODE = (Place.BOARD if first else Place.TODAY).value  # type: ignore[misc]
        super().__init__(driver_class=RelanceDriver)
        self.store = store
        self.settings = settings
        self.theme_setting = settings.theme
        self.own_keys = keymap
        self._drafts_folder = drafts
        self._unfinished = True
        self.saving = 0
        """How many saves of this session are under way."""
        self.notices: list[str] = []
        """What the person's own files have wrong, told on the first screen."""
        self.logs_folder = logs
        self._shown = ShownCells(erases=erases_in_colour(os.environ))
        self._failed: BaseException | None = None
        self.animation_level = "none"
        self._unread_css = self.theme != worn.name
        self.wear(worn)
        self.set_keymap(keymap.keys)
        self._places = {
            Place.BOARD.value: partial(_board, store),
            Place.TODAY.value: partial(_today, store),
            Place.STATISTICS.value: partial(_statistics, store),
            Place.PEOPLE.value: partial(_people, store),
        }

    def get_default_screen(self) -> "AppScreen":
        """Begin with the place that was asked for.

        A screen that comes as a mode has the whole style sheet parsed once more.
        """
        return self._places[self.DEFAULT_MODE]()

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002
        """Leave out the first: each widget comes with the theme's colours already."""
        if self._unread_css:
            self._unread_css = False
        else:
            super().refresh_css(animate)

    @cached_property
    def drafts(self) -> "Drafts":
        """What was half typed when a session ended."""
        from tui.drafts import Drafts

        return Drafts(self._drafts_folder, self.store.actor.login, self.store.path)

    @cached_property
    def recent(self) -> "Recent":
        """What was chosen last, which the palette offers first."""
        from tui.recent import Recent

        return Recent()

    @cached_property
    def nudges(self) -> "Nudges":
        """Which deals were told of today as staying too long."""
        from tui.nudges import Nudges

        return Nudges(self.nudges_folder, self.store.actor.login, self.store.path)

    def on_mount(self) -> None:
        for name, make in self._places.items():
            self.add_mode(name, make)  # pyright: ignore[reportUnknownMemberType]
        self.set_interval(LOOK_EVERY, self.look_at_others)
        self.set_timer(CALM_AFTER, self.warm_up)
        self._next_minute()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no control character of anybody's data through (safety.md 0 no 2)."""
        return filters.guarded(
            super().get_line_filters(), colourless=self.theme == theming.PLAIN
        )

    def look_at_others(self) -> None:
        """Look for changes, but leave an own save to the screen that knows of it.

        Nor while the session ends, when screens are taken down.
        """
        if self.is_running and not self.saving:
            self.look_for_changes()

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
            self.trouble(error)
            return False

    async def warm_up(self) -> None:
        """Import what writing needs, away from the keys; then collect garbage again."""
        await asyncio.to_thread(self.store.warm)
        # What the imports left behind for inspection, half a megabyte.
        typing.clear_overloads()
        gc.freeze()
        gc.enable()
        if self.kept_up:
            self._keep_up()

    def _keep_up(self) -> None:
        """Begin what is done once nobody presses a key."""
        from tui.upkeep import Upkeep

        Upkeep(self).begin()

    def go(self, place: Place) -> None:
        """Open a place as it was left; what stood before it is closed."""
        if self.current_mode != place.value:
            self.came_from = Place(self.current_mode)
        with self.batch_update():
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.switch_mode(place.value)

    def delay_update(self, delay: float = 0.05) -> None:
        """Hold nothing back where one goes to a place: it is drawn in one frame.

        Textual waits 50 ms there, to hide one that is drawn piece by piece.
        """
        del delay

    def trouble(self, error: RelanceError) -> None:
        """Say that the database cannot be used, and offer to try again or to quit."""
        from tui.screens.trouble import PUT_OUT
        from tui.screens.trouble import TroubleScreen

        if error.code == PUT_OUT:
            self.leave(error)
        elif passes(error):
            bear(self, error)
        elif not isinstance(self.screen, TroubleScreen):
            told = TroubleScreen(error, self._tried_again, self.store.zone)
            if self.store.actor.role is Role.ADMIN:
                told.offer(self.store.path)
            self.push_screen(told, self._after_trouble)

    def leave(self, error: RelanceError) -> None:
        """End the session for a reason that it cannot go on with."""
        self.ended_by = error
        self.keep_drafts()
        self.exit(return_code=error.status)

    def hang_up(self, signum: int) -> None:
        """Keep what is typed and go (safety.md 3.5)."""
        self.keep_drafts()
        self.exit(return_code=128 + signum)

    def take_ahead(self) -> "Known":
        """Return what was read ahead of the first screen, once."""
        ahead, self.ahead = self.ahead, None
        return ahead.take() if ahead else {}

    def take_unfinished(self) -> "Draft | None":
        """Return what the last session left half typed, the first time it is asked."""
        left, self._unfinished = self._unfinished, False
        return self.drafts.latest() if left else None

    def keep_drafts(self) -> None:
        """Write down what is half typed on any screen."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_drafts", None)
            if callable(keep):
                keep()

    @on(events.Resize)
    def forget_frame(self, event: events.Resize) -> None:
        """Trust nothing that a resized terminal still shows."""
        self._shown.resized(event.size)

    @on(Driver.SignalResume)
    def send_all_again(self) -> None:
        """Draw everything: the terminal was lent to others (safety.md)."""
        self._shown.forget()
        self.refresh()

    def thrifty(self, update: RenderableType | None) -> RenderableType | None:
        """Return an update that sends only what the terminal does not show yet."""
        if self.settings.diff and isinstance(update, LayoutUpdate | ChopsUpdate):
            return ThriftyUpdate(update, self._shown)
        return update

    def _display(
        self, screen: Screen[object], renderable: RenderableType | None
    ) -> None:
        super()._display(screen, self.thrifty(renderable))  # pyright: ignore[reportUnknownMemberType]

    def _tried_again(self) -> RelanceError | None:
        try:
            self.store.changed()
            self.store.refresh_actor()
        except RelanceError as error:
            return error
        return None

    def _after_trouble(self, way: "RelanceError | Backup | None") -> None:
        if isinstance(way, RelanceError):
            self.leave(way)
        elif way is not None:
            self.to_restore = way
            self.keep_drafts()
            self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """End with one line; what cannot be read or saved has a sentence of its own."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, RelanceError):
            if cause is not error and passes(cause):
                bear(self, cause)
            else:
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


def _board(store: Store) -> "AppScreen":
    from tui.screens.board import BoardScreen

    return BoardScreen(store)


def _today(store: Store) -> "AppScreen":
    from tui.screens.today import TodayScreen

    return TodayScreen(store)


def _statistics(store: Store) -> "AppScreen":
    from tui.screens.statistics import StatisticsScreen

    return StatisticsScreen(store)


def _people(store: Store) -> "AppScreen":
    from tui.screens.people import PeopleScreen

    return PeopleScreen(store)
