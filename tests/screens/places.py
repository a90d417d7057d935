"""The whole app on a test store, with what it sends counted."""

from rich.console import Console
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from models.store import Store
from tui.app import RelanceApp
from tui.preferences.settings import Cursor
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.board import BoardScreen

TRUECOLOUR = Console(color_system="truecolor", force_terminal=True)


class CountingApp(RelanceApp):
    """Keeps every frame that a terminal would be sent, without the repeats."""

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(store, settings)
        self.frames: list[str] = []

    def _display(
        self, screen: Screen[object], renderable: RenderableType | None
    ) -> None:
        super()._display(screen, renderable)  # pyright: ignore[reportUnknownMemberType]
        update = self.thrifty(renderable)
        if isinstance(update, CompositorUpdate) and not self._batch_count:
            sent = update.render_segments(TRUECOLOUR)
            if sent:
                self.frames.append(sent)


def board_app(store: Store, cursor: Cursor = Cursor.BOLD) -> CountingApp:
    """Return an app that starts on the board."""
    return CountingApp(store, Settings(start_screen=StartScreen.BOARD, cursor=cursor))


def board_of(app: RelanceApp) -> BoardScreen:
    """Return the board that is shown."""
    screen = app.screen
    assert isinstance(screen, BoardScreen)
    return screen


def title_at_cursor(app: RelanceApp) -> str:
    """Return the title of the card at the cursor."""
    card = board_of(app).board.card
    assert card is not None
    return card.title


def column_at_cursor(app: RelanceApp) -> str:
    """Return the name of the column at the cursor."""
    column = board_of(app).board.column
    assert column is not None
    return column.head.name
